// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Authorizer.h"

namespace lineup {

namespace {

QByteArray headerName(AuthScheme scheme)
{
    switch (scheme) {
    case AuthScheme::None:
        break;
    case AuthScheme::Bearer:
        return "Authorization";
    case AuthScheme::XApiKey:
        return "x-api-key";
    case AuthScheme::XGoogApiKey:
        return "x-goog-api-key";
    }
    return {};
}

} // namespace

void authorize(HttpHeaders &headers, AuthScheme scheme, const SecretBytes &key)
{
    const QByteArray name = headerName(scheme);
    if (name.isEmpty() || key.isEmpty())
        return;
    headers.removeIf(
        [&name](const HttpHeader &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
    QByteArray value = scheme == AuthScheme::Bearer ? QByteArray("Bearer ") : QByteArray();
    value.append(key.view());
    headers.emplaceBack(name, value);
}

} // namespace lineup
