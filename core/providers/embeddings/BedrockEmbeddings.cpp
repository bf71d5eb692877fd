// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/providers/embeddings/EmbeddingCodecs.h"
#include "core/providers/embeddings/EmbeddingMapper.h"
#include "core/providers/embeddings/EmbeddingVectors.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// InvokeModel takes each maker's own body; which one it is shows in the model's id alone, also behind a region's prefix
// ("eu.cohere.embed-v4:0") and in an ARN. Sources: docs.aws.amazon.com/bedrock, "Amazon Titan Embeddings Text" and
// "Cohere Embed models": Titan takes one text a call, Cohere 96.
enum class Maker { None, TitanOne, Titan, Cohere };

Maker makerOf(const QString &model)
{
    if (model.contains("amazon.titan-embed-text-v1"_L1) || model.contains("amazon.titan-embed-g1"_L1))
        return Maker::TitanOne;
    if (model.contains("amazon.titan-embed-text"_L1))
        return Maker::Titan;
    return model.contains("cohere.embed"_L1) ? Maker::Cohere : Maker::None;
}

// A model may be an ARN, whose slashes and colons belong to one part of the path.
QUrl addressFor(const Target &target)
{
    QUrl url = target.service.baseUrl;
    QString base = url.path(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    const QString model = QString::fromLatin1(QUrl::toPercentEncoding(target.model));
    url.setPath(base + u"/model/"_s + model + u"/invoke"_s, QUrl::StrictMode);
    return url;
}

// The services' common header for the tokens that are billed.
Usage usageIn(const HttpHeaders &headers)
{
    bool isNumber = false;
    const qint64 tokens = headerValue(headers, "x-amzn-bedrock-input-token-count").toLongLong(&isNumber);
    return isNumber ? embeddingUsage(tokens) : Usage();
}

class BedrockEmbeddings : public EmbeddingCodec
{
public:
    EmbeddingLimits limits(const Target &target) const override
    {
        return makerOf(target.model) == Maker::Cohere ? EmbeddingLimits {96, 0} : EmbeddingLimits {1, 0};
    }

    Result<EncodedRequest> encode(const EmbeddingRequest &request, const Target &target) const override
    {
        EmbeddingMapper mapper(request, target);
        switch (makerOf(target.model)) {
        case Maker::None:
            return Error {.kind = Error::Kind::Unsupported,
                .detail = u"embeddings are made here by Amazon Titan Text and Cohere Embed models only"_s,
                .service = target.service.id};
        case Maker::Cohere:
            mapper.body().insert(u"texts"_s, QJsonArray::fromStringList(request.input));
            mapper.body().insert(u"embedding_types"_s, QJsonArray {u"float"_s});
            mapper.putCohereInputType();
            mapper.putDimensions(u"output_dimension"_s);
            break;
        case Maker::Titan:
            mapper.putDimensions(u"dimensions"_s);
            [[fallthrough]];
        case Maker::TitanOne:
            if (request.input.size() != 1)
                mapper->fail(badRequest(u"Titan takes one text a request"_s));
            mapper.body().insert(u"inputText"_s, request.input.value(0));
            mapper.refuseInputType();
            break;
        }
        if (makerOf(target.model) == Maker::TitanOne && request.dimensions)
            mapper->unsupported(u"dimensions"_s, u"this model has one size only"_s);
        mapper.noteFloats();
        mapper.refuseUser();
        return mapper.finish(addressFor(target));
    }

    Result<EmbeddingResult> decode(
        const HttpHead &head, const QByteArray &body, qsizetype texts, const Target &target) const override
    {
        const Result<QJsonObject> answer = parseJsonObject(body);
        if (!answer)
            return answer.error();
        EmbeddingVectors vectors(texts);
        EmbeddingResult out;
        out.usage = usageIn(head.headers);
        if (makerOf(target.model) == Maker::Cohere) {
            const QJsonValue embeddings = answer->value("embeddings"_L1);
            vectors.addAll(embeddings.isArray() ? embeddings.toArray() : embeddings["float"_L1].toArray());
        } else {
            vectors.add(0, answer->value("embedding"_L1));
            if (const Usage told = embeddingUsage(answer->value("inputTextTokenCount"_L1)); told.isKnown())
                out.usage = told;
        }
        return vectors.putInto(out);
    }
};

} // namespace

const EmbeddingCodec *bedrockEmbeddings()
{
    static const BedrockEmbeddings codec;
    return &codec;
}

} // namespace lineup
