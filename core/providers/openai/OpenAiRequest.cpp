// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiRequest.h"

#include "core/providers/MappingHelpers.h"
#include "core/providers/openai/OpenAiMessages.h"
#include "core/providers/openai/OpenAiTools.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Capability = ModelInfo::Capability;

void pass(RequestMapper &mapper, const QString &parameter, const QJsonValue &value)
{
    if (!mapper.rejects(parameter))
        mapper.set(parameter, value);
}

template<typename T>
void passOptional(RequestMapper &mapper, const QString &parameter, const std::optional<T> &value)
{
    if (value)
        pass(mapper, parameter, QJsonValue(*value));
}

void writeMaxTokens(RequestMapper &mapper)
{
    const std::optional<int> wanted = mapper.request().maxTokens;
    if (!wanted || mapper.rejects(u"max_tokens"_s))
        return;
    qint64 value = *wanted;
    const qint64 most = mapper.target().info ? mapper.target().info->maxOutputTokens : 0;
    if (most > 0 && value > most) {
        value = most;
        mapper.clamped(u"max_tokens"_s, QString::number(most), u"the most that the model writes"_s);
    }
    const QString &field = mapper.target().service.quirks.maxTokensField;
    if (field.isEmpty() || field == "max_tokens"_L1) {
        mapper.set(u"max_tokens"_s, value);
        return;
    }
    mapper.renamed(u"max_tokens"_s, field);
    mapper.body.insert(field, value);
}

// Some models take only their default, which is 1 for both.
void writeSampling(RequestMapper &mapper, const QString &parameter, const std::optional<double> &value)
{
    if (!value)
        return;
    const std::optional<ModelInfo> &info = mapper.target().info;
    if (!info || !info->can(Capability::NoTemperature))
        pass(mapper, parameter, *value);
    else if (*value < 1 || *value > 1)
        mapper.unsupported(parameter, u"the model takes only its default"_s);
}

void writeTemperature(RequestMapper &mapper)
{
    std::optional<double> value = mapper.request().temperature;
    const Quirks &quirks = mapper.target().service.quirks;
    if (value && quirks.maxTemperature && *value > *quirks.maxTemperature
        && !quirks.unsupported.contains(u"temperature"_s)) {
        value = quirks.maxTemperature;
        mapper.clamped(u"temperature"_s, QString::number(*value), u"the most that the service takes"_s);
    }
    writeSampling(mapper, u"temperature"_s, value);
}

// Services whose models lie in folders are asked by the bare name as well.
void writeModel(RequestMapper &mapper)
{
    const QString &model = mapper.target().model;
    const QString &prefix = mapper.target().service.quirks.modelPrefix;
    const bool bare = !prefix.isEmpty() && !model.contains(u'/');
    if (bare)
        mapper.converted(u"model"_s, QString(prefix + model), u"the service's full name for it"_s);
    mapper.body.insert(u"model"_s, bare ? QString(prefix + model) : model);
}

void writeParameters(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    writeMaxTokens(mapper);
    writeTemperature(mapper);
    writeSampling(mapper, u"top_p"_s, request.topP);
    passOptional(mapper, u"top_k"_s, request.topK);
    passOptional(mapper, u"n"_s, request.n);
    passOptional(mapper, u"seed"_s, request.seed);
    passOptional(mapper, u"presence_penalty"_s, request.presencePenalty);
    passOptional(mapper, u"frequency_penalty"_s, request.frequencyPenalty);
    passOptional(mapper, u"logprobs"_s, request.logprobs);
    passOptional(mapper, u"top_logprobs"_s, request.topLogprobs);
    if (!request.stop.isEmpty())
        pass(mapper, u"stop"_s, QJsonArray::fromStringList(request.stop));
    if (!request.logitBias.isEmpty())
        pass(mapper, u"logit_bias"_s, request.logitBias);
    if (!request.user.isEmpty())
        pass(mapper, u"user"_s, request.user);
    if (!request.serviceTier.isEmpty())
        pass(mapper, u"service_tier"_s, request.serviceTier);
}

QJsonObject schemaObject(const ResponseFormat &format)
{
    QJsonObject out {
        {u"name"_s, format.name.isEmpty() ? u"response"_s : format.name},
        {u"schema"_s, format.schema},
    };
    if (!format.description.isEmpty())
        out.insert(u"description"_s, format.description);
    if (format.strict)
        out.insert(u"strict"_s, *format.strict);
    return out;
}

