// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/domain/EmbeddingRequest.h"
#include "core/providers/Dialect.h"
#include "core/spend/SpendGate.h"

namespace lineup {

// What an attempt at that target may take, for the gate: service, model, free, worstCost and worstTokens are filled
// in; ids, user, labels and times are the caller's. Pure functions.
// free: the catalogue says that the model costs nothing, and nothing that costs is asked for beside it (a search).
[[nodiscard]] SpendClaim claimFor(const ChatRequest &request, const Target &target);
[[nodiscard]] SpendClaim claimFor(const EmbeddingRequest &request, const Target &target);

} // namespace lineup
