// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/BudgetCharge.h"
#include "core/spend/budgets/BudgetPeriods.h"
#include "core/spend/ledger/SpendCalendar.h"

namespace lineup {

// What days count in a budget whose calls the ledger does not keep any more: their sums are still there. Days are those
// of the ledger's time zone, a budget's may be others': a day of which only a part lies in the span is counted whole,
// so that a limit may hold too early and never too late. What was reserved for attempts of unknown cost is gone with
// their calls. For use inside a job of the Database.
class BudgetKeptSums
{
public:
    [[nodiscard]] static Result<BudgetKeptSums> of(Connection &connection);

    // A part of the span lies in such days.
    [[nodiscard]] bool isCut(const BudgetSpan &span) const { return span.from < m_details; }
    // The rest of it.
    [[nodiscard]] BudgetSpan detailed(const BudgetSpan &span) const;
    [[nodiscard]] Result<BudgetCharge> charge(
        Connection &connection, const Budget &budget, const BudgetSpan &span) const;

private:
    explicit BudgetKeptSums(const SpendCalendar &calendar) : m_calendar(calendar) { }

    SpendCalendar m_calendar;
    qint64 m_firstDay = 0; // with calls
    QDateTime m_details; // its beginning
};

} // namespace lineup
