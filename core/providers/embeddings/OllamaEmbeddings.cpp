// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/providers/embeddings/EmbeddingCodecs.h"
#include "core/providers/embeddings/EmbeddingMapper.h"
#include "core/providers/embeddings/EmbeddingVectors.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The server has no limit; answers of this many texts stay within what one transfer may hold.
constexpr EmbeddingLimits ollamaLimits {512, 0};

class OllamaEmbeddings : public EmbeddingCodec
{
public:
    EmbeddingLimits limits(const Target &) const override { return ollamaLimits; }

    Result<EncodedRequest> encode(const EmbeddingRequest &request, const Target &target) const override
    {
        EmbeddingMapper mapper(request, target);
        mapper.body().insert(u"model"_s, target.model);
        mapper.body().insert(u"input"_s, QJsonArray::fromStringList(request.input));
        mapper.putDimensions(u"dimensions"_s);
        mapper.refuseToTruncate(false);
        mapper.noteFloats();
        mapper.refuseInputType();
        mapper.refuseUser();
        return mapper.finish(urlUnder(target.service.baseUrl, u"api/embed"));
    }

    Result<EmbeddingResult> decode(
        const HttpHead &, const QByteArray &body, qsizetype texts, const Target &) const override
    {
        const Result<QJsonObject> answer = parseJsonObject(body);
        if (!answer)
            return answer.error();
        EmbeddingVectors vectors(texts);
        vectors.addAll(answer->value("embeddings"_L1).toArray());
        EmbeddingResult out;
        out.model = answer->value("model"_L1).toString();
        out.usage = embeddingUsage(answer->value("prompt_eval_count"_L1));
        return vectors.putInto(out);
    }
};

} // namespace

const EmbeddingCodec *ollamaEmbeddings()
{
    static const OllamaEmbeddings codec;
    return &codec;
}

} // namespace lineup
