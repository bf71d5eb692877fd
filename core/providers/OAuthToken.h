// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/TokenSource.h"

#include <QUrl>

#include <utility>

namespace lineup {

// What the sources of tokens by OAuth 2.0 (RFC 6749) have in common. Pure functions.

// The members of a form, in their order; values are encoded here.
using OAuthForm = QList<std::pair<QByteArray, QByteArray>>;

// A POST of the form. Errors: Auth, when the address is neither https nor this machine: what is in the form is secret.
[[nodiscard]] Result<HttpRequest> oauthRequest(const QUrl &address, const OAuthForm &form);

// The token of an answer (RFC 6749, 5.1), or why there is none (5.2): Auth when the credentials were refused, the kind
// of the status when the service was not able to say. Without expires_in it is good for five minutes. No error holds
// what was sent for the token.
[[nodiscard]] Result<AccessToken> readOAuthToken(const HttpHead &head, const QByteArray &body, const QDateTime &now);

} // namespace lineup
