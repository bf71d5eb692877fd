// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/charts/ChartData.h"

#include <QBrush>
#include <QIcon>
#include <QPalette>

namespace lineup::ui {

// How pieces of bars look: a colour of the set, and on every second one a hatching, so that neighbours can be told
// apart without colour; Other is grey. GUI thread.
[[nodiscard]] QBrush pieceBrush(const ChartData::Series &series, const QPalette &palette);
// The same as a small square, for legends and menus.
[[nodiscard]] QPixmap pieceSwatch(const ChartData::Series &series, const QPalette &palette, qreal devicePixelRatio);

// The line that stands for the time before.
[[nodiscard]] QPixmap beforeSwatch(const QPalette &palette, qreal devicePixelRatio);

// Round values for an axis from `least` (at most 0) to `most`, ascending, about `count` of them, 0 among them.
[[nodiscard]] QList<qint64> axisTicks(qint64 least, qint64 most, int count);

} // namespace lineup::ui
