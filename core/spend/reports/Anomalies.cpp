// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/Anomalies.h"

#include <algorithm>

namespace lineup {

namespace {

constexpr int leastDaysUsual = 7;
constexpr qint64 leastCost = 1'000'000'000; // nano-dollars
constexpr qint64 deviations = 4;

// The mean of the two in the middle where there are two, rounded down.
qint64 median(QList<qint64> values)
{
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    if (values.size() % 2 == 1)
        return values.at(middle);
    return values.at(middle - 1) + (values.at(middle) - values.at(middle - 1)) / 2;
}

} // namespace

QList<Anomaly> findAnomalies(const QList<DaySum> &days)
{
    if (days.size() < leastDaysUsual)
        return {};
    QList<qint64> sums;
    for (const DaySum &day : days)
        sums += day.cost.nano();
    const qint64 usual = median(sums);
    for (qint64 &sum : sums)
        sum = qAbs(sum - usual);
    const qint64 limit = qMax(leastCost, usual + deviations * median(sums));

    QList<Anomaly> out;
    for (const DaySum &day : days) {
        if (day.cost.nano() > limit)
            out += {.day = day.day, .cost = day.cost, .usual = Money::fromNano(usual), .mostly = {}};
    }
    std::sort(out.begin(), out.end(), [](const Anomaly &a, const Anomaly &b) { return a.day > b.day; });
    return out;
}

QString mostOf(const SpendTable &parts)
{
    for (const SpendRow &row : parts.rows) {
        if (row.sums.cost > parts.total.cost - row.sums.cost)
            return row.keys.value(0);
    }
    return {};
}

} // namespace lineup
