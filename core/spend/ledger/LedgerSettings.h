// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

namespace lineup {

// What holds for a ledger whoever opens it: rows of the table ledger_settings. For use inside a job of the Database.
namespace LedgerSettings {

inline constexpr QLatin1StringView timeZone("time_zone"); // IANA id
inline constexpr QLatin1StringView detailsFrom("details_from"); // ISO date: older days are sums only
inline constexpr QLatin1StringView revision("revision"); // counts corrections and other changes of what is recorded

// Nothing: it was never set.
[[nodiscard]] Result<std::optional<QString>> value(Connection &connection, QLatin1StringView name);
[[nodiscard]] std::optional<Error> set(Connection &connection, QLatin1StringView name, const QString &value);
// Keeps what is there.
[[nodiscard]] std::optional<Error> setFirst(Connection &connection, QLatin1StringView name, const QString &value);

[[nodiscard]] Result<qint64> readRevision(Connection &connection);
[[nodiscard]] std::optional<Error> raiseRevision(Connection &connection);

} // namespace LedgerSettings

} // namespace lineup
