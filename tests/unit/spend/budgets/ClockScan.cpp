// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/spend/budgets/ClockScan.h"

#include <QTimeZone>

#include <ctime>

namespace lineup::test {

namespace {

// Numbers that grow by one with each period, for a date that only grows.
int weekNumber(const QDate &date, Qt::DayOfWeek start)
{
    // The Julian day 0 was a Monday.
    return int((date.toJulianDay() - (int(start) - 1)) / 7);
}

int monthNumber(const QDate &date, int day)
{
    const int begins = day > date.daysInMonth() ? date.daysInMonth() : day;
    return date.year() * 12 + date.month() - (date.day() < begins ? 1 : 0);
}

int number(const QDate &date, const BudgetPeriod &period)
{
    if (period.kind == BudgetPeriod::Kind::Week)
        return weekNumber(date, period.weekStart);
    if (period.kind == BudgetPeriod::Kind::Month)
        return monthNumber(date, period.monthDay);
    return int(date.toJulianDay());
}

} // namespace

ClockScan::ClockScan(const QByteArray &zone, const QDateTime &moment, int days)
{
    const QByteArray before = qgetenv("TZ");
    const bool wasSet = qEnvironmentVariableIsSet("TZ");
    qputenv("TZ", zone);
    tzset();
    const qint64 middle = moment.toSecsSinceEpoch() / 60 * 60;
    for (qint64 at = middle - days * 86400LL; at < middle + days * 86400LL; at += 60) {
        const time_t second = at;
        tm reads {};
        localtime_r(&second, &reads);
        m_minutes += {QDateTime::fromSecsSinceEpoch(at, QTimeZone::utc()),
            QDate(reads.tm_year + 1900, reads.tm_mon + 1, reads.tm_mday), QTime(reads.tm_hour, reads.tm_min)};
    }
    if (wasSet)
        qputenv("TZ", before);
    else
        qunsetenv("TZ");
    tzset();
}

QList<QDateTime> ClockScan::beginnings(const BudgetPeriod &period) const
{
    QList<QDateTime> out;
    QDate latest = m_minutes.first().date;
    for (const Minute &minute : m_minutes) {
        const QDate before = latest;
        latest = qMax(latest, minute.date); // a clock that goes back over midnight does not begin the day again
        const bool begins = period.kind == BudgetPeriod::Kind::Hour ? minute.time.minute() == 0
                                                                    : number(before, period) != number(latest, period);
        if (begins)
            out += minute.at;
    }
    return out;
}

QDateTime ClockScan::beginningOfDate(const QDateTime &moment, int datesBefore) const
{
    QDate date;
    for (const Minute &minute : m_minutes) {
        if (minute.at <= moment)
            date = qMax(minute.date, date.isValid() ? date : minute.date);
    }
    for (const Minute &minute : m_minutes) {
        if (minute.date >= date.addDays(-datesBefore))
            return minute.at;
    }
    return {};
}

} // namespace lineup::test
