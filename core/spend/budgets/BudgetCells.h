// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/BudgetBook.h"
#include "core/spend/budgets/BudgetCharge.h"

namespace lineup {

// The table budget_cells: what counts against a budget in a stretch of time. For use inside a job of the Database.
// A cell is made from the ledger's calls and the claims when it is first asked for; from then on everybody who writes
// a call or a claim adds to every cell that the call's start lies in, so that a cell is right or is not there.
namespace BudgetCells {

struct Cell
{
    BudgetCharge charge;
    qint64 reserved = 0;
    [[nodiscard]] qint64 counted() const { return charge.spent + charge.uncertain + reserved; }
};

enum class Keep {
    No, // works out what is not there
    Yes // and writes it: inside a transaction that writes
};

[[nodiscard]] Result<Cell> read(Connection &connection, const Budget &budget, const BudgetSpan &span, Keep keep);
[[nodiscard]] Result<bool> areThere(Connection &connection, const QString &budgetId, const QList<BudgetSpan> &spans);
// Over all of them.
[[nodiscard]] Result<Cell> sum(Connection &connection, const Budget &budget, const QList<BudgetSpan> &spans, Keep keep);
// To every cell of the budget that the moment is in.
[[nodiscard]] std::optional<Error> add(
    Connection &connection, const QString &budgetId, qint64 momentMs, const BudgetCharge &charge, qint64 reserved);
// The beginnings of those that are there and begin at or behind the moment.
[[nodiscard]] Result<QList<QDateTime>> beginningsFrom(
    Connection &connection, const QString &budgetId, const QDateTime &moment);
// Lets them be made anew; of all budgets where none is named.
[[nodiscard]] std::optional<Error> drop(Connection &connection, const QString &budgetId = {});

} // namespace BudgetCells

} // namespace lineup
