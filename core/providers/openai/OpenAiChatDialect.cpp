// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiChatDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/openai/OpenAiModelList.h"
#include "core/providers/openai/OpenAiRequest.h"
#include "core/providers/openai/OpenAiStream.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// An answer with a good status that is no answer: an error in another shape, or something else altogether.
Error noAnswer(const QByteArray &body, const Service &service)
{
    const ErrorFacts facts = readErrorBody(body);
    if (facts.status >= 400 || !facts.code.isEmpty() || (!facts.message.isEmpty() && facts.type != "text/html"_L1))
        return classifyError(facts, {}, body, service);
    return {.kind = Error::Kind::Malformed,
        .detail = facts.message.isEmpty() ? u"the answer holds no choices"_s : facts.message,
        .service = service.id};
}

class OpenAiChatDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return u"openai-chat"_s; }
    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        return encodeOpenAiRequest(request, target);
    }
    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<OpenAiStream>(target);
    }
    [[nodiscard]] Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override;
    [[nodiscard]] std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        return openAiModelListRequest(service);
    }
    [[nodiscard]] Result<QList<ModelInfo>> decodeModelList(
        const QByteArray &body, const Service &service) const override
    {
        return readOpenAiModelList(body, service);
    }
};

Result<QList<Delta>> OpenAiChatDialect::decode(const QByteArray &body, const Target &target) const
{
    const Result<QJsonObject> object = parseJsonObject(body);
    if (!object && body.trimmed().startsWith('{')) {
        Error error = object.error();
        error.service = target.service.id;
        return error;
    }
    if (!object || !object->value("choices"_L1).isArray())
        return noAnswer(body, target.service);
    QList<Delta> deltas;
    OpenAiAnswer answer(target, OpenAiAnswer::Form::Whole);
    if (const std::optional<Error> error = answer.read(*object, deltas))
        return *error;
    answer.finish(deltas);
    return deltas;
}

} // namespace

const Dialect *openAiChatDialect()
{
    static const OpenAiChatDialect dialect;
    return &dialect;
}

} // namespace lineup
