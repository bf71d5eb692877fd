// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/domain/Completion.h"

namespace lineup {

// What a stream that was cut or stopped used, guessed from the texts, because no provider reports it then.
// Source is Estimated. Images and files count by a flat guess.
[[nodiscard]] Usage estimatedUsage(const ChatRequest &request, const Completion &soFar);
// The input side alone, for a request that has not been sent.
[[nodiscard]] qint64 estimatedInputTokens(const ChatRequest &request);

} // namespace lineup
