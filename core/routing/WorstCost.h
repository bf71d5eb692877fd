// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/domain/ModelInfo.h"

namespace lineup {

// The most tokens that an answer can be long: what the request allows, what the model can; nothing when nobody limits
// it.
[[nodiscard]] std::optional<qint64> longestAnswer(const ChatRequest &request, const ModelInfo &model);
// What a call of that many tokens costs; nothing when the price is not known.
[[nodiscard]] std::optional<Money> costOfTokens(qint64 input, qint64 output, const ModelInfo &model);
// If the answer were as long as it may be; nothing when the price is not known or nothing limits the answer.
[[nodiscard]] std::optional<Money> worstCost(const ChatRequest &request, const ModelInfo &model);

} // namespace lineup
