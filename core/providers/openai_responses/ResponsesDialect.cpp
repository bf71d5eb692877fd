// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/openai/OpenAiModelList.h"
#include "core/providers/openai_responses/ResponsesRequest.h"
#include "core/providers/openai_responses/ResponsesStream.h"
#include "core/providers/openai_responses/ResponsesWire.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// An answer with a good status that is no answer: an error in another shape, or something else altogether.
Error noAnswer(const QByteArray &body, const Service &service)
{
    const ErrorFacts facts = readErrorBody(body);
    if (facts.status >= 400 || (!facts.message.isEmpty() && facts.type != "text/html"_L1))
        return classifyError(facts, {}, body, service);
    return {.kind = Error::Kind::Malformed, .detail = u"the answer has no output"_s, .service = service.id};
}

class ResponsesDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return responses::dialectId.toString(); }
    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        return encodeResponsesRequest(request, target);
    }
    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<ResponsesStream>(target);
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

Result<QList<Delta>> ResponsesDialect::decode(const QByteArray &body, const Target &target) const
{
    const Result<QJsonObject> response = parseJsonObject(body);
    if (!response && body.trimmed().startsWith('{')) {
        Error error = response.error();
        error.service = target.service.id;
        return error;
    }
    if (!response)
        return noAnswer(body, target.service);
    ResponsesAnswer answer(target);
    if (const std::optional<Error> error = answer.failure(*response))
        return *error;
    if (!response->value("output"_L1).isArray())
        return noAnswer(body, target.service);
    QList<Delta> deltas;
    answer.endResponse(*response, deltas);
    return deltas;
}

} // namespace

const Dialect *responsesDialect()
{
    static const ResponsesDialect dialect;
    return &dialect;
}

} // namespace lineup
