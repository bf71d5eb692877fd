// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

class QMainWindow;

namespace lineup::ui {

// A main window's place, size and bars as JSON, for SessionStore. GUI thread.
[[nodiscard]] QJsonObject savedGeometry(const QMainWindow &window);
// Puts it back; what cannot be read is ignored, and a place that no screen shows any more is moved onto one.
void restoreGeometry(QMainWindow &window, const QJsonObject &saved);

} // namespace lineup::ui
