// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiRequest.h"

#include "core/providers/Conversation.h"
#include "core/providers/MappingHelpers.h"
#include "core/providers/openai/OpenAiMessages.h"
#include "core/providers/openai/OpenAiParameters.h"
#include "core/providers/openai/OpenAiThinking.h"
#include "core/providers/openai/OpenAiTools.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

void writeMaxTokens(RequestMapper &mapper)
{
    const std::optional<qint64> value = openAiMaxTokens(mapper);
    if (!value)
        return;
    const QString &field = mapper.target().service.quirks.maxTokensField;
    if (field.isEmpty() || field == "max_tokens"_L1) {
        mapper.set(u"max_tokens"_s, *value);
        return;
    }
    mapper.renamed(u"max_tokens"_s, field);
    mapper.body.insert(field, *value);
}

void writeStop(RequestMapper &mapper)
{
    QStringList stop = mapper.request().stop;
    if (stop.isEmpty() || mapper.rejects(u"stop"_s))
        return;
    const int most = mapper.target().service.quirks.mostStops;
    if (most > 0 && stop.size() > most) {
        stop = stop.first(most);
        mapper.clamped(u"stop"_s, u"the first %1"_s.arg(most), u"as many as the service takes"_s);
    }
    mapper.set(u"stop"_s, QJsonArray::fromStringList(stop));
}

void writeLogprobs(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    if (!mapper.target().service.quirks.logprobsAsNumber) {
        passOptional(mapper, u"logprobs"_s, request.logprobs);
        passOptional(mapper, u"top_logprobs"_s, request.topLogprobs);
        return;
    }
    if (!request.logprobs.value_or(request.topLogprobs.has_value()))
        return;
    const int number = request.topLogprobs.value_or(1);
    mapper.converted(u"logprobs"_s, QString::number(number), u"the service takes their number"_s);
    if (request.topLogprobs)
        mapper.renamed(u"top_logprobs"_s, u"logprobs"_s);
    mapper.body.insert(u"logprobs"_s, number);
}

// What an answer is made of besides text.
void writeOutput(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    if (!request.modalities.isEmpty() && (request.modalities != QStringList {u"text"_s}))
        passParameter(mapper, u"modalities"_s, QJsonArray::fromStringList(request.modalities));
    if (!request.audio.isEmpty())
        passParameter(mapper, u"audio"_s, request.audio);
    if (!request.prediction.isEmpty())
        passParameter(mapper, u"prediction"_s, request.prediction);
    passWord(mapper, u"verbosity"_s, request.verbosity);
    if (!request.webSearchOptions)
        return;
    if (surelyLacks(mapper.target(), ModelInfo::Capability::WebSearch))
        mapper.unsupported(u"web_search_options"_s, u"the model does not search"_s);
    else
        passParameter(mapper, u"web_search_options"_s, *request.webSearchOptions);
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
    passSampling(mapper);
    passOptional(mapper, u"top_k"_s, request.topK);
    if (request.n.value_or(1) > 1)
        passParameter(mapper, u"n"_s, *request.n);
    passOptional(mapper, u"seed"_s, request.seed);
    passOptional(mapper, u"presence_penalty"_s, request.presencePenalty);
    passOptional(mapper, u"frequency_penalty"_s, request.frequencyPenalty);
    writeLogprobs(mapper);
    writeStop(mapper);
    if (!request.logitBias.isEmpty())
        passParameter(mapper, u"logit_bias"_s, request.logitBias);
    if (!request.user.isEmpty())
        passParameter(mapper, u"user"_s, request.user);
    passWord(mapper, u"service_tier"_s, request.serviceTier);
    writeOutput(mapper);
}

void writeResponseFormat(RequestMapper &mapper)
{
    if (const std::optional<QJsonObject> format = openAiResponseFormat(mapper, OpenAiForm::Nested))
        mapper.set(u"response_format"_s, *format);
}

void writeStream(RequestMapper &mapper)
{
    if (!mapper.request().stream)
        return;
    mapper.body.insert(u"stream"_s, true);
    if (!mapper.target().service.quirks.streamUsageOption)
        return;
    QJsonObject options = mapper.request().streamOptions;
    if (options.value("include_usage"_L1) == QJsonValue(false))
        mapper.converted(u"stream_options"_s, u"include_usage"_s, u"the cost is counted in any case"_s);
    options.insert(u"include_usage"_s, true);
    mapper.set(u"stream_options"_s, options);
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
    mapper.body.insert(u"messages"_s, OpenAiMessages(mapper).write(sendableMessages(mapper)));
    writeParameters(mapper);
    writeResponseFormat(mapper);
    writeOpenAiTools(mapper, OpenAiForm::Nested);
    writeOpenAiThinking(mapper);
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
