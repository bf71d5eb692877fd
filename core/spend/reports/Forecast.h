// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <QDate>
#include <QList>

#include <optional>

namespace lineup {

// What was spent on one day.
struct DaySum
{
    QDate day;
    Money cost;
    bool operator==(const DaySum &) const = default;
};

// What a month may have cost when it is over. An estimate: days of the past decide it.
struct MonthForecast
{
    Money toDate; // spent already, today's included
    Money likely; // at the month's end
    Money low; // two months of three end between low and high; never below toDate
    Money high;
    bool operator==(const MonthForecast &) const = default;
};

// The month of `today`: what was spent so far, and for each day to come the mean of the same weekday within the last 28
// days (the mean of all of them for a weekday that has not been seen). Today counts as it is, or as its weekday where
// that is more. The band grows with how far days lay from their weekday's mean. Days without a sum cost nothing;
// history begins with the earliest day given. Nothing before there are 7 whole days of it. Pure.
[[nodiscard]] std::optional<MonthForecast> forecastMonth(const QList<DaySum> &days, QDate today);

} // namespace lineup
