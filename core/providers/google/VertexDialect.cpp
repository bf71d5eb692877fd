// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/google/VertexDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/anthropic/AnthropicDialect.h"
#include "core/providers/gemini/GeminiDialect.h"
#include "core/providers/openai/OpenAiChatDialect.h"

#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The listing is no part of v1. Source: discovery document of aiplatform v1beta1, publishers.models.list.
constexpr auto listPath = "/v1beta1/publishers/google/models"_L1;

// Another format carried by Vertex: reads what that format reads.
class CarriedDialect : public Dialect
{
public:
    CarriedDialect(QString name, const Dialect *format) : m_name(std::move(name)), m_format(format) { }

    QString id() const override { return m_name; }
    std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return m_format->streamDecoder(target);
    }
    Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return m_format->decode(body, target);
    }
    Error decodeError(const HttpHead &head, const QByteArray &body, const Target &target) const override
    {
        return m_format->decodeError(head, body, target);
    }
    std::optional<EncodedRequest> encodeModelList(const Service &service) const override;
    Result<QList<ModelInfo>> decodeModelList(const QByteArray &body, const Service &service) const override;

protected:
    [[nodiscard]] const Dialect &format() const { return *m_format; }

private:
    QString m_name;
    const Dialect *m_format;
};

// It names Google's models only, and those of all regions: the list stands beside the projects.
std::optional<EncodedRequest> CarriedDialect::encodeModelList(const Service &service) const
{
    if (service.baseUrl.isEmpty())
        return std::nullopt;
    EncodedRequest out;
    out.method = "GET";
    out.url = service.baseUrl;
    out.url.setPath(listPath);
    QUrlQuery query;
    query.addQueryItem(u"pageSize"_s, u"300"_s);
    out.url.setQuery(query);
    out.headers = service.headers;
    return out;
}

// Only what is written for talking with: the list holds models for pictures, speech and tables as well, and says
// nothing about what they can.
Result<QList<ModelInfo>> CarriedDialect::decodeModelList(const QByteArray &body, const Service &service) const
{
    const Result<QJsonObject> listing = parseJsonObject(body);
    if (!listing)
        return listing.error();
    if (!listing->value("publisherModels"_L1).isArray()) {
        return Error {.kind = Error::Kind::Malformed, .detail = u"the answer lists no models"_s, .service = service.id};
    }
    QList<ModelInfo> models;
    for (const QJsonValue &value : listing->value("publisherModels"_L1).toArray()) {
        const QString name = value["name"_L1].toString();
        ModelInfo model;
        model.id = name.sliced(name.lastIndexOf(u'/') + 1);
        model.service = service.id;
        model.capabilitiesKnown = false;
        if (model.id.startsWith("gemini"_L1) && !model.id.contains("embedding"_L1))
            models += model;
    }
    return models;
}

bool isNumber(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

class VertexGeminiDialect final : public CarriedDialect
{
public:
    VertexGeminiDialect() : CarriedDialect(u"vertex-gemini"_s, geminiDialect()) { }

    Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        Target placed = target;
        if (isNumber(target.model))
            placed.model = u"endpoints/"_s + target.model;
        else if (!target.model.contains(u'/'))
            placed.model = u"publishers/google/models/"_s + target.model;
        return format().encode(request, placed);
    }
};

QUrl rawPredictUrl(const Target &target, QStringView publisher, bool stream)
{
    const QString path = u"publishers/"_s + publisher + u"/models/"_s + target.model
        + (stream ? u":streamRawPredict"_s : u":rawPredict"_s);
    return urlUnder(target.service.baseUrl, path);
}

class VertexAnthropicDialect final : public CarriedDialect
{
public:
    VertexAnthropicDialect() : CarriedDialect(u"vertex-anthropic"_s, anthropicDialect()) { }

    Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        Result<EncodedRequest> out = format().encode(request, target);
        const Result<QJsonObject> encoded = out ? parseJsonObject(out->body) : Result<QJsonObject>(out.error());
        if (!encoded)
            return encoded.error();
        QJsonObject body = *encoded;
        body.remove("model"_L1);
        if (!body.contains("anthropic_version"_L1)) // extra_body may name another
            body.insert("anthropic_version"_L1, u"vertex-2023-10-16"_s);
        out->body = compactJson(body);
        out->url = rawPredictUrl(target, u"anthropic", request.stream);
        return out;
    }
};

class VertexMistralDialect final : public CarriedDialect
{
public:
    VertexMistralDialect() : CarriedDialect(u"vertex-mistral"_s, openAiChatDialect()) { }

    Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        Target named = target;
        named.model = target.model.section(u'@', 0, 0); // the version is in the address only
        Result<EncodedRequest> out = format().encode(request, named);
        if (out)
            out->url = rawPredictUrl(target, u"mistralai", request.stream);
        return out;
    }
};

} // namespace

const Dialect *vertexGeminiDialect()
{
    static const VertexGeminiDialect dialect;
    return &dialect;
}

const Dialect *vertexAnthropicDialect()
{
    static const VertexAnthropicDialect dialect;
    return &dialect;
}

const Dialect *vertexMistralDialect()
{
    static const VertexMistralDialect dialect;
    return &dialect;
}

} // namespace lineup
