// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/LiveEstimate.h"

#include "core/routing/PartialUsage.h"
#include "core/spend/CostCalculator.h"
#include "core/text/TokenEstimate.h"

namespace lineup {
namespace {

// A few words at a time: estimating each delta by itself would round every one of them up.
constexpr qsizetype chunk = 240;

} // namespace

void GrowingTokens::add(QStringView text)
{
    m_tail += text;
    if (m_tail.size() < chunk)
        return;
    m_counted += estimateTokens(m_tail);
    m_tail.clear();
}

qint64 GrowingTokens::count() const
{
    return m_counted + (m_tail.isEmpty() ? 0 : estimateTokens(m_tail));
}

LiveEstimate::LiveEstimate(const ChatRequest &request, std::optional<ModelInfo> model)
    : m_model(std::move(model)), m_input(estimatedInputTokens(request))
{
}

void LiveEstimate::add(const Delta &delta)
{
    if (delta.usage)
        m_reported = *delta.usage;
    m_text.add(delta.text);
    m_text.add(delta.refusal);
    m_reasoning.add(delta.reasoning);
    for (const ToolCallDelta &call : delta.toolCalls) {
        m_text.add(call.name);
        m_text.add(call.arguments);
    }
}

Usage LiveEstimate::usage() const
{
    Usage usage = m_reported;
    if (!usage.isKnown()) {
        usage.source = Usage::Source::Estimated;
        usage.inputFresh = m_input;
    }
    // Some services count the input at the start and the output only at the end.
    if (usage.outputTotal() < m_text.count() + m_reasoning.count()) {
        usage.source = Usage::Source::Estimated;
        usage.outputText = m_text.count();
        usage.outputReasoning = m_reasoning.count();
    }
    return usage;
}

std::optional<Money> LiveEstimate::cost() const
{
    if (!m_model)
        return {};
    return costOf(usage(), m_model, {}).amount();
}

} // namespace lineup
