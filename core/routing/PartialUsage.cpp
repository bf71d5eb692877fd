// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/PartialUsage.h"

#include "core/text/TokenEstimate.h"

namespace lineup {

namespace {

// A medium image is billed as about this many tokens by the large providers.
constexpr qint64 tokensPerImage = 1000;
// Role marks and separators around each message.
constexpr qint64 tokensPerMessage = 4;

} // namespace

qint64 estimatedInputTokens(const ChatRequest &request)
{
    qint64 tokens = 0;
    for (const Message &message : request.messages) {
        tokens += tokensPerMessage + estimateTokens(message.reasoning);
        for (const ContentPart &part : message.content)
            tokens += part.kind == ContentPart::Kind::Text ? estimateTokens(part.text) : tokensPerImage;
        for (const ToolCall &call : message.toolCalls)
            tokens += estimateTokens(call.name) + estimateTokens(call.arguments);
    }
    return tokens;
}

Usage estimatedUsage(const ChatRequest &request, const Completion &soFar)
{
    Usage usage;
    usage.source = Usage::Source::Estimated;
    usage.inputFresh = estimatedInputTokens(request);
    for (const Choice &choice : soFar.choices) {
        usage.outputText += estimateTokens(choice.message.text()) + estimateTokens(choice.message.refusal);
        usage.outputReasoning += estimateTokens(choice.message.reasoning);
        for (const ToolCall &call : choice.message.toolCalls)
            usage.outputText += estimateTokens(call.name) + estimateTokens(call.arguments);
    }
    return usage;
}

} // namespace lineup
