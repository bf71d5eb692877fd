// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/providers/embeddings/EmbeddingCodecs.h"
#include "core/providers/embeddings/EmbeddingMapper.h"
#include "core/providers/embeddings/EmbeddingVectors.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// docs.cohere.com/reference/embed, "texts": at most 96.
constexpr EmbeddingLimits cohereLimits {96, 0};

// The row's address may be the version's own (".../v2") or the host's.
QUrl addressFor(const QUrl &base)
{
    const QString path = base.path();
    const bool versioned = path.endsWith("/v2"_L1) || path.endsWith("/v2/"_L1);
    return urlUnder(base, versioned ? u"embed" : u"v2/embed");
}

class CohereEmbeddings : public EmbeddingCodec
{
public:
    EmbeddingLimits limits(const Target &) const override { return cohereLimits; }

    Result<EncodedRequest> encode(const EmbeddingRequest &request, const Target &target) const override
    {
        EmbeddingMapper mapper(request, target);
        mapper.body().insert(u"model"_s, target.model);
        mapper.body().insert(u"texts"_s, QJsonArray::fromStringList(request.input));
        mapper.body().insert(u"embedding_types"_s, QJsonArray {u"float"_s});
        mapper.putCohereInputType();
        mapper.putDimensions(u"output_dimension"_s);
        mapper.refuseToTruncate(u"NONE"_s);
        mapper.noteFloats();
        mapper.refuseUser();
        return mapper.finish(addressFor(target.service.baseUrl));
    }

    Result<EmbeddingResult> decode(
        const HttpHead &, const QByteArray &body, qsizetype texts, const Target &) const override
    {
        const Result<QJsonObject> answer = parseJsonObject(body);
        if (!answer)
            return answer.error();
        EmbeddingVectors vectors(texts);
        vectors.addAll(answer->value("embeddings"_L1).toObject().value("float"_L1).toArray());
        const QJsonObject billed = answer->value("meta"_L1).toObject().value("billed_units"_L1).toObject();
        EmbeddingResult out;
        out.usage = embeddingUsage(billed.value("input_tokens"_L1));
        return vectors.putInto(out);
    }
};

} // namespace

const EmbeddingCodec *cohereEmbeddings()
{
    static const CohereEmbeddings codec;
    return &codec;
}

} // namespace lineup
