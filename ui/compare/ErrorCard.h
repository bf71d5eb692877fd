// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/compare/PaneModel.h"
#include "core/spend/budgets/Budget.h"

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace lineup::ui {

// Why an answer failed and what to do about it: what, why in the provider's own words, buttons. When the provider
// asked to wait, the time runs down; "Retry in 12 s" asks again by itself when it is pressed and the time is over.
class ErrorCard : public QFrame
{
    Q_OBJECT
public:
    // remaining: how long the provider still wants us to wait.
    explicit ErrorCard(std::function<std::chrono::milliseconds()> remaining, QWidget *parent = nullptr);
    void setError(const Error &error, const PaneModel &model);
    // How the budget that refused the call stands now; after setError().
    void setBudget(const BudgetStatus &status, const QDateTime &now);

Q_SIGNALS:
    void retryRequested();
    void keysRequested(const QString &service);
    void modelRequested();
    void budgetRequested(const QString &budget);
    void allowMoreRequested(const QString &budget);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void tick();
    void refreshColors();

    std::function<std::chrono::milliseconds()> m_remaining;
    QString m_service;
    QTimer m_timer;
    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_why;
    QLabel *m_words;
    QLabel *m_todo;
    QPushButton *m_retryNow;
    QPushButton *m_retryLater;
    QPushButton *m_keys;
    QPushButton *m_otherModel;
    QPushButton *m_raise;
    QPushButton *m_allowMore;
    QString m_budget; // id of the one that refused it
};

} // namespace lineup::ui
