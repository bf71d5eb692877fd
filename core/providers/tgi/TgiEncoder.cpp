// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/tgi/TgiEncoder.h"

#include "core/providers/MappingHelpers.h"
#include "core/providers/PromptText.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qsizetype mostStops = 4;

template<typename T>
void pass(RequestMapper &mapper, QJsonObject &parameters, const QString &parameter, const QString &name,
    const std::optional<T> &value)
{
    if (!value || mapper.rejects(parameter))
        return;
    if (name != parameter)
        mapper.renamed(parameter, u"parameters."_s + name);
    parameters.insert(name, *value);
}

void writeSampling(RequestMapper &mapper, QJsonObject &parameters)
{
    const ChatRequest &request = mapper.request();
    if (request.temperature && *request.temperature <= 0) {
        parameters.insert(u"do_sample"_s, false);
        mapper.converted(u"temperature"_s, u"do_sample false"_s, u"it takes no temperature of 0"_s);
    } else if (request.temperature) {
        parameters.insert(u"do_sample"_s, true);
        pass(mapper, parameters, u"temperature"_s, u"temperature"_s, request.temperature);
    }
    if (request.topP && *request.topP < 1)
        pass(mapper, parameters, u"top_p"_s, u"top_p"_s, request.topP);
    pass(mapper, parameters, u"top_k"_s, u"top_k"_s, request.topK);
    pass(mapper, parameters, u"seed"_s, u"seed"_s, request.seed);
    pass(mapper, parameters, u"frequency_penalty"_s, u"frequency_penalty"_s, request.frequencyPenalty);
}

void writeStops(RequestMapper &mapper, QJsonObject &parameters)
{
    QStringList stops = mapper.request().stop;
    if (stops.isEmpty() || mapper.rejects(u"stop"_s))
        return;
    if (stops.size() > mostStops) {
        stops = stops.mid(0, mostStops);
        mapper.clamped(u"stop"_s, QString::number(mostStops), u"it takes no more of them"_s);
    }
    parameters.insert(u"stop"_s, QJsonArray::fromStringList(stops));
}

void writeGrammar(RequestMapper &mapper, QJsonObject &parameters)
{
    const std::optional<ResponseFormat> &format = mapper.request().responseFormat;
    if (!format || format->kind == ResponseFormat::Kind::Text || mapper.rejects(u"response_format"_s))
        return;
    const bool hasSchema = format->kind == ResponseFormat::Kind::JsonSchema;
    const QJsonObject anyObject {{u"type"_s, u"object"_s}};
    parameters.insert(
        u"grammar"_s, QJsonObject {{u"type"_s, u"json"_s}, {u"value"_s, hasSchema ? format->schema : anyObject}});
    mapper.converted(u"response_format"_s, u"parameters.grammar"_s, u"its form of it"_s);
}

QUrl address(const Target &target, bool stream)
{
    QUrl base = target.service.baseUrl;
    if (target.service.quirks.modelInPath)
        base = urlUnder(base, target.model);
    return urlUnder(base, stream ? u"generate_stream" : u"generate");
}

} // namespace

Result<EncodedRequest> encodeTgiRequest(const ChatRequest &request, const Target &target)
{
    if (target.service.baseUrl.isEmpty()) {
        return Error {.kind = Error::Kind::BadRequest,
            .detail = u"%1 needs an address"_s.arg(target.service.label),
            .service = target.service.id};
    }
    RequestMapper mapper(request, target);
    mapper.body.insert(u"inputs"_s, writePrompt(mapper, SystemPlace::InPrompt).prompt);
    QJsonObject parameters {{u"details"_s, true}, {u"return_full_text"_s, false}};
    pass(mapper, parameters, u"max_tokens"_s, u"max_new_tokens"_s, request.maxTokens);
    writeSampling(mapper, parameters);
    writeStops(mapper, parameters);
    writeGrammar(mapper, parameters);
    mapper.mergeExtra(u"parameters"_s, parameters);
    mapper.body.insert(u"parameters"_s, parameters);
    refuse(mapper,
        {u"n"_s, u"presence_penalty"_s, u"logit_bias"_s, u"logprobs"_s, u"top_logprobs"_s, u"user"_s,
            u"service_tier"_s},
        u"%1 does not take it"_s.arg(target.service.label));
    if (!request.reasoningEffort.isEmpty())
        mapper.unsupported(u"reasoning_effort"_s, u"it takes one text"_s);
    if (request.thinkingBudget)
        mapper.unsupported(u"thinking"_s, u"it takes one text"_s);
    return mapper.finish(address(target, request.stream), Framing::Sse);
}

} // namespace lineup
