// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/providers/embeddings/EmbeddingCodecs.h"
#include "core/providers/embeddings/EmbeddingMapper.h"
#include "core/providers/embeddings/EmbeddingVectors.h"
#include "core/providers/openai/OpenAiUsage.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// OpenAI's API reference, "Create embeddings": 2048 texts and 300 000 tokens a request.
constexpr EmbeddingLimits openAiLimits {2048, 300'000};

QString pathFor(const Service &service)
{
    const bool unknownKind = service.custom && service.embeddingsPath.isEmpty(); // it may have them
    return unknownKind ? u"embeddings"_s : service.embeddingsPath;
}

void putEncodingFormat(EmbeddingMapper &mapper)
{
    const QString format = mapper.request().encodingFormat;
    if (format.isEmpty())
        return;
    if (mapper.target().service.quirks.embeddingInt8)
        mapper->converted(u"encoding_format"_s, u"base64 of single bytes"_s, u"the provider has no floats"_s);
    else if (!mapper->rejects(u"encoding_format"_s))
        mapper->set(u"encoding_format"_s, format);
}

class OpenAiEmbeddings : public EmbeddingCodec
{
public:
    EmbeddingLimits limits(const Target &) const override { return openAiLimits; }

    Result<EncodedRequest> encode(const EmbeddingRequest &request, const Target &target) const override
    {
        const QString path = pathFor(target.service);
        if (path.isEmpty()) {
            return Error {.kind = Error::Kind::Unsupported,
                .detail = u"%1 makes no embeddings"_s.arg(target.service.label),
                .service = target.service.id};
        }
        EmbeddingMapper mapper(request, target);
        mapper.body().insert(u"model"_s, target.model);
        mapper.body().insert(u"input"_s, QJsonArray::fromStringList(request.input));
        mapper.putDimensions(u"dimensions"_s);
        putEncodingFormat(mapper);
        if (!request.user.isEmpty() && !mapper->rejects(u"user"_s))
            mapper->set(u"user"_s, request.user);
        if (target.service.quirks.rename.contains(u"input_type"_s) && !request.inputType.isEmpty())
            mapper->set(u"input_type"_s, request.inputType);
        else
            mapper.refuseInputType();
        return mapper.finish(urlUnder(target.service.baseUrl, path));
    }

    Result<EmbeddingResult> decode(
        const HttpHead &, const QByteArray &body, qsizetype texts, const Target &target) const override
    {
        const Result<QJsonObject> answer = parseJsonObject(body);
        if (!answer)
            return answer.error();
        EmbeddingVectors vectors(texts);
        const QJsonArray data = answer->value("data"_L1).toArray();
        for (qsizetype i = 0; i < data.size(); ++i) {
            const QJsonObject entry = data.at(i).toObject();
            vectors.add(
                entry.value("index"_L1).toInteger(i), entry.value("embedding"_L1), target.service.quirks.embeddingInt8);
        }
        const QJsonObject usage = answer->value("usage"_L1).toObject();
        EmbeddingResult out;
        out.model = answer->value("model"_L1).toString();
        out.usage = embeddingUsage(usage.value("prompt_tokens"_L1));
        if (!out.usage.isKnown())
            out.usage = embeddingUsage(usage.value("total_tokens"_L1));
        out.providerCost = readOpenAiCost(usage);
        return vectors.putInto(out);
    }
};

} // namespace

const EmbeddingCodec *openAiEmbeddings()
{
    static const OpenAiEmbeddings codec;
    return &codec;
}

} // namespace lineup
