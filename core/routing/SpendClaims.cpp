// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/SpendClaims.h"

#include "core/routing/WorstCost.h"

namespace lineup {

namespace {

SpendClaim claimOf(const Target &target, const WorstCase &worst)
{
    SpendClaim out;
    out.service = target.service.id;
    out.model = target.model;
    out.worstCost = worst.cost;
    out.worstTokens = worst.tokens;
    out.free = target.service.demo || (target.info && target.info->free && worst.cost == Money());
    return out;
}

} // namespace

SpendClaim claimFor(const ChatRequest &request, const Target &target)
{
    const ModelInfo info = target.info.value_or(ModelInfo {.id = target.model, .capabilitiesKnown = false});
    return claimOf(target, worstCase(request, info, target.service.quirks));
}

SpendClaim claimFor(const EmbeddingRequest &request, const Target &target)
{
    return claimOf(target, worstCase(request, target.info.value_or(ModelInfo {.id = target.model})));
}

} // namespace lineup
