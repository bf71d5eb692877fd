// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/WorstCost.h"

#include "core/routing/PartialUsage.h"
#include "core/spend/CostCalculator.h"

#include <algorithm>

namespace lineup {

std::optional<qint64> longestAnswer(const ChatRequest &request, const ModelInfo &model)
{
    if (request.maxTokens && model.maxOutputTokens > 0)
        return std::min<qint64>(*request.maxTokens, model.maxOutputTokens);
    if (request.maxTokens)
        return *request.maxTokens;
    if (model.maxOutputTokens > 0)
        return model.maxOutputTokens;
    return {};
}

std::optional<Money> costOfTokens(qint64 input, qint64 output, const ModelInfo &model)
{
    Usage usage;
    usage.source = Usage::Source::Estimated;
    usage.inputFresh = input;
    usage.outputText = output;
    return costOf(usage, model, {}).amount();
}

std::optional<Money> worstCost(const ChatRequest &request, const ModelInfo &model)
{
    const std::optional<qint64> longest = longestAnswer(request, model);
    return longest ? costOfTokens(estimatedInputTokens(request), *longest, model) : std::nullopt;
}

} // namespace lineup
