// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/ClaimRows.h"

#include "core/spend/budgets/BudgetCells.h"
#include "core/spend/ledger/SpendFacts.h"

using namespace Qt::StringLiterals;

namespace lineup::ClaimRows {

namespace {

constexpr QStringView columns = u"id, owner, call_id, started_ms, source, user_name, project, tags, requested_model, "
                                "service, model, is_free, worst_nano, worst_tokens, cost_nano, cost_reason, tokens";

// A null text would be NULL.
QVariant text(const QString &value)
{
    return value.isNull() ? u""_s : value;
}

QVariant nano(const std::optional<Money> &money)
{
    return money ? QVariant(money->nano()) : QVariant();
}

Cost costFrom(const std::optional<qint64> &amount, const QString &reason)
{
    using Reason = Cost::Reason;
    if (amount)
        return Cost::known(Money::fromNano(*amount), Cost::Provenance::Computed);
    for (int i = 0; i <= int(Reason::MaybeBilled); ++i) {
        if (costReasonName(Reason(i)) == reason)
            return Cost::unknown(Reason(i));
    }
    return {};
}

Stored readRow(const Row &row)
{
    Stored stored;
    stored.claim.id = row.text(0);
    stored.owner = row.text(1);
    stored.claim.callId = row.text(2);
    stored.claim.startedAt = QDateTime::fromMSecsSinceEpoch(row.integer(3), QTimeZone::utc());
    stored.claim.source = row.text(4);
    stored.claim.user = row.text(5);
    stored.claim.labels.project = row.text(6);
    stored.claim.labels.tags = tagsFromText(row.text(7));
    stored.claim.requestedModel = row.text(8);
    stored.claim.service = row.text(9);
    stored.claim.model = row.text(10);
    stored.claim.free = row.integer(11) != 0;
    if (const std::optional<qint64> worst = row.maybeInteger(12))
        stored.claim.worstCost = Money::fromNano(*worst);
    stored.claim.worstTokens = row.integer(13);
    stored.cost = costFrom(row.maybeInteger(14), row.text(15));
    stored.tokens = row.integer(16);
    return stored;
}

Result<QList<Stored>> select(Connection &connection, const QString &where, const QVariantList &values)
{
    QList<Stored> out;
    const QString sql = u"SELECT %1 FROM claims %2 ORDER BY seq"_s.arg(columns, where);
    if (const std::optional<Error> error = connection.each(sql, values, [&](const Row &row) { out += readRow(row); }))
        return *error;
    return out;
}

Result<QList<std::pair<QString, qint64>>> amounts(Connection &connection, const QString &id)
{
    QList<std::pair<QString, qint64>> out;
    if (const std::optional<Error> error = connection.each(
            u"SELECT budget_id, amount FROM claim_amounts WHERE claim_id = ?"_s, {id}, [&](const Row &row) {
                out += {row.text(0), row.integer(1)};
            }))
        return *error;
    return out;
}

qint64 amountNow(Budget::Meter meter, const Stored &stored)
{
    const bool underWay = !stored.cost.isKnown() && stored.cost.reason() == Cost::Reason::Running;
    return underWay ? amountOf(meter, stored.claim).value_or(0)
                    : amountLeft(meter, stored.cost, stored.tokens, stored.worst());
}

std::optional<Error> setAmount(
    Connection &connection, const Stored &stored, const QString &budgetId, qint64 before, qint64 after)
{
    if (before == after)
        return std::nullopt;
    if (const std::optional<Error> error
        = connection.exec(u"UPDATE claim_amounts SET amount = ? WHERE claim_id = ? AND budget_id = ?"_s,
            {after, stored.claim.id, budgetId}))
        return error;
    return BudgetCells::add(connection, budgetId, stored.claim.startedAt.toMSecsSinceEpoch(), {}, after - before);
}

} // namespace

std::optional<Error> insert(Connection &connection, const SpendClaim &claim, const QString &owner, const QDateTime &now)
{
    return connection.exec(u"INSERT INTO claims (claimed_ms, cost_reason, tokens, id, owner, call_id, started_ms, "
                           "source, user_name, project, tags, requested_model, service, model, is_free, worst_nano, "
                           "worst_tokens) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {now.toMSecsSinceEpoch(), costReasonName(Cost::Reason::Running), text(claim.id), text(owner),
            text(claim.callId), claim.startedAt.toMSecsSinceEpoch(), text(claim.source), text(claim.user),
            text(claim.labels.project), tagsText(claim.labels.tags), text(claim.requestedModel), text(claim.service),
            text(claim.model), int(claim.free), nano(claim.worstCost), claim.worstTokens});
}

