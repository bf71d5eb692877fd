// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/HttpClient.h"
#include "core/providers/demo/DemoScript.h"

#include <optional>

namespace lineup {

// Answers from recordings instead of the network, at the pace at which they were written; for the demo service.
// The bytes go through the same codecs as a real service's. One thread; touches no network.
class ReplayHttpClient final : public HttpClient
{
public:
    // speed: 1 is natural; tests go faster.
    explicit ReplayHttpClient(QString scriptPath = QStringLiteral(":/lineup/demo/script.json"), double speed = 1.0);
    [[nodiscard]] HttpReplyPtr send(const HttpRequest &request) override;

private:
    QString m_scriptPath;
    double m_speed;
    std::optional<DemoScript> m_script; // read at the first request
};

} // namespace lineup
