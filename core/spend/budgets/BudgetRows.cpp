// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetRows.h"

#include "core/spend/budgets/BudgetCells.h"
#include "core/spend/budgets/BudgetCharge.h"
#include "core/spend/budgets/BudgetJson.h"
#include "core/spend/budgets/ClaimRows.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::BudgetRows {

namespace {

using Claims = QList<ClaimRows::Stored>;

WorstClaim worstOf(const Claims &claims, const AttemptRecord &attempt)
{
    for (const ClaimRows::Stored &stored : claims) {
        if (!attempt.claim.isEmpty() && stored.claim.id == attempt.claim)
            return stored.worst();
    }
    return {};
}

bool fits(const Budget &budget, const CallRecord &call, const AttemptRecord *attempt)
{
    return lineup::fits(budget.scope, subjectOf(call, attempt));
}

BudgetCharge chargeOf(const Budget &budget, const CallRecord &call, const Claims &claims)
{
    BudgetCharge charge;
    if (call.attempts.isEmpty() && fits(budget, call, nullptr))
        return lineup::chargeOf(budget.meter, call);
    for (const AttemptRecord &attempt : call.attempts) {
        if (fits(budget, call, &attempt))
            charge += lineup::chargeOf(budget.meter, attempt.cost, attempt.usage, worstOf(claims, attempt));
    }
    return charge;
}

// Whoever counts it again must know.
std::optional<Error> keepWorstCases(
    Connection &connection, qint64 callSeq, const CallRecord &call, const Claims &claims)
{
    for (qsizetype i = 0; i < call.attempts.size(); ++i) {
        const AttemptRecord &attempt = call.attempts.at(i);
        const WorstClaim worst = worstOf(claims, attempt);
        if ((attempt.cost.isKnown() && attempt.usage.isKnown()) || (!worst.cost && worst.tokens == 0))
            continue;
        const QVariant nano = worst.cost ? QVariant(worst.cost->nano()) : QVariant();
        if (const std::optional<Error> error = connection.exec(
                u"INSERT INTO attempt_worst_cases (call_seq, number, worst_nano, worst_tokens) VALUES (?, ?, ?, ?)"_s,
                {callSeq, i + 1, nano, worst.tokens}))
            return error;
    }
    return std::nullopt;
}

std::optional<Error> giveBack(Connection &connection, const Claims &claims)
{
    for (const ClaimRows::Stored &stored : claims) {
        if (const std::optional<Error> error = ClaimRows::drop(connection, stored.claim.id))
            return error;
    }
    return std::nullopt;
}

std::optional<Error> count(Connection &connection, const CallRecord &call, const Claims &claims, bool *counted)
{
    const auto budgets = BudgetBook::read(connection);
    if (!budgets)
        return budgets.error();
    for (const KnownBudget &known : **budgets) {
        const BudgetCharge charge = chargeOf(known.budget(), call, claims);
        if (charge == BudgetCharge())
            continue;
        *counted = true;
        if (const std::optional<Error> error
            = BudgetCells::add(connection, known.budget().id, call.startedAt.toMSecsSinceEpoch(), charge, 0))
            return error;
    }
    return std::nullopt;
}

bool countsOtherwise(const Budget &a, const Budget &b)
{
    return a.scope != b.scope || a.period != b.period || a.meter != b.meter || a.enabled != b.enabled;
}

QVariantList noticeKey(const QString &budgetId, const QDateTime &period, const BudgetAction &action)
{
    return {budgetId, period.isValid() ? period.toMSecsSinceEpoch() : 0, actionName(action.kind), action.percent};
}

} // namespace

std::optional<Error> settle(Connection &connection, qint64 callSeq, const CallRecord &call)
{
    const Result<Claims> claims = ClaimRows::ofCall(connection, call.id);
    if (!claims)
        return claims.error();
    if (const std::optional<Error> error = giveBack(connection, *claims))
        return error;
    bool counted = !claims->isEmpty();
    if (!call.demo) {
        if (const std::optional<Error> error = keepWorstCases(connection, callSeq, call, *claims))
            return error;
        if (const std::optional<Error> error = count(connection, call, *claims, &counted))
            return error;
    }
    return counted ? BudgetBook::raiseVersion(connection) : std::nullopt;
}

