// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budgets.h"

#include <QObject>

namespace lineup::ui {

// Asks the budgets what a prompt that is being written would meet, one question at a time, so that typing never waits
// and the latest prompt has the last word. GUI thread; the budgets outlive it.
class SendGuard : public QObject
{
    Q_OBJECT
public:
    struct Pane
    {
        int index = 0; // of the pane
        SpendClaim claim;
    };
    explicit SendGuard(Budgets *budgets, QObject *parent = nullptr); // null: nothing is ever refused

    // What would be sent now, without demo panes; empty: nothing.
    void ask(const QList<Pane> &panes);
    [[nodiscard]] const BudgetForecast &forecast() const { return m_forecast; }
    [[nodiscard]] const std::optional<BudgetStatus> &blocking() const { return m_forecast.blocking; }
    // The panes that the blocking budget counts, the dearest first.
    [[nodiscard]] QList<int> concerned() const;

Q_SIGNALS:
    void changed();

private:
    void put(const QList<Pane> &panes);
    void take(const QList<Pane> &panes, const BudgetForecast &forecast);

    Budgets *m_budgets;
    BudgetForecast m_forecast;
    QList<Pane> m_panes; // that the forecast is about
    std::optional<QList<Pane>> m_next; // to be asked when the answer is there
    bool m_asking = false;
};

} // namespace lineup::ui
