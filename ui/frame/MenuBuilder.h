// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMenuBar;

namespace lineup::ui {

class ActionCatalogue;

// Fills the menu bar anew: File, Edit, View, Run, Window, Help, each with the page's actions of that menu property
// first, then the window's own. A menu without any action is not shown. The actions stay their owners'.
void rebuildMenuBar(QMenuBar &bar, const ActionCatalogue &catalogue, const QList<QAction *> &railActions,
    const QList<QAction *> &pageActions);

} // namespace lineup::ui
