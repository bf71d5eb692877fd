// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/DaySums.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// A scope's sums are added to every row that it is counted in.
QString addTo(QStringView table, QStringView period)
{
    return u"INSERT INTO %1 (%2, scope_id, %3) SELECT CAST(? AS BIGINT), m.sum_id%4 FROM spend_scope_sums m WHERE "
           u"m.scope_id = ? ON CONFLICT (%2, scope_id) DO UPDATE SET %5"_s.arg(table, period, SumColumns::names(),
               u", CAST(? AS BIGINT)"_s.repeated(SumColumns::count()), SumColumns::added(table));
}

std::optional<Error> addRow(
    Connection &connection, const QString &sql, qint64 period, qint64 scopeId, const SpendSums &sums)
{
    return connection.exec(sql, QVariantList {period} + SumColumns::values(sums) + QVariantList {scopeId});
}

} // namespace

QString DaySums::ownScope()
{
    return u"scope_id IN (SELECT id FROM spend_scopes)"_s;
}

QString DaySums::derivedScope()
{
    return u"scope_id IN (SELECT 0 UNION ALL SELECT -id FROM spend_words)"_s;
}

QString DaySums::anyScope()
{
    return u"scope_id IN (SELECT 0 UNION ALL SELECT id FROM spend_scopes UNION ALL SELECT -id FROM spend_words)"_s;
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
    for (auto it = days.cbegin(); it != days.cend(); ++it) {
        const auto &[day, scope] = it.key();
        months[{SpendCalendar::monthOf(day), scope}] += it.value();
        if (const std::optional<Error> error = addRow(connection, addDay, day, scope, it.value()))
            return error;
    }
    for (auto it = months.cbegin(); it != months.cend(); ++it) {
        if (const std::optional<Error> error
            = addRow(connection, addMonth, it.key().first, it.key().second, it.value()))
            return error;
    }
    return std::nullopt;
}

QString DaySums::derived()
{
    return u"SELECT m.sum_id AS sum_id, %1 FROM spend_days d JOIN spend_scope_sums m ON m.scope_id = d.scope_id WHERE "
           "d.day = ? AND d.%2 AND m.sum_id <= 0 GROUP BY m.sum_id"_s.arg(SumColumns::sums(u"d"), ownScope());
}

std::optional<Error> DaySums::recountDay(Connection &connection, const SpendCalendar &calendar, qint64 day)
{
    static const QString fromCalls
        = u"INSERT INTO spend_days (day, scope_id, %1) SELECT CAST(? AS BIGINT), f.scope_id, "
          "%2 FROM (%3) f GROUP BY f.scope_id"_s.arg(SumColumns::names(), SumColumns::sums(u"f"), SumColumns::facts());
    const qint64 start = calendar.startOf(day);
    const qint64 end = calendar.startOf(day + 1);
    if (const std::optional<Error> error
        = connection.exec(u"DELETE FROM spend_days WHERE day = ? AND "_s + ownScope(), {day}))
        return error;
    if (const std::optional<Error> error = connection.exec(fromCalls, {day, start, end, start, end}))
        return error;
    return deriveDay(connection, day);
}

std::optional<Error> DaySums::deriveDay(Connection &connection, qint64 day)
{
    static const QString insert
        = u"INSERT INTO spend_days (day, scope_id, %1) SELECT CAST(? AS BIGINT), x.* FROM (%2) x"_s.arg(
            SumColumns::names(), derived());
    if (const std::optional<Error> error
        = connection.exec(u"DELETE FROM spend_days WHERE day = ? AND "_s + derivedScope(), {day}))
        return error;
    return connection.exec(insert, {day, day});
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
