// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/ModelDirectory.h"

class QVBoxLayout;

namespace lineup::ui {

class ActionCard;

// What the screen shows at the first start, before there is a key: what can be done at once.
class StartPanel : public QWidget
{
    Q_OBJECT
public:
    explicit StartPanel(QWidget *parent = nullptr);
    void setOffers(
        bool demo, const QList<ModelDirectory::Offer> &local, const QList<ModelDirectory::Offer> &environment);
    void focusFirst();

Q_SIGNALS:
    void demoRequested();
    void keysRequested();
    void modelsRequested(const QStringList &modelStrings); // put these side by side

private:
    void addOffer(ActionCard *card);

    ActionCard *m_demo;
    ActionCard *m_keys;
    QVBoxLayout *m_cards;
    QList<ActionCard *> m_offers; // those that come and go
};

} // namespace lineup::ui
