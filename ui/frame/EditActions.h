// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/frame/ActionCatalogue.h"

namespace lineup::ui {

// Makes Undo, Redo, Cut, Copy, Paste and Select all of the Edit menu act on the text that has the focus. GUI thread.
class EditActions : public QObject
{
    Q_OBJECT
public:
    EditActions(ActionCatalogue &catalogue, QObject *parent);
};

} // namespace lineup::ui
