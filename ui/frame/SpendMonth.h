// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budgets.h"
#include "ui/frame/LedgerFigure.h"

namespace lineup::ui {

// The month against its budget: the tightest budget of dollars that counts every call of a calendar month; where there
// is none, what the ledger has for this month. Asked for when budgets change, too; what it is given outlives it.
class SpendMonth : public LedgerFigure
{
    Q_OBJECT
public:
    SpendMonth(Ledger &ledger, Budgets *budgets, const Clock &clock, QObject *parent = nullptr); // budgets: may be null

    // At most one of the three is there; none while it is being asked for the first time.
    [[nodiscard]] const std::optional<BudgetStatus> &budget() const { return m_budget; }
    [[nodiscard]] const std::optional<SpendTotals> &totals() const { return m_totals; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    // Of these the one that the status bar is about. Pure.
    [[nodiscard]] static std::optional<BudgetStatus> tightestMonth(const QList<BudgetStatus> &budgets);

private:
    void ask() override;
    void askTotals();
    void take(std::optional<BudgetStatus> budget, std::optional<SpendTotals> totals, std::optional<Error> error);

    Budgets *m_budgets;
    std::optional<BudgetStatus> m_budget;
    std::optional<SpendTotals> m_totals;
    std::optional<Error> m_error;
    QTimer m_regularly; // months end by themselves
};

} // namespace lineup::ui
