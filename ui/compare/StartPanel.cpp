// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/StartPanel.h"

#include "ui/compare/ActionCard.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

constexpr int columnWidth = 560;
// More environment keys than this are found on the Keys page.
constexpr int mostOffers = 3;

QLabel *centred(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

} // namespace

StartPanel::StartPanel(QWidget *parent)
    : QWidget(parent),
      m_demo(new ActionCard(u"play"_s, tr("Try the demo comparison"),
          tr("Three recorded models answer side by side. No key, no account, nothing is sent."), this)),
      m_keys(new ActionCard(u"key"_s, tr("Add a provider key"),
          tr("Ask real models of any provider. The key stays in your keychain."), this)),
      m_cards(new QVBoxLayout)
{
    auto *column = new QWidget(this);
    column->setMaximumWidth(columnWidth);
    auto *title = centred(tr("Ask several models side by side"), column);
    title->setFont(themeFont(TextSize::Display));
    auto *line = centred(tr("One question, every answer, and the exact cost of each."), column);
    line->setForegroundRole(QPalette::PlaceholderText);
    m_cards->setSpacing(Spacing::medium);
    m_cards->addWidget(m_demo);
    m_cards->addWidget(m_keys);
    auto *inner = new QVBoxLayout(column);
    inner->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    inner->setSpacing(Spacing::small);
    inner->addStretch(2);
    inner->addWidget(title);
    inner->addWidget(line);
    inner->addSpacing(Spacing::large);
    inner->addLayout(m_cards);
    inner->addStretch(3);
    auto *centre = new QWidget;
    auto *sides = new QHBoxLayout(centre);
    sides->setContentsMargins(0, 0, 0, 0);
    sides->addStretch(1);
    sides->addWidget(column, 100);
    sides->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(centre);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    connect(m_demo, &QAbstractButton::clicked, this, &StartPanel::demoRequested);
    connect(m_keys, &QAbstractButton::clicked, this, &StartPanel::keysRequested);
}

void StartPanel::addOffer(ActionCard *card)
{
    // After the demo and what was offered before.
    m_cards->insertWidget(1 + int(m_offers.size()), card);
    m_offers += card;
}

void StartPanel::setOffers(
    bool demo, const QList<ModelDirectory::Offer> &local, const QList<ModelDirectory::Offer> &environment)
{
    m_demo->setVisible(demo);
    for (ActionCard *card : std::as_const(m_offers)) {
        card->hide();
        card->deleteLater(); // it may be the one that was pressed
    }
    m_offers.clear();
    for (const ModelDirectory::Offer &offer : local) {
        auto *card = new ActionCard(u"server"_s, tr("Use %1").arg(offer.label),
            tr("Found on this computer with %n model(s). Free, and nothing leaves it.", nullptr, offer.modelCount),
            this);
        connect(
            card, &QAbstractButton::clicked, this, [this, models = offer.models] { Q_EMIT modelsRequested(models); });
        addOffer(card);
    }
    for (const ModelDirectory::Offer &offer : environment.mid(0, mostOffers)) {
        auto *card = new ActionCard(u"check"_s, tr("Use %1 from your environment").arg(offer.variable),
            tr("%1 is ready: the key is read from there and copied nowhere.").arg(offer.label), this);
        connect(
            card, &QAbstractButton::clicked, this, [this, models = offer.models] { Q_EMIT modelsRequested(models); });
        addOffer(card);
    }
}

void StartPanel::focusFirst()
{
    (m_demo->isVisibleTo(this) ? m_demo : m_keys)->setFocus(Qt::OtherFocusReason);
}

} // namespace lineup::ui
