// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/budgets/Budgets.h"
#include "ui/budgets/ScopeForm.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace lineup::ui {

class ActionForm;
class AmountSpin;
class BudgetSummary;
class HistoryPanel;
class ModelDirectory;
class PeriodForm;

// One budget: how it stands, what it says, and its history. What is typed is checked at once and read back; a change
// that can be saved is told with edited() when the field is left. GUI thread; what it is given outlives it.
class BudgetEditor : public QWidget
{
    Q_OBJECT
public:
    struct Parts
    {
        Budgets &budgets;
        ModelDirectory &directory;
        const Clock &clock;
    };
    explicit BudgetEditor(const Parts &parts, QWidget *parent = nullptr);

    // Shows it; fields that the person has begun to change are left alone while the budget behind them is the same.
    void setStatus(const BudgetStatus &status);
    void showSaved(); // whatever was typed is dropped
    void setOverrides(const QList<BudgetOverride> &overrides);
    void setChoices(ScopeForm::Part part, const QList<ScopeForm::Choice> &choices);
    void setTakenNames(const QStringList &names); // of the other budgets
    void setServiceLabels(const std::function<QString(const QString &)> &label) { m_label = label; }
    [[nodiscard]] const Budget &budget() const { return m_saved; }
    [[nodiscard]] HistoryPanel &history() { return *m_history; }
    void focusName(); // and selects it, for a budget that is new

Q_SIGNALS:
    void edited(const lineup::Budget &before, const lineup::Budget &after, const QString &text);
    void allowMoreRequested();

private:
    void build();
    void wire();
    QWidget *buildAmount();
    QWidget *section(const QString &title, QWidget *content);
    QWidget *buildRules();
    void showFields();
    void takeFields(); // into the draft
    void refresh(); // sentence and problem, from the draft
    void commit(const QString &text);
    [[nodiscard]] QString problem() const;

    Parts m_parts;
    Budget m_saved;
    Budget m_draft;
    QStringList m_taken;
    std::function<QString(const QString &)> m_label;
    QLineEdit *m_name;
    QCheckBox *m_enabled;
    BudgetSummary *m_summary;
    ScopeForm *m_scope;
    QComboBox *m_meter;
    AmountSpin *m_limit;
    PeriodForm *m_period;
    ActionForm *m_actions;
    HistoryPanel *m_history;
    QWidget *m_overridesSection = nullptr;
    QLabel *m_overrides;
    bool m_showing = false;
};

} // namespace lineup::ui
