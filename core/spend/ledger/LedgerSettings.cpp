// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/LedgerSettings.h"

using namespace Qt::StringLiterals;

namespace lineup::LedgerSettings {

Result<std::optional<QString>> value(Connection &connection, QLatin1StringView name)
{
    std::optional<QString> out;
    const std::optional<Error> error = connection.each(u"SELECT value FROM ledger_settings WHERE name = ?"_s,
        {QString(name)}, [&](const Row &row) { out = row.text(0); });
    if (error)
        return *error;
    return out;
}

std::optional<Error> set(Connection &connection, QLatin1StringView name, const QString &value)
{
    return connection.exec(u"INSERT INTO ledger_settings (name, value) VALUES (?, ?) "
                           "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
        {QString(name), value});
}

std::optional<Error> setFirst(Connection &connection, QLatin1StringView name, const QString &value)
{
    return connection.exec(
        u"INSERT INTO ledger_settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING"_s, {QString(name), value});
}

Result<qint64> readRevision(Connection &connection)
{
    const Result<std::optional<QString>> read = value(connection, revision);
    if (!read)
        return read.error();
    return read->value_or(QString()).toLongLong();
}

std::optional<Error> raiseRevision(Connection &connection)
{
    const Result<qint64> now = readRevision(connection);
    if (!now)
        return now.error();
    return set(connection, revision, QString::number(*now + 1));
}

} // namespace lineup::LedgerSettings
