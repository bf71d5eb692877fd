// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SpendMonth.h"

#include "core/base/Async.h"
#include "ui/models/BudgetText.h"

namespace lineup::ui {

namespace {
constexpr int gather = 150; // ms in which several changes become one question
constexpr std::chrono::minutes lookAgain {10};
} // namespace

SpendMonth::SpendMonth(Ledger &ledger, Budgets *budgets, const Clock &clock, QObject *parent)
    : QObject(parent), m_ledger(ledger), m_budgets(budgets), m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gather);
    m_regularly.setInterval(lookAgain);
    m_regularly.start();
    connect(&m_soon, &QTimer::timeout, this, &SpendMonth::ask);
    connect(&m_regularly, &QTimer::timeout, this, &SpendMonth::refresh);
    connect(&ledger, &Ledger::recorded, this, &SpendMonth::refresh);
    connect(&ledger, &Ledger::faultChanged, this, &SpendMonth::refresh);
    if (budgets)
        connect(budgets, &Budgets::changed, this, &SpendMonth::refresh);
    refresh();
}

void SpendMonth::refresh()
{
    if (m_asking)
        m_askAgain = true;
    else if (!m_soon.isActive())
        m_soon.start();
}

void SpendMonth::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    refresh();
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
    m_asking = true;
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
    const QDate today = m_clock.now().toTimeZone(m_zone).date();
    const QDate first(today.year(), today.month(), 1);
    whenDone(m_ledger.totals(first.startOfDay(m_zone).toUTC(), first.addMonths(1).startOfDay(m_zone).toUTC()), this,
        [this](const Result<SpendTotals> &result) {
            if (result)
                take({}, *result, {});
            else
                take({}, {}, result.error());
        });
}

void SpendMonth::take(std::optional<BudgetStatus> budget, std::optional<SpendTotals> totals, std::optional<Error> error)
{
    m_asking = false;
    m_budget = std::move(budget);
    m_totals = totals;
    m_error = std::move(error);
    Q_EMIT changed();
    if (std::exchange(m_askAgain, false))
        refresh();
}

} // namespace lineup::ui
