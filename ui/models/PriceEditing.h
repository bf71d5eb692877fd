// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/providers/Catalogue.h"

class QWidget;

namespace lineup::ui {

// Opens a dialog that sets the person's own price for a model of a service in the catalogue, or takes it back. Returns
// at once; what goes wrong is said in the dialog. The catalogue and the clock outlive the parent.
void openPriceDialog(
    Catalogue &catalogue, const Clock &clock, const QString &service, const QString &model, QWidget *parent);

} // namespace lineup::ui
