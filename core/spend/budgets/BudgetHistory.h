// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/BudgetCharge.h"
#include "core/spend/budgets/BudgetPeriods.h"
#include "core/spend/budgets/Budgets.h"
#include "core/store/Connection.h"

namespace lineup {

// What the ledger's calls count in a budget. Demo calls count nowhere. For use inside a job of the Database.
namespace BudgetHistory {

// A call with what its attempts count together.
struct CountedCall
{
    qint64 seq = 0;
    QDateTime startedAt; // UTC
    BudgetCharge charge;
    [[nodiscard]] qint64 amount() const { return charge.spent + charge.uncertain; }
};

// The calls that began in the span and that the budget counts, in the order in which they began.
[[nodiscard]] std::optional<Error> each(Connection &connection, const Budget &budget, const BudgetSpan &span,
    const std::function<void(const CountedCall &)> &fn);
// The same as one; days whose calls are gone are counted by their sums (BudgetKeptSums).
[[nodiscard]] Result<BudgetCharge> sum(Connection &connection, const Budget &budget, const BudgetSpan &span);
// Those that filled it, the largest first. Calls are looked at once: what was found is kept, and the next time only
// those that were written since are read. To be thrown away when recorded calls are changed.
struct Largest
{
    qint64 lastSeq = 0; // calls up to it have been looked at
    QList<CountedCall> calls;
};
[[nodiscard]] std::optional<Error> findLargest(
    Connection &connection, const Budget &budget, const BudgetSpan &span, int count, Largest &largest);
// In words for an error: "acme/large 2026-04-22 10:15 $1.20". Times in the zone.
[[nodiscard]] Result<QString> callText(
    Connection &connection, const Budget &budget, const CountedCall &call, const QTimeZone &zone);
// As Budgets::preview.
[[nodiscard]] Result<QList<BudgetHistoryPeriod>> preview(
    Connection &connection, const Budget &budget, const QDateTime &now, int periods);

} // namespace BudgetHistory

} // namespace lineup
