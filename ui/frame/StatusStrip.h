// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secrets/KeyVault.h"
#include "ui/frame/SpendToday.h"

#include <QWidget>

class QStatusBar;
class QToolButton;

namespace lineup::ui {

class MonthButton;
class SpendMonth;

// What is true all the time, at the end of the status bar: calls in flight, today's spending, the month against its
// budget, the keychain. Each is a button that leads to more about it. GUI thread; what it is given outlives it.
class StatusStrip : public QWidget
{
    Q_OBJECT
public:
    StatusStrip(KeyVault &vault, SpendToday &spend, SpendMonth &month, QWidget *parent = nullptr);

    void setCallsInFlight(int count);

Q_SIGNALS:
    void callsClicked();
    void spendClicked();
    void monthClicked(const QString &budget); // id; empty: there is none for the month
    void keychainClicked();

protected:
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(const QString &help);
    void showSpend();
    void showKeychain();

    KeyVault &m_vault;
    SpendToday &m_spend;
    QToolButton *m_calls;
    QToolButton *m_today;
    MonthButton *m_month;
    QToolButton *m_keychain;
};

} // namespace lineup::ui
