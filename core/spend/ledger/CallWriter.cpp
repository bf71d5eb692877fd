// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/CallWriter.h"

#include "core/spend/CallRows.h"

using namespace Qt::StringLiterals;

namespace lineup {

Result<QList<qint64>> CallWriter::scopeIds(Connection &connection, const QList<SpendFact> &facts)
{
    QList<qint64> ids;
    for (const SpendFact &fact : facts) {
        const Result<qint64> id = m_scopes.of(connection, fact.scope);
        if (!id)
            return id.error();
        ids += *id;
    }
    return ids;
}

Result<QList<std::optional<qint64>>> CallWriter::priceIds(Connection &connection, const CallRecord &call)
{
    QList<std::optional<qint64>> ids;
    for (const AttemptRecord &attempt : call.attempts) {
        ids += std::optional<qint64>();
        if (!attempt.price)
            continue;
        const Result<qint64> id = m_prices.idOf(connection,
            {.service = attempt.service, .model = attempt.model, .price = *attempt.price, .seenAt = call.startedAt});
        if (!id)
            return id.error();
        ids.last() = *id;
    }
    return ids;
}

std::optional<Error> CallWriter::addSums(
    Connection &connection, const CallRecord &call, const QList<SpendFact> &facts, const QList<qint64> &scopes)
{
    if (!m_calendar) {
        Result<SpendCalendar> calendar = SpendCalendar::of(connection);
        if (!calendar)
            return calendar.error();
        m_calendar = *calendar;
    }
    const qint64 day = m_calendar->dayAt(call.startedAt.toMSecsSinceEpoch());
    for (qsizetype i = 0; i < facts.size(); ++i)
        m_sums.add(day, scopes.at(i), facts.at(i).sums);
    return std::nullopt;
}

Result<bool> CallWriter::write(Connection &connection, const CallRecord &call)
{
    const QList<SpendFact> facts = spendFacts(call);
    CallRows::Keys keys;
    if (!call.demo) {
        const Result<QList<qint64>> scopes = scopeIds(connection, facts);
        if (!scopes)
            return scopes.error();
        keys.scopes = *scopes;
    }
    const Result<QList<std::optional<qint64>>> prices = priceIds(connection, call);
    if (!prices)
        return prices.error();
    keys.prices = *prices;
    const Result<bool> written = CallRows::insert(connection, call, facts, keys);
    if (!written || !*written || call.demo)
        return written;
    if (const std::optional<Error> error = addSums(connection, call, facts, keys.scopes))
        return *error;
    return true;
}

std::optional<Error> CallWriter::addOlder(Connection &connection, qint64 seq, const CallRecord &call)
{
    const QList<SpendFact> facts = spendFacts(call);
    const Result<QList<qint64>> scopes = scopeIds(connection, facts);
    if (!scopes)
        return scopes.error();
    if (const std::optional<Error> error = CallRows::label(connection, seq, facts, *scopes))
        return error;
    return addSums(connection, call, facts, *scopes);
}

std::optional<Error> CallWriter::finish(Connection &connection)
{
    m_calendar.reset();
    return m_sums.write(connection);
}

void CallWriter::forget()
{
    m_scopes.forget();
    m_prices.forget();
    m_calendar.reset();
    m_sums.clear();
}

} // namespace lineup
