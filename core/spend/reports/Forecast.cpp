// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/Forecast.h"

#include <QMap>

#include <algorithm>
#include <array>
#include <cmath>

namespace lineup {

namespace {

constexpr int leastDaysBehind = 7;
constexpr int mostDaysBehind = 28;

struct Week
{
    std::array<double, 8> mean {}; // by QDate::dayOfWeek, nano-dollars
    double variance = 0; // of a day round its weekday's mean
};

Week weekOf(const QMap<QDate, qint64> &sums, QDate first, QDate last)
{
    std::array<double, 8> sum {};
    std::array<int, 8> count {};
    double all = 0;
    int days = 0;
    for (QDate day = first; day <= last; day = day.addDays(1), ++days) {
        const auto weekday = static_cast<size_t>(day.dayOfWeek());
        sum[weekday] += double(sums.value(day));
        ++count[weekday];
        all += double(sums.value(day));
    }
    Week week;
    int known = 0;
    for (size_t weekday = 1; weekday <= 7; ++weekday) {
        known += count[weekday] > 0 ? 1 : 0;
        week.mean[weekday] = count[weekday] > 0 ? sum[weekday] / count[weekday] : all / days;
    }
    double squares = 0;
    // A week alone shows nothing of how far Mondays lie apart: then days are held against the mean of all.
    const bool apart = days > known;
    for (QDate day = first; day <= last; day = day.addDays(1)) {
        const double expected = apart ? week.mean[static_cast<size_t>(day.dayOfWeek())] : all / days;
        squares += std::pow(double(sums.value(day)) - expected, 2);
    }
    week.variance = squares / (apart ? days - known : days - 1);
    return week;
}

} // namespace

std::optional<MonthForecast> forecastMonth(const QList<DaySum> &days, QDate today)
{
    QMap<QDate, qint64> sums;
    for (const DaySum &each : days) {
        if (each.day <= today)
            sums[each.day] += each.cost.nano();
    }
    const QDate yesterday = today.addDays(-1);
    if (sums.isEmpty() || sums.firstKey().daysTo(yesterday) + 1 < leastDaysBehind)
        return std::nullopt;
    const Week week = weekOf(sums, qMax(sums.firstKey(), today.addDays(-mostDaysBehind)), yesterday);

    MonthForecast out;
    for (QDate day(today.year(), today.month(), 1); day <= today; day = day.addDays(1))
        out.toDate += Money::fromNano(sums.value(day));
    const double soFar = double(sums.value(today));
    double rest = std::max(0.0, week.mean[static_cast<size_t>(today.dayOfWeek())] - soFar);
    int open = 1;
    for (QDate day = today.addDays(1); day.month() == today.month(); day = day.addDays(1), ++open)
        rest += week.mean[static_cast<size_t>(day.dayOfWeek())];
    const double margin = std::sqrt(week.variance * open);
    const auto after = [&](double more) { return out.toDate + Money::fromNano(std::llround(std::max(0.0, more))); };
    out.likely = after(rest);
    out.low = after(rest - margin);
    out.high = after(rest + margin);
    return out;
}

} // namespace lineup
