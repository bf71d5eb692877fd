// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/azure/AzureDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/azure/AzureAddress.h"
#include "core/providers/openai/OpenAiChatDialect.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The version that the recorded clients name, and the newest that is no preview of something else.
constexpr auto inferenceVersion = "2024-05-01-preview"_L1;

// The one version of the API that lists deployments with the key of the resource. It is documented no more, and many
// resources still answer: https://github.com/openai/openai-python/issues/447. What replaced it is Azure's own
// management, which takes another login.
constexpr auto deploymentsVersion = "2023-03-15-preview"_L1;

class AzureDialect : public Dialect
{
public:
    std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return openAiChatDialect()->streamDecoder(target);
    }
    Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return openAiChatDialect()->decode(body, target);
    }
    Result<QList<ModelInfo>> decodeModelList(const QByteArray &body, const Service &service) const override
    {
        return openAiChatDialect()->decodeModelList(body, service);
    }
};

class AzureOpenAiDialect final : public AzureDialect
{
public:
    QString id() const override { return u"azure-openai"_s; }
    Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override;
    std::optional<EncodedRequest> encodeModelList(const Service &service) const override;
    std::optional<EncodedRequest> encodeOwnModels(const Service &service) const override;
    Result<QList<ModelInfo>> decodeModelList(const QByteArray &body, const Service &service) const override;
};

EncodedRequest listingAt(const Service &service, const QString &path, const QString &version)
{
    EncodedRequest out;
    out.method = "GET";
    out.url = azureUrl(service, path, version);
    out.headers = service.headers;
    return out;
}

Result<EncodedRequest> AzureOpenAiDialect::encode(const ChatRequest &request, const Target &target) const
{
    const QString version = azureApiVersion(target.service);
    Target placed = target;
    if (const QString deployment = target.service.setting(u"deployment"_s); !deployment.isEmpty())
        placed.model = deployment;
    if (!azureHas(version, u"2024-09-01")) {
        placed.service.quirks.maxTokensField = u"max_tokens"_s;
        placed.service.quirks.streamUsageOption = false;
    }
    if (!azureHas(version, u"2025-04-01"))
        placed.service.quirks.unsupported += u"content.file"_s;
    Result<EncodedRequest> out = openAiChatDialect()->encode(request, placed);
    if (!out)
        return out;
    // A slash would begin another step of the path.
    const QString step = QString(placed.model).replace(u'/', u"%2F"_s);
    const QString path = version.isEmpty() ? u"openai/v1/chat/completions"_s
                                           : QString(u"openai/deployments/"_s + step + u"/chat/completions"_s);
    out->url = azureUrl(target.service, path, version);
    if (placed.model != target.model) {
        out->mapping += MappingNote {MappingNote::Action::Converted, u"model"_s, placed.model,
            u"the deployment that is set for %1"_s.arg(target.service.label)};
    }
    return out;
}

std::optional<EncodedRequest> AzureOpenAiDialect::encodeModelList(const Service &service) const
{
    if (service.baseUrl.isEmpty())
        return std::nullopt;
    const QString version = azureApiVersion(service);
    return listingAt(service, version.isEmpty() ? u"openai/v1/models"_s : u"openai/models"_s, version);
}

std::optional<EncodedRequest> AzureOpenAiDialect::encodeOwnModels(const Service &service) const
{
    if (service.baseUrl.isEmpty())
        return std::nullopt;
    return listingAt(service, u"openai/deployments"_s, deploymentsVersion);
}

// A deployment is asked by its own name and says which model it runs; one that is being made or has failed is none.
// Entries of the other list say what they are for; those of speech, pictures and vectors are left out.
Result<QList<ModelInfo>> AzureOpenAiDialect::decodeModelList(const QByteArray &body, const Service &service) const
{
    Result<QList<ModelInfo>> models = AzureDialect::decodeModelList(body, service);
    const Result<QJsonObject> listing = parseJsonObject(body);
    if (!models || !listing)
        return models;
    QSet<QString> others;
    QHash<QString, QString> bases;
    for (const QJsonValue &entry : listing->value("data"_L1).toArray()) {
        const QString id = entry["id"_L1].toString();
        const bool deployment = entry["object"_L1] == "deployment"_L1;
        if (deployment)
            bases.insert(id, entry["model"_L1].toString());
        if (entry["capabilities"_L1]["chat_completion"_L1] == QJsonValue(false)
            || (deployment && entry["status"_L1].toString(u"succeeded"_s) != "succeeded"_L1))
            others += id;
    }
    models->removeIf([&others](const ModelInfo &model) { return others.contains(model.id); });
    for (ModelInfo &model : *models) {
        if (const QString base = bases.value(model.id); !base.isEmpty() && base != model.id) {
            model.base = base;
            model.label = u"%1 (%2)"_s.arg(model.id, base);
        }
    }
    return models;
}

class AzureInferenceDialect final : public AzureDialect
{
public:
    QString id() const override { return u"azure-inference"_s; }
    Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        Result<EncodedRequest> out = openAiChatDialect()->encode(request, target);
        if (out) {
            out->url = azureUrl(
                target.service, u"models/chat/completions"_s, azureApiVersion(target.service, inferenceVersion));
        }
        return out;
    }
    std::optional<EncodedRequest> encodeModelList(const Service &) const override { return std::nullopt; }
};

} // namespace

const Dialect *azureOpenAiDialect()
{
    static const AzureOpenAiDialect dialect;
    return &dialect;
}

const Dialect *azureInferenceDialect()
{
    static const AzureInferenceDialect dialect;
    return &dialect;
}

} // namespace lineup