std::optional<Error> recount(Connection &connection)
{
    if (const std::optional<Error> error = BudgetCells::drop(connection))
        return error;
    return BudgetBook::raiseVersion(connection);
}

std::optional<Error> save(Connection &connection, const Budget &budget)
{
    const Result<QList<Budget>> budgets = BudgetBook::readAnew(connection);
    if (!budgets)
        return budgets.error();
    const auto before
        = std::find_if(budgets->begin(), budgets->end(), [&](const Budget &b) { return b.id == budget.id; });
    if (const std::optional<Error> error = BudgetBook::write(connection, budget))
        return error;
    const bool isNew = before == budgets->end();
    if (isNew || countsOtherwise(*before, budget)) {
        if (const std::optional<Error> error = ClaimRows::rebuild(connection, budget))
            return error;
    }
    // What was said was said of another limit.
    if (isNew || countsOtherwise(*before, budget) || before->limit != budget.limit) {
        if (const std::optional<Error> error
            = connection.exec(u"DELETE FROM budget_notices WHERE budget_id = ?"_s, {budget.id}))
            return error;
    }
    return BudgetBook::raiseVersion(connection);
}

std::optional<Error> addOverride(Connection &connection, const BudgetOverride &allowed)
{
    if (const std::optional<Error> error = connection.exec(
            u"INSERT INTO budget_overrides (budget_id, amount, allowed_ms, until_ms, source) VALUES (?, ?, ?, ?, ?)"_s,
            {allowed.budgetId, allowed.amount, allowed.allowedAt.toMSecsSinceEpoch(), allowed.until.toMSecsSinceEpoch(),
                allowed.source.isNull() ? u""_s : allowed.source}))
        return error;
    return BudgetBook::raiseVersion(connection);
}

Result<QList<BudgetOverride>> overrides(Connection &connection, const QString &budgetId)
{
    QList<BudgetOverride> out;
    const auto time = [](qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc()); };
    const std::optional<Error> error = connection.each(
        u"SELECT amount, allowed_ms, until_ms, source FROM budget_overrides WHERE budget_id = ? "
        "ORDER BY allowed_ms DESC, until_ms DESC"_s,
        {budgetId}, [&](const Row &row) {
            out += BudgetOverride {budgetId, row.integer(0), time(row.integer(1)), time(row.integer(2)), row.text(3)};
        });
    if (error)
        return *error;
    return out;
}

Result<Extra> extra(Connection &connection, const QString &budgetId, const QDateTime &now)
{
    Extra out;
    const std::optional<Error> error = connection.each(
        u"SELECT sum(amount), min(until_ms) FROM budget_overrides WHERE budget_id = ? AND until_ms > ?"_s,
        {budgetId, now.toMSecsSinceEpoch()}, [&](const Row &row) {
            out.amount = row.integer(0);
            if (!row.isNull(1))
                out.until = QDateTime::fromMSecsSinceEpoch(row.integer(1), QTimeZone::utc());
        });
    return error ? Result<Extra>(*error) : Result<Extra>(out);
}

Result<bool> takeNotice(
    Connection &connection, const QString &budgetId, const QDateTime &period, const BudgetAction &action)
{
    const Result<std::optional<qint64>> row
        = connection.insert(u"INSERT INTO budget_notices (budget_id, period_ms, action, percent) VALUES (?, ?, ?, ?) "
                            "ON CONFLICT DO NOTHING"_s,
            noticeKey(budgetId, period, action));
    if (!row)
        return row.error();
    return row->has_value();
}

Result<bool> isNoticed(
    Connection &connection, const QString &budgetId, const QDateTime &period, const BudgetAction &action)
{
    bool found = false;
    const std::optional<Error> error = connection.each(
        u"SELECT 1 FROM budget_notices WHERE budget_id = ? AND period_ms = ? AND action = ? AND percent = ?"_s,
        noticeKey(budgetId, period, action), [&](const Row &) { found = true; });
    return error ? Result<bool>(*error) : Result<bool>(found);
}

std::optional<Error> forgetNotice(
    Connection &connection, const QString &budgetId, const QDateTime &period, const BudgetAction &action)
{
    return connection.exec(
        u"DELETE FROM budget_notices WHERE budget_id = ? AND period_ms = ? AND action = ? AND percent = ?"_s,
        noticeKey(budgetId, period, action));
}

} // namespace lineup::BudgetRows
