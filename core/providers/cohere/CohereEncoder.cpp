// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/cohere/CohereEncoder.h"

#include "core/providers/MappingHelpers.h"
#include "core/providers/cohere/CohereMessages.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;
using Capability = lineup::ModelInfo::Capability;

namespace lineup {

namespace {

QJsonObject toolObject(const Tool &tool)
{
    QJsonObject function {{u"name"_s, tool.name}};
    if (!tool.description.isEmpty())
        function.insert(u"description"_s, tool.description);
    QJsonObject parameters = tool.parameters;
    if (parameters.isEmpty())
        parameters = {{u"type"_s, u"object"_s}, {u"properties"_s, QJsonObject()}};
    function.insert(u"parameters"_s, parameters);
    return {{u"type"_s, u"function"_s}, {u"function"_s, function}};
}

QList<Tool> offeredTools(const ChatRequest &request)
{
    if (request.toolChoice.mode != ToolChoice::Mode::Named)
        return request.tools;
    QList<Tool> out;
    std::copy_if(request.tools.begin(), request.tools.end(), std::back_inserter(out),
        [&request](const Tool &tool) { return tool.name == request.toolChoice.name; });
    return out;
}

} // namespace

QUrl cohereRoot(const QUrl &address)
{
    constexpr QLatin1StringView chatPath = "/v2/chat"_L1;
    QUrl out = address;
    if (out.path().endsWith(chatPath))
        out.setPath(out.path().chopped(chatPath.size()));
    return out;
}

Result<EncodedRequest> CohereEncoder::encode()
{
    const Target &target = m_mapper.target();
    m_mapper.body.insert(u"model"_s, target.model);
    m_mapper.body.insert(u"stream"_s, m_mapper.request().stream);
    CohereMessages(m_mapper).write();
    writeParameters();
    writeTools();
    writeResponseFormat();
    writeThinking();
    refuse(m_mapper, {u"n"_s, u"logit_bias"_s, u"top_logprobs"_s, u"user"_s, u"service_tier"_s},
        u"%1 does not take it"_s.arg(target.service.label));
    return m_mapper.finish(urlUnder(cohereRoot(target.service.baseUrl), u"/v2/chat"), Framing::Sse);
}

template<typename T>
void CohereEncoder::pass(const QString &parameter, const QString &name, const std::optional<T> &value)
{
    if (!value || m_mapper.rejects(parameter))
        return;
    if (name != parameter)
        m_mapper.renamed(parameter, name);
    m_mapper.body.insert(name, *value);
}

void CohereEncoder::writeParameters()
{
    const ChatRequest &request = m_mapper.request();
    std::optional<qint64> maxTokens = request.maxTokens;
    const qint64 most = m_mapper.target().info ? m_mapper.target().info->maxOutputTokens : 0;
    if (maxTokens && most > 0 && *maxTokens > most) {
        maxTokens = most;
        m_mapper.clamped(u"max_tokens"_s, QString::number(most), u"the most that the model writes"_s);
    }
    pass(u"max_tokens"_s, u"max_tokens"_s, maxTokens);
    pass(u"temperature"_s, u"temperature"_s, request.temperature);
    pass(u"top_p"_s, u"p"_s, request.topP);
    pass(u"top_k"_s, u"k"_s, request.topK);
    pass(u"seed"_s, u"seed"_s, request.seed);
    pass(u"presence_penalty"_s, u"presence_penalty"_s, request.presencePenalty);
    pass(u"frequency_penalty"_s, u"frequency_penalty"_s, request.frequencyPenalty);
    pass(u"logprobs"_s, u"logprobs"_s, request.logprobs);
    if (!request.stop.isEmpty())
        pass(u"stop"_s, u"stop_sequences"_s, std::optional(QJsonArray::fromStringList(request.stop)));
}

void CohereEncoder::writeTools()
{
    const ChatRequest &request = m_mapper.request();
    if (request.tools.isEmpty()) {
        if (request.toolChoice.mode == ToolChoice::Mode::Required || request.toolChoice.mode == ToolChoice::Mode::Named)
            m_mapper.unsupported(u"tool_choice"_s, u"there are no tools to choose from"_s);
        return;
    }
    if (surelyLacks(m_mapper.target(), Capability::Tools)) {
        refuseTools(m_mapper, u"the model does not call tools"_s);
        return;
    }
    if (m_mapper.rejects(u"tools"_s))
        return;
    const QList<Tool> tools = offeredTools(request);
    if (tools.isEmpty()) {
        m_mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"tool_choice names a tool that is not in tools"_s,
            .service = m_mapper.target().service.id});
    }
    QJsonArray out;
    for (const Tool &tool : tools)
        out += toolObject(tool);
    m_mapper.body.insert(u"tools"_s, out);
    writeStrictness(tools);
    writeToolChoice();
    if (request.parallelToolCalls == false)
        m_mapper.unsupported(u"parallel_tool_calls"_s, u"the model decides how many tools it calls"_s);
}

