// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/gemini/GeminiDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/gemini/GeminiDecoder.h"
#include "core/providers/gemini/GeminiEncoder.h"

#include <QJsonArray>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

std::optional<ModelInfo> modelFrom(const QJsonObject &listed, const Service &service)
{
    // The listing names everything; only what generates content can be talked to.
    if (!listed.value("supportedGenerationMethods"_L1).toArray().contains(u"generateContent"_s))
        return std::nullopt;
    ModelInfo model;
    model.id = listed.value("name"_L1).toString();
    if (model.id.startsWith("models/"_L1))
        model.id.remove(0, 7);
    if (model.id.isEmpty())
        return std::nullopt;
    model.service = service.id;
    model.label = listed.value("displayName"_L1).toString();
    model.contextTokens = listed.value("inputTokenLimit"_L1).toInteger();
    model.maxOutputTokens = listed.value("outputTokenLimit"_L1).toInteger();
    model.capabilitiesKnown = false;
    return model;
}

class GeminiDialect final : public Dialect
{
public:
    QString id() const override { return gemini::dialectId.toString(); }

    Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        return GeminiEncoder(request, target).encode();
    }

    std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<GeminiDecoder>(target);
    }

    Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return GeminiDecoder(target).decodeWhole(body);
    }

    std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        EncodedRequest out;
        out.method = "GET";
        out.url = urlUnder(service.baseUrl, service.modelsPath.isEmpty() ? u"models"_s : service.modelsPath);
        QUrlQuery query;
        query.addQueryItem(u"pageSize"_s, u"1000"_s); // the most that one page holds
        out.url.setQuery(query);
        out.headers = service.headers;
        return out;
    }

    Result<QList<ModelInfo>> decodeModelList(const QByteArray &body, const Service &service) const override
    {
        const Result<QJsonObject> listing = parseJsonObject(body);
        if (!listing)
            return listing.error();
        if (!listing->value("models"_L1).isArray())
            return Error {
                .kind = Error::Kind::Malformed, .detail = u"the answer lists no models"_s, .service = service.id};
        QList<ModelInfo> models;
        for (const QJsonValue &value : listing->value("models"_L1).toArray()) {
            if (const std::optional<ModelInfo> model = modelFrom(value.toObject(), service))
                models += *model;
        }
        return models;
    }
};

} // namespace

const Dialect *geminiDialect()
{
    static const GeminiDialect dialect;
    return &dialect;
}

} // namespace lineup
