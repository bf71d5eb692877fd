// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace lineup::ui {

// Gives the application its style, icon, desktop file name and translations. Before any widget is made.
void dress(QApplication &app);

} // namespace lineup::ui
