// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/OlderCalls.h"

#include "core/spend/CallRows.h"
#include "core/spend/ledger/CallWriter.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr int callsAtOnce = 500;

Result<bool> isAnyLeft(Connection &connection)
{
    bool any = false;
    const std::optional<Error> error = connection.each(
        u"SELECT seq FROM calls WHERE scope_id IS NULL AND demo = 0 LIMIT 1"_s, {}, [&](const Row &) { any = true; });
    if (error)
        return *error;
    return any;
}

std::optional<Error> sumBatch(Connection &connection, CallWriter &writer)
{
    const Result<QList<std::pair<qint64, CallRecord>>> calls = CallRows::select(
        connection, u"WHERE scope_id IS NULL AND demo = 0 ORDER BY started_ms, seq LIMIT ?"_s, {callsAtOnce});
    if (!calls)
        return calls.error();
    for (const auto &[seq, call] : *calls) {
        if (const std::optional<Error> error = writer.addOlder(connection, seq, call))
            return error;
    }
    return writer.finish(connection);
}

} // namespace

std::optional<Error> sumOlderCalls(Connection &connection)
{
    CallWriter writer;
    for (;;) {
        const Result<bool> any = isAnyLeft(connection);
        if (!any || !*any)
            return any ? std::nullopt : std::optional(any.error());
        if (const std::optional<Error> error
            = connection.transaction(Connection::Access::Write, [&] { return sumBatch(connection, writer); }))
            return error;
    }
}

} // namespace lineup
