// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/TokenSource.h"

namespace lineup {

const TokenSource *tokenSourceFor(AuthScheme scheme)
{
    switch (scheme) {
    default:
        return nullptr;
    }
}

} // namespace lineup
