// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budget.h"

#include <QWidget>

class QCheckBox;
class QPushButton;
class QSpinBox;

namespace lineup::ui {

class ModelDirectory;

// What happens as a budget fills: a row each for warning, switching and blocking, all of them optional. GUI thread; the
// directory outlives it.
class ActionForm : public QWidget
{
    Q_OBJECT
public:
    explicit ActionForm(ModelDirectory &directory, QWidget *parent = nullptr);
    void setActions(const QList<BudgetAction> &actions, bool allowUnpriced);
    [[nodiscard]] QList<BudgetAction> actions() const; // ascending
    [[nodiscard]] bool allowsUnpriced() const;

Q_SIGNALS:
    void edited(const QString &text); // what was changed, for undo

private:
    void build();
    void pickModel();
    void showModel();

    ModelDirectory &m_directory;
    QCheckBox *m_warn;
    QSpinBox *m_warnAt;
    QCheckBox *m_switch;
    QSpinBox *m_switchAt;
    QPushButton *m_switchTo;
    QCheckBox *m_block;
    QCheckBox *m_unpriced;
    QString m_model;
    bool m_showing = false;
};

} // namespace lineup::ui
