// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/HttpReply.h"
#include "core/net/HttpTypes.h"

namespace lineup {

// Sends HTTP requests. Implementations: NetworkHttpClient (the network), ReplayHttpClient (recordings), fakes.
// Lives in one thread, as do its replies. Must outlive them.
class HttpClient
{
public:
    virtual ~HttpClient() = default;
    // Never null, never blocks, and never emits from inside this call.
    [[nodiscard]] virtual HttpReplyPtr send(const HttpRequest &request) = 0;
};

} // namespace lineup
