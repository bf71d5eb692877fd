// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/Router.h"

#include "core/routing/CallReply.h"
#include "core/routing/EmbeddingCallReply.h"
#include "core/routing/PlanOfRequest.h"

namespace lineup {

RoutePlan Router::planFor(const ChatRequest &request) const
{
    RoutePlan plan = planOf(request, m_dependencies.chains);
    if (!plan.chain.isEmpty())
        plan.firstStep = m_memory.firstStep(plan.chain);
    return plan;
}

ReplyPtr Router::send(const ChatRequest &request, const CallOptions &options)
{
    const CallReply::Means means {.authorizer = m_authorizer,
        .memory = m_memory,
        .timers = m_timers,
        .random = m_random,
        .planFor = [this, request](const QString &model) {
            ChatRequest other = request;
            other.model = model;
            return planFor(other);
        }};
    auto *reply = new CallReply(m_dependencies, means, planFor(request), request, options);
    reply->start();
    return ReplyPtr(reply);
}

EmbeddingReplyPtr Router::embed(const EmbeddingRequest &request, const CallOptions &options)
{
    auto *reply = new EmbeddingCallReply(m_dependencies, m_authorizer, request, options);
    reply->start();
    return EmbeddingReplyPtr(reply);
}

} // namespace lineup
