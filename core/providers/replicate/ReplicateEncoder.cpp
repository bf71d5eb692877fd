// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/replicate/ReplicateEncoder.h"

#include "core/providers/MappingHelpers.h"
#include "core/providers/PromptText.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr QLatin1StringView deploymentPrefix = "deployments/"_L1;
constexpr std::chrono::seconds shortestDeadline {5}; // the service takes no shorter one

template<typename T>
void pass(RequestMapper &mapper, QJsonObject &input, const QString &parameter, const std::optional<T> &value)
{
    if (!value || mapper.rejects(parameter))
        return;
    const QString name = mapper.target().service.quirks.rename.value(parameter, parameter);
    if (name != parameter)
        mapper.renamed(parameter, u"input."_s + name);
    input.insert(name, *value);
}

void writeInput(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    const PromptText text = writePrompt(mapper, SystemPlace::Apart);
    QJsonObject input {{u"prompt"_s, text.prompt}};
    if (!text.system.isEmpty())
        input.insert(u"system_prompt"_s, text.system);
    pass(mapper, input, u"max_tokens"_s, request.maxTokens);
    pass(mapper, input, u"temperature"_s, request.temperature);
    pass(mapper, input, u"top_p"_s, request.topP);
    pass(mapper, input, u"top_k"_s, request.topK);
    pass(mapper, input, u"seed"_s, request.seed);
    pass(mapper, input, u"presence_penalty"_s, request.presencePenalty);
    pass(mapper, input, u"frequency_penalty"_s, request.frequencyPenalty);
    if (!request.stop.isEmpty() && !mapper.rejects(u"stop"_s)) {
        input.insert(u"stop_sequences"_s, request.stop.join(u','));
        mapper.converted(u"stop"_s, u"input.stop_sequences"_s, u"one text, commas between"_s);
    }
    mapper.mergeExtra(u"input"_s, input);
    mapper.body.insert(u"input"_s, input);
}

void noteRest(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    refuse(mapper, {u"n"_s, u"logit_bias"_s, u"logprobs"_s, u"top_logprobs"_s, u"user"_s, u"service_tier"_s},
        u"%1 does not take it"_s.arg(mapper.target().service.label));
    const QString hint = u"inputs of a single model are given in extra_body.input"_s;
    if (request.responseFormat && request.responseFormat->kind != ResponseFormat::Kind::Text)
        mapper.unsupported(u"response_format"_s, hint);
    if (!request.reasoningEffort.isEmpty())
        mapper.unsupported(u"reasoning_effort"_s, hint);
    if (request.thinkingBudget)
        mapper.unsupported(u"thinking"_s, hint);
}

} // namespace

Result<EncodedRequest> encodeReplicateRequest(const ChatRequest &request, const Target &target)
{
    RequestMapper mapper(request, target);
    writeInput(mapper);
    noteRest(mapper);
    const bool deployed = target.model.startsWith(deploymentPrefix);
    if (!deployed)
        mapper.body.insert(u"version"_s, target.model);
    const QString path = deployed ? QString(target.model + u"/predictions"_s) : u"predictions"_s;
    Result<EncodedRequest> out = mapper.finish(urlUnder(target.service.baseUrl, path), Framing::Sse);
    if (!out)
        return out;
    // No "Prefer: wait": an answer that comes at once brings the id, without which nothing can be cancelled.
    if (request.timeout) {
        const auto seconds
            = std::max(shortestDeadline, std::chrono::ceil<std::chrono::seconds>(*request.timeout)).count();
        out->headers += HttpHeader {"Cancel-After", QByteArray::number(qint64(seconds)) + 's'};
    }
    return out;
}

} // namespace lineup
