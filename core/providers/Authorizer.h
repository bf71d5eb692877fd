// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/HttpTypes.h"
#include "core/providers/Service.h"
#include "core/secrets/KeyVault.h"

namespace lineup {

// Puts the key into the one header that the scheme names; the only place where a key leaves the vault. A header of
// that name that was there before goes. With no key, or AuthScheme::None, the headers stay as they are.
//   Bearer       Authorization: Bearer KEY   (OpenAI and those that follow it)
//   XApiKey      x-api-key: KEY              (Anthropic, https://docs.anthropic.com/en/api/overview)
//   XGoogApiKey  x-goog-api-key: KEY         (Gemini, https://ai.google.dev/api; never the ?key= of its older examples)
void authorize(HttpHeaders &headers, AuthScheme scheme, const SecretBytes &key);

} // namespace lineup
