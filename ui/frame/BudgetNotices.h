// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/budgets/Budgets.h"
#include "ui/frame/DesktopNotifier.h"

class QWidget;

namespace lineup::ui {

class Banner;

// Says when a budget has reached a threshold, once each: a banner in the window, a word in the status bar, and a
// message of the desktop when the person looks elsewhere. GUI thread; budgets, clock and window outlive it.
class BudgetNotices : public QObject
{
    Q_OBJECT
public:
    // window: whoever's being active makes a message of the desktop needless.
    BudgetNotices(Budgets &budgets, const Clock &clock, QWidget *window, const QString &bus = {});

    [[nodiscard]] Banner *banner() const { return m_banner; } // for the window's layout; hidden while nothing is said
    [[nodiscard]] static QString text(const BudgetNotice &notice, const QDateTime &now);

Q_SIGNALS:
    void said(const QString &text);
    void openRequested(const QString &argument); // of the Budgets page: a budget's id, "allow:ID"
    void raiseRequested(const QByteArray &token); // the person has clicked on the desktop's message

private:
    void take(const BudgetNotice &notice);

    const Clock &m_clock;
    QWidget *m_window;
    Banner *m_banner;
    DesktopNotifier m_desktop;
};

} // namespace lineup::ui
