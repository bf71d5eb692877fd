// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiParameters.h"

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

void passSampling(RequestMapper &mapper, const QString &parameter, const std::optional<double> &value)
{
    if (!value)
        return;
    const std::optional<ModelInfo> &info = mapper.target().info;
    if (!info || !info->can(Capability::NoTemperature))
        passParameter(mapper, parameter, *value);
    else if (*value < 1 || *value > 1)
        mapper.unsupported(parameter, u"the model takes only its default"_s);
}

std::optional<QJsonObject> openAiResponseFormat(RequestMapper &mapper, OpenAiForm form)
{
    const std::optional<ResponseFormat> &format = mapper.request().responseFormat;
    if (!format || format->kind == ResponseFormat::Kind::Text || mapper.rejects(u"response_format"_s))
        return std::nullopt;
    const bool wantsSchema = format->kind == ResponseFormat::Kind::JsonSchema;
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
    const QString wanted = hasEffort ? request.reasoningEffort : effortFor(*request.thinkingBudget);
    const QString effort = nearestEffort(wanted, mapper.target().service.quirks.words.value(u"reasoning_effort"_s));
    if (surelyLacks(mapper.target(), Capability::Reasoning)) {
        if (effort != "none"_L1) // which is what such a model does anyway
            mapper.unsupported(parameter, u"the model does not think before it answers"_s);
        return std::nullopt;
    }
    if (mapper.rejects(parameter) || (!hasEffort && mapper.rejects(u"reasoning_effort"_s)))
        return std::nullopt;
    if (effort.isEmpty()) {
        mapper.unsupported(parameter, u"the service has no word for it"_s);
        return std::nullopt;
    }
    if (!hasEffort)
        mapper.converted(u"thinking"_s, QString(field + u'=' + effort), u"it takes an effort, not a budget"_s);
    else if (effort != wanted)
        mapper.converted(parameter, QString(field + u'=' + effort), u"the nearest word that the service knows"_s);
    else if (field != "reasoning_effort"_L1)
        mapper.renamed(u"reasoning_effort"_s, field);
    return effort;
}

} // namespace lineup
