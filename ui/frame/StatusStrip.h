// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secrets/KeyVault.h"
#include "ui/frame/SpendToday.h"

#include <QWidget>

class QStatusBar;
class QToolButton;

namespace lineup::ui {

// What is true all the time, at the end of the status bar: calls in flight, today's spending, the keychain. Each is a
// button that leads to more about it. GUI thread; vault and spend outlive it.
class StatusStrip : public QWidget
{
    Q_OBJECT
public:
    StatusStrip(KeyVault &vault, SpendToday &spend, QWidget *parent = nullptr);

    void setCallsInFlight(int count);

Q_SIGNALS:
    void callsClicked();
    void spendClicked();
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
    QToolButton *m_keychain;
};

} // namespace lineup::ui
