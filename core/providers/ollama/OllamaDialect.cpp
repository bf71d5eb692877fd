// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ollama/OllamaDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/ollama/OllamaDecoder.h"
#include "core/providers/ollama/OllamaEncoder.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The words of newer servers; older ones list no capabilities at all.
ModelInfo::Capabilities capabilitiesFrom(const QJsonArray &words)
{
    using Capability = ModelInfo::Capability;
    ModelInfo::Capabilities out = Capability::SystemPrompt;
    out |= Capability::JsonMode; // the server's grammar does these two, for any model
    out |= Capability::JsonSchema;
    out.setFlag(Capability::Tools, words.contains(u"tools"_s));
    out.setFlag(Capability::Vision, words.contains(u"vision"_s));
    out.setFlag(Capability::Reasoning, words.contains(u"thinking"_s));
    return out;
}

ModelInfo modelFrom(const QJsonObject &listed, const QJsonArray &words, const Service &service)
{
    ModelInfo model;
    model.id = listed.value("model"_L1).toString(listed.value("name"_L1).toString());
    model.service = service.id;
    model.label = listed.value("name"_L1).toString();
    model.contextTokens = listed.value("details"_L1).toObject().value("context_length"_L1).toInteger();
    model.free = service.local;
    model.demo = service.demo;
    model.capabilitiesKnown = !words.isEmpty();
    if (model.capabilitiesKnown)
        model.capabilities = capabilitiesFrom(words);
    return model;
}

QJsonArray capabilityWords(const QJsonObject &listed)
{
    const QJsonArray words = listed.value("capabilities"_L1).toArray();
    return words.isEmpty() ? listed.value("details"_L1).toObject().value("capabilities"_L1).toArray() : words;
}

class OllamaDialect : public Dialect
{
public:
    QString id() const override { return u"ollama"_s; }

    Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        return OllamaEncoder(request, target).encode();
    }

    std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<OllamaDecoder>(target.service);
    }

    Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return OllamaDecoder(target.service).decodeWhole(body);
    }

    std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        EncodedRequest out;
        out.method = "GET";
        out.url = urlUnder(service.baseUrl, service.modelsPath.isEmpty() ? u"/api/tags"_s : service.modelsPath);
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
            const QJsonArray words = capabilityWords(value.toObject());
            const ModelInfo model = modelFrom(value.toObject(), words, service);
            const bool chats = words.isEmpty() || words.contains(u"completion"_s); // others make embeddings
            if (chats && !model.id.isEmpty())
                models += model;
        }
        return models;
    }
};

} // namespace

const Dialect *ollamaDialect()
{
    static const OllamaDialect dialect;
    return &dialect;
}

} // namespace lineup
