// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/BedrockInvokeDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/anthropic/AnthropicDecoder.h"
#include "core/providers/anthropic/AnthropicEncoder.h"
#include "core/providers/aws/AwsErrors.h"
#include "core/providers/aws/BedrockModels.h"
#include "core/providers/aws/ConverseWire.h"
#include "core/providers/aws/PayloadEvents.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

class InvokeStream final : public StreamDecoder
{
public:
    explicit InvokeStream(const Service &service) : m_service(service), m_inner(service) { }
    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override
    {
        const Result<QByteArray> bytes = payloadBytes(event, m_service);
        if (!bytes)
            return bytes.error();
        return m_inner.decode({.name = {}, .data = *bytes}, deltas);
    }
    void finish(QList<Delta> &deltas) override { m_inner.finish(deltas); }
    [[nodiscard]] bool complete() const override { return m_inner.complete(); }

private:
    Service m_service;
    AnthropicDecoder m_inner;
};

class BedrockInvokeDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return u"bedrock-invoke"_s; }
    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override;
    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<InvokeStream>(target.service);
    }
    [[nodiscard]] Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return AnthropicDecoder(target.service).decodeWhole(body);
    }
    [[nodiscard]] Error decodeError(const HttpHead &head, const QByteArray &body, const Target &target) const override
    {
        return awsError(head, body, target.service);
    }
    [[nodiscard]] std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        return bedrockModelList(service);
    }
    [[nodiscard]] Result<QList<ModelInfo>> decodeModelList(
        const QByteArray &body, const Service &service) const override
    {
        return readBedrockModels(body, service, u"anthropic");
    }
};

Result<EncodedRequest> BedrockInvokeDialect::encode(const ChatRequest &request, const Target &target) const
{
    const auto impossible = [&target](const QString &why) {
        return Error {.kind = Error::Kind::BadRequest, .detail = why, .service = target.service.id};
    };
    // The end of an ARN need not tell the maker (application profiles); such a model is taken at its user's word.
    const QStringView maker = converse::makerOf(target.model);
    if (!maker.isEmpty() && maker != u"anthropic")
        return impossible(
            u"InvokeModel is spoken here only with Anthropic's models; use bedrock/%1"_s.arg(target.model));
    Result<EncodedRequest> out = AnthropicEncoder(request, target).encode();
    if (!out)
        return out;
    Result<QJsonObject> body = parseJsonObject(out->body);
    if (!body)
        return body.error();
    body->remove("model"_L1); // stands in the address, as does that it is to be streamed
    body->remove("stream"_L1);
    if (!body->contains("anthropic_version"_L1))
        body->insert("anthropic_version"_L1, u"bedrock-2023-05-31"_s);
    out->body = compactJson(*body);
    out->framing = Framing::AwsEventStream;
    out->url = converse::modelUrl(
        target.service.baseUrl, target.model, request.stream ? "invoke-with-response-stream"_L1 : "invoke"_L1);
    return out;
}

} // namespace

const Dialect *bedrockInvokeDialect()
{
    static const BedrockInvokeDialect dialect;
    return &dialect;
}

} // namespace lineup
