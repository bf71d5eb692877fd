// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/LiveEstimate.h"

#include "core/spend/CostCalculator.h"

#include <cmath>

namespace lineup {
namespace {

// Latin text has about four characters a token, East Asian text about one.
double tokensOf(QStringView text)
{
    double tokens = 0;
    for (const QChar c : text)
        tokens += c.unicode() < 0x2e80 ? 0.25 : 1.0;
    return tokens;
}

constexpr double tokensAnImage = 800;
constexpr double tokensAMessage = 4; // role and separators

} // namespace

double estimatedInputTokens(const ChatRequest &request)
{
    double tokens = 0;
    for (const Message &message : request.messages) {
        tokens += tokensAMessage + tokensOf(message.reasoning);
        for (const ContentPart &part : message.content)
            tokens += part.kind == ContentPart::Kind::Text ? tokensOf(part.text) : tokensAnImage;
    }
    return tokens;
}

LiveEstimate::LiveEstimate(const ChatRequest &request, std::optional<ModelInfo> model)
    : m_model(std::move(model)), m_input(estimatedInputTokens(request))
{
}

void LiveEstimate::add(const Delta &delta)
{
    if (delta.usage)
        m_reported = *delta.usage;
    m_text += tokensOf(delta.text) + tokensOf(delta.refusal);
    m_reasoning += tokensOf(delta.reasoning);
    for (const ToolCallDelta &call : delta.toolCalls)
        m_text += tokensOf(call.name) + tokensOf(call.arguments);
}

Usage LiveEstimate::usage() const
{
    Usage usage = m_reported;
    if (!usage.isKnown()) {
        usage.source = Usage::Source::Estimated;
        usage.inputFresh = std::llround(m_input);
    }
    // Some services count the input at the start and the output at the end.
    if (usage.outputTotal() < std::llround(m_text + m_reasoning)) {
        usage.source = Usage::Source::Estimated;
        usage.outputText = std::llround(m_text);
        usage.outputReasoning = std::llround(m_reasoning);
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
