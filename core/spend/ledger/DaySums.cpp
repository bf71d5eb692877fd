// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/DaySums.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QString addTo(QStringView table, QStringView period)
{
    return u"INSERT INTO %1 (%2, scope_id, %3) VALUES (?, ?%4) ON CONFLICT (%2, scope_id) DO UPDATE SET %5"_s.arg(
        table, period, SumColumns::names(), u", ?"_s.repeated(SumColumns::count()), SumColumns::added(table));
}

} // namespace

QString DaySums::anyScope()
{
    return u"scope_id IN (SELECT 0 UNION ALL SELECT id FROM spend_scopes)"_s;
}

void DaySums::add(qint64 day, qint64 scopeId, const SpendSums &sums)
{
    m_days[{day, scopeId}] += sums;
}

std::optional<Error> DaySums::write(Connection &connection)
{
    static const QString addDay = addTo(u"spend_days", u"day");
    static const QString addMonth = addTo(u"spend_months", u"month");
    QHash<std::pair<qint64, qint64>, SpendSums> days;
    QHash<std::pair<qint64, qint64>, SpendSums> months;
    m_days.swap(days);
    for (auto it = days.cbegin(); it != days.cend(); ++it)
        m_days[{it.key().first, allScopes}] += it.value();
    days.insert(m_days);
    m_days.clear();
    for (auto it = days.cbegin(); it != days.cend(); ++it) {
        months[{SpendCalendar::monthOf(it.key().first), it.key().second}] += it.value();
        if (const std::optional<Error> error
            = connection.exec(addDay, QVariantList {it.key().first, it.key().second} + SumColumns::values(it.value())))
            return error;
    }
    for (auto it = months.cbegin(); it != months.cend(); ++it) {
        if (const std::optional<Error> error = connection.exec(
                addMonth, QVariantList {it.key().first, it.key().second} + SumColumns::values(it.value())))
            return error;
    }
    return std::nullopt;
}

std::optional<Error> DaySums::recountDay(Connection &connection, const SpendCalendar &calendar, qint64 day)
{
    static const QString fromCalls
        = u"INSERT INTO spend_days (day, scope_id, %1) SELECT CAST(? AS BIGINT), f.scope_id, "
          "%2 FROM (%3) f GROUP BY f.scope_id"_s.arg(SumColumns::names(), SumColumns::sums(u"f"), SumColumns::facts());
    static const QString ofAll = u"INSERT INTO spend_days (day, scope_id, %1) SELECT d.day, 0, %2 FROM spend_days d "
                                 "WHERE d.day = ? AND d.scope_id IN (SELECT id FROM spend_scopes) GROUP BY d.day"_s.arg(
                                     SumColumns::names(), SumColumns::sums(u"d"));
    const qint64 start = calendar.startOf(day);
    const qint64 end = calendar.startOf(day + 1);
    if (const std::optional<Error> error
        = connection.exec(u"DELETE FROM spend_days WHERE day = ? AND "_s + anyScope(), {day}))
        return error;
    if (const std::optional<Error> error = connection.exec(fromCalls, {day, start, end, start, end}))
        return error;
    return connection.exec(ofAll, {day});
}

std::optional<Error> DaySums::recountMonth(Connection &connection, qint64 month)
{
    static const QString fromDays
        = u"INSERT INTO spend_months (month, scope_id, %1) SELECT CAST(? AS BIGINT), d.scope_id, "
          "%2 FROM spend_days d WHERE d.day >= ? AND d.day < ? AND d.%3 GROUP BY d.scope_id"_s.arg(
              SumColumns::names(), SumColumns::sums(u"d"), anyScope());
    if (const std::optional<Error> error
        = connection.exec(u"DELETE FROM spend_months WHERE month = ? AND "_s + anyScope(), {month}))
        return error;
    return connection.exec(fromDays, {month, month, QDate::fromJulianDay(month).addMonths(1).toJulianDay()});
}

} // namespace lineup
