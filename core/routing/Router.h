// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/domain/ChatRequest.h"
#include "core/domain/EmbeddingRequest.h"
#include "core/net/HttpClient.h"
#include "core/providers/Authorizer.h"
#include "core/providers/Catalogue.h"
#include "core/routing/EmbeddingReply.h"
#include "core/routing/Reply.h"
#include "core/secrets/KeyVault.h"
#include "core/spend/CallSink.h"

namespace lineup {

// What a call is made with, beside the request itself.
struct CallOptions
{
    QUrl apiBase; // replaces the service's address
    QString keyVariable; // take the key from this environment variable only
    QString source = QStringLiteral("app"); // for the ledger
};

// Carries a request to the target that its model string names, with one step for now, and records what happened.
// Every reference outlives the Router; the Router outlives its replies. One thread.
class Router
{
public:
    struct Dependencies
    {
        Catalogue &catalogue;
        KeyVault &vault;
        HttpClient &network;
        HttpClient &replay; // answers for the demo service
        const Clock &clock;
        CallSink *sink = nullptr; // may be null
    };
    explicit Router(const Dependencies &dependencies)
        : m_dependencies(dependencies), m_authorizer(dependencies.network, dependencies.clock)
    {
    }

    // Never null. Errors arrive through finished.
    [[nodiscard]] ReplyPtr send(const ChatRequest &request, const CallOptions &options = {});
    [[nodiscard]] EmbeddingReplyPtr embed(const EmbeddingRequest &request, const CallOptions &options = {});

private:
    Dependencies m_dependencies;
    Authorizer m_authorizer;
};

} // namespace lineup
