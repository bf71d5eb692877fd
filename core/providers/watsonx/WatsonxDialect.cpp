// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/watsonx/WatsonxDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/openai/OpenAiChatDialect.h"
#include "core/providers/openai/OpenAiRequest.h"
#include "core/providers/watsonx/WatsonxStream.h"

#include <QJsonArray>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr QLatin1StringView deploymentPrefix = "deployment/"_L1;

QUrl versioned(QUrl url, const Service &service, QUrlQuery query = {})
{
    query.addQueryItem(u"version"_s, service.setting(u"api_version"_s));
    url.setQuery(query);
    return url;
}

QUrl chatAddress(const Target &target, bool stream)
{
    QString path = u"/ml/v1/"_s;
    if (target.model.startsWith(deploymentPrefix))
        path += u"deployments/"_s + target.model.mid(deploymentPrefix.size()) + u'/';
    path += stream ? u"text/chat_stream"_s : u"text/chat"_s;
    return versioned(urlUnder(target.service.baseUrl, path), target.service);
}

// Who is billed, and which model: both are part of a deployment already.
void writeModel(RequestMapper &mapper)
{
    const Target &target = mapper.target();
    mapper.body.remove(u"model"_s);
    if (target.model.startsWith(deploymentPrefix))
        return;
    mapper.body.insert(u"model_id"_s, target.model);
    const QString project = target.service.setting(u"project_id"_s);
    const QString space = target.service.setting(u"space_id"_s);
    const QJsonObject &extra = mapper.request().extraBody;
    if (!project.isEmpty()) {
        mapper.body.insert(u"project_id"_s, project);
    } else if (!space.isEmpty()) {
        mapper.body.insert(u"space_id"_s, space);
    } else if (!extra.contains("project_id"_L1) && !extra.contains("space_id"_L1)) {
        mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"%1 needs a project_id or a space_id"_s.arg(target.service.label),
            .service = target.service.id});
    }
}

// A word is tool_choice_option; only the name of a tool is tool_choice.
void writeToolChoice(RequestMapper &mapper)
{
    const QJsonValue choice = mapper.body.value("tool_choice"_L1);
    if (!choice.isString())
        return;
    mapper.body.remove(u"tool_choice"_s);
    mapper.body.insert(u"tool_choice_option"_s, choice);
    mapper.renamed(u"tool_choice"_s, u"tool_choice_option"_s);
}

std::optional<ModelInfo> modelFrom(const QJsonObject &listed, const Service &service)
{
    ModelInfo model;
    model.id = listed.value("model_id"_L1).toString();
    if (model.id.isEmpty())
        return std::nullopt;
    const QJsonObject limits = listed.value("model_limits"_L1).toObject();
    model.service = service.id;
    model.label = listed.value("label"_L1).toString();
    model.contextTokens = limits.value("max_sequence_length"_L1).toInteger();
    model.maxOutputTokens = limits.value("max_output_tokens"_L1).toInteger();
    model.capabilitiesKnown = false;
    return model;
}

class WatsonxDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return u"watsonx"_s; }

    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        RequestMapper mapper(request, target);
        writeOpenAiBody(mapper);
        for (const QString &member : {u"stream"_s, u"stream_options"_s}) // the address says it
            mapper.body.remove(member);
        writeModel(mapper);
        writeToolChoice(mapper);
        return mapper.finish(chatAddress(target, request.stream), Framing::Sse);
    }

    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<WatsonxStream>(target);
    }

    [[nodiscard]] Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return openAiChatDialect()->decode(body, target);
    }

    [[nodiscard]] std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        if (service.modelsPath.isEmpty() || service.baseUrl.isEmpty())
            return std::nullopt;
        EncodedRequest out;
        out.method = "GET";
        out.url = versioned(urlUnder(service.baseUrl, service.modelsPath), service,
            QUrlQuery {{u"filters"_s, u"function_text_chat"_s}, {u"limit"_s, u"200"_s}});
        out.headers = service.headers;
        return out;
    }

    [[nodiscard]] Result<QList<ModelInfo>> decodeModelList(
        const QByteArray &body, const Service &service) const override
    {
        const Result<QJsonObject> listing = parseJsonObject(body);
        if (!listing)
            return listing.error();
        if (!listing->value("resources"_L1).isArray())
            return Error {
                .kind = Error::Kind::Malformed, .detail = u"the answer lists no models"_s, .service = service.id};
        QList<ModelInfo> models;
        for (const QJsonValue &value : listing->value("resources"_L1).toArray()) {
            if (const std::optional<ModelInfo> model = modelFrom(value.toObject(), service))
                models += *model;
        }
        return models;
    }
};

} // namespace

const Dialect *watsonxDialect()
{
    static const WatsonxDialect dialect;
    return &dialect;
}

} // namespace lineup
