// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/HttpClient.h"

#include <memory>

namespace lineup {

// HttpClient over QNetworkAccessManager. Belongs to the thread it is made in, which needs an event loop; transfers
// that still run when it goes are cut, their finished(Cancelled) still comes.
// - TLS faults are fatal. No cookies, no cache, no passwords asked for or taken from an URL.
// - A redirect (3xx) is never followed: a key and a prompt go where they were meant to go and nowhere else.
// - What has been sent is never sent again by itself, see UploadBody.
// - The system's proxy is used except for loopback; finding it out never blocks, see SystemProxies.
// - HTTP/2 where TLS negotiates it. Many calls to one host run at once, see ManagerPool; how many in all is bounded,
//   and the rest wait without their limits running, but for the total one, see TransferQueue.
// - A stream that asks for no compression and comes compressed is an error.
class NetworkHttpClient final : public HttpClient
{
public:
    NetworkHttpClient();
    ~NetworkHttpClient() override;
    [[nodiscard]] HttpReplyPtr send(const HttpRequest &request) override;
    // How many QNetworkAccessManagers there are now.
    [[nodiscard]] int managerCount() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace lineup
