// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/charts/ChartData.h"

class QWidget;

namespace lineup::ui::ChartExport {

// Each writes a file as a whole or not at all, and returns what went wrong, in words; empty: it is written. GUI thread.
[[nodiscard]] QString writeCsv(const ChartData &chart, const QString &file);
[[nodiscard]] QString writePng(const ChartData &chart, const QString &subtitle, const QString &file);
// A page of A4: the chart, then its table on as many pages as it needs.
[[nodiscard]] QString writePdf(const ChartData &chart, const QString &subtitle, const QString &file);

} // namespace lineup::ui::ChartExport
