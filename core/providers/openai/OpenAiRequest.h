// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/providers/RequestMapper.h"

namespace lineup {

// A chat completions request, as the service's row and what is known of the model have it.
// A thinking budget becomes an effort, because the dialect knows no budgets: 0 → "none", below 2,000 tokens
// "minimal", below 5,000 "low", below 10,000 "medium", else "high".
// The request's metadata is for our own records and is not sent.
// Errors: BadRequest (no address, no messages), Unsupported (with dropParams false).
[[nodiscard]] Result<EncodedRequest> encodeOpenAiRequest(const ChatRequest &request, const Target &target);

// The same body without an address, for dialects that differ in little: what cannot be sent is told to the mapper.
void writeOpenAiBody(RequestMapper &mapper);

} // namespace lineup
