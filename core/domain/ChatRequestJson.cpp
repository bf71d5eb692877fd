// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/ChatRequestJson.h"

#include "core/base/JsonReader.h"
#include "core/domain/MessageJson.h"
#include "core/domain/RequestMembers.h"

#include <QSet>

#include <limits>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

std::optional<int> readInt(JsonReader &reader, QStringView key)
{
    const std::optional<qint64> value = reader.integer(key);
    if (value && (*value < 0 || *value > std::numeric_limits<int>::max()))
        reader.complain(key, u"is out of range"_s);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

ResponseFormat readResponseFormat(JsonReader &reader)
{
    JsonReader format(reader.object(u"response_format"), u"response_format"_s);
    ResponseFormat out;
    const QString type = format.requiredText(u"type");
    if (type == "json_object"_L1) {
        out.kind = ResponseFormat::Kind::JsonObject;
    } else if (type == "json_schema"_L1) {
        JsonReader schema(format.object(u"json_schema"), u"response_format.json_schema"_s);
        out.kind = ResponseFormat::Kind::JsonSchema;
        out.name = schema.text(u"name", u"answer"_s);
        out.description = schema.text(u"description");
        out.schema = schema.object(u"schema");
        out.strict = schema.boolean(u"strict");
        if (out.schema.isEmpty())
            schema.complain(u"schema", u"is required"_s);
        format.adopt(schema);
    } else if (type != "text"_L1) {
        format.complain(u"type", u"is text, json_object or json_schema"_s);
    }
    reader.adopt(format);
    return out;
}

QList<Tool> readTools(JsonReader &reader)
{
    QList<Tool> out;
    const QJsonArray tools = reader.array(u"tools");
    for (qsizetype i = 0; i < tools.size(); ++i) {
        JsonReader entry(tools.at(i).toObject(), u"tools[%1]"_s.arg(i));
        JsonReader function(entry.object(u"function"), u"tools[%1].function"_s.arg(i));
        Tool tool {.name = function.requiredText(u"name"), .description = function.text(u"description")};
        tool.parameters = function.object(u"parameters");
        tool.strict = function.boolean(u"strict");
        tool.cacheControl = entry.object(u"cache_control");
        if (tool.cacheControl.isEmpty())
            tool.cacheControl = function.object(u"cache_control");
        out += tool;
        reader.adopt(entry);
        reader.adopt(function);
    }
    return out;
}

ToolChoice readToolChoice(JsonReader &reader)
{
    const QJsonValue value = reader.value(u"tool_choice");
    if (value.isObject()) {
        JsonReader choice(value.toObject(), u"tool_choice"_s);
        JsonReader function(choice.object(u"function"), u"tool_choice.function"_s);
        const QString name = function.requiredText(u"name");
        reader.adopt(choice);
        reader.adopt(function);
        return {ToolChoice::Mode::Named, name};
    }
    const QString word = value.toString();
    if (word == "auto"_L1)
        return {ToolChoice::Mode::Auto, {}};
    if (word == "none"_L1)
        return {ToolChoice::Mode::None, {}};
    if (word == "required"_L1 || word == "any"_L1)
        return {ToolChoice::Mode::Required, {}};
    if (reader.has(u"tool_choice"))
        reader.complain(u"tool_choice", u"is auto, none, required or a named function"_s);
    return {};
}

void readSampling(JsonReader &reader, ChatRequest &request)
{
    const std::optional<int> older = readInt(reader, u"max_tokens");
    request.maxTokens = readInt(reader, u"max_completion_tokens");
    if (older && request.maxTokens.value_or(*older) != *older)
        reader.complain(u"max_tokens", u"and max_completion_tokens say different things"_s);
    if (!request.maxTokens)
        request.maxTokens = older;
    request.temperature = reader.number(u"temperature");
    request.topP = reader.number(u"top_p");
    request.topK = readInt(reader, u"top_k");
    request.n = readInt(reader, u"n");
    request.stop = reader.texts(u"stop");
    request.seed = reader.integer(u"seed");
    request.presencePenalty = reader.number(u"presence_penalty");
    request.frequencyPenalty = reader.number(u"frequency_penalty");
    request.logitBias = reader.object(u"logit_bias");
    request.logprobs = reader.boolean(u"logprobs");
    request.topLogprobs = readInt(reader, u"top_logprobs");
}

void readOutput(JsonReader &reader, ChatRequest &request)
{
    request.modalities = reader.texts(u"modalities");
    request.audio = reader.object(u"audio");
    request.prediction = reader.object(u"prediction");
    request.verbosity = reader.text(u"verbosity");
    if (reader.has(u"web_search_options"))
        request.webSearchOptions = reader.object(u"web_search_options");
    request.streamOptions = reader.object(u"stream_options");
}

void readThinking(JsonReader &reader, ChatRequest &request)
{
    request.reasoningEffort = reader.text(u"reasoning_effort");
    if (!reader.has(u"thinking"))
        return;
    JsonReader thinking(reader.object(u"thinking"), u"thinking"_s);
    if (thinking.text(u"type") == "disabled"_L1)
        request.thinkingBudget = 0;
    else
        request.thinkingBudget = readInt(thinking, u"budget_tokens");
    reader.adopt(thinking);
}

// The objects of a member that is one object or a list of objects: {"a": "b"}, [{"a": ["b", "c"]}].
QList<QJsonObject> objectsOf(const QJsonValue &value)
{
    QList<QJsonObject> out;
    if (value.isObject())
        out += value.toObject();
    for (const QJsonValue &each : value.toArray()) {
        if (each.isObject())
            out += each.toObject();
    }
    return out;
}

// {"small": "large"}; a list of names is a way from the first to the last: "small" → "large" → "largest".
QHash<QString, QString> readModelMap(JsonReader &reader, QStringView key)
{
    QHash<QString, QString> out;
    for (const QJsonObject &object : objectsOf(reader.value(key))) {
        for (auto it = object.begin(); it != object.end(); ++it) {
            QString from = it.key();
            JsonReader names(QJsonObject {{u"to"_s, it.value()}}, reader.pathOf(key));
            for (const QString &to : names.texts(u"to")) {
                out.insert(from, to);
                from = to;
            }
            reader.adopt(names);
        }
    }
    const QJsonValue value = reader.value(key);
    if (!value.isUndefined() && !value.isNull() && !value.isObject() && !value.isArray())
        reader.complain(key, u"expected an object of model names"_s);
    return out;
}

// A list of names, or a map from which the names for this model are taken ("*" stands for any).
QStringList readFallbackNames(JsonReader &reader, QStringView key, const QString &model)
{
    const QList<QJsonObject> maps = objectsOf(reader.value(key));
    if (maps.isEmpty())
        return reader.texts(key);
    for (const QString &name : {model, u"*"_s}) {
        for (const QJsonObject &map : maps) {
            if (!map.contains(name))
                continue;
            JsonReader names(map, reader.pathOf(key));
            const QStringList found = names.texts(name);
            reader.adopt(names);
            return found;
        }
    }
    return {};
}

void readOwnMembers(JsonReader &reader, ChatRequest &request)
{
    request.timeout = readTimeout(reader);
    request.numRetries = readInt(reader, u"num_retries");
    request.fallbacks = reader.texts(u"fallbacks");
    request.contextWindowFallbacks = readModelMap(reader, u"context_window_fallbacks");
    request.contentPolicyFallbacks = readFallbackNames(reader, u"content_policy_fallbacks", request.model);
    request.dropParams = reader.boolean(u"drop_params").value_or(true);
}

void readUnknown(const QJsonObject &body, ChatRequest &request)
{
    static const QSet<QString> known {u"model"_s, u"messages"_s, u"max_tokens"_s, u"max_completion_tokens"_s,
        u"temperature"_s, u"top_p"_s, u"top_k"_s, u"n"_s, u"stop"_s, u"seed"_s, u"presence_penalty"_s,
        u"frequency_penalty"_s, u"logit_bias"_s, u"logprobs"_s, u"top_logprobs"_s, u"response_format"_s, u"tools"_s,
        u"tool_choice"_s, u"parallel_tool_calls"_s, u"reasoning_effort"_s, u"thinking"_s, u"service_tier"_s, u"user"_s,
        u"metadata"_s, u"extra_body"_s, u"stream"_s, u"stream_options"_s, u"timeout"_s, u"num_retries"_s,
        u"fallbacks"_s, u"context_window_fallbacks"_s, u"content_policy_fallbacks"_s, u"drop_params"_s, u"modalities"_s,
        u"audio"_s, u"prediction"_s, u"verbosity"_s, u"web_search_options"_s};
    for (auto it = body.begin(); it != body.end(); ++it) {
        if (known.contains(it.key()) || it.value().isNull())
            continue;
        request.extraBody.insert(it.key(), it.value());
        request.unknownMembers += it.key();
    }
}

} // namespace

