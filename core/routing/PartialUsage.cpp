// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/PartialUsage.h"

#include "core/text/TokenEstimate.h"

#include <QJsonDocument>

#include <algorithm>

namespace lineup {

namespace {

// A medium image is billed as about this many tokens by the large providers.
constexpr qint64 tokensPerImage = 1000;
// Role marks and separators around each message.
constexpr qint64 tokensPerMessage = 4;
constexpr qint64 tokensPerTool = 8;

} // namespace

qint64 estimatedWords(const Message &message)
{
    qint64 tokens = estimateTokens(message.reasoning) + estimateTokens(message.refusal);
    for (const ToolCall &call : message.toolCalls)
        tokens += estimateTokens(call.name) + estimateTokens(call.arguments);
    return tokens;
}

qint64 estimatedTools(const ChatRequest &request)
{
    const auto ofSchema = [](const QJsonObject &schema) {
        const QByteArray json = QJsonDocument(schema).toJson(QJsonDocument::Compact);
        return schema.isEmpty() ? 0 : estimateTokens(QString::fromUtf8(json));
    };
    qint64 tokens = 0;
    for (const Tool &tool : request.tools)
        tokens
            += tokensPerTool + estimateTokens(tool.name) + estimateTokens(tool.description) + ofSchema(tool.parameters);
    return tokens + (request.responseFormat ? ofSchema(request.responseFormat->schema) : 0);
}

qint64 estimatedInputTokens(const ChatRequest &request)
{
    qint64 tokens = estimatedTools(request);
    for (const Message &message : request.messages) {
        tokens += tokensPerMessage + estimatedWords(message);
        for (const ContentPart &part : message.content)
            tokens += part.kind == ContentPart::Kind::Text ? estimateTokens(part.text) : tokensPerImage;
    }
    return tokens;
}

Usage estimatedUsage(const ChatRequest &request, const Completion &soFar)
{
    Usage usage = soFar.usage;
    usage.source = Usage::Source::Estimated;
    if (usage.inputTotal() == 0)
        usage.inputFresh = estimatedInputTokens(request);
    qint64 text = 0;
    qint64 reasoning = 0;
    for (const Choice &choice : soFar.choices) {
        text += estimateTokens(choice.message.text()) + estimateTokens(choice.message.refusal);
        reasoning += estimateTokens(choice.message.reasoning);
        for (const ToolCall &call : choice.message.toolCalls)
            text += estimateTokens(call.name) + estimateTokens(call.arguments);
    }
    if (usage.outputTotal() < text + reasoning) {
        usage.outputText = std::max(text, usage.outputText);
        usage.outputReasoning = std::max(reasoning, usage.outputReasoning);
    }
    return usage;
}

} // namespace lineup
