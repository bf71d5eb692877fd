// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/budgets/Budgets.h"

#include <QDialog>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;

namespace lineup::ui {

class AmountSpin;
class Banner;

// "Allow $2 more until midnight": lets calls through beyond a budget's limit until some moment. Closes when it is
// written down, and stays with the reason when it could not be. Opened from the budget and from whatever it blocks.
// Deletes itself; budgets and clock outlive it. GUI thread.
class AllowMoreDialog : public QDialog
{
    Q_OBJECT
public:
    AllowMoreDialog(Budgets &budgets, const Clock &clock, const BudgetStatus &status, QWidget *parent = nullptr);

Q_SIGNALS:
    void allowed(const QString &text); // "$2.00 more allowed for Daily until Mon 00:00"

private:
    enum Until { Hour, Midnight, PeriodEnd, Chosen };
    void build();
    void refresh();
    void allow();
    [[nodiscard]] QDateTime until() const; // UTC
    [[nodiscard]] qint64 proposal() const;

    Budgets &m_budgets;
    const Clock &m_clock;
    BudgetStatus m_status;
    AmountSpin *m_amount;
    QComboBox *m_until;
    QDateTimeEdit *m_moment;
    QLabel *m_result;
    Banner *m_fault;
    QPushButton *m_allow = nullptr;
};

} // namespace lineup::ui
