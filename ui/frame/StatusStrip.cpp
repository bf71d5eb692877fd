// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/StatusStrip.h"

#include "ui/frame/MonthButton.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Format.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

void fill(QToolButton *button, const QIcon &sign, const QString &text, const QString &tip)
{
    button->setIcon(sign);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setAccessibleDescription(tip);
}

} // namespace

StatusStrip::StatusStrip(KeyVault &vault, SpendToday &spend, SpendMonth &month, QWidget *parent)
    : QWidget(parent), m_vault(vault), m_spend(spend),
      m_calls(addButton(tr("How many calls are under way in all panes."))),
      m_today(addButton(tr("What your calls have cost since midnight. Demo calls are never counted; calls without a "
                           "known price are shown beside the sum."))),
      m_month(new MonthButton(month, this)),
      m_keychain(addButton(tr("Where your keys are kept, and whether it can be read.")))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, Spacing::small, 0);
    layout->setSpacing(Spacing::hair);
    for (QToolButton *button : {m_calls, m_today, static_cast<QToolButton *>(m_month), m_keychain})
        layout->addWidget(button);
    connect(m_calls, &QToolButton::clicked, this, &StatusStrip::callsClicked);
    connect(m_today, &QToolButton::clicked, this, &StatusStrip::spendClicked);
    connect(m_month, &QToolButton::clicked, this, [this] { Q_EMIT monthClicked(m_month->budget()); });
    connect(m_keychain, &QToolButton::clicked, this, &StatusStrip::keychainClicked);
    connect(&spend, &SpendToday::changed, this, &StatusStrip::showSpend);
    connect(&vault, &KeyVault::stateChanged, this, &StatusStrip::showKeychain);
    setCallsInFlight(0);
    showSpend();
    showKeychain();
}

QToolButton *StatusStrip::addButton(const QString &help)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({Spacing::icon, Spacing::icon});
    button->setFont(tabularFont(font()));
    button->setWhatsThis(help);
    return button;
}

void StatusStrip::setCallsInFlight(int count)
{
    fill(m_calls, icon(u"send"_s), tr("in flight %1").arg(QLocale().toString(count)), tr("Show the calls under way"));
    m_calls->setVisible(count > 0); // the outermost: nothing moves when it comes
}

void StatusStrip::showSpend()
{
    if (m_spend.error()) {
        const ErrorSentence sentence = errorSentence(*m_spend.error(), {});
        fill(m_today, icon(u"warning"_s, Meaning::Warning), tr("today: not known"),
            sentence.what + u' ' + sentence.todo + u'\n' + m_spend.error()->detail);
        return;
    }
    if (!m_spend.totals()) {
        fill(m_today, icon(u"spend"_s), tr("today …"), tr("The ledger is being read"));
        return;
    }
    const SpendTotals totals = *m_spend.totals();
    QString text = tr("today %1").arg(Format::money(totals.known));
    if (totals.unpriced > 0)
        text = tr("%1, %2", "spent today, number of calls without a price")
                   .arg(text, tr("%n unpriced", nullptr, totals.unpriced));
    fill(m_today, icon(u"spend"_s), text,
        tr("Exactly %1 today; show the latest calls").arg(Format::exactMoney(totals.known)));
}

void StatusStrip::showKeychain()
{
    const QString place = m_vault.storageName();
    const QString tip = tr("Open Keys");
    switch (m_vault.state()) {
    case VaultState::Ready:
        return fill(m_keychain, icon(u"unlock"_s), tr("%1 ready").arg(place), tip);
    case VaultState::Locked:
        return fill(m_keychain, icon(u"lock"_s, Meaning::Warning), tr("%1 locked").arg(place), tip);
    case VaultState::Absent:
        return fill(m_keychain, icon(u"warning"_s, Meaning::Warning), tr("no keychain"), tip);
    case VaultState::Denied:
        return fill(m_keychain, icon(u"error"_s, Meaning::Error), tr("keychain refuses access"), tip);
    case VaultState::Unknown:
        break;
    }
    fill(m_keychain, icon(u"keys"_s), tr("keychain not checked yet"), tip);
}

void StatusStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::LanguageChange) {
        showSpend();
        showKeychain();
    }
}

} // namespace lineup::ui
