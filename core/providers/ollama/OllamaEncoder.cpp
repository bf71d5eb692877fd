// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ollama/OllamaEncoder.h"

#include "core/providers/MappingHelpers.h"
#include "core/providers/ollama/OllamaMessages.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using Capability = lineup::ModelInfo::Capability;

namespace lineup {

namespace {

void moveInto(QJsonObject &into, QJsonObject &extraBody)
{
    if (!extraBody.value("options"_L1).isObject())
        return;
    const QJsonObject options = extraBody.take("options"_L1).toObject();
    for (auto it = options.begin(); it != options.end(); ++it)
        into.insert(it.key(), it.value());
}

// Ollama's word for each of OpenAI's, and for its own highest.
const QHash<QString, QString> &levels()
{
    static const QHash<QString, QString> words {{u"minimal"_s, u"low"_s}, {u"low"_s, u"low"_s},
        {u"medium"_s, u"medium"_s}, {u"high"_s, u"high"_s}, {u"xhigh"_s, u"high"_s}, {u"max"_s, u"max"_s}};
    return words;
}

} // namespace

OllamaEncoder::OllamaEncoder(const ChatRequest &request, const Target &target)
    : m_request(request), m_target(target), m_mapper(m_request, m_target)
{
    moveInto(m_extraOptions, m_target.service.quirks.extraBody);
    moveInto(m_extraOptions, m_request.extraBody);
}

Result<EncodedRequest> OllamaEncoder::encode()
{
    m_mapper.body.insert("model"_L1, m_target.model);
    m_mapper.body.insert("stream"_L1, m_request.stream); // left out it would mean true
    OllamaMessages(m_mapper).write();
    writeOptions();
    writeTools();
    writeResponseFormat();
    writeThinking();
    writeRest();
    refuseTruncation();
    return m_mapper.finish(urlUnder(m_target.service.baseUrl, u"/api/chat"), Framing::Ndjson);
}

template<typename T>
void OllamaEncoder::option(const QString &parameter, const QString &name, const std::optional<T> &value)
{
    if (!value || m_mapper.rejects(parameter))
        return;
    if (name != parameter)
        m_mapper.renamed(parameter, u"options."_s + name);
    m_options.insert(name, *value);
}

void OllamaEncoder::writeOptions()
{
    if (m_request.maxTokens && *m_request.maxTokens < 1) { // to the server, -1 means without end
        m_mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"max_tokens must be at least 1"_s,
            .service = m_target.service.id});
    }
    option(u"max_tokens"_s, u"num_predict"_s, m_request.maxTokens);
    option(u"temperature"_s, u"temperature"_s, m_request.temperature);
    option(u"top_p"_s, u"top_p"_s, m_request.topP);
    option(u"top_k"_s, u"top_k"_s, m_request.topK);
    option(u"seed"_s, u"seed"_s, m_request.seed);
    option(u"presence_penalty"_s, u"presence_penalty"_s, m_request.presencePenalty);
    option(u"frequency_penalty"_s, u"frequency_penalty"_s, m_request.frequencyPenalty);
    if (!m_request.stop.isEmpty())
        option(u"stop"_s, u"stop"_s, std::optional(QJsonArray::fromStringList(m_request.stop)));
    for (auto it = m_extraOptions.constBegin(); it != m_extraOptions.constEnd(); ++it)
        m_options.insert(it.key(), it.value());
    if (!m_options.isEmpty())
        m_mapper.body.insert("options"_L1, m_options);
}

// Left to itself the server cuts a prompt that is longer than its window, without a word. Since version 0.12.6 (October
// 2025; ChatRequest in the server's api/types.go) it can be told to refuse it; older ones do not read this.
void OllamaEncoder::refuseTruncation()
{
    const QString parameter = u"truncate"_s;
    if (m_request.extraBody.contains(parameter) || m_target.service.quirks.extraBody.contains(parameter))
        return;
    m_mapper.body.insert(parameter, false);
    m_mapper.added(parameter, u"false"_s, u"a prompt that is too long is to be refused, not cut"_s);
}

