// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/domain/EmbeddingRequest.h"
#include "core/domain/ModelInfo.h"
#include "core/providers/Service.h"

namespace lineup {

// What a call may use and cost at the most, before it is sent: what a budget reserves for it. Pure functions.
//
// Input. Nobody but the provider can count its tokens. The bound is the estimate of the texts times inputMargin and
// some more for what a provider adds, chosen so that every recorded answer that reports its input is covered
// (tst_input_bound): the median is 1.1 times the estimate, and 2 and what is added leave all of them below 0.9 of the
// bound. A picture counts the most
// that any model makes of one (Quirks::imageTokens has those that make more of it); sound as much as its bytes can
// last; a document, and anything that is only an address, fills the context window.
// Output. max_tokens, or what the model can write, or what its context holds; times n. Thoughts and calls lie within
// the first, but at services that count thoughts outside of the answer (Quirks::reasoningOutsideCompletion). Searches.
// One, where a service bills one for each answer; else nothing bounds them, and so neither the cost. Tier. The dearer
// of the standard one and the one asked for. "auto" is taken for the standard one.

inline constexpr int inputMargin = 2;

// The most tokens that the input can be billed as; nothing when nothing bounds it.
[[nodiscard]] std::optional<qint64> mostInputTokens(
    const ChatRequest &request, const ModelInfo &model, const Quirks &quirks = {});
// The most tokens that an answer can be long: what the request allows, what the model can, what its context holds;
// nothing when nobody limits it. All choices together.
[[nodiscard]] std::optional<qint64> longestAnswer(
    const ChatRequest &request, const ModelInfo &model, const Quirks &quirks = {});
// What a call will cost when its answer is so long; an estimate, by the standard tier. Nothing when the price is not
// known.
[[nodiscard]] std::optional<Money> usualCost(
    const ChatRequest &request, qint64 output, const ModelInfo &model, const Quirks &quirks = {});

struct WorstCase
{
    std::optional<Money> cost; // nothing: the price is not known, or nothing bounds it
    qint64 tokens = 0; // input and the longest answer; 0: nothing bounds them
};
[[nodiscard]] WorstCase worstCase(const ChatRequest &request, const ModelInfo &model, const Quirks &quirks = {});
[[nodiscard]] WorstCase worstCase(const EmbeddingRequest &request, const ModelInfo &model);

} // namespace lineup
