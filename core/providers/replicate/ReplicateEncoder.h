// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// The request that creates a prediction. Each model has inputs of its own; those that the service's own language models
// share are used (prompt, system_prompt, max_tokens, temperature, top_p, top_k, seed, stop_sequences, penalties), under
// other names where the row renames them. "input" in extra_body is merged into them and wins.
// With a time limit the service is told to stop after it (Cancel-After), so that an abandoned prediction ends.
[[nodiscard]] Result<EncodedRequest> encodeReplicateRequest(const ChatRequest &request, const Target &target);

} // namespace lineup