std::optional<Error> reserve(Connection &connection, const SpendClaim &claim, const QString &budgetId, qint64 amount)
{
    if (const std::optional<Error> error
        = connection.exec(u"INSERT INTO claim_amounts (claim_id, budget_id, amount) VALUES (?, ?, ?)"_s,
            {claim.id, budgetId, amount}))
        return error;
    return BudgetCells::add(connection, budgetId, claim.startedAt.toMSecsSinceEpoch(), {}, amount);
}

std::optional<Error> adjust(
    Connection &connection, const QString &id, const Cost &cost, qint64 tokens, const QList<KnownBudget> &budgets)
{
    const Result<QList<Stored>> found = select(connection, u"WHERE id = ?"_s, {id});
    if (!found)
        return found.error();
    if (found->isEmpty())
        return std::nullopt;
    Stored stored = found->first();
    stored.cost = cost;
    stored.tokens = tokens;
    const QVariant reason = cost.isKnown() ? QVariant() : QVariant(costReasonName(cost.reason()));
    const QVariant provenance = cost.isKnown() ? QVariant(costProvenanceName(cost.provenance())) : QVariant();
    if (const std::optional<Error> error = connection.exec(
            u"UPDATE claims SET cost_nano = ?, cost_provenance = ?, cost_reason = ?, tokens = ? WHERE id = ?"_s,
            {nano(cost.amount()), provenance, reason, tokens, id}))
        return error;
    const Result<QList<std::pair<QString, qint64>>> reserved = amounts(connection, id);
    if (!reserved)
        return reserved.error();
    for (const auto &[budgetId, amount] : *reserved) {
        for (const KnownBudget &known : budgets) {
            if (known.budget().id != budgetId)
                continue;
            if (const std::optional<Error> error
                = setAmount(connection, stored, budgetId, amount, amountNow(known.budget().meter, stored)))
                return error;
        }
    }
    return std::nullopt;
}

std::optional<Error> drop(Connection &connection, const QString &id)
{
    if (const std::optional<Error> error
        = connection.exec(u"UPDATE budget_cells SET reserved = reserved - (SELECT m.amount FROM claim_amounts m "
                          "WHERE m.claim_id = ? AND m.budget_id = budget_cells.budget_id) "
                          "WHERE budget_id IN (SELECT budget_id FROM claim_amounts WHERE claim_id = ?) "
                          "AND from_ms <= (SELECT started_ms FROM claims WHERE id = ?) "
                          "AND to_ms > (SELECT started_ms FROM claims WHERE id = ?)"_s,
            {id, id, id, id}))
        return error;
    return connection.exec(u"DELETE FROM claims WHERE id = ?"_s, {id});
}

std::optional<Error> rebuild(Connection &connection, const Budget &budget)
{
    if (const std::optional<Error> error = BudgetCells::drop(connection, budget.id))
        return error;
    if (const std::optional<Error> error
        = connection.exec(u"DELETE FROM claim_amounts WHERE budget_id = ?"_s, {budget.id}))
        return error;
    if (!budget.enabled)
        return std::nullopt;
    const Result<QList<Stored>> claims = select(connection, {}, {});
    if (!claims)
        return claims.error();
    for (const Stored &stored : *claims) {
        if (!fits(budget.scope, subjectOf(stored.claim)))
            continue;
        if (const std::optional<Error> error
            = reserve(connection, stored.claim, budget.id, amountNow(budget.meter, stored)))
            return error;
    }
    return std::nullopt;
}

Result<bool> isThere(Connection &connection, const QString &id)
{
    bool found = false;
    if (const std::optional<Error> error
        = connection.each(u"SELECT 1 FROM claims WHERE id = ?"_s, {text(id)}, [&](const Row &) { found = true; }))
        return *error;
    return found;
}

Result<QList<Stored>> ofCall(Connection &connection, const QString &callId)
{
    return select(connection, u"WHERE call_id = ?"_s, {text(callId)});
}

Result<QList<Stored>> ofOwner(Connection &connection, const QString &owner)
{
    return select(connection, u"WHERE owner = ?"_s, {owner});
}

Result<QStringList> owners(Connection &connection)
{
    QStringList out;
    if (const std::optional<Error> error
        = connection.each(u"SELECT DISTINCT owner FROM claims"_s, {}, [&](const Row &row) { out += row.text(0); }))
        return *error;
    return out;
}

} // namespace lineup::ClaimRows
