// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/HttpTypes.h"

namespace lineup {

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

} // namespace lineup
