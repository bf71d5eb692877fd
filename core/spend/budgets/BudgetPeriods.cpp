// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetPeriods.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qint64 hourLength = 3600;
constexpr qint64 dayLength = 24 * hourLength;
constexpr qint64 farthest = 16 * hourLength; // no clock is so far from UTC
constexpr qint64 stride = 6 * hourLength; // no clock is moved twice in it

QDateTime utc(qint64 second)
{
    return QDateTime::fromSecsSinceEpoch(second, QTimeZone::utc());
}

qint64 secondOf(const QDateTime &moment)
{
    const qint64 ms = moment.toMSecsSinceEpoch();
    return ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000);
}

qint64 offsetAt(const QTimeZone &zone, qint64 second)
{
    return zone.offsetFromUtc(utc(second));
}

// The first moment behind `from`, and not behind `to`, at which the zone's clock is moved; nothing: it is not.
std::optional<qint64> firstMove(const QTimeZone &zone, qint64 from, qint64 to)
{
    const qint64 offset = offsetAt(zone, from);
    qint64 same = from;
    qint64 other = from;
    while (other < to && offsetAt(zone, other) == offset) {
        same = other;
        other = std::min(other + stride, to);
    }
    if (offsetAt(zone, other) == offset)
        return std::nullopt;
    while (other - same > 1) {
        const qint64 middle = same + (other - same) / 2;
        (offsetAt(zone, middle) == offset ? same : other) = middle;
    }
    return other;
}

// The first moment at which the zone's clock reads `reading` (in seconds, as if it were UTC) or more.
qint64 firstReading(const QTimeZone &zone, qint64 reading)
{
    qint64 at = reading - farthest;
    for (;;) {
        const qint64 offset = offsetAt(zone, at);
        if (at + offset >= reading)
            return at;
        const std::optional<qint64> move = firstMove(zone, at, reading - offset);
        if (!move)
            return reading - offset;
        at = *move;
    }
}

qint64 startOf(const QTimeZone &zone, const QDate &date)
{
    return firstReading(zone, QDateTime(date, QTime(0, 0), QTimeZone::utc()).toSecsSinceEpoch());
}

qint64 sinceFullHour(const QTimeZone &zone, qint64 second)
{
    const qint64 reading = second + offsetAt(zone, second);
    return ((reading % hourLength) + hourLength) % hourLength;
}

QDate monthStart(int year, int month, int day)
{
    const int last = QDate(year, month, 1).daysInMonth();
    return {year, month, std::min(day, last)};
}

} // namespace

BudgetPeriods::BudgetPeriods(const BudgetPeriod &period)
    : m_period(period), m_zone(period.timeZone.isEmpty() ? QTimeZone::systemTimeZone() : QTimeZone(period.timeZone))
{
    if (!m_zone.isValid())
        m_zone = QTimeZone::utc();
}

bool BudgetPeriods::isZone(const QByteArray &id)
{
    return id.isEmpty() || QTimeZone(id).isValid();
}

BudgetSpan BudgetPeriods::allTime()
{
    return {utc(0), QDateTime(QDate(9999, 12, 31), QTime(0, 0), QTimeZone::utc())};
}

// By when days begin, not by what the clock reads: it may be moved back over midnight.
QDate BudgetPeriods::dateAt(qint64 second) const
{
    QDate date = utc(second + offsetAt(m_zone, second)).date();
    while (startOf(m_zone, date) > second)
        date = date.addDays(-1);
    while (startOf(m_zone, date.addDays(1)) <= second)
        date = date.addDays(1);
    return date;
}

QDate BudgetPeriods::firstDate(const QDate &date) const
{
    switch (m_period.kind) {
    case BudgetPeriod::Kind::Week:
        return date.addDays(-((date.dayOfWeek() - int(m_period.weekStart) + 7) % 7));
    case BudgetPeriod::Kind::Month: {
        const QDate start = monthStart(date.year(), date.month(), m_period.monthDay);
        const QDate before = date.addMonths(-1);
        return start <= date ? start : monthStart(before.year(), before.month(), m_period.monthDay);
    }
    default:
        return date;
    }
}

QDate BudgetPeriods::nextDate(const QDate &first) const
{
    switch (m_period.kind) {
    case BudgetPeriod::Kind::Week:
        return first.addDays(7);
    case BudgetPeriod::Kind::Month: {
        const QDate next = QDate(first.year(), first.month(), 1).addMonths(1);
        return monthStart(next.year(), next.month(), m_period.monthDay);
    }
    default:
        return first.addDays(1);
    }
}

BudgetSpan BudgetPeriods::hour(qint64 second) const
{
    qint64 from = second - sinceFullHour(m_zone, second);
    if (const std::optional<qint64> move = firstMove(m_zone, from - 1, second); move && *move > from)
        from = *move - 1 - sinceFullHour(m_zone, *move - 1); // it read that full hour before it was moved
    qint64 to = second + hourLength - sinceFullHour(m_zone, second);
    if (const std::optional<qint64> move = firstMove(m_zone, second, to))
        to = *move + (hourLength - sinceFullHour(m_zone, *move)) % hourLength;
    return {utc(from), utc(to)};
}

BudgetSpan BudgetPeriods::cell(const QDateTime &moment) const
{
    if (m_period.kind == BudgetPeriod::Kind::Total)
        return allTime();
    const qint64 second = secondOf(moment);
    if (m_period.kind == BudgetPeriod::Kind::Hour)
        return hour(second);
    const QDate first = firstDate(dateAt(second));
    return {utc(startOf(m_zone, first)), utc(startOf(m_zone, nextDate(first)))};
}

BudgetSpan BudgetPeriods::period(const QDateTime &moment) const
{
    BudgetSpan span = cell(moment);
    if (m_period.kind == BudgetPeriod::Kind::Rolling) {
        const QDate first = dateAt(secondOf(moment)).addDays(1 - std::max(1, m_period.days));
        span.from = utc(startOf(m_zone, first));
    }
    return span;
}

QList<BudgetSpan> BudgetPeriods::cells(const QDateTime &moment) const
{
    if (m_period.kind != BudgetPeriod::Kind::Rolling)
        return {cell(moment)};
    QList<BudgetSpan> out;
    const QDate last = dateAt(secondOf(moment));
    QDateTime from = utc(startOf(m_zone, last.addDays(1 - std::max(1, m_period.days))));
    for (int before = std::max(1, m_period.days) - 1; before >= 0; --before) {
        const QDateTime to = utc(startOf(m_zone, last.addDays(1 - before)));
        if (from < to) // a date that was left out has no moment
            out += {from, to};
        from = to;
    }
    return out;
}

QDateTime BudgetPeriods::resetIn(const QDateTime &moment) const
{
    if (m_period.kind == BudgetPeriod::Kind::Total)
        return {};
    return cell(moment).to.toTimeZone(m_zone);
}

} // namespace lineup
