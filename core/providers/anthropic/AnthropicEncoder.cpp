// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/anthropic/AnthropicEncoder.h"

#include "core/providers/MappingHelpers.h"
#include "core/providers/anthropic/AnthropicMessages.h"
#include "core/providers/anthropic/AnthropicSchema.h"
#include "core/providers/anthropic/AnthropicWire.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using Capability = lineup::ModelInfo::Capability;

namespace lineup {

namespace {

// The API demands max_tokens. Enough for a long answer; the model's full cap (32,000 to 128,000) would make every
// budget reservation huge and count against the provider's rate limit for output.
constexpr qint64 defaultMaxTokens = 8192;

} // namespace

AnthropicEncoder::AnthropicEncoder(const ChatRequest &request, const Target &target)
    : m_request(request), m_target(target), m_mapper(request, target), m_thinking(m_mapper)
{
}

Result<EncodedRequest> AnthropicEncoder::encode()
{
    m_mapper.body.insert("model"_L1, m_target.model);
    AnthropicMessages(m_mapper).write();
    if (needsAnswerTool())
        m_thinking.giveUp(u"structured output needs a forced tool call on this model, which excludes thinking"_s);
    writeLimits();
    writeSampling();
    writeStop();
    writeTools();
    writeResponseFormat();
    writeWebSearch();
    writeRest();
    m_thinking.write(m_outputConfig);
    if (!m_tools.isEmpty())
        m_mapper.body.insert("tools"_L1, m_tools);
    if (!m_toolChoice.isEmpty())
        m_mapper.body.insert("tool_choice"_L1, m_toolChoice);
    if (!m_outputConfig.isEmpty())
        m_mapper.body.insert("output_config"_L1, m_outputConfig);
    if (m_request.stream)
        m_mapper.body.insert("stream"_L1, true);
    return m_mapper.finish(urlUnder(m_target.service.baseUrl, u"/v1/messages"), Framing::Sse);
}

void AnthropicEncoder::writeLimits()
{
    const qint64 cap = m_target.info ? m_target.info->maxOutputTokens : 0;
    qint64 limit = m_request.maxTokens.value_or(0);
    if (!m_request.maxTokens) {
        limit = defaultMaxTokens + m_thinking.room();
        if (cap > 0)
            limit = qMin(limit, cap);
        m_mapper.added(u"max_tokens"_s, QString::number(limit), u"the provider demands a limit"_s);
    } else if (limit < 1) {
        m_mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"max_tokens must be at least 1"_s,
            .service = m_target.service.id});
    } else if (cap > 0 && limit > cap) {
        limit = cap;
        m_mapper.clamped(u"max_tokens"_s, QString::number(limit), u"the most that the model writes"_s);
    }
    m_thinking.fitInto(static_cast<int>(limit));
    m_mapper.set(u"max_tokens"_s, limit);
}

void AnthropicEncoder::writeSampling()
{
    const QString excluded = m_thinking.isOn() ? QString() : excludedSampler(m_mapper); // thinking has no temperature
    if (excluded != "temperature"_L1)
        writeTemperature();
    const bool fixed = surelyHas(m_target, Capability::NoTemperature);
    const QString fixedReason = u"the model takes only its default"_s;
    if (m_request.topP && excluded != "top_p"_L1 && !m_mapper.rejects(u"top_p"_s)) {
        if (fixed)
            m_mapper.unsupported(u"top_p"_s, fixedReason);
        else if (m_thinking.isOn() && *m_request.topP < 0.95)
            m_mapper.unsupported(u"top_p"_s, u"with thinking it must be at least 0.95"_s);
        else
            m_mapper.set(u"top_p"_s, *m_request.topP);
    }
    if (m_request.topK && !m_mapper.rejects(u"top_k"_s)) {
        if (fixed)
            m_mapper.unsupported(u"top_k"_s, fixedReason);
        else if (m_thinking.isOn())
            m_mapper.unsupported(u"top_k"_s, u"it excludes thinking"_s);
        else
            m_mapper.set(u"top_k"_s, *m_request.topK);
    }
}

void AnthropicEncoder::writeTemperature()
{
    if (!m_request.temperature || m_mapper.rejects(u"temperature"_s))
        return;
    const double wanted = *m_request.temperature;
    if (surelyHas(m_target, Capability::NoTemperature) || m_thinking.isOn()) {
        if (wanted != 1) // 1 is what they run at
            m_mapper.unsupported(u"temperature"_s,
                m_thinking.isOn() ? u"thinking runs at temperature 1"_s : u"the model takes only its default"_s);
        return;
    }
    const double used = qBound(0.0, wanted, 1.0);
    if (used != wanted)
        m_mapper.clamped(u"temperature"_s, QString::number(used), u"the provider's range is 0 to 1"_s);
    m_mapper.set(u"temperature"_s, used);
}

