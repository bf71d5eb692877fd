// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/maintenance/LedgerRetention.h"

#include "core/spend/ledger/DaySums.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/ledger/OlderCalls.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Result<qint64> countOf(Connection &connection, const QString &sql, const QVariantList &values)
{
    qint64 count = 0;
    const std::optional<Error> error = connection.each(sql, values, [&](const Row &row) { count = row.integer(0); });
    if (error)
        return *error;
    return count;
}

std::optional<Error> markSumsOnly(Connection &connection, const QDate &day)
{
    return connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        if (const auto error = LedgerSettings::set(connection, LedgerSettings::detailsFrom, day.toString(Qt::ISODate)))
            return error;
        return LedgerSettings::raiseRevision(connection);
    });
}

std::optional<Error> recountAll(Connection &connection, const SpendCalendar &calendar, JobControl &control)
{
    qint64 first = 0;
    qint64 last = -1;
    std::optional<Error> error = connection.each(
        u"SELECT min(started_ms), max(started_ms) FROM calls WHERE demo = 0"_s, {}, [&](const Row &row) {
            if (row.isNull(0))
                return;
            first = calendar.dayAt(row.integer(0));
            last = calendar.dayAt(row.integer(1));
        });
    for (const QString &sql : {u"DELETE FROM spend_days"_s, u"DELETE FROM spend_months"_s}) {
        if (!error)
            error = connection.exec(sql);
    }
    for (qint64 day = first; day <= last && !error; ++day) {
        error = DaySums::recountDay(connection, calendar, day);
        if (!error)
            error = control.step(day - first + 1, last - first + 1);
    }
    const auto behind = [](qint64 month) { return QDate::fromJulianDay(month).addMonths(1).toJulianDay(); };
    for (qint64 month = SpendCalendar::monthOf(first); month <= last && !error; month = behind(month))
        error = DaySums::recountMonth(connection, month);
    return error;
}

} // namespace

Result<QDate> detailsFrom(Connection &connection)
{
    const Result<std::optional<QString>> from = LedgerSettings::value(connection, LedgerSettings::detailsFrom);
    if (!from)
        return from.error();
    return QDate::fromString(from->value_or(QString()), Qt::ISODate);
}

Result<qint64> dropDetailsBefore(Connection &connection, const QDate &day, JobControl &control)
{
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    if (const std::optional<Error> error = sumOlderCalls(connection))
        return *error;
    const Result<QDate> before = detailsFrom(connection);
    if (!before)
        return before.error();
    const QDate first = before->isValid() ? qMax(*before, day) : day;
    const qint64 start = calendar->startOf(first.toJulianDay());
    const Result<qint64> total = countOf(connection, u"SELECT count(*) FROM calls WHERE started_ms < ?"_s, {start});
    if (!total || *total == 0)
        return total;
    // First this: a call that is still there is not shown then, one that is gone would be missed.
    if (const std::optional<Error> error = markSumsOnly(connection, first))
        return *error;
    for (qint64 done = 0; done < *total; done += JobControl::rowsAtOnce) {
        if (const std::optional<Error> error = control.step(done, *total))
            return *error;
        if (const std::optional<Error> error
            = connection.exec(u"DELETE FROM calls WHERE seq IN (SELECT seq FROM calls WHERE started_ms < ? ORDER BY "
                              "started_ms LIMIT ?)"_s,
                {start, JobControl::rowsAtOnce}))
            return *error;
    }
    return *total;
}

Result<bool> changeTimeZone(Connection &connection, const QByteArray &zone, JobControl &control)
{
    if (!QTimeZone(zone).isValid()) {
        return Error {.kind = Error::Kind::BadRequest,
            .detail = u"There is no time zone \"%1\". Name one as Europe/Berlin."_s.arg(QString::fromUtf8(zone))};
    }
    const Result<QDate> details = detailsFrom(connection);
    if (!details)
        return details.error();
    if (details->isValid()) {
        return Error {.kind = Error::Kind::BadRequest,
            .detail
            = u"Days before %1 are kept as sums only, so that they cannot be counted in another time zone."_s.arg(
                details->toString(Qt::ISODate))};
    }
    if (const std::optional<Error> error = sumOlderCalls(connection))
        return *error;
    const SpendCalendar calendar {QTimeZone(zone)};
    const std::optional<Error> error = connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        if (const auto failed = LedgerSettings::set(connection, LedgerSettings::timeZone, QString::fromLatin1(zone)))
            return failed;
        if (const auto failed = recountAll(connection, calendar, control))
            return failed;
        return LedgerSettings::raiseRevision(connection);
    });
    if (error)
        return *error;
    return true;
}

} // namespace lineup