void writeResponseFormat(RequestMapper &mapper)
{
    const std::optional<ResponseFormat> &format = mapper.request().responseFormat;
    if (!format || format->kind == ResponseFormat::Kind::Text || mapper.rejects(u"response_format"_s))
        return;
    const bool wantsSchema = format->kind == ResponseFormat::Kind::JsonSchema;
    const std::optional<ModelInfo> &info = mapper.target().info;
    const bool onlyJsonMode
        = info && info->can(Capability::JsonMode) && surelyLacks(mapper.target(), Capability::JsonSchema);
    if (wantsSchema && !onlyJsonMode) {
        mapper.set(u"response_format"_s,
            QJsonObject {{u"type"_s, u"json_schema"_s}, {u"json_schema"_s, schemaObject(*format)}});
        return;
    }
    if (wantsSchema)
        mapper.unsupported(u"response_format.json_schema"_s, u"the model writes JSON, but to no schema"_s);
    mapper.set(u"response_format"_s, QJsonObject {{u"type"_s, u"json_object"_s}});
}

QString effortFor(int budget)
{
    if (budget <= 0)
        return u"none"_s;
    if (budget < 2000)
        return u"minimal"_s;
    if (budget < 5000)
        return u"low"_s;
    return budget < 10'000 ? u"medium"_s : u"high"_s;
}

// Sets a member, or with a dot in the name the member of a member.
void insertAt(QJsonObject &body, const QString &field, const QString &value)
{
    const qsizetype dot = field.indexOf(u'.');
    if (dot < 0) {
        body.insert(field, value);
        return;
    }
    QJsonObject inner = body.value(field.left(dot)).toObject();
    inner.insert(field.mid(dot + 1), value);
    body.insert(field.left(dot), inner);
}

void writeReasoning(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    const bool hasEffort = !request.reasoningEffort.isEmpty();
    if (!hasEffort && !request.thinkingBudget)
        return;
    const QString parameter = hasEffort ? u"reasoning_effort"_s : u"thinking"_s;
    const QString effort = hasEffort ? request.reasoningEffort : effortFor(*request.thinkingBudget);
    if (surelyLacks(mapper.target(), Capability::Reasoning)) {
        if (effort != "none"_L1) // which is what such a model does anyway
            mapper.unsupported(parameter, u"the model does not think before it answers"_s);
        return;
    }
    if (mapper.rejects(parameter) || (!hasEffort && mapper.rejects(u"reasoning_effort"_s)))
        return;
    const QString &row = mapper.target().service.quirks.effortField;
    const QString field = row.isEmpty() ? u"reasoning_effort"_s : row;
    if (request.thinkingBudget) {
        mapper.converted(u"thinking"_s, QString(field + u'=' + effort),
            hasEffort ? u"reasoning_effort was given as well"_s : u"it takes an effort, not a budget"_s);
    } else if (field != "reasoning_effort"_L1) {
        mapper.renamed(u"reasoning_effort"_s, field);
    }
    insertAt(mapper.body, field, effort);
}

void writeStream(RequestMapper &mapper)
{
    if (!mapper.request().stream)
        return;
    mapper.body.insert(u"stream"_s, true);
    if (mapper.target().service.quirks.streamUsageOption)
        mapper.body.insert(u"stream_options"_s, QJsonObject {{u"include_usage"_s, true}});
}

} // namespace

void writeOpenAiBody(RequestMapper &mapper)
{
    if (mapper.request().messages.isEmpty()) {
        mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"the request has no messages"_s,
            .service = mapper.target().service.id});
    }
    writeModel(mapper);
    mapper.body.insert(u"messages"_s, OpenAiMessages(mapper).write(mapper.request().messages));
    writeParameters(mapper);
    writeResponseFormat(mapper);
    writeOpenAiTools(mapper);
    writeReasoning(mapper);
    writeStream(mapper);
}

Result<EncodedRequest> encodeOpenAiRequest(const ChatRequest &request, const Target &target)
{
    if (target.service.baseUrl.isEmpty()) {
        return Error {.kind = Error::Kind::BadRequest,
            .detail = u"%1 needs an address"_s.arg(target.service.label),
            .service = target.service.id};
    }
    RequestMapper mapper(request, target);
    writeOpenAiBody(mapper);
    const QString &path = target.service.quirks.chatPath;
    return mapper.finish(urlUnder(target.service.baseUrl, path.isEmpty() ? u"chat/completions"_s : path), Framing::Sse);
}

} // namespace lineup
