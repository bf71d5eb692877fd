// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/BedrockModels.h"

#include "core/base/JsonReader.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/aws/ConverseWire.h"

#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The part of the world over which a profile spreads calls from this region.
// Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
QString profilePrefix(const QString &region)
{
    if (region.startsWith("us-gov-"_L1))
        return u"us-gov."_s;
    if (region.startsWith("us-"_L1))
        return u"us."_s;
    if (region.startsWith("eu-"_L1))
        return u"eu."_s;
    return region.startsWith("ap-"_L1) ? u"apac."_s : u"global."_s;
}

bool holds(const QJsonObject &listed, QLatin1StringView key, QLatin1StringView word)
{
    return listed.value(key).toArray().contains(QJsonValue(word));
}

// The id to call the model by; empty when it cannot be called as it is.
QString callableId(const QJsonObject &listed, const QString &region)
{
    const QString id = listed.value("modelId"_L1).toString();
    if (holds(listed, "inferenceTypesSupported"_L1, "ON_DEMAND"_L1) || !listed.contains("inferenceTypesSupported"_L1))
        return id;
    return holds(listed, "inferenceTypesSupported"_L1, "INFERENCE_PROFILE"_L1) ? profilePrefix(region) + id : QString();
}

} // namespace

std::optional<EncodedRequest> bedrockModelList(const Service &service)
{
    static const QRegularExpression runtime(uR"(^bedrock-runtime((?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?)$)"_s);
    const QRegularExpressionMatch match = runtime.match(service.baseUrl.host());
    if (!match.hasMatch() || service.baseUrl.scheme() != "https"_L1)
        return std::nullopt;
    EncodedRequest out;
    out.method = "GET";
    out.url.setScheme(u"https"_s);
    out.url.setHost(u"bedrock"_s + match.captured(1));
    out.url.setPath(u"/foundation-models"_s);
    QUrlQuery query;
    query.addQueryItem(u"byOutputModality"_s, u"TEXT"_s);
    out.url.setQuery(query);
    out.headers = service.headers;
    return out;
}

Result<QList<ModelInfo>> readBedrockModels(const QByteArray &body, const Service &service, QStringView maker)
{
    const Result<QJsonObject> listing = parseJsonObject(body);
    if (!listing)
        return listing.error();
    if (!listing->value("modelSummaries"_L1).isArray())
        return Error {.kind = Error::Kind::Malformed, .detail = u"the answer lists no models"_s, .service = service.id};
    QList<ModelInfo> models;
    for (const QJsonValue &value : listing->value("modelSummaries"_L1).toArray()) {
        const QJsonObject listed = value.toObject();
        ModelInfo model;
        model.id = callableId(listed, service.setting(u"region"_s));
        model.service = service.id;
        model.label = listed.value("modelName"_L1).toString();
        model.capabilitiesKnown = false;
        const bool writes = holds(listed, "outputModalities"_L1, "TEXT"_L1);
        if (!model.id.isEmpty() && writes && (maker.isEmpty() || converse::makerOf(model.id) == maker))
            models += model;
    }
    return models;
}

} // namespace lineup
