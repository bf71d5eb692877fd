// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/CallWriter.h"

#include "core/spend/CallRows.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QVariantList scopeValues(const SpendScope &scope)
{
    // A null text would be NULL.
    const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
    return {text(scope.service), text(scope.model), text(scope.chain), text(scope.user), text(scope.project),
        tagsText(scope.tags), text(scope.source), callStatusName(scope.status)};
}

QString keyOf(const QVariantList &values)
{
    QString key;
    for (const QVariant &value : values)
        key += value.toString() + u'\x1f';
    return key;
}

// The id that a SELECT gives; nothing when there is no row.
Result<std::optional<qint64>> findId(Connection &connection, const QString &select, const QVariantList &values)
{
    std::optional<qint64> id;
    const std::optional<Error> error = connection.each(select, values, [&](const Row &row) { id = row.integer(0); });
    if (error)
        return *error;
    return id;
}

Result<qint64> newScope(Connection &connection, const SpendScope &scope, const QVariantList &values)
{
    static const QString insert = u"INSERT INTO spend_scopes (service, model, chain, user_name, project, tags, source, "
                                  "status) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s;
    const Result<std::optional<qint64>> id = connection.insert(insert, values);
    if (!id)
        return id.error();
    for (const QString &tag : scope.tags) {
        if (const std::optional<Error> error
            = connection.exec(u"INSERT INTO spend_scope_tags (scope_id, tag) VALUES (?, ?)"_s, {id->value_or(0), tag}))
            return *error;
    }
    return id->value_or(0);
}

} // namespace

Result<qint64> CallWriter::scopeId(Connection &connection, const SpendScope &scope)
{
    static const QString find = u"SELECT id FROM spend_scopes WHERE service = ? AND model = ? AND chain = ? AND "
                                "user_name = ? AND project = ? AND tags = ? AND source = ? AND status = ?"_s;
    const QVariantList values = scopeValues(scope);
    const QString key = keyOf(values);
    if (const auto known = m_scopes.constFind(key); known != m_scopes.constEnd())
        return *known;
    const Result<std::optional<qint64>> found = findId(connection, find, values);
    if (!found)
        return found.error();
    const Result<qint64> id = *found ? Result<qint64>(**found) : newScope(connection, scope, values);
    if (id)
        m_scopes.insert(key, *id);
    return id;
}

Result<QList<qint64>> CallWriter::scopeIds(Connection &connection, const QList<SpendFact> &facts)
{
    QList<qint64> ids;
    for (const SpendFact &fact : facts) {
        const Result<qint64> id = scopeId(connection, fact.scope);
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
    m_scopes.clear();
    m_prices.forget();
    m_calendar.reset();
    m_sums.clear();
}

} // namespace lineup
