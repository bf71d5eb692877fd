// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/BudgetBook.h"
#include "core/spend/budgets/BudgetCharge.h"

namespace lineup {

// The tables claims and claim_amounts: attempts under way and what is reserved for them, in step with the cells. For
// use inside a job of the Database; writing inside a transaction.
namespace ClaimRows {

struct Stored
{
    SpendClaim claim;
    QString owner;
    Cost cost; // Running until the attempt is over
    qint64 tokens = 0;
    [[nodiscard]] WorstClaim worst() const { return {claim.worstCost, claim.worstTokens}; }
};

[[nodiscard]] std::optional<Error> insert(
    Connection &connection, const SpendClaim &claim, const QString &owner, const QDateTime &now);
// Reserves for a claim that is there.
[[nodiscard]] std::optional<Error> reserve(
    Connection &connection, const SpendClaim &claim, const QString &budgetId, qint64 amount);
// The attempt is over: only so much stays reserved. Nothing happens when the claim is not there.
[[nodiscard]] std::optional<Error> adjust(
    Connection &connection, const QString &id, const Cost &cost, qint64 tokens, const QList<KnownBudget> &budgets);
// Gives everything back and forgets the claim.
[[nodiscard]] std::optional<Error> drop(Connection &connection, const QString &id);
// Takes back what is reserved in a budget, and reserves anew in it what claims that it counts now would have.
[[nodiscard]] std::optional<Error> rebuild(Connection &connection, const Budget &budget);

[[nodiscard]] Result<bool> isThere(Connection &connection, const QString &id);
[[nodiscard]] Result<QList<Stored>> ofCall(Connection &connection, const QString &callId); // in the order made
[[nodiscard]] Result<QList<Stored>> ofOwner(Connection &connection, const QString &owner); // likewise
[[nodiscard]] Result<QStringList> owners(Connection &connection);

} // namespace ClaimRows

} // namespace lineup
