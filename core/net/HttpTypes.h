// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QUrl>

#include <chrono>
#include <optional>
#include <utility>

namespace lineup {

using HttpHeader = std::pair<QByteArray, QByteArray>;
using HttpHeaders = QList<HttpHeader>;

// The first header of that name, in any case; null when absent.
[[nodiscard]] QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);

// When each phase of a transfer must be over. Zero switches a limit off.
struct HttpTimeouts
{
    std::chrono::milliseconds connect {10'000}; // name, TCP and TLS, until the request is being written
    std::chrono::milliseconds firstByte {120'000}; // from the request written to the first body byte
    std::chrono::milliseconds idle {60'000}; // between two pieces of the body
    std::chrono::milliseconds total {1'800'000};
};

// What one transfer may be at the most, in bytes.
struct HttpLimits
{
    qint64 headers = 64 * 1024;
    qint64 body = 64 * 1024 * 1024; // after decompression
};

struct HttpRequest
{
    QByteArray method = "POST";
    QUrl url; // never holds a key
    HttpHeaders headers; // may hold the key; never logged
    QByteArray body;
    bool streaming = false; // asks for no compression, delivers pieces as they come
    HttpTimeouts timeouts;
    HttpLimits limits;
};

// What came before the body.
struct HttpHead
{
    int status = 0;
    HttpHeaders headers;
};

} // namespace lineup

Q_DECLARE_METATYPE(lineup::HttpHead)
