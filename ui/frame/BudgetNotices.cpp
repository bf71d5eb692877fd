// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/BudgetNotices.h"

#include "ui/models/BudgetText.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/Banner.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

BudgetNotices::BudgetNotices(Budgets &budgets, const Clock &clock, QWidget *window, const QString &bus)
    : QObject(window), m_clock(clock), m_window(window), m_banner(new Banner(Meaning::Warning, {}, window)),
      m_desktop(bus)
{
    m_banner->setObjectName(u"budgetNotice"_s);
    m_banner->setClosable(true);
    m_banner->hide();
    connect(&budgets, &Budgets::reached, this, &BudgetNotices::take);
    connect(&m_desktop, &DesktopNotifier::activated, this, [this](const QString &budget, const QByteArray &token) {
        Q_EMIT raiseRequested(token);
        Q_EMIT openRequested(budget);
    });
}

QString BudgetNotices::text(const BudgetNotice &notice, const QDateTime &now)
{
    const BudgetStatus &status = notice.status;
    QString text = tr("%1: %2 used.", "budget, 20 of 25 dollars").arg(status.budget.name, BudgetText::used(status));
    if (notice.action.kind == BudgetAction::Kind::Block)
        text += u' ' + tr("Calls that could go beyond are refused.");
    else if (notice.action.kind == BudgetAction::Kind::Switch)
        text += u' ' + tr("Calls go to %1 now.", "a model or chain").arg(notice.action.model);
    if (status.to.isValid())
        text += u' ' + tr("It begins anew %1.", "in 3 h, Mon 00:00").arg(BudgetText::resets(status, now));
    return text;
}

void BudgetNotices::take(const BudgetNotice &notice)
{
    const QString id = notice.status.budget.id;
    const bool blocks = notice.action.kind == BudgetAction::Kind::Block;
    const QString words = text(notice, m_clock.now());
    m_banner->setMeaning(blocks ? Meaning::Error : Meaning::Warning);
    m_banner->setText(words);
    m_banner->clearButtons();
    const auto button = [this](const QString &verb, const QString &argument) {
        connect(m_banner->addButton(verb), &QPushButton::clicked, this, [this, argument] {
            m_banner->hide();
            Q_EMIT openRequested(argument);
        });
    };
    if (blocks)
        button(tr("Allow more…"), u"allow:"_s + id);
    button(tr("Show the budget"), id);
    m_banner->show();
    announce(m_banner, words);
    Q_EMIT said(words);
    if (!m_window->isActiveWindow())
        m_desktop.show({.title = blocks ? tr("A budget is spent") : tr("A budget is nearly spent"),
            .text = words,
            .button = tr("Show the budget"),
            .argument = id,
            .urgent = blocks});
}

} // namespace lineup::ui
