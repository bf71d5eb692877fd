// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiModelList.h"

#include "core/base/JsonReader.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/openai/OpenAiPrice.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Capability = ModelInfo::Capability;

struct Word
{
    QLatin1StringView word;
    Capability capability;
};

constexpr Word inputWords[] {
    {"image"_L1, Capability::Vision},
    {"audio"_L1, Capability::AudioIn},
    {"file"_L1, Capability::Pdf},
};

constexpr Word parameterWords[] {
    {"tools"_L1, Capability::Tools},
    {"parallel_tool_calls"_L1, Capability::ParallelTools},
    {"reasoning"_L1, Capability::Reasoning},
    {"reasoning_effort"_L1, Capability::Reasoning},
    {"response_format"_L1, Capability::JsonMode},
    {"structured_outputs"_L1, Capability::JsonSchema},
    {"web_search_options"_L1, Capability::WebSearch},
};

// {"function_calling": true, "vision": false}
constexpr Word flagWords[] {
    {"function_calling"_L1, Capability::Tools},
    {"vision"_L1, Capability::Vision},
    {"audio"_L1, Capability::AudioIn},
    {"reasoning"_L1, Capability::Reasoning},
};

template<std::size_t N>
void addWords(const QJsonArray &list, const Word (&words)[N], ModelInfo::Capabilities &out)
{
    for (const Word &row : words)
        out.setFlag(row.capability, out.testFlag(row.capability) || list.contains(QString(row.word)));
}

qint64 firstCount(const QJsonObject &object, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        const double value = object.value(name).toDouble();
        if (value > 0 && value < 1.0e15)
            return static_cast<qint64>(value);
    }
    return 0;
}

bool chats(const QJsonObject &row)
{
    static const QSet<QString> otherTypes {u"embedding"_s, u"embeddings"_s, u"image"_s, u"audio"_s, u"moderation"_s,
        u"rerank"_s, u"reranking"_s, u"video"_s, u"transcribe"_s, u"transcription"_s, u"tts"_s, u"speech"_s};
    if (otherTypes.contains(row.value("type"_L1).toString().toLower()))
        return false;
    if (!row.value("active"_L1).toBool(true))
        return false;
    if (!row.value("capabilities"_L1).toObject().value("completion_chat"_L1).toBool(true))
        return false;
    const QJsonValue modalities = row.value("architecture"_L1).toObject().value("output_modalities"_L1);
    return !modalities.isArray() || modalities.toArray().contains(u"text"_s);
}

bool counts(const QJsonObject &row, const ModelListForm &form)
{
    if (form.only.isEmpty())
        return true;
    QJsonValue value = row;
    for (const QString &step : form.only.split(u'.'))
        value = value[step];
    return value.isArray() ? value.toArray().contains(form.word) : value.toString() == form.word;
}

void readCapabilities(const QJsonObject &row, ModelInfo &model)
{
    const QJsonValue inputs = row.value("architecture"_L1).toObject().value("input_modalities"_L1);
    const QJsonValue parameters = row.value("supported_parameters"_L1);
    const QJsonObject flags = row.value("capabilities"_L1).toObject();
    model.capabilitiesKnown = (inputs.isArray() && parameters.isArray()) || flags.contains("function_calling"_L1);
    if (!model.capabilitiesKnown)
        return;
    addWords(inputs.toArray(), inputWords, model.capabilities);
    addWords(parameters.toArray(), parameterWords, model.capabilities);
    for (const Word &row2 : flagWords) {
        if (flags.value(row2.word).toBool())
            model.capabilities.setFlag(row2.capability);
    }
    model.capabilities.setFlag(Capability::SystemPrompt);
}

ModelInfo readModel(const QJsonObject &row, const QString &id, const Service &service)
{
    ModelInfo model;
    model.id = id;
    model.service = service.id;
    model.label = row.value("display_name"_L1).toString();
    if (model.label.isEmpty())
        model.label = row.value("name"_L1).toString();
    if (model.label == id)
        model.label.clear();
    const QJsonObject provider = row.value("top_provider"_L1).toObject();
    const auto contextNames = {"context_length"_L1, "context_window"_L1, "max_context_length"_L1, "max_model_len"_L1};
    // What can really be used where the listing tells it apart from what the model was made for.
    model.contextTokens = firstCount(provider, contextNames);
    if (model.contextTokens == 0)
        model.contextTokens = firstCount(row, contextNames);
    const auto outputNames = {"max_completion_tokens"_L1, "max_output_tokens"_L1, "max_tokens"_L1};
    model.maxOutputTokens = firstCount(provider, outputNames);
    if (model.maxOutputTokens == 0)
        model.maxOutputTokens = firstCount(row, outputNames);
    readCapabilities(row, model);
    model.price = readListedPrice(row.value("pricing"_L1).toObject());
    model.free = service.local;
    model.demo = service.demo;
    return model;
}

} // namespace

Result<QList<ModelInfo>> readOpenAiModelList(const QByteArray &body, const Service &service)
{
    const Result<QJsonValue> parsed = parseJson(body);
    if (!parsed)
        return parsed.error();
    QJsonValue rows = *parsed;
    const ModelListForm &form = service.modelList;
    const QStringList names = form.rows.isEmpty() ? QStringList {u"data"_s, u"models"_s} : QStringList {form.rows};
    for (const QString &name : names) {
        if (rows.isObject() && rows.toObject().value(name).isArray())
            rows = rows.toObject().value(name);
    }
    if (!rows.isArray()) {
        return Error {
            .kind = Error::Kind::Malformed, .detail = u"the answer holds no list of models"_s, .service = service.id};
    }
    QList<ModelInfo> out;
    QSet<QString> seen;
    for (const QJsonValue &value : rows.toArray()) {
        const QJsonObject row = value.toObject();
        const QString id = form.id.isEmpty() ? row.value("id"_L1).toString(row.value("name"_L1).toString())
                                             : row.value(form.id).toString();
        if (id.isEmpty() || seen.contains(id) || !chats(row) || !counts(row, form))
            continue;
        seen.insert(id);
        out += readModel(row, id, service);
    }
    return out;
}

std::optional<EncodedRequest> openAiModelListRequest(const Service &service)
{
    if (service.modelsPath.isEmpty() || service.baseUrl.isEmpty())
        return std::nullopt;
    EncodedRequest request;
    request.method = "GET";
    const QUrl path(service.modelsPath);
    request.url = urlUnder(service.baseUrl, path.path()).adjusted(QUrl::NormalizePathSegments);
    if (path.hasQuery())
        request.url.setQuery(path.query());
    request.headers = service.headers;
    return request;
}

} // namespace lineup
