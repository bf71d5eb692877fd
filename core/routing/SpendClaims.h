// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/domain/ChatRequest.h"
#include "core/domain/EmbeddingRequest.h"
#include "core/providers/Dialect.h"
#include "core/spend/SpendGate.h"

namespace lineup {

// What the gate is told of a call; nothing of a target yet. Pure, as the others.
[[nodiscard]] SpendClaim claimOf(const CallRecord &call);
// What an attempt at that target may take: service, model, free, worstCost and worstTokens are filled in; the rest is
// taken over from call.
// free: the catalogue says that the model costs nothing, and nothing that costs is asked for beside it (a search).
[[nodiscard]] SpendClaim claimFor(const ChatRequest &request, const Target &target, const SpendClaim &call = {});
[[nodiscard]] SpendClaim claimFor(const EmbeddingRequest &request, const Target &target, const SpendClaim &call = {});

} // namespace lineup
