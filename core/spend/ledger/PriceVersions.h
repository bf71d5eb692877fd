// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"
#include "core/store/Connection.h"

#include <QDateTime>
#include <QHash>

namespace lineup {

// A model's price as some call was priced with it.
struct PriceVersion
{
    QString service;
    QString model;
    Price price;
    QDateTime seenAt; // UTC
};

// The table price_versions: each price once. Used in the database's thread, inside of a write transaction; remembers
// ids from one to the next, forget() when one was rolled back.
class PriceVersions
{
public:
    [[nodiscard]] Result<qint64> idOf(Connection &connection, const PriceVersion &version);
    void forget() { m_known.clear(); }

private:
    QHash<QString, qint64> m_known; // by hash
};

} // namespace lineup
