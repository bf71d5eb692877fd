// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budgets.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;

namespace lineup::ui {

class BudgetHistoryModel;
class HistoryChart;
class ToolChip;

// What a budget would have done in the past: chart or table, and the sentence. Asks for it anew a moment after the
// budget has changed. GUI thread; the budgets outlive it.
class HistoryPanel : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryPanel(Budgets &budgets, QWidget *parent = nullptr);
    void setBudget(const Budget &budget); // saved or not
    void refresh(); // calls have come
    [[nodiscard]] HistoryChart &chart() { return *m_chart; }
    // How many periods of a kind are shown.
    [[nodiscard]] static int periodsOf(BudgetPeriod::Kind kind);

Q_SIGNALS:
    void limitDragged(qint64 limit);
    void limitChosen(qint64 limit);

private:
    void build();
    void ask();
    void showResult(const Budget &budget, const Result<QList<BudgetHistoryPeriod>> &result);

    Budgets &m_budgets;
    Budget m_budget;
    QTimer m_soon;
    int m_question = 0; // the latest: an answer to an earlier one is late
    BudgetHistoryModel *m_model;
    HistoryChart *m_chart;
    QStackedWidget *m_stack;
    ToolChip *m_asTable;
    QLabel *m_sentence;
    QLabel *m_bar;
};

} // namespace lineup::ui
