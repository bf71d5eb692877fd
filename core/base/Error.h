// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace lineup {

// What went wrong with a call, in the terms a program can act on. A value; thread-free.
// An Error never carries prompt text and never a key: every detail that comes from a provider
// passes through redacted() at the place where it is read.
struct Error
{
    enum class Kind {
        Network, // no connection, dropped connection, name not found, TLS refused
        Timeout, // one of our limits ran out: connect, first token, idle, total
        Auth, // the key is missing or was rejected
        PermissionDenied, // the key is good but may not do this
        RateLimited, // too many requests or tokens for now
        QuotaExhausted, // no credit, billing limit reached
        BudgetExhausted, // one of the person's own budgets
        BadRequest, // the provider says that the request is wrong
        ContextTooLong, // the prompt does not fit the model's context
        ContentFiltered, // refused or blocked by a filter
        NotFound, // no such model or address
        Overloaded, // the provider is busy (529, 503)
        ServerFault, // the provider failed (5xx)
        Malformed, // the answer could not be understood
        Storage, // our own files or database
        Secret, // the keychain
        Cancelled, // by the person or the program
        Unsupported // we do not send what this model does not take
    };

    Kind kind = Kind::ServerFault;
    QString detail; // the provider's or the system's own words, selectable, not translated
    int httpStatus = 0; // 0: none
    std::optional<std::chrono::milliseconds> retryAfter; // as the provider asked
    QString service; // id of the service, empty: ours
    QString requestId; // the provider's, for its support
    QString code; // the provider's structured code, empty: none

    bool operator==(const Error &) const = default;
};

// "rate_limited", "context_too_long", ...: stable, for JSON, ledger and logs.
[[nodiscard]] QString errorKindName(Error::Kind kind);
[[nodiscard]] std::optional<Error::Kind> errorKindFromName(QStringView name);

// What the program itself, not a provider, finds wrong with what was asked.
[[nodiscard]] Error badRequest(const QString &detail);
// "FILE: why", why in the system's words.
[[nodiscard]] Error storageError(const QString &file, const QString &why);

// The text with everything that looks like a credential replaced by "[hidden]", cut to a few hundred characters.
[[nodiscard]] QString redacted(QString text);

} // namespace lineup

Q_DECLARE_METATYPE(lineup::Error)
