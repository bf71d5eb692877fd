// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/BudgetPeriods.h"
#include "core/store/Connection.h"

namespace lineup {

// A budget with its calendar.
class KnownBudget
{
public:
    explicit KnownBudget(const Budget &budget) : m_budget(budget), m_periods(budget.period) { }
    [[nodiscard]] const Budget &budget() const { return m_budget; }
    [[nodiscard]] const BudgetPeriods &periods() const { return m_periods; }
    // As BudgetPeriods::cells; those of the last moment are kept, most calls are of now.
    [[nodiscard]] const QList<BudgetSpan> &cells(const QDateTime &moment) const;

private:
    Budget m_budget;
    BudgetPeriods m_periods;
    mutable QList<BudgetSpan> m_cells;
};

// The definitions of budgets, as the database has them. For use inside a job of the Database.
namespace BudgetBook {

// In the order of the person. Read from the tables only when a definition has changed since this thread last asked.
[[nodiscard]] Result<std::shared_ptr<const QList<KnownBudget>>> read(Connection &connection);
// Without what is remembered.
[[nodiscard]] Result<QList<Budget>> readAnew(Connection &connection);

// Writing, inside a transaction. An id that is not there is added behind the others.
[[nodiscard]] std::optional<Error> write(Connection &connection, const Budget &budget);
[[nodiscard]] std::optional<Error> remove(Connection &connection, const QString &id);

// Grows with every change of what budgets have used, inside a transaction.
[[nodiscard]] Result<qint64> version(Connection &connection);
[[nodiscard]] std::optional<Error> raiseVersion(Connection &connection);

// True once, for the first who asks: then there has never been a budget. Inside a transaction that writes.
[[nodiscard]] Result<bool> takeFirstRun(Connection &connection);

} // namespace BudgetBook

} // namespace lineup