void AnthropicEncoder::writeStop()
{
    if (m_request.stop.isEmpty() || m_mapper.rejects(u"stop"_s))
        return;
    QJsonArray sequences;
    for (const QString &sequence : m_request.stop) {
        if (sequence.trimmed().isEmpty())
            m_mapper.unsupported(u"stop"_s, u"the provider rejects sequences of white space alone"_s);
        else
            sequences += sequence;
    }
    if (sequences.isEmpty())
        return;
    m_mapper.renamed(u"stop"_s, u"stop_sequences"_s);
    m_mapper.body.insert("stop_sequences"_L1, sequences);
}

void AnthropicEncoder::writeTools()
{
    if (m_request.tools.isEmpty() || m_mapper.rejects(u"tools"_s))
        return;
    if (surelyLacks(m_target, Capability::Tools)) {
        m_mapper.unsupported(u"tools"_s, u"the model calls no tools"_s);
        return;
    }
    for (const Tool &tool : m_request.tools) {
        QJsonObject schema = tool.parameters;
        if (!schema.contains("type"_L1))
            schema.insert("type"_L1, u"object"_s);
        QJsonObject entry {{u"name"_s, tool.name}, {u"input_schema"_s, schema}};
        if (!tool.description.isEmpty())
            entry.insert("description"_L1, tool.description);
        if (tool.strict.value_or(false)) {
            if (surelyLacks(m_target, Capability::JsonSchema))
                m_mapper.unsupported(u"tools.strict"_s, u"the model does not guarantee a schema"_s);
            else
                entry.insert("strict"_L1, true);
        }
        if (!tool.cacheControl.isEmpty()) {
            m_mapper.took(u"tools.cache_control"_s);
            entry.insert("cache_control"_L1, tool.cacheControl);
        }
        m_tools += entry;
    }
    writeToolChoice();
}

void AnthropicEncoder::writeToolChoice()
{
    using Mode = ToolChoice::Mode;
    const ToolChoice &choice = m_request.toolChoice;
    if (choice.mode != Mode::Unset && !m_mapper.rejects(u"tool_choice"_s)) {
        const bool forced = choice.mode == Mode::Required || choice.mode == Mode::Named;
        if (choice.mode == Mode::None) {
            m_toolChoice = {{u"type"_s, u"none"_s}};
        } else if (!forced) {
            m_toolChoice = {{u"type"_s, u"auto"_s}};
        } else if (m_thinking.isOn()) {
            if (m_request.dropParams)
                m_mapper.converted(u"tool_choice"_s, u"auto"_s, u"a forced tool call excludes thinking"_s);
            else
                m_mapper.unsupported(u"tool_choice"_s, u"a forced tool call excludes thinking"_s);
            m_toolChoice = {{u"type"_s, u"auto"_s}};
        } else if (choice.mode == Mode::Required) {
            m_toolChoice = {{u"type"_s, u"any"_s}};
        } else {
            m_toolChoice = {{u"type"_s, u"tool"_s}, {u"name"_s, choice.name}};
        }
    }
    if (m_request.parallelToolCalls.value_or(true) || choice.mode == Mode::None
        || m_mapper.rejects(u"parallel_tool_calls"_s))
        return;
    if (m_toolChoice.isEmpty())
        m_toolChoice.insert("type"_L1, u"auto"_s);
    m_toolChoice.insert("disable_parallel_tool_use"_L1, true);
    m_mapper.converted(u"parallel_tool_calls"_s, u"tool_choice.disable_parallel_tool_use"_s);
}

void AnthropicEncoder::writeResponseFormat()
{
    if (!m_request.responseFormat || m_request.responseFormat->kind == ResponseFormat::Kind::Text
        || m_mapper.rejects(u"response_format"_s))
        return;
    const ResponseFormat &format = *m_request.responseFormat;
    if (format.kind == ResponseFormat::Kind::JsonObject || format.schema.isEmpty())
        m_mapper.unsupported(u"response_format"_s, u"the provider has structured output only with a schema"_s);
    else if (needsAnswerTool())
        writeAnswerTool(format);
    else if (!surelyLacks(m_target, Capability::JsonSchema))
        writeSchema(format);
    else
        m_mapper.unsupported(
            u"response_format"_s, u"on this model it needs a forced tool call with an object schema of its own"_s);
}

void AnthropicEncoder::writeSchema(const ResponseFormat &format)
{
    const AnthropicSchema made = anthropicOutputSchema(format.schema);
    if (made.closed) {
        m_mapper.converted(
            u"response_format"_s, u"additionalProperties false"_s, u"the provider wants closed objects"_s);
    }
    if (!made.dropped.isEmpty()) {
        m_mapper.unsupported(
            u"response_format"_s, u"the provider takes no limits in a schema: %1"_s.arg(made.dropped.join(u", "_s)));
    }
    m_mapper.renamed(u"response_format"_s, u"output_config.format"_s);
    m_outputConfig.insert("format"_L1, QJsonObject {{u"type"_s, u"json_schema"_s}, {u"schema"_s, made.schema}});
}

