// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/PriceVersions.h"

#include "core/domain/PriceJson.h"

#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lineup {

Result<qint64> PriceVersions::idOf(Connection &connection, const PriceVersion &version)
{
    static const QString insert = u"INSERT INTO price_versions (service, model, price, hash, first_seen_ms) VALUES "
                                  "(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s;
    const QByteArray json = QJsonDocument(priceJson(version.price)).toJson(QJsonDocument::Compact);
    const QByteArray whole = version.service.toUtf8() + '\0' + version.model.toUtf8() + '\0' + json;
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(whole, QCryptographicHash::Sha256).toHex());
    qint64 &known = m_known[hash];
    if (known != 0)
        return known;
    const Result<std::optional<qint64>> made = connection.insert(
        insert, {version.service, version.model, QString::fromUtf8(json), hash, version.seenAt.toMSecsSinceEpoch()});
    if (!made)
        return made.error();
    known = made->value_or(0);
    if (!*made) { // it is there
        if (const std::optional<Error> error = connection.each(u"SELECT id FROM price_versions WHERE hash = ?"_s,
                {hash}, [&](const Row &row) { known = row.integer(0); }))
            return *error;
    }
    return known;
}

} // namespace lineup
