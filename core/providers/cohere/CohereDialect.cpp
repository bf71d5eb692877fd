// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/cohere/CohereDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/cohere/CohereDecoder.h"
#include "core/providers/cohere/CohereEncoder.h"

#include <QJsonArray>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

std::optional<ModelInfo> modelFrom(const QJsonObject &listed, const Service &service)
{
    const QJsonArray endpoints = listed.value("endpoints"_L1).toArray();
    ModelInfo model;
    model.id = listed.value("name"_L1).toString();
    if (model.id.isEmpty() || (!endpoints.isEmpty() && !endpoints.contains(u"chat"_s)))
        return std::nullopt;
    model.service = service.id;
    model.contextTokens = static_cast<qint64>(listed.value("context_length"_L1).toDouble());
    model.capabilitiesKnown = false; // its features name some abilities, and not always all
    return model;
}

class CohereDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return u"cohere"_s; }

    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        return CohereEncoder(request, target).encode();
    }

    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<CohereDecoder>(target);
    }

    [[nodiscard]] Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return CohereDecoder(target).decodeWhole(body);
    }

    [[nodiscard]] std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        if (service.modelsPath.isEmpty())
            return std::nullopt;
        EncodedRequest out;
        out.method = "GET";
        out.url = urlUnder(cohereRoot(service.baseUrl), service.modelsPath);
        // The largest page there is; fewer models chat.
        out.url.setQuery(QUrlQuery {{u"endpoint"_s, u"chat"_s}, {u"page_size"_s, u"1000"_s}});
        out.headers = service.headers;
        return out;
    }

    [[nodiscard]] Result<QList<ModelInfo>> decodeModelList(
        const QByteArray &body, const Service &service) const override
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

const Dialect *cohereDialect()
{
    static const CohereDialect dialect;
    return &dialect;
}

} // namespace lineup