// The tool is possible where the schema can be a tool's and no other call is demanded.
bool AnthropicEncoder::needsAnswerTool() const
{
    using Mode = ToolChoice::Mode;
    const auto &format = m_request.responseFormat;
    const Quirks &quirks = m_target.service.quirks;
    return format && format->kind == ResponseFormat::Kind::JsonSchema
        && !quirks.unsupported.contains(u"response_format"_s) && format->schema.value("type"_L1) == "object"_L1
        && surelyLacks(m_target, Capability::JsonSchema) && surelyHas(m_target, Capability::Tools)
        && m_request.toolChoice.mode != Mode::Required && m_request.toolChoice.mode != Mode::Named;
}

void AnthropicEncoder::writeAnswerTool(const ResponseFormat &format)
{
    const QString name = anthropic::answerTool.toString();
    for (const Tool &tool : m_request.tools) {
        if (tool.name == name) {
            m_mapper.fail({.kind = Error::Kind::BadRequest,
                .detail = u"a tool may not be named %1 when response_format is set"_s.arg(name),
                .service = m_target.service.id});
        }
    }
    const bool alone = m_tools.isEmpty() || m_request.toolChoice.mode == ToolChoice::Mode::None;
    m_tools += QJsonObject {{u"name"_s, name},
        {u"description"_s,
            format.description.isEmpty() ? u"Gives the final answer to the user."_s : format.description},
        {u"input_schema"_s, format.schema}};
    m_toolChoice
        = alone ? QJsonObject {{u"type"_s, u"tool"_s}, {u"name"_s, name}} : QJsonObject {{u"type"_s, u"any"_s}};
    m_toolChoice.insert("disable_parallel_tool_use"_L1, true);
    m_mapper.converted(u"response_format"_s, u"forced tool call"_s,
        u"the model has no structured output; the tool's input is shown as the answer"_s);
}

// The provider's own search tool. Source: the Messages API's description of 2026-08-18.
void AnthropicEncoder::writeWebSearch()
{
    if (!m_request.webSearchOptions || m_mapper.rejects(u"web_search_options"_s))
        return;
    if (surelyLacks(m_target, Capability::WebSearch)) {
        m_mapper.unsupported(u"web_search_options"_s, u"the model does not search"_s);
        return;
    }
    QJsonObject tool {{u"type"_s, u"web_search_20250305"_s}, {u"name"_s, u"web_search"_s}};
    QJsonObject where = m_request.webSearchOptions->value("user_location"_L1).toObject();
    if (const QJsonObject place = where.take("approximate"_L1).toObject(); !place.isEmpty()) {
        for (auto it = place.begin(); it != place.end(); ++it)
            where.insert(it.key(), it.value());
    }
    if (!where.isEmpty())
        tool.insert("user_location"_L1, where);
    if (m_request.webSearchOptions->contains("search_context_size"_L1))
        m_mapper.unsupported(u"web_search_options.search_context_size"_s, u"the provider decides how much it reads"_s);
    m_mapper.converted(u"web_search_options"_s, u"the tool web_search"_s);
    m_tools += tool;
}

void AnthropicEncoder::writeRest()
{
    refuse(m_mapper,
        {u"n"_s, u"seed"_s, u"presence_penalty"_s, u"frequency_penalty"_s, u"logit_bias"_s, u"logprobs"_s,
            u"top_logprobs"_s},
        u"the provider has no such parameter"_s);
    if (m_request.tools.isEmpty()) {
        if (m_request.toolChoice.mode != ToolChoice::Mode::Unset)
            m_mapper.unsupported(u"tool_choice"_s, u"the request has no tools"_s);
        if (m_request.parallelToolCalls)
            m_mapper.unsupported(u"parallel_tool_calls"_s, u"the request has no tools"_s);
    }
    if (!m_request.user.isEmpty() && !m_mapper.rejects(u"user"_s)) {
        m_mapper.renamed(u"user"_s, u"metadata.user_id"_s);
        m_mapper.body.insert("metadata"_L1, QJsonObject {{u"user_id"_s, m_request.user}});
    }
    const QString tier = m_request.serviceTier;
    if (tier.isEmpty() || m_mapper.rejects(u"service_tier"_s))
        return;
    if (tier == "default"_L1) {
        m_mapper.converted(u"service_tier"_s, u"standard_only"_s);
        m_mapper.body.insert("service_tier"_L1, u"standard_only"_s);
    } else if (tier == "auto"_L1 || tier == "standard_only"_L1) {
        m_mapper.set(u"service_tier"_s, tier);
    } else {
        m_mapper.unsupported(u"service_tier"_s, u"the provider knows auto and standard_only"_s);
    }
}

} // namespace lineup