Result<ChatRequest> readChatRequest(const QJsonObject &body)
{
    JsonReader reader(body);
    ChatRequest request;
    refuseKeys(reader, body);
    request.model = reader.text(u"model");
    const QJsonArray messages = reader.array(u"messages");
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Result<Message> message = readMessage(messages.at(i).toObject(), u"messages[%1]"_s.arg(i));
        if (message)
            request.messages += *message;
        else if (reader.ok())
            return message.error();
    }
    readSampling(reader, request);
    readOutput(reader, request);
    readThinking(reader, request);
    if (reader.has(u"response_format"))
        request.responseFormat = readResponseFormat(reader);
    request.tools = readTools(reader);
    request.toolChoice = readToolChoice(reader);
    request.parallelToolCalls = reader.boolean(u"parallel_tool_calls");
    request.serviceTier = reader.text(u"service_tier");
    request.user = reader.text(u"user");
    request.metadata = reader.object(u"metadata");
    request.extraBody = reader.object(u"extra_body");
    request.stream = reader.boolean(u"stream").value_or(false);
    readOwnMembers(reader, request);
    readUnknown(body, request);
    if (std::optional<Error> error = reader.error()) {
        error->kind = Error::Kind::BadRequest;
        return *error;
    }
    return request;
}

} // namespace lineup
