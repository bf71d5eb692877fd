// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/Forecast.h"
#include "core/spend/reports/SpendQuery.h"

namespace lineup {

// A day that cost far more than days usually do.
struct Anomaly
{
    QDate day;
    Money cost;
    Money usual; // the median of the days with calls
    QString mostly; // the key that more than half of it went to; empty: there is none
    bool operator==(const Anomaly &) const = default;
};

// Days that cost more than the median + 4 times the median absolute deviation, and more than a dollar. Days without
// calls say nothing about what a day with calls costs: they are to be left out; below 7 days with calls nothing can be
// said. The newest first. Pure.
[[nodiscard]] QList<Anomaly> findAnomalies(const QList<DaySum> &days);
// The key of the row that more than half of the total is in; empty: there is none. Pure.
[[nodiscard]] QString mostOf(const SpendTable &parts);

} // namespace lineup
