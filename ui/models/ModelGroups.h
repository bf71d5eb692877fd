// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Catalogue.h"
#include "core/routing/ChainBook.h"
#include "ui/models/ModelTreeModel.h"

#include <QSet>

namespace lineup::ui {

// The groups of everything the catalogue knows. usable: ids of the services for which there is a key, or credentials
// elsewhere. chains: null when there are none.
[[nodiscard]] QList<ModelGroup> modelGroups(
    const Catalogue &catalogue, const QSet<QString> &usable, const ChainBook *chains = nullptr);

} // namespace lineup::ui
