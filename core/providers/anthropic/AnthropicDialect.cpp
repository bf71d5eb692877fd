// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/anthropic/AnthropicDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/anthropic/AnthropicDecoder.h"
#include "core/providers/anthropic/AnthropicEncoder.h"
#include "core/providers/anthropic/AnthropicWire.h"

#include <QJsonArray>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool isSupported(const QJsonObject &capabilities, QLatin1StringView name)
{
    return capabilities.value(name).toObject().value("supported"_L1).toBool();
}

// All models behind this API take tools, several at once, caching marks and a system prompt; the listing does not
// say so. Which samplers a model takes is not in it either.
ModelInfo::Capabilities capabilitiesFrom(const QJsonObject &listed)
{
    using Capability = ModelInfo::Capability;
    ModelInfo::Capabilities out = Capability::Tools;
    out |= Capability::ParallelTools;
    out |= Capability::SystemPrompt;
    out |= Capability::PromptCaching;
    out.setFlag(Capability::Vision, isSupported(listed, "image_input"_L1));
    out.setFlag(Capability::Pdf, isSupported(listed, "pdf_input"_L1));
    out.setFlag(Capability::JsonSchema, isSupported(listed, "structured_outputs"_L1));
    out.setFlag(Capability::Reasoning, isSupported(listed, "thinking"_L1));
    const QJsonObject thinking = listed.value("thinking"_L1).toObject();
    out.setFlag(Capability::AdaptiveThinking, isSupported(thinking.value("types"_L1).toObject(), "adaptive"_L1));
    return out;
}

ModelInfo modelFrom(const QJsonObject &listed, const Service &service)
{
    ModelInfo model;
    model.id = listed.value("id"_L1).toString();
    model.service = service.id;
    model.label = listed.value("display_name"_L1).toString();
    model.contextTokens = listed.value("max_input_tokens"_L1).toInteger();
    model.maxOutputTokens = listed.value("max_tokens"_L1).toInteger();
    const QJsonObject capabilities = listed.value("capabilities"_L1).toObject();
    model.capabilitiesKnown = !capabilities.isEmpty();
    if (model.capabilitiesKnown)
        model.capabilities = capabilitiesFrom(capabilities);
    return model;
}

class AnthropicDialect : public Dialect
{
public:
    QString id() const override { return anthropic::dialectId.toString(); }

    Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        return AnthropicEncoder(request, target).encode();
    }

    std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<AnthropicDecoder>(target.service);
    }

    Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return AnthropicDecoder(target.service).decodeWhole(body);
    }

    std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        EncodedRequest out;
        out.method = "GET";
        out.url = urlUnder(service.baseUrl, service.modelsPath.isEmpty() ? u"/v1/models"_s : service.modelsPath);
        QUrlQuery query;
        query.addQueryItem(u"limit"_s, u"1000"_s); // the most that one page holds
        out.url.setQuery(query);
        out.headers = service.headers;
        return out;
    }

    Result<QList<ModelInfo>> decodeModelList(const QByteArray &body, const Service &service) const override
    {
        const Result<QJsonObject> listing = parseJsonObject(body);
        if (!listing)
            return listing.error();
        if (!listing->value("data"_L1).isArray())
            return Error {
                .kind = Error::Kind::Malformed, .detail = u"the answer lists no models"_s, .service = service.id};
        QList<ModelInfo> models;
        for (const QJsonValue &value : listing->value("data"_L1).toArray()) {
            const ModelInfo model = modelFrom(value.toObject(), service);
            if (!model.id.isEmpty())
                models += model;
        }
        return models;
    }
};

} // namespace

const Dialect *anthropicDialect()
{
    static const AnthropicDialect dialect;
    return &dialect;
}

} // namespace lineup
