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
class QScrollArea;

namespace lineup::ui {

class FlowLayout;

// Why an answer failed and what to do about it: what, why in the provider's own words, buttons. When the provider
// asked to wait, the time runs down; "Retry in 12 s" asks again by itself when it is pressed and the time is over.
// Where there is no room for all of it the sentences scroll, and the buttons stay.
class ErrorCard : public QFrame
{
    Q_OBJECT
public:
    // remaining: how long the provider still wants us to wait.
    explicit ErrorCard(std::function<std::chrono::milliseconds()> remaining, QWidget *parent = nullptr);
    void setError(const Error &error, const PaneModel &model);
    // As high as the text is at the present width; a layout that knew heights for widths would give no less.
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
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
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    [[nodiscard]] int heightWith(int most) const; // of the sentences
    void tick();
    void refreshColors();

    std::function<std::chrono::milliseconds()> m_remaining;
    QString m_service;
    QTimer m_timer;
    QLabel *m_icon;
    QScrollArea *m_scroll;
    QWidget *m_sentences;
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
    FlowLayout *m_buttons;
    QString m_budget; // id of the one that refused it
};

} // namespace lineup::ui
