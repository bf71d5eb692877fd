// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QUrl>

namespace lineup {

// Whom a request goes to: what a connection can be shared for.
struct Origin
{
    QString host;
    int port = 0;
    bool tls = false;
    bool operator==(const Origin &) const = default;

    [[nodiscard]] static Origin of(const QUrl &url)
    {
        const bool tls = url.scheme() == QLatin1StringView("https");
        return {.host = url.host(), .port = url.port(tls ? 443 : 80), .tls = tls};
    }
};

// localhost, 127.0.0.0/8 and ::1: this machine, which no proxy stands before.
[[nodiscard]] bool isLoopback(const QString &host);

} // namespace lineup
