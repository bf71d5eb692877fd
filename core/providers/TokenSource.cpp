// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/TokenSource.h"

#include "core/providers/azure/EntraTokenSource.h"
#include "core/providers/google/GoogleTokenSource.h"
#include "core/providers/watsonx/IbmTokenSource.h"

namespace lineup {

AuthScheme TokenSource::plainScheme(const Service &, const Credentials &) const
{
    return AuthScheme::None;
}

const TokenSource *tokenSourceFor(AuthScheme scheme)
{
    switch (scheme) {
    case AuthScheme::GoogleToken:
        return googleTokenSource();
    case AuthScheme::EntraToken:
        return entraTokenSource();
    case AuthScheme::IbmToken:
        return ibmTokenSource();
    default:
        return nullptr;
    }
}

} // namespace lineup
