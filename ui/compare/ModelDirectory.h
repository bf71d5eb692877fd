// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneModel.h"
#include "core/providers/FoundElsewhere.h"
#include "core/secrets/KeyVault.h"
#include "ui/models/ModelGroups.h"

namespace lineup::ui {

// What models a person can choose from just now: the catalogue, joined with which services have a key.
// Main thread; catalogue, vault and chains outlive it.
class ModelDirectory : public QObject
{
    Q_OBJECT
public:
    // chains: may be null.
    ModelDirectory(Catalogue &catalogue, KeyVault &vault, const ChainBook *chains = nullptr, QObject *parent = nullptr);

    // A model string as far as it is known; any string can be described.
    [[nodiscard]] PaneModel describe(const QString &modelString) const;
    // The tree for pickers; filled when it is first asked for.
    [[nodiscard]] ModelTreeModel *tree();
    [[nodiscard]] bool needsKey(const QString &service) const;

    // Asks the vault about every service; changed() follows when anything differs.
    void refreshKeys();
    [[nodiscard]] bool keysKnown() const { return m_keysKnown; }

    // A service somebody can use at once.
    struct Offer
    {
        QString service;
        QString label;
        QString variable; // the key, or what is used instead, is in this environment variable
        QStringList models; // model strings, the first few
        int modelCount = 0;
    };
    [[nodiscard]] QStringList demoModels() const; // model strings
    [[nodiscard]] QList<Offer> localOffers() const; // local services that have been found
    [[nodiscard]] QList<Offer> environmentOffers() const;
    [[nodiscard]] QList<Offer> keyOffers() const; // services with a key, wherever it is
    [[nodiscard]] bool hasProvider() const { return !keyOffers().isEmpty() || !localOffers().isEmpty(); }

Q_SIGNALS:
    void changed();

private:
    void setKey(const Service &service, const KeyInfo &info);
    [[nodiscard]] bool isUsable(const QString &service) const;
    [[nodiscard]] QSet<QString> usable() const;
    void askOne(const Service &service);
    void update();
    [[nodiscard]] PaneModel describeChain(const QString &modelString) const;
    [[nodiscard]] Offer offerOf(const Service &service) const;

    Catalogue &m_catalogue;
    KeyVault &m_vault;
    const ChainBook *m_chains;
    ModelTreeModel *m_tree = nullptr;
    QHash<QString, KeyInfo> m_keys;
    QHash<QString, FoundElsewhere> m_elsewhere; // by service, of those without a key
    int m_pending = 0;
    bool m_keysKnown = false;
    bool m_differs = false;
};

} // namespace lineup::ui
