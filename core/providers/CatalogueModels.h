// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"
#include "core/providers/Service.h"

#include <QHash>

namespace lineup {

// Which models each service has: the built-in tables, read on first use, and what services listed, put together once
// and found by id without walking or copying a list. One thread.
class CatalogueModels
{
public:
    // The services as they are now, in the order in which bare names are looked up. Drops what was put together.
    void setServices(const QList<Service> &services);
    void setListed(const QString &serviceId, const QList<ModelInfo> &listed); // replaces the last listing
    [[nodiscard]] bool hasListing(const QString &serviceId) const { return m_listed.contains(serviceId); }

    [[nodiscard]] QList<ModelInfo> all(const Service &service) const;
    [[nodiscard]] std::optional<ModelInfo> find(const Service &service, QStringView id) const;
    // Id of the first service, demo ones aside, that has a model of that name; empty: none.
    [[nodiscard]] QString ownerOf(QStringView bareModel) const;

private:
    struct Shelf
    {
        QList<ModelInfo> models;
        QHash<QString, qsizetype> places; // by id
    };
    void readTables() const;
    [[nodiscard]] const Shelf &shelf(const Service &service) const;
    [[nodiscard]] Shelf build(const Service &service) const;

    QList<Service> m_services;
    QHash<QString, QList<ModelInfo>> m_listed; // by service id
    mutable QHash<QString, QList<ModelInfo>> m_table; // by service id
    mutable bool m_tableRead = false;
    mutable QHash<QString, Shelf> m_shelves; // by service id
    mutable QHash<QString, QString> m_owners; // bare model name → service id
    mutable bool m_ownersKnown = false;
};

} // namespace lineup
