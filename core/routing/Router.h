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
#include "core/routing/RouteMemory.h"
#include "core/routing/RoutePlan.h"
#include "core/routing/Timers.h"
#include "core/secrets/KeyVault.h"
#include "core/spend/CallSink.h"
#include "core/spend/SpendGate.h"

namespace lineup {

class ChainBook;

// What a call is made with, beside the request itself.
struct CallOptions
{
    QUrl apiBase; // replaces the service's address
    QString keyVariable; // take the key from this environment variable only
    // Given for this call, by the id of the service: before every other key, also to apiBase. Kept nowhere.
    QHash<QString, SecretBytes> keys;
    QString source = QStringLiteral("app"); // for the ledger
    // A fire drill: the first step's attempts fail without being sent, the rest of the route is real.
    bool failFirstStep = false;
    bool keepDetails = false; // Reply::details() has what was sent and what came back
};

// Carries a request along its route, and records what happened: to the target that its model string names and to the
// fallbacks that the request gives, or along the chain that it names.
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
        const ChainBook *chains = nullptr; // null: no model string names a chain
        SpendGate *gate = nullptr; // null: no budget holds
    };
    explicit Router(const Dependencies &dependencies)
        : m_dependencies(dependencies), m_authorizer(dependencies.network, dependencies.clock),
          m_memory(dependencies.clock)
    {
    }

    // Never null. Errors arrive through finished.
    [[nodiscard]] ReplyPtr send(const ChatRequest &request, const CallOptions &options = {});
    [[nodiscard]] EmbeddingReplyPtr embed(const EmbeddingRequest &request, const CallOptions &options = {});
    // Who is cooling, who was quick.
    [[nodiscard]] const RouteMemory &memory() const { return m_memory; }

private:
    [[nodiscard]] RoutePlan planFor(const ChatRequest &request) const;

    Dependencies m_dependencies;
    Authorizer m_authorizer;
    RouteMemory m_memory;
    EventTimers m_timers;
    SystemRandom m_random;
};

} // namespace lineup
