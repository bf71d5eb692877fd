// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/SendEstimate.h"

#include "core/routing/PartialUsage.h"
#include "core/spend/CostCalculator.h"

#include <algorithm>

namespace lineup {
namespace {

std::optional<Money> price(qint64 input, qint64 output, const ModelInfo &model)
{
    Usage usage;
    usage.source = Usage::Source::Estimated;
    usage.inputFresh = input;
    usage.outputText = output;
    return costOf(usage, model, {}).amount();
}

// The most an answer can be long; nothing when nobody limits it.
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

} // namespace

void SendEstimate::add(const ChatRequest &request, const PaneModel &model, std::optional<qint64> expectedOutput)
{
    ++m_calls;
    if (model.demo) {
        ++m_demo;
        return;
    }
    if (model.local || (model.info && model.info->free)) {
        ++m_free;
        return;
    }
    const qint64 input = estimatedInputTokens(request);
    const std::optional<qint64> longest = model.info ? longestAnswer(request, *model.info) : std::nullopt;
    const qint64 expected = expectedOutput.value_or(usualAnswer);
    const qint64 usualOutput = longest ? std::min(expected, *longest) : expected;
    const std::optional<Money> usual = model.info ? price(input, usualOutput, *model.info) : std::nullopt;
    if (!usual) {
        ++m_unpriced;
        return;
    }
    m_usual.add(*usual);
    const std::optional<Money> worst = longest ? price(input, *longest, *model.info) : std::nullopt;
    if (worst)
        m_worst.add(*worst);
    else
        ++m_unbounded;
}

std::optional<Money> SendEstimate::worst() const
{
    return m_unbounded > 0 ? std::nullopt : std::optional(m_worst.total());
}

} // namespace lineup
