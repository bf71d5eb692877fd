// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/EmbeddingJson.h"

#include "core/base/JsonReader.h"
#include "core/domain/RequestMembers.h"
#include "core/domain/VectorBytes.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

void readInput(JsonReader &reader, EmbeddingRequest &request)
{
    const QJsonValue input = reader.value(u"input");
    for (const QJsonValue &value : input.isArray() ? input.toArray() : QJsonArray {input}) {
        if (value.isString())
            request.input += value.toString();
        else if (!value.isUndefined() && !value.isNull())
            reader.complain(u"input", u"expected a text or a list of texts"_s);
    }
}

void readOwnMembers(JsonReader &reader, EmbeddingRequest &request)
{
    request.timeout = readTimeout(reader);
    request.dropParams = reader.boolean(u"drop_params").value_or(true);
    request.extraBody = reader.object(u"extra_body");
}

void readUnknown(const QJsonObject &body, EmbeddingRequest &request)
{
    static const QSet<QString> known {u"model"_s, u"input"_s, u"dimensions"_s, u"encoding_format"_s, u"input_type"_s,
        u"task"_s, u"task_type"_s, u"user"_s, u"extra_body"_s, u"timeout"_s, u"drop_params"_s};
    for (auto it = body.begin(); it != body.end(); ++it) {
        if (!known.contains(it.key()) && !it.value().isNull())
            request.extraBody.insert(it.key(), it.value());
    }
}

QJsonValue vectorJson(const QList<float> &vector, bool base64)
{
    if (base64)
        return QString::fromLatin1(vectorToBase64(vector));
    QJsonArray out;
    for (const float value : vector)
        out += shortestDecimal(value).toDouble();
    return out;
}

} // namespace

Result<EmbeddingRequest> readEmbeddingRequest(const QJsonObject &body)
{
    JsonReader reader(body);
    EmbeddingRequest request;
    refuseKeys(reader, body);
    request.model = reader.text(u"model");
    readInput(reader, request);
    if (const std::optional<qint64> dimensions = reader.integer(u"dimensions")) {
        if (*dimensions > 0 && *dimensions <= 1'000'000)
            request.dimensions = static_cast<int>(*dimensions);
        else
            reader.complain(u"dimensions", u"is out of range"_s);
    }
    request.encodingFormat = reader.text(u"encoding_format");
    if (!QStringList {{}, u"float"_s, u"base64"_s}.contains(request.encodingFormat))
        reader.complain(u"encoding_format", u"is float or base64"_s);
    for (const QStringView name : {u"input_type", u"task_type", u"task"}) {
        if (request.inputType.isEmpty())
            request.inputType = reader.text(name);
    }
    request.user = reader.text(u"user");
    readOwnMembers(reader, request);
    readUnknown(body, request);
    if (std::optional<Error> error = reader.error()) {
        error->kind = Error::Kind::BadRequest;
        return *error;
    }
    return request;
}

QJsonObject embeddingJson(const EmbeddingResult &result, bool base64)
{
    QJsonArray data;
    for (qsizetype i = 0; i < result.vectors.size(); ++i) {
        data += QJsonObject {
            {u"object"_s, u"embedding"_s}, {u"index"_s, i}, {u"embedding"_s, vectorJson(result.vectors.at(i), base64)}};
    }
    QJsonObject out {{u"object"_s, u"list"_s}, {u"data"_s, data}, {u"model"_s, result.model}};
    if (result.usage.isKnown()) {
        out.insert(u"usage"_s,
            QJsonObject {
                {u"prompt_tokens"_s, result.usage.inputTotal()}, {u"total_tokens"_s, result.usage.inputTotal()}});
    }
    return out;
}

} // namespace lineup
