// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/budgets/Budget.h"
#include "ui/widgets/Card.h"

class QLabel;
class QPushButton;

namespace lineup::ui {

class MeterBar;
class StatusDot;

// A budget at a glance: the sentence that reads it back, what is used of it, when it begins anew. GUI thread; the clock
// outlives it.
class BudgetSummary : public Card
{
    Q_OBJECT
public:
    explicit BudgetSummary(const Clock &clock, QWidget *parent = nullptr);
    // budget: as it is being edited; status: as it is saved.
    void setBudget(const Budget &budget, const QString &serviceLabel);
    void setStatus(const BudgetStatus &status);
    void setProblem(const QString &problem); // why it cannot be saved as it is; empty: it can

Q_SIGNALS:
    void allowMoreRequested();

private:
    void build();

    const Clock &m_clock;
    QLabel *m_sentence;
    QLabel *m_actions;
    QLabel *m_problem;
    QLabel *m_problemIcon;
    MeterBar *m_bar;
    QLabel *m_used;
    StatusDot *m_state;
    QLabel *m_left;
    QPushButton *m_allowMore;
};

} // namespace lineup::ui
