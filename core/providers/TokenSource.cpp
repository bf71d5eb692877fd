// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/TokenSource.h"

#include "core/providers/watsonx/IbmTokenSource.h"

namespace lineup {

const TokenSource *tokenSourceFor(AuthScheme scheme)
{
    switch (scheme) {
    case AuthScheme::IbmToken:
        return ibmTokenSource();
    default:
        return nullptr;
    }
}

} // namespace lineup