void OllamaEncoder::writeTools()
{
    const bool leftOut = leavesToolsOut();
    if (m_request.tools.isEmpty() || leftOut || m_mapper.rejects(u"tools"_s))
        return;
    if (surelyLacks(m_target, Capability::Tools)) {
        m_mapper.unsupported(u"tools"_s, u"the model calls no tools"_s);
        return;
    }
    QJsonArray tools;
    for (const Tool &tool : m_request.tools) {
        if (tool.strict.value_or(false))
            m_mapper.unsupported(u"tools.strict"_s, u"the provider does not guarantee a tool's schema"_s);
        QJsonObject function {{u"name"_s, tool.name}, {u"parameters"_s, tool.parameters}};
        if (tool.parameters.isEmpty())
            function.insert("parameters"_L1, QJsonObject {{u"type"_s, u"object"_s}, {u"properties"_s, QJsonObject()}});
        if (!tool.description.isEmpty())
            function.insert("description"_L1, tool.description);
        tools += QJsonObject {{u"type"_s, u"function"_s}, {u"function"_s, function}};
    }
    m_mapper.body.insert("tools"_L1, tools);
    if (!m_request.parallelToolCalls.value_or(true))
        m_mapper.unsupported(u"parallel_tool_calls"_s, u"the model decides how many tools it calls"_s);
}

// The server has no tool_choice; "none" can still be had, by not telling the model of the tools.
bool OllamaEncoder::leavesToolsOut()
{
    switch (m_request.toolChoice.mode) {
    case ToolChoice::Mode::Unset:
    case ToolChoice::Mode::Auto:
        return false;
    case ToolChoice::Mode::None:
        if (!m_request.tools.isEmpty())
            m_mapper.converted(u"tool_choice"_s, u"no tools"_s, u"the provider has no tool_choice"_s);
        return true;
    case ToolChoice::Mode::Required:
    case ToolChoice::Mode::Named:
        break;
    }
    m_mapper.unsupported(u"tool_choice"_s, u"the provider cannot make a model call a tool"_s);
    return false;
}

void OllamaEncoder::writeResponseFormat()
{
    if (!m_request.responseFormat || m_request.responseFormat->kind == ResponseFormat::Kind::Text
        || m_mapper.rejects(u"response_format"_s))
        return;
    const ResponseFormat &format = *m_request.responseFormat;
    const bool hasSchema = format.kind == ResponseFormat::Kind::JsonSchema && !format.schema.isEmpty();
    m_mapper.renamed(u"response_format"_s, u"format"_s);
    m_mapper.body.insert("format"_L1, hasSchema ? QJsonValue(format.schema) : QJsonValue(u"json"_s));
}

void OllamaEncoder::writeThinking()
{
    const std::optional<int> budget = m_request.thinkingBudget;
    const QString effort = m_request.reasoningEffort;
    if (effort.isEmpty() && !budget)
        return;
    const QString parameter = budget ? u"thinking"_s : u"reasoning_effort"_s;
    noteDoubleThinking(m_mapper, u"reasoning_effort"_s, u"thinking"_s);
    if (m_mapper.rejects(parameter))
        return;
    if (!effort.isEmpty() && effort != "none"_L1 && !levels().contains(effort)) {
        m_mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"reasoning_effort must be none, minimal, low, medium, high, xhigh or max"_s,
            .service = m_target.service.id});
        return;
    }
    const bool off = budget ? *budget <= 0 : effort == "none"_L1;
    if (surelyLacks(m_target, Capability::Reasoning)) {
        if (!off)
            m_mapper.unsupported(parameter, u"the model does not think before it answers"_s);
        return;
    }
    if (off) {
        m_mapper.converted(parameter, u"think false"_s);
        m_mapper.body.insert("think"_L1, false);
    } else if (!budget && surelyHas(m_target, Capability::AdaptiveThinking)) {
        writeEffort(effort);
    } else {
        m_mapper.converted(parameter, u"think true"_s, u"the model's thinking is only switched on or off"_s);
        m_mapper.body.insert("think"_L1, true);
    }
}

void OllamaEncoder::writeEffort(const QString &effort)
{
    const QString level = levels().value(effort);
    m_mapper.converted(u"reasoning_effort"_s, u"think "_s + level,
        level == effort ? QString() : u"the nearest level that the provider knows"_s);
    m_mapper.body.insert("think"_L1, level);
}

void OllamaEncoder::writeRest()
{
    refuse(m_mapper, {u"n"_s, u"logit_bias"_s, u"user"_s, u"service_tier"_s}, u"the provider has no such parameter"_s);
    if (m_request.logprobs && !m_mapper.rejects(u"logprobs"_s))
        m_mapper.set(u"logprobs"_s, *m_request.logprobs);
    if (m_request.topLogprobs && !m_mapper.rejects(u"top_logprobs"_s))
        m_mapper.set(u"top_logprobs"_s, *m_request.topLogprobs);
}

} // namespace lineup
