// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiRequest.h"

#include "core/providers/Conversation.h"
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

// The parameter's word where the service knows it, and else nothing, with a note.
void passWord(RequestMapper &mapper, const QString &parameter, const QString &word)
{
    const QStringList known = mapper.target().service.quirks.words.value(parameter);
    if (word.isEmpty() || mapper.rejects(parameter))
        return;
    if (known.isEmpty() || known.contains(word))
        mapper.set(parameter, word);
    else
        mapper.unsupported(parameter, u"%1 knows %2"_s.arg(mapper.target().service.label, known.join(u", "_s)));
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
        pass(mapper, u"modalities"_s, QJsonArray::fromStringList(request.modalities));
    if (!request.audio.isEmpty())
        pass(mapper, u"audio"_s, request.audio);
    if (!request.prediction.isEmpty())
        pass(mapper, u"prediction"_s, request.prediction);
    passWord(mapper, u"verbosity"_s, request.verbosity);
    if (!request.webSearchOptions)
        return;
    if (surelyLacks(mapper.target(), Capability::WebSearch))
        mapper.unsupported(u"web_search_options"_s, u"the model does not search"_s);
    else
        pass(mapper, u"web_search_options"_s, *request.webSearchOptions);
}

// Some models take only their default, which is 1 for both.
void writeSampling(RequestMapper &mapper, const QString &parameter, const std::optional<double> &value)
{
    if (!value)
        return;
    const std::optional<ModelInfo> &info = mapper.target().info;
    const double most = mapper.target().service.quirks.mostTemperature;
    if (parameter == "temperature"_L1 && most > 0 && *value > most) {
        mapper.clamped(parameter, QString::number(most), u"the most that the service takes"_s);
        mapper.set(parameter, most);
    } else if (!info || !info->can(Capability::NoTemperature))
        pass(mapper, parameter, *value);
    else if (*value < 1 || *value > 1)
        mapper.unsupported(parameter, u"the model takes only its default"_s);
}

void writeParameters(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    writeMaxTokens(mapper);
    writeSampling(mapper, u"temperature"_s, request.temperature);
    writeSampling(mapper, u"top_p"_s, request.topP);
    passOptional(mapper, u"top_k"_s, request.topK);
    if (request.n.value_or(1) > 1)
        pass(mapper, u"n"_s, *request.n);
    passOptional(mapper, u"seed"_s, request.seed);
    passOptional(mapper, u"presence_penalty"_s, request.presencePenalty);
    passOptional(mapper, u"frequency_penalty"_s, request.frequencyPenalty);
    writeLogprobs(mapper);
    writeStop(mapper);
    if (!request.logitBias.isEmpty())
        pass(mapper, u"logit_bias"_s, request.logitBias);
    if (!request.user.isEmpty())
        pass(mapper, u"user"_s, request.user);
    passWord(mapper, u"service_tier"_s, request.serviceTier);
    writeOutput(mapper);
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

const QStringList &efforts()
{
    static const QStringList words {u"none"_s, u"minimal"_s, u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s};
    return words;
}

// The service's word that comes nearest; the less effort of two that are equally near, because it costs less. "none"
// comes near to nothing but itself.
QString nearestEffort(const QString &wanted, const QStringList &known)
{
    const qsizetype place = efforts().indexOf(wanted);
    if (known.isEmpty() || known.contains(wanted) || place < 0)
        return wanted;
    QString best;
    qsizetype distance = efforts().size();
    for (const QString &word : known) {
        const qsizetype here = efforts().indexOf(word);
        if (here < 0 || (here == 0) != (place == 0) || qAbs(here - place) >= distance)
            continue;
        distance = qAbs(here - place);
        best = word;
    }
    return best;
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
    noteDoubleThinking(mapper, u"thinking"_s, u"reasoning_effort"_s);
    const QString wanted = hasEffort ? request.reasoningEffort : effortFor(*request.thinkingBudget);
    const QString effort = nearestEffort(wanted, mapper.target().service.quirks.words.value(u"reasoning_effort"_s));
    if (surelyLacks(mapper.target(), Capability::Reasoning)) {
        if (effort != "none"_L1) // which is what such a model does anyway
            mapper.unsupported(parameter, u"the model does not think before it answers"_s);
        return;
    }
    if (mapper.rejects(parameter) || (!hasEffort && mapper.rejects(u"reasoning_effort"_s)))
        return;
    if (effort.isEmpty()) {
        mapper.unsupported(parameter, u"the service has no word for it"_s);
        return;
    }
    const QString &row = mapper.target().service.quirks.effortField;
    const QString field = row.isEmpty() ? u"reasoning_effort"_s : row;
    if (!hasEffort) {
        mapper.converted(u"thinking"_s, QString(field + u'=' + effort), u"it takes an effort, not a budget"_s);
    } else if (effort != wanted) {
        mapper.converted(parameter, QString(field + u'=' + effort), u"the nearest word that the service knows"_s);
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
    if (!mapper.target().service.quirks.streamUsageOption)
        return;
    QJsonObject options = mapper.request().streamOptions;
    if (options.value("include_usage"_L1) == QJsonValue(false))
        mapper.converted(u"stream_options"_s, u"include_usage"_s, u"the cost is counted in any case"_s);
    options.insert(u"include_usage"_s, true);
    mapper.set(u"stream_options"_s, options);
}

} // namespace

Result<EncodedRequest> encodeOpenAiRequest(const ChatRequest &request, const Target &target)
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
    mapper.body.insert(u"messages"_s, OpenAiMessages(mapper).write(sendableMessages(mapper)));
    writeParameters(mapper);
    writeResponseFormat(mapper);
    writeOpenAiTools(mapper);
    writeReasoning(mapper);
    writeStream(mapper);
    return mapper.finish(urlUnder(target.service.baseUrl, u"chat/completions"), Framing::Sse);
}

} // namespace lineup
