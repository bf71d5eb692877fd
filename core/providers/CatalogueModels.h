// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"
#include "core/providers/OwnPrices.h"
#include "core/providers/PackedModels.h"
#include "core/providers/Service.h"

#include <QHash>
#include <QSet>

namespace lineup {

// Which models each service has: the built-in table, over it what the person imported, and what services listed, put
// together once a service and found by id without walking or copying a list. The tables are opened on first use and
// only the rows of the services that are asked for are made. One thread.
class CatalogueModels
{
public:
    // The services as they are now, in the order in which bare names are looked up. Drops what was put together.
    void setServices(const QList<Service> &services);
    void setListed(const QString &serviceId, const QList<ModelInfo> &listed); // replaces the last listing
    [[nodiscard]] bool hasListing(const QString &serviceId) const { return m_listed.contains(serviceId); }
    // A packed table whose rows go before the built-in ones; may be absent. Drops what was put together, and is read
    // when it is needed. Of a file that cannot be read the last good table stays, with a line in the log.
    void setImportedFile(const QString &file);
    [[nodiscard]] const QString &importedFile() const { return m_importedFile; }
    [[nodiscard]] std::optional<Error> importedError() const; // of the last read, which it takes now if it has to

    // Prices of the person's own, which go before all others.
    void setOwn(OwnPrices prices) { m_own = std::move(prices); }
    [[nodiscard]] OwnPrices &own() { return m_own; }

    [[nodiscard]] QList<ModelInfo> all(const Service &service) const;
    // A model by its id; else by the id without "models/" or the service's own name in front; else what holds for the
    // model of that name without a date, but not its price: dated versions have been sold at other prices. A model that
    // has nothing but a price of the person's own is one that we know no more of.
    [[nodiscard]] std::optional<ModelInfo> find(const Service &service, QStringView id) const;
    // Id of the first service, demo ones aside, that has a model of that name; empty: none.
    [[nodiscard]] QString ownerOf(QStringView bareModel) const;
    // The built-in table with what was imported over it, without listings.
    [[nodiscard]] QList<ModelInfo> tableRows() const;

private:
    struct Shelf
    {
        QList<ModelInfo> models;
        QHash<QString, qsizetype> places; // by id
        void put(const ModelInfo &model); // in the place of one with its id, or behind all
    };
    void readTables() const;
    [[nodiscard]] QList<ModelInfo> rowsOf(const Service &service) const;
    [[nodiscard]] const Shelf &shelf(const Service &service) const;
    [[nodiscard]] Shelf build(const Service &service) const;
    void learnRanks() const;
    void putOwn(ModelInfo &model, const Service &service) const;

    QList<Service> m_services;
    QHash<QString, QList<ModelInfo>> m_listed; // by service id
    QString m_importedFile;
    OwnPrices m_own;
    mutable PackedModels m_builtIn;
    mutable PackedModels m_imported;
    mutable std::optional<Error> m_importedError;
    mutable bool m_builtInRead = false;
    mutable bool m_importedRead = false;
    mutable QHash<QString, Shelf> m_shelves; // by service id
    mutable QHash<QString, qsizetype> m_ranks; // name of a table's service → place of the first service that uses it
    mutable QHash<QString, qsizetype> m_listedBy; // id → place of the first service that listed it
    mutable bool m_ranksKnown = false;
};

// Lays rows over others: one of the same service and id takes its place, the rest comes behind.
[[nodiscard]] QList<ModelInfo> laidOver(QList<ModelInfo> rows, const QList<ModelInfo> &over);

} // namespace lineup
