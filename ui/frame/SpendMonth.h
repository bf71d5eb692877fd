// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/Ledger.h"
#include "core/spend/budgets/Budgets.h"

#include <QObject>
#include <QTimeZone>
#include <QTimer>

namespace lineup::ui {

// The month against its budget, kept up to date: the tightest budget of dollars that counts every call of a calendar
// month; where there is none, what the ledger has for this month. GUI thread; what it is given outlives it.
class SpendMonth : public QObject
{
    Q_OBJECT
public:
    SpendMonth(Ledger &ledger, Budgets *budgets, const Clock &clock, QObject *parent = nullptr); // budgets: may be null

    // At most one of the three is there; none while it is being asked for the first time.
    [[nodiscard]] const std::optional<BudgetStatus> &budget() const { return m_budget; }
    [[nodiscard]] const std::optional<SpendTotals> &totals() const { return m_totals; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    void refresh(); // soon; many at once are one question
    void setZone(const QTimeZone &zone); // whose months are meant: those of the ledger; at first the system's

    // Of these the one that the status bar is about. Pure.
    [[nodiscard]] static std::optional<BudgetStatus> tightestMonth(const QList<BudgetStatus> &budgets);

Q_SIGNALS:
    void changed();

private:
    void ask();
    void askTotals();
    void take(std::optional<BudgetStatus> budget, std::optional<SpendTotals> totals, std::optional<Error> error);

    Ledger &m_ledger;
    Budgets *m_budgets;
    const Clock &m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    std::optional<BudgetStatus> m_budget;
    std::optional<SpendTotals> m_totals;
    std::optional<Error> m_error;
    QTimer m_soon;
    QTimer m_regularly; // months end by themselves
    bool m_asking = false;
    bool m_askAgain = false;
};

} // namespace lineup::ui
