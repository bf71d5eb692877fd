// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QFlags>
#include <QList>

namespace lineup {

// What a chain distinguishes among the ways an attempt can fail; a person ticks these.
enum class ErrorClass : quint32 {
    RateLimited = 1 << 0,
    ServerError = 1 << 1, // overloaded, 5xx, an answer that makes no sense
    Network = 1 << 2, // no connection, a dropped one
    Timeout = 1 << 3, // one of our limits
    NotFound = 1 << 4, // no such model there
    Auth = 1 << 5, // the key is missing, refused, or may not do this
    ContextTooLong = 1 << 6,
    ContentFiltered = 1 << 7,
    Budget = 1 << 8, // no credit there, or a budget of the person's own
    BadRequest = 1 << 9, // the request is wrong: the next provider will most likely say so too
};
Q_DECLARE_FLAGS(ErrorClasses, ErrorClass)
Q_DECLARE_OPERATORS_FOR_FLAGS(ErrorClasses)

// Nothing for what no chain answers to: cancelled by the person, our own storage and keychain.
[[nodiscard]] std::optional<ErrorClass> errorClassOf(Error::Kind kind);

// In the order above.
[[nodiscard]] const QList<ErrorClass> &allErrorClasses();
// "rate_limited", "server_error", …: the words of a chain's file.
[[nodiscard]] QString errorClassName(ErrorClass value);
[[nodiscard]] std::optional<ErrorClass> errorClassFromName(QStringView name);

} // namespace lineup
