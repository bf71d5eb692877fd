// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/SpendClaims.h"

#include "core/routing/WorstCost.h"

namespace lineup {

namespace {

SpendClaim withTarget(SpendClaim out, const Target &target, const WorstCase &worst)
{
    out.service = target.service.id;
    out.model = target.model;
    out.worstCost = worst.cost;
    out.worstTokens = worst.tokens;
    out.free = target.service.demo || (target.info && target.info->free && worst.cost == Money());
    return out;
}

} // namespace

SpendClaim claimOf(const CallRecord &call)
{
    return {.callId = call.id,
        .startedAt = call.startedAt,
        .source = call.source,
        .user = call.user,
        .labels = callLabels(call.metadata),
        .requestedModel = call.requestedModel};
}

SpendClaim claimFor(const ChatRequest &request, const Target &target, const SpendClaim &call)
{
    const ModelInfo info = target.info.value_or(ModelInfo {.id = target.model, .capabilitiesKnown = false});
    return withTarget(call, target, worstCase(request, info, target.service.quirks));
}

SpendClaim claimFor(const EmbeddingRequest &request, const Target &target, const SpendClaim &call)
{
    return withTarget(call, target, worstCase(request, target.info.value_or(ModelInfo {.id = target.model})));
}

} // namespace lineup
