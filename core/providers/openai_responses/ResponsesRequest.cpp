// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesRequest.h"

#include "core/providers/Conversation.h"
#include "core/providers/MappingHelpers.h"
#include "core/providers/openai/OpenAiTools.h"
#include "core/providers/openai_responses/ResponsesInput.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Capability = ModelInfo::Capability;

constexpr qint64 leastOutputTokens = 16; // the API's own limit

void writeMaxTokens(RequestMapper &mapper)
{
    std::optional<qint64> value = openAiMaxTokens(mapper);
    if (!value)
        return;
    mapper.renamed(u"max_tokens"_s, u"max_output_tokens"_s);
    if (*value < leastOutputTokens) {
        mapper.clamped(u"max_tokens"_s, QString::number(leastOutputTokens), u"the least that the API takes"_s);
        value = leastOutputTokens;
    }
    mapper.body.insert(u"max_output_tokens"_s, *value);
}

void writeParameters(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    writeMaxTokens(mapper);
    passSampling(mapper);
    passOptional(mapper, u"top_logprobs"_s, request.topLogprobs);
    if (!request.user.isEmpty())
        passParameter(mapper, u"user"_s, request.user);
    passWord(mapper, u"service_tier"_s, request.serviceTier);
    if (!request.metadata.isEmpty())
        passParameter(mapper, u"metadata"_s, request.metadata);
}

void refuseTheRest(RequestMapper &mapper)
{
    const QString reason = u"the Responses API has no such parameter"_s;
    refuse(mapper, {u"n"_s, u"seed"_s, u"presence_penalty"_s, u"frequency_penalty"_s, u"logit_bias"_s}, reason);
    if (!mapper.request().stop.isEmpty())
        mapper.unsupported(u"stop"_s, reason);
    if (mapper.request().topK)
        mapper.unsupported(u"top_k"_s, reason);
}

void writeText(RequestMapper &mapper)
{
    QJsonObject text;
    if (const std::optional<QJsonObject> format = openAiResponseFormat(mapper, OpenAiForm::Flat)) {
        mapper.renamed(u"response_format"_s, u"text.format"_s);
        text.insert(u"format"_s, *format);
    }
    if (takesWord(mapper, u"verbosity"_s, mapper.request().verbosity)) {
        mapper.renamed(u"verbosity"_s, u"text.verbosity"_s);
        text.insert(u"verbosity"_s, mapper.request().verbosity);
    }
    mapper.mergeExtra(u"text"_s, text);
    if (!text.isEmpty())
        mapper.body.insert(u"text"_s, text);
}

void writeReasoning(RequestMapper &mapper)
{
    QJsonObject reasoning;
    if (const std::optional<QString> effort = openAiEffort(mapper, u"reasoning.effort"_s))
        reasoning.insert(u"effort"_s, *effort);
    mapper.mergeExtra(u"reasoning"_s, reasoning); // summary
    if (!reasoning.isEmpty())
        mapper.body.insert(u"reasoning"_s, reasoning);
}

// Asking a model that does not reason for its reasoning is an error there, so it is asked only where it is known or
// wished that it does.
bool mayReason(const RequestMapper &mapper)
{
    return surelyHas(mapper.target(), Capability::Reasoning) || mapper.body.contains("reasoning"_L1);
}

void writeStorage(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    mapper.body.insert(u"store"_s, false);
    const bool stored = request.extraBody.value("store"_L1).toBool();
    if (!request.extraBody.contains("store"_L1))
        mapper.added(u"store"_s, u"false"_s, u"the conversation is kept here, not at the provider"_s);
    QJsonArray include;
    if (!mapper.target().service.quirks.unsupported.contains("include"_L1)) {
        if (!stored && mayReason(mapper)) {
            include += u"reasoning.encrypted_content"_s;
            mapper.added(u"include"_s, u"reasoning.encrypted_content"_s, u"to give it back in the next turn"_s);
        }
        if (request.logprobs.value_or(false) || request.topLogprobs) {
            include += u"message.output_text.logprobs"_s;
            mapper.converted(u"logprobs"_s, u"include"_s);
        }
    } else if (request.logprobs.value_or(false)) {
        mapper.unsupported(u"logprobs"_s, u"%1 does not take it"_s.arg(mapper.target().service.label));
    }
    mapper.mergeExtra(u"include"_s, include);
    if (!include.isEmpty())
        mapper.body.insert(u"include"_s, include);
}

} // namespace

Result<EncodedRequest> encodeResponsesRequest(const ChatRequest &request, const Target &target)
{
    const auto impossible = [&target](const QString &why) {
        return Error {.kind = Error::Kind::BadRequest, .detail = why, .service = target.service.id};
    };
    if (target.service.baseUrl.isEmpty())
        return impossible(u"%1 needs an address"_s.arg(target.service.label));
    if (request.messages.isEmpty())
        return impossible(u"the request has no messages"_s);
    RequestMapper mapper(request, target);
    mapper.body.insert(u"model"_s, target.model);
    mapper.body.insert(u"input"_s, ResponsesInput(mapper).write(sendableMessages(mapper)));
    writeParameters(mapper);
    refuseTheRest(mapper);
    writeText(mapper);
    writeOpenAiTools(mapper, OpenAiForm::Flat);
    writeReasoning(mapper);
    writeStorage(mapper);
    if (request.stream)
        mapper.body.insert(u"stream"_s, true);
    const QString &path = target.service.quirks.responsesPath;
    return mapper.finish(urlUnder(target.service.baseUrl, path.isEmpty() ? u"responses"_s : path), Framing::Sse);
}

} // namespace lineup
