// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/domain/Completion.h"

namespace lineup {

// What a stream that was cut or stopped used: Source is Estimated. The input is what the provider counted, where it
// does so at the start (Anthropic, Google), else a guess; the output is the count that trailed behind, or what the text
// that was delivered comes to, whichever is more. Images and files count by a flat guess.
[[nodiscard]] Usage estimatedUsage(const ChatRequest &request, const Completion &soFar);
// The input side alone, for a request that has not been sent: texts, tools and the schema of the answer.
[[nodiscard]] qint64 estimatedInputTokens(const ChatRequest &request);

// Its parts: a message's words but for its content, and what goes along as tools and schema.
[[nodiscard]] qint64 estimatedWords(const Message &message);
[[nodiscard]] qint64 estimatedTools(const ChatRequest &request);

} // namespace lineup
