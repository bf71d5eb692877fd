// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/Anomalies.h"

#include <QMap>

#include <algorithm>

namespace lineup {

namespace {

constexpr int leastDays = 7;
constexpr qint64 leastCost = 1'000'000'000; // nano-dollars
constexpr qint64 deviations = 4;

struct Day
{
    qint64 sum = 0;
    qint64 largest = 0;
    QString key; // of the largest
};

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

QList<Anomaly> findAnomalies(const QList<SpendRow> &byDay)
{
    QMap<QDate, Day> days;
    for (const SpendRow &row : byDay) {
        Day &day = days[QDate::fromString(row.keys.value(0), Qt::ISODate)];
        const qint64 cost = row.sums.cost.nano();
        day.sum += cost;
        if (cost > day.largest) {
            day.largest = cost;
            day.key = row.keys.value(1);
        }
    }
    if (days.size() < leastDays)
        return {};
    QList<qint64> sums;
    for (const Day &day : std::as_const(days))
        sums += day.sum;
    const qint64 usual = median(sums);
    for (qint64 &sum : sums)
        sum = qAbs(sum - usual);
    const qint64 limit = qMax(leastCost, usual + deviations * median(sums));

    QList<Anomaly> out;
    for (auto day = days.cbegin(); day != days.cend(); ++day) {
        if (day->sum <= limit)
            continue;
        const bool most = day->largest > day->sum - day->largest;
        out.prepend({.day = day.key(),
            .cost = Money::fromNano(day->sum),
            .usual = Money::fromNano(usual),
            .mostly = most ? day->key : QString()});
    }
    return out;
}

} // namespace lineup
