// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/Origin.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace lineup {

bool isLoopback(const QString &host)
{
    // "localhost" and names below it never leave the machine (RFC 6761, 6.3).
    if (host == "localhost"_L1 || host.endsWith(".localhost"_L1))
        return true;
    const bool numeric = host.startsWith("127."_L1) || host.contains(u':');
    return numeric && QHostAddress(host).isLoopback();
}

} // namespace lineup
