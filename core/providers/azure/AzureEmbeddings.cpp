// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/azure/AzureAddress.h"
#include "core/providers/embeddings/EmbeddingCodecs.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// OpenAI's bodies at the address of a deployment, whose name the model is. The deployment that a person has set is one
// that chats.
class AzureEmbeddings final : public EmbeddingCodec
{
public:
    EmbeddingLimits limits(const Target &target) const override { return openAiEmbeddings()->limits(target); }

    Result<EncodedRequest> encode(const EmbeddingRequest &request, const Target &target) const override
    {
        const QString version = azureApiVersion(target.service);
        Target placed = target;
        placed.service.embeddingsPath = u"embeddings"_s;
        Result<EncodedRequest> out = openAiEmbeddings()->encode(request, placed);
        if (!out)
            return out;
        const QString step = QString(target.model).replace(u'/', u"%2F"_s); // a slash would begin another step
        out->url = azureUrl(target.service,
            version.isEmpty() ? u"openai/v1/embeddings"_s : QString(u"openai/deployments/"_s + step + u"/embeddings"_s),
            version);
        return out;
    }

    Result<EmbeddingResult> decode(
        const HttpHead &head, const QByteArray &body, qsizetype texts, const Target &target) const override
    {
        return openAiEmbeddings()->decode(head, body, texts, target);
    }
};

} // namespace

const EmbeddingCodec *azureEmbeddings()
{
    static const AzureEmbeddings codec;
    return &codec;
}

} // namespace lineup
