// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/providers/embeddings/EmbeddingCodecs.h"
#include "core/providers/embeddings/EmbeddingMapper.h"
#include "core/providers/embeddings/EmbeddingVectors.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The API answers a batch of more with "at most 100 requests can be in one batch".
constexpr EmbeddingLimits geminiLimits {100, 0};

class GeminiEmbeddings : public EmbeddingCodec
{
public:
    EmbeddingLimits limits(const Target &) const override { return geminiLimits; }

    Result<EncodedRequest> encode(const EmbeddingRequest &request, const Target &target) const override
    {
        EmbeddingMapper mapper(request, target);
        const QString name = target.model.contains(u'/') ? target.model : u"models/"_s + target.model;
        QJsonObject entry {{u"model"_s, name}};
        putTask(mapper, entry);
        if (request.dimensions && !mapper->rejects(u"dimensions"_s)) {
            mapper->renamed(u"dimensions"_s, u"outputDimensionality"_s);
            entry.insert(u"outputDimensionality"_s, *request.dimensions);
        }
        mapper.noteFloats();
        mapper.refuseUser();
        QJsonArray requests;
        for (const QString &text : request.input) {
            entry.insert(u"content"_s, QJsonObject {{u"parts"_s, QJsonArray {QJsonObject {{u"text"_s, text}}}}});
            requests += entry;
        }
        mapper.body().insert(u"requests"_s, requests);
        return mapper.finish(urlUnder(target.service.baseUrl, QString(name + u":batchEmbedContents"_s)));
    }

    Result<EmbeddingResult> decode(
        const HttpHead &, const QByteArray &body, qsizetype texts, const Target &) const override
    {
        const Result<QJsonObject> answer = parseJsonObject(body);
        if (!answer)
            return answer.error();
        EmbeddingVectors vectors(texts);
        const QJsonArray embeddings = answer->value("embeddings"_L1).toArray();
        for (qsizetype i = 0; i < embeddings.size(); ++i)
            vectors.add(i, embeddings.at(i).toObject().value("values"_L1));
        EmbeddingResult out;
        out.usage = embeddingUsage(answer->value("usageMetadata"_L1).toObject().value("promptTokenCount"_L1));
        return vectors.putInto(out);
    }

private:
    static void putTask(EmbeddingMapper &mapper, QJsonObject &entry)
    {
        const QString asked = mapper.request().inputType;
        if (asked.isEmpty())
            return;
        const QString task = geminiTaskType(asked);
        if (task.isEmpty())
            return mapper->unsupported(u"input_type"_s, u"the Gemini API has no such task type"_s);
        mapper->converted(u"input_type"_s, u"taskType = "_s + task);
        entry.insert(u"taskType"_s, task);
    }
};

} // namespace

const EmbeddingCodec *geminiEmbeddings()
{
    static const GeminiEmbeddings codec;
    return &codec;
}

} // namespace lineup
