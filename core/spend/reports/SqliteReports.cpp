// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/SqliteReports.h"

#include "core/base/Async.h"
#include "core/spend/CallRows.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/ledger/OlderCalls.h"
#include "core/spend/ledger/SpendCalendar.h"
#include "core/spend/reports/CallPages.h"
#include "core/spend/reports/SumQuery.h"
#include "core/spend/reports/WhatIfRun.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Both look before they write: nothing is written once they were here.
std::optional<Error> prepare(Connection &connection)
{
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    return calendar ? sumOlderCalls(connection) : std::optional(calendar.error());
}

Result<CallRecord> readCall(Connection &connection, qint64 seq)
{
    Result<QList<std::pair<qint64, CallRecord>>> calls = CallRows::select(connection, u"WHERE seq = ?"_s, {seq});
    if (!calls)
        return calls.error();
    if (calls->isEmpty()) {
        return Error {.kind = Error::Kind::NotFound,
            .detail = u"The ledger does not keep this call any more; it still counts in the sums of its day."_s};
    }
    return calls->first().second;
}

} // namespace

SqliteReports::SqliteReports(const QString &file, QObject *parent) : SqliteReports(file, Options(), parent) { }

SqliteReports::SqliteReports(const QString &file, const Options &options, QObject *parent)
    : Reports(parent), m_options(options), m_database(file), m_scans(file)
{
    connect(&m_watch, &QTimer::timeout, this, &SqliteReports::look);
}

SqliteReports::~SqliteReports() = default;

// fn: Result<T>(Connection &), in one read transaction: what it reads fits together.
template<typename Fn>
auto SqliteReports::ask(Database &database, Fn fn)
{
    watch();
    return database.run([fn = std::move(fn)](Connection &connection) -> std::invoke_result_t<Fn &, Connection &> {
        if (const std::optional<Error> error = prepare(connection))
            return *error;
        std::optional<std::invoke_result_t<Fn &, Connection &>> answer;
        const std::optional<Error> error = connection.transaction(Connection::Access::Read, [&] {
            answer.emplace(fn(connection));
            return *answer ? std::nullopt : std::optional(answer->error());
        });
        if (error)
            return *error;
        return std::move(*answer);
    });
}

QFuture<Result<SpendTable>> SqliteReports::query(const SpendQuery &query)
{
    return ask(m_database, [query](Connection &connection) { return sumsFor(connection, query); });
}

QFuture<Result<QList<CallLine>>> SqliteReports::calls(const CallPageQuery &query)
{
    return ask(m_database, [query](Connection &connection) { return CallPages::page(connection, query); });
}

QFuture<Result<qint64>> SqliteReports::countCalls(const SpendFilter &filter)
{
    return ask(m_database, [filter](Connection &connection) { return CallPages::count(connection, filter); });
}

QFuture<Result<CallRecord>> SqliteReports::call(qint64 seq)
{
    return ask(m_database, [seq](Connection &connection) { return readCall(connection, seq); });
}

QFuture<Result<SpendTable>> SqliteReports::values(SpendGroup group, const SpendFilter &span)
{
    return ask(m_database, [group, span](Connection &connection) {
        Result<SpendTable> table = sumsFor(connection, {.filter = span, .groups = {group}});
        if (!table)
            return table;
        const auto nameless = [](const SpendRow &row) { return row.keys.first().isEmpty(); };
        table->rows.removeIf(nameless);
        std::stable_sort(table->rows.begin(), table->rows.end(),
            [](const SpendRow &a, const SpendRow &b) { return a.sums.calls > b.sums.calls; });
        return table;
    });
}

QFuture<Result<WhatIf>> SqliteReports::whatIf(const SpendFilter &filter, const ModelInfo &model)
{
    return ask(m_scans, [filter, model](Connection &connection) { return whatIfRun(connection, filter, model); });
}

QFuture<Result<QByteArray>> SqliteReports::timeZone()
{
    return ask(m_database, [](Connection &connection) -> Result<QByteArray> {
        const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
        if (!calendar)
            return calendar.error();
        return calendar->zoneId();
    });
}

void SqliteReports::watch()
{
    if (m_watch.isActive())
        return;
    m_watch.start(m_options.watchEvery);
    look(); // before the first answer, so that nothing falls between the two
}

Result<SqliteReports::Mark> SqliteReports::readMark(Connection &connection, const Mark &before)
{
    Mark mark = before;
    const Result<qint64> changes = connection.foreignChanges();
    if (!changes)
        return changes.error();
    if (*changes == before.fileChanges)
        return mark;
    mark.fileChanges = *changes;
    if (const std::optional<Error> error
        = connection.each(u"SELECT max(seq) FROM calls"_s, {}, [&](const Row &row) { mark.lastCall = row.integer(0); }))
        return *error;
    const Result<qint64> revision = LedgerSettings::readRevision(connection);
    if (!revision)
        return revision.error();
    mark.revision = *revision;
    return mark;
}

void SqliteReports::look()
{
    if (std::exchange(m_isLooking, true))
        return;
    const auto read = [before = m_mark](Connection &connection) { return readMark(connection, before); };
    whenDone(m_database.run(read), this, [this](const Result<Mark> &mark) {
        m_isLooking = false;
        if (!mark)
            return;
        const bool isNew = m_isMarked && (mark->lastCall != m_mark.lastCall || mark->revision != m_mark.revision);
        m_mark = *mark;
        m_isMarked = true;
        if (isNew)
            Q_EMIT changed();
    });
}

} // namespace lineup
