// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/TokenSource.h"

namespace lineup {

// Access tokens of Microsoft Entra ID (AuthScheme::EntraToken), in this order:
// - an application's own (fields "tenant" and "client_id", secret field "client_secret") buys a token by client
//   credentials (RFC 6749, 4.4);
// - a token that somebody else got (secret field "ad_token") is used as it is;
// - else the service's key goes in the header "api-key".
// Fields with a default in the row: "authority", where tokens are sold, and "scope", what for.
// Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow. Lives for ever.
[[nodiscard]] const TokenSource *entraTokenSource();

} // namespace lineup
