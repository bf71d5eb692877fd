// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QIcon>

namespace lineup::ui {

// A line icon of ours by name: "send", "chevron-down", … (resources/icons/*.svg without the ending; "reasoning",
// "tools", "vision", "demo" are further names). Drawn in the palette's text colour of the moment it is painted, so a
// change of palette needs no reload. An unknown name is an empty icon and a warning in the log. GUI thread.
// Pair it with a text, or with a tooltip and an accessible name.
[[nodiscard]] QIcon icon(const QString &name);
// The same in the colour of a meaning, and in a colour of the caller's.
[[nodiscard]] QIcon icon(const QString &name, Meaning meaning);
[[nodiscard]] QIcon icon(const QString &name, const QColor &color);
// The same drawing large, with a line that stays thin: for empty screens. side: logical pixels.
[[nodiscard]] QPixmap lineDrawing(const QString &name, int side, const QColor &color, qreal devicePixelRatio);
// The icon of the program itself, in its own colours.
[[nodiscard]] QIcon applicationIcon();
// Every name there is, sorted.
[[nodiscard]] QStringList iconNames();

} // namespace lineup::ui
