// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SpendMonth.h"

#include "core/base/Async.h"
#include "ui/models/BudgetText.h"

namespace lineup::ui {

namespace {
constexpr std::chrono::milliseconds gatherMonth {150}; // in which several changes become one question
constexpr std::chrono::minutes lookAgain {10};
} // namespace

SpendMonth::SpendMonth(Ledger &ledger, Budgets *budgets, const Clock &clock, QObject *parent)
    : LedgerFigure(ledger, clock, gatherMonth, parent), m_budgets(budgets)
{
    m_regularly.setInterval(lookAgain);
    m_regularly.start();
    connect(&m_regularly, &QTimer::timeout, this, &SpendMonth::refresh);
    if (budgets)
        connect(budgets, &Budgets::changed, this, &SpendMonth::refresh);
}

std::optional<BudgetStatus> SpendMonth::tightestMonth(const QList<BudgetStatus> &budgets)
{
    std::optional<BudgetStatus> out;
    for (const BudgetStatus &status : budgets) {
        const Budget &budget = status.budget;
        const bool fits = budget.enabled && budget.meter == Budget::Meter::Dollars && budget.scope == BudgetScope {}
            && budget.period.kind == BudgetPeriod::Kind::Month && budget.period.monthDay == 1;
        if (fits && (!out || BudgetText::share(status) > BudgetText::share(*out)))
            out = status;
    }
    return out;
}

void SpendMonth::ask()
{
    if (!m_budgets)
        return askTotals();
    whenDone(m_budgets->status(), this, [this](const Result<QList<BudgetStatus>> &result) {
        const std::optional<BudgetStatus> found = result ? tightestMonth(*result) : std::nullopt;
        if (found)
            take(found, {}, {});
        else
            askTotals();
    });
}

void SpendMonth::askTotals()
{
    const QDate today = now().date();
    const QDate first(today.year(), today.month(), 1);
    whenDone(ledger().totals(first.startOfDay(zone()).toUTC(), first.addMonths(1).startOfDay(zone()).toUTC()), this,
        [this](const Result<SpendTotals> &result) {
            if (result)
                take({}, *result, {});
            else
                take({}, {}, result.error());
        });
}

void SpendMonth::take(std::optional<BudgetStatus> budget, std::optional<SpendTotals> totals, std::optional<Error> error)
{
    m_budget = std::move(budget);
    m_totals = totals;
    m_error = std::move(error);
    answered();
}

} // namespace lineup::ui
