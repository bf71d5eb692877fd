// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Message.h"

#include <QHash>
#include <QStringList>

#include <chrono>
#include <optional>

namespace lineup {

struct Tool
{
    QString name;
    QString description;
    QJsonObject parameters; // JSON Schema
    std::optional<bool> strict;
    QJsonObject cacheControl; // a caching mark as given, empty: none
    bool operator==(const Tool &) const = default;
};

struct ToolChoice
{
    enum class Mode { Unset, Auto, None, Required, Named };
    Mode mode = Mode::Unset;
    QString name; // Named
    bool operator==(const ToolChoice &) const = default;
};

struct ResponseFormat
{
    enum class Kind { Text, JsonObject, JsonSchema };
    Kind kind = Kind::Text;
    QString name; // JsonSchema
    QString description;
    QJsonObject schema;
    std::optional<bool> strict;
    bool operator==(const ResponseFormat &) const = default;
};

// One chat call in OpenAI's terms; the comment names the wire field where it differs. Units: tokens, and
// seconds where a chrono type does not say. An empty optional means: not asked, the provider's default holds.
struct ChatRequest
{
    QString model; // LiteLLM's model string: "gpt-4o-mini", "gemini/gemini-2.0-flash"
    QList<Message> messages;

    std::optional<int> maxTokens; // max_tokens or max_completion_tokens: the dialect picks the field
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<int> topK;
    std::optional<int> n;
    QStringList stop;
    std::optional<qint64> seed;
    std::optional<double> presencePenalty;
    std::optional<double> frequencyPenalty;
    QJsonObject logitBias;
    std::optional<bool> logprobs;
    std::optional<int> topLogprobs;
    std::optional<ResponseFormat> responseFormat;
    QList<Tool> tools;
    ToolChoice toolChoice;
    std::optional<bool> parallelToolCalls;
    QString reasoningEffort; // "none", "minimal", "low", "medium", "high", "xhigh"; empty: not asked
    std::optional<int> thinkingBudget; // thinking.budget_tokens; 0 switches thinking off
    QStringList modalities; // of the answer: "text", "audio"; empty: not asked
    QJsonObject audio; // of a spoken answer: {"voice", "format"}
    QJsonObject prediction; // what the answer will mostly be: {"type": "content", "content"}
    QString verbosity; // "low", "medium", "high"; empty: not asked
    std::optional<QJsonObject> webSearchOptions; // present, if only as {}: the model may search
    QJsonObject streamOptions; // as given; usage is asked for in any case
    QString serviceTier;
    QString user;
    QJsonObject metadata;
    QJsonObject extraBody; // extra_body: put into the provider's body as it is
    QStringList unknownMembers; // of the body that was read, known to nobody here: they are in extraBody, and are noted
    bool stream = false;

    // LiteLLM's own members.
    std::optional<std::chrono::milliseconds> timeout;
    std::optional<int> numRetries;
    QStringList fallbacks;
    QHash<QString, QString> contextWindowFallbacks; // model → the one to ask when the prompt does not fit
    QStringList contentPolicyFallbacks; // whom to ask what a filter has refused
    bool dropParams = true;

    bool operator==(const ChatRequest &) const = default;
};

} // namespace lineup
