// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/SendGuard.h"

#include "core/base/Async.h"
#include "core/spend/budgets/BudgetCharge.h"

#include <algorithm>
#include <limits>

namespace lineup::ui {

SendGuard::SendGuard(Budgets *budgets, QObject *parent) : QObject(parent), m_budgets(budgets)
{
    if (budgets)
        connect(budgets, &Budgets::changed, this, [this] { ask(m_next.value_or(m_panes)); });
}

void SendGuard::ask(const QList<Pane> &panes)
{
    if (!m_budgets)
        return;
    if (m_asking)
        m_next = panes;
    else if (panes.isEmpty())
        take(panes, {});
    else
        put(panes);
}

void SendGuard::put(const QList<Pane> &panes)
{
    QList<SpendClaim> claims;
    for (const Pane &pane : panes)
        claims += pane.claim;
    m_asking = true;
    whenDone(m_budgets->forecast(claims), this, [this, panes](const Result<BudgetForecast> &result) {
        m_asking = false;
        // What cannot be asked now is refused when it is sent, with the reason.
        take(panes, result ? *result : BudgetForecast {});
        if (const std::optional<QList<Pane>> next = std::exchange(m_next, {}))
            ask(*next);
    });
}

void SendGuard::take(const QList<Pane> &panes, const BudgetForecast &forecast)
{
    m_panes = panes;
    m_forecast = forecast;
    Q_EMIT changed();
}

QList<int> SendGuard::concerned() const
{
    if (!m_forecast.blocking)
        return {};
    const Budget &budget = m_forecast.blocking->budget;
    struct Part
    {
        int index;
        qint64 amount;
    };
    QList<Part> parts;
    for (const Pane &pane : m_panes) {
        const qint64 amount = amountOf(budget.meter, pane.claim).value_or(std::numeric_limits<qint64>::max());
        if (fits(budget.scope, subjectOf(pane.claim)) && amount > 0)
            parts += Part {pane.index, amount};
    }
    std::stable_sort(
        parts.begin(), parts.end(), [](const Part &one, const Part &other) { return one.amount > other.amount; });
    QList<int> out;
    for (const Part &part : parts)
        out += part.index;
    return out;
}

} // namespace lineup::ui