void CohereEncoder::writeStrictness(const QList<Tool> &tools)
{
    const auto strict
        = std::count_if(tools.begin(), tools.end(), [](const Tool &tool) { return tool.strict.value_or(false); });
    if (strict == 0)
        return;
    m_mapper.body.insert(u"strict_tools"_s, true);
    m_mapper.converted(u"tools.strict"_s, u"strict_tools"_s,
        strict < tools.size() ? u"it holds for all tools"_s : u"its word for it"_s);
}

// "auto" is what it does when it is told nothing.
void CohereEncoder::writeToolChoice()
{
    const ToolChoice &choice = m_mapper.request().toolChoice;
    if (choice.mode == ToolChoice::Mode::None) {
        m_mapper.body.insert(u"tool_choice"_s, u"NONE"_s);
    } else if (choice.mode == ToolChoice::Mode::Required) {
        m_mapper.body.insert(u"tool_choice"_s, u"REQUIRED"_s);
    } else if (choice.mode == ToolChoice::Mode::Named) {
        m_mapper.body.insert(u"tool_choice"_s, u"REQUIRED"_s);
        m_mapper.converted(u"tool_choice"_s, u"REQUIRED"_s, u"only the named tool is offered"_s);
    }
}

void CohereEncoder::writeResponseFormat()
{
    const std::optional<ResponseFormat> &format = m_mapper.request().responseFormat;
    if (!format || format->kind == ResponseFormat::Kind::Text || m_mapper.rejects(u"response_format"_s))
        return;
    QJsonObject out {{u"type"_s, u"json_object"_s}};
    if (format->kind == ResponseFormat::Kind::JsonSchema) {
        out.insert(u"json_schema"_s, format->schema);
        m_mapper.converted(u"response_format"_s, u"json_object"_s, u"with the schema beside it"_s);
    }
    m_mapper.body.insert(u"response_format"_s, out);
}

void CohereEncoder::writeThinking()
{
    const ChatRequest &request = m_mapper.request();
    const bool hasEffort = !request.reasoningEffort.isEmpty();
    if (!hasEffort && !request.thinkingBudget)
        return;
    const QString parameter = request.thinkingBudget ? u"thinking"_s : u"reasoning_effort"_s;
    noteDoubleThinking(m_mapper, u"reasoning_effort"_s, u"thinking"_s);
    const bool off = request.thinkingBudget ? *request.thinkingBudget <= 0 : request.reasoningEffort == "none"_L1;
    if (surelyLacks(m_mapper.target(), Capability::Reasoning)) {
        if (!off) // which is what such a model does anyway
            m_mapper.unsupported(parameter, u"the model does not think before it answers"_s);
        return;
    }
    if (m_mapper.rejects(parameter))
        return;
    QJsonObject thinking {{u"type"_s, off ? u"disabled"_s : u"enabled"_s}};
    if (request.thinkingBudget && !off) {
        thinking.insert(u"token_budget"_s, *request.thinkingBudget);
        m_mapper.renamed(parameter, u"thinking.token_budget"_s);
    } else if (!request.thinkingBudget) {
        m_mapper.converted(
            parameter, off ? u"thinking disabled"_s : u"thinking enabled"_s, u"it is switched, not graded"_s);
    }
    m_mapper.body.insert(u"thinking"_s, thinking);
}

} // namespace lineup
