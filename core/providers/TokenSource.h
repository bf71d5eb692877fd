// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/net/HttpTypes.h"
#include "core/providers/Credentials.h"
#include "core/providers/Service.h"

#include <QDateTime>

namespace lineup {

// What a credential buys: good until a moment, sent as "Authorization: Bearer".
struct AccessToken
{
    SecretBytes token;
    QDateTime expiresAt; // UTC
};

// How one scheme turns a credential into an access token. Pure and synchronous, but that it may read a small file
// of the person's (a profile, a login of a command line tool). Stateless; shared between calls.
class TokenSource
{
public:
    virtual ~TokenSource() = default;
    // How these credentials go as they are, without buying anything; None (the rule) where a token is needed.
    [[nodiscard]] virtual AuthScheme plainScheme(const Service &service, const Credentials &credentials) const;
    // What stands for the credential in the cache: the same for two calls that may share a token. A hash; no secret can
    // be read out of it.
    [[nodiscard]] virtual QByteArray identity(const Service &service, const Credentials &credentials) const = 0;
    // A credential that is a token already.
    [[nodiscard]] virtual std::optional<AccessToken> ready(
        const Service &service, const Credentials &credentials, const QDateTime &now) const = 0;
    // The request that buys one. Errors: Auth (none, or none that can be used; the detail says what to do).
    [[nodiscard]] virtual Result<HttpRequest> request(
        const Service &service, const Credentials &credentials, const QDateTime &now) const = 0;
    // Errors: Auth (refused), Malformed.
    [[nodiscard]] virtual Result<AccessToken> read(
        const HttpHead &head, const QByteArray &body, const QDateTime &now) const = 0;
};

// The source of that scheme, or null when its keys are sent as they are. The objects live for ever.
[[nodiscard]] const TokenSource *tokenSourceFor(AuthScheme scheme);

} // namespace lineup
