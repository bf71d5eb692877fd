// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/SpanTotals.h"

#include "core/spend/ledger/DaySums.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

std::optional<Error> addRows(Connection &connection, const QString &sql, const QVariantList &values, SpendSums &sums)
{
    return connection.each(sql, values, [&](const Row &row) { sums += SumColumns::read(row, 0); });
}

std::optional<Error> addCalls(Connection &connection, SumColumns::Calls calls, qint64 from, qint64 to, SpendSums &sums)
{
    if (from >= to)
        return std::nullopt;
    const QString sql = u"SELECT %1 FROM (%2) f"_s.arg(SumColumns::sums(u"f"), SumColumns::facts(calls));
    return addRows(connection, sql, {from, to, from, to}, sums);
}

// Far beyond any call, and still a date.
qint64 bounded(qint64 msecs)
{
    constexpr qint64 tenThousandYears = 10'000LL * 366 * 24 * 3600 * 1000;
    return qBound(-tenThousandYears / 10, msecs, tenThousandYears);
}

std::optional<Error> addSpan(
    Connection &connection, const SpendCalendar &calendar, qint64 from, qint64 to, SpendSums &sums)
{
    static const QString days = u"SELECT %1 FROM spend_days d WHERE d.day >= ? AND d.day < ? AND d.scope_id = 0"_s.arg(
        SumColumns::sums(u"d"));
    qint64 firstDay = calendar.dayAt(from);
    if (calendar.startOf(firstDay) < from)
        ++firstDay;
    const qint64 endDay = calendar.dayAt(to);
    if (firstDay >= endDay)
        return addCalls(connection, SumColumns::Calls::Summed, from, to, sums);
    if (const auto error = addCalls(connection, SumColumns::Calls::Summed, from, calendar.startOf(firstDay), sums))
        return error;
    if (const auto error = addRows(connection, days, {firstDay, endDay}, sums))
        return error;
    return addCalls(connection, SumColumns::Calls::Summed, calendar.startOf(endDay), to, sums);
}

} // namespace

Result<SpendSums> spanTotals(Connection &connection, qint64 from, qint64 to)
{
    SpendSums sums;
    if (from >= to)
        return sums;
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    const qint64 start = bounded(from);
    const qint64 end = bounded(to);
    const std::optional<Error> error = connection.transaction(Connection::Access::Read, [&]() -> std::optional<Error> {
        if (const auto failed = addSpan(connection, *calendar, start, end, sums))
            return failed;
        return addCalls(connection, SumColumns::Calls::NotYetSummed, start, end, sums);
    });
    if (error)
        return *error;
    return sums;
}

} // namespace lineup
