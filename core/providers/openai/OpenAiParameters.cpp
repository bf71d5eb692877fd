// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiParameters.h"

#include "core/providers/Effort.h"
#include "core/providers/MappingHelpers.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Capability = ModelInfo::Capability;

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

void passSampler(RequestMapper &mapper, const QString &parameter, const std::optional<double> &value)
{
    if (!value)
        return;
    const std::optional<ModelInfo> &info = mapper.target().info;
    if (!info || !info->can(Capability::NoTemperature))
        passParameter(mapper, parameter, *value);
    else if (*value < 1 || *value > 1)
        mapper.unsupported(parameter, u"the model takes only its default"_s);
}

std::optional<double> boundedTemperature(RequestMapper &mapper)
{
    const std::optional<double> value = mapper.request().temperature;
    const Quirks &quirks = mapper.target().service.quirks;
    if (!value || !quirks.maxTemperature || *value <= *quirks.maxTemperature
        || quirks.unsupported.contains(u"temperature"_s))
        return value;
    mapper.clamped(u"temperature"_s, QString::number(*quirks.maxTemperature), u"the most that the service takes"_s);
    return quirks.maxTemperature;
}

} // namespace

void passParameter(RequestMapper &mapper, const QString &parameter, const QJsonValue &value)
{
    if (!mapper.rejects(parameter))
        mapper.set(parameter, value);
}

bool takesWord(RequestMapper &mapper, const QString &parameter, const QString &word)
{
    const QStringList known = mapper.target().service.quirks.words.value(parameter);
    if (word.isEmpty() || mapper.rejects(parameter))
        return false;
    if (known.isEmpty() || known.contains(word))
        return true;
    mapper.unsupported(parameter, u"%1 knows %2"_s.arg(mapper.target().service.label, known.join(u", "_s)));
    return false;
}

void passWord(RequestMapper &mapper, const QString &parameter, const QString &word)
{
    if (takesWord(mapper, parameter, word))
        mapper.set(parameter, word);
}

std::optional<qint64> openAiMaxTokens(RequestMapper &mapper)
{
    const std::optional<int> wanted = mapper.request().maxTokens;
    if (!wanted || mapper.rejects(u"max_tokens"_s))
        return std::nullopt;
    const qint64 most = mapper.target().info ? mapper.target().info->maxOutputTokens : 0;
    if (most <= 0 || *wanted <= most)
        return *wanted;
    mapper.clamped(u"max_tokens"_s, QString::number(most), u"the most that the model writes"_s);
    return most;
}

void passSampling(RequestMapper &mapper)
{
    const QString excluded = excludedSampler(mapper);
    if (excluded != "temperature"_L1)
        passSampler(mapper, u"temperature"_s, boundedTemperature(mapper));
    if (excluded != "top_p"_L1)
        passSampler(mapper, u"top_p"_s, mapper.request().topP);
}

std::optional<QJsonObject> openAiResponseFormat(RequestMapper &mapper, OpenAiForm form)
{
    const std::optional<ResponseFormat> &format = mapper.request().responseFormat;
    if (!format || format->kind == ResponseFormat::Kind::Text || mapper.rejects(u"response_format"_s))
        return std::nullopt;
    const bool wantsSchema = format->kind == ResponseFormat::Kind::JsonSchema;
    if (!takesWord(mapper, u"response_format"_s, wantsSchema ? u"json_schema"_s : u"json_object"_s))
        return std::nullopt;
    const std::optional<ModelInfo> &info = mapper.target().info;
    const bool onlyJsonMode
        = info && info->can(Capability::JsonMode) && surelyLacks(mapper.target(), Capability::JsonSchema);
    if (wantsSchema && !onlyJsonMode) {
        QJsonObject schema = schemaObject(*format);
        if (form == OpenAiForm::Nested)
            return QJsonObject {{u"type"_s, u"json_schema"_s}, {u"json_schema"_s, schema}};
        schema.insert(u"type"_s, u"json_schema"_s);
        return schema;
    }
    if (wantsSchema)
        mapper.unsupported(u"response_format.json_schema"_s, u"the model writes JSON, but to no schema"_s);
    return QJsonObject {{u"type"_s, u"json_object"_s}};
}

std::optional<QString> openAiEffort(RequestMapper &mapper, const QString &field)
{
    const ChatRequest &request = mapper.request();
    const bool hasEffort = !request.reasoningEffort.isEmpty();
    if (!hasEffort && !request.thinkingBudget)
        return std::nullopt;
    const QString parameter = hasEffort ? u"reasoning_effort"_s : u"thinking"_s;
    noteDoubleThinking(mapper, u"thinking"_s, u"reasoning_effort"_s);
    const QString wanted = hasEffort ? request.reasoningEffort : effortForBudget(*request.thinkingBudget);
    if (surelyLacks(mapper.target(), Capability::Reasoning)) {
        if (wanted != "none"_L1) // which is what such a model does anyway
            mapper.unsupported(parameter, u"the model does not think before it answers"_s);
        return std::nullopt;
    }
    if (mapper.rejects(parameter) || (!hasEffort && mapper.rejects(u"reasoning_effort"_s)))
        return std::nullopt;
    const QString effort
        = nearestEffort(wanted, knownEfforts(mapper.target()), surelyHas(mapper.target(), Capability::Reasoning));
    if (effort.isEmpty() || takesNoEffort(mapper.target())) {
        mapper.unsupported(parameter, u"there is no word for it"_s);
        return std::nullopt;
    }
    if (!hasEffort)
        mapper.converted(u"thinking"_s, QString(field + u'=' + effort), u"it takes an effort, not a budget"_s);
    else if (effort != wanted)
        mapper.converted(parameter, QString(field + u'=' + effort), u"the nearest word that is known there"_s);
    else if (field != "reasoning_effort"_L1)
        mapper.renamed(u"reasoning_effort"_s, field);
    return effort;
}

} // namespace lineup
