// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/spend/budgets/BudgetBook.h"
#include "core/store/Connection.h"

namespace lineup {

// What writes calls tells budgets. For use inside a job of the Database, in the transaction that writes.
namespace BudgetRows {

// A call was written, as the row of that number: what was reserved for it is given back, what its attempts cost is
// counted, with or without a claim. Once a call.
[[nodiscard]] std::optional<Error> settle(Connection &connection, qint64 callSeq, const CallRecord &call);
// Calls were corrected or taken away: what budgets have used is counted anew.
[[nodiscard]] std::optional<Error> recount(Connection &connection);

// A budget as it is to be from now on: its claims and cells are made anew where they have to be.
[[nodiscard]] std::optional<Error> save(Connection &connection, const Budget &budget);

[[nodiscard]] std::optional<Error> addOverride(Connection &connection, const BudgetOverride &allowed);
[[nodiscard]] Result<QList<BudgetOverride>> overrides(Connection &connection, const QString &budgetId); // newest first
// What is allowed on top at the moment, and when the first of it ends.
struct Extra
{
    qint64 amount = 0;
    QDateTime until;
};
[[nodiscard]] Result<Extra> extra(Connection &connection, const QString &budgetId, const QDateTime &now);

// A threshold in a period (invalid: in none). True for the first of all who says it.
[[nodiscard]] Result<bool> takeNotice(
    Connection &connection, const QString &budgetId, const QDateTime &period, const BudgetAction &action);
[[nodiscard]] Result<bool> isNoticed(
    Connection &connection, const QString &budgetId, const QDateTime &period, const BudgetAction &action);
[[nodiscard]] std::optional<Error> forgetNotice(
    Connection &connection, const QString &budgetId, const QDateTime &period, const BudgetAction &action);

} // namespace BudgetRows

} // namespace lineup
