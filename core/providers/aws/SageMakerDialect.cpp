// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/SageMakerDialect.h"

#include "core/net/SseFramer.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/aws/AwsErrors.h"
#include "core/providers/aws/PayloadEvents.h"
#include "core/providers/openai/OpenAiChatDialect.h"
#include "core/providers/openai/OpenAiRequest.h"
#include "core/providers/openai/OpenAiStream.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The messages cut the events inside of them anywhere.
class SageMakerStream final : public StreamDecoder
{
public:
    explicit SageMakerStream(const Target &target) : m_service(target.service), m_framer(maxEventBytes), m_inner(target)
    {
    }
    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override
    {
        const Result<QByteArray> bytes = payloadBytes(event, m_service);
        if (!bytes)
            return bytes.error();
        QList<StreamEvent> events;
        const std::optional<Error> fault = m_framer.feed(*bytes, events);
        const std::optional<Error> error = apply(events, deltas);
        return error ? error : fault;
    }
    void finish(QList<Delta> &deltas) override
    {
        QList<StreamEvent> events;
        if (!m_framer.finish(events)) {
            [[maybe_unused]] const std::optional<Error> halfAnEvent = apply(events, deltas);
        }
        m_inner.finish(deltas);
    }
    [[nodiscard]] bool complete() const override { return m_inner.complete(); }

private:
    std::optional<Error> apply(const QList<StreamEvent> &events, QList<Delta> &deltas)
    {
        for (const StreamEvent &event : events) {
            if (std::optional<Error> error = m_inner.decode(event, deltas))
                return error;
        }
        return std::nullopt;
    }

    Service m_service;
    SseFramer m_framer;
    OpenAiStream m_inner;
};

class SageMakerDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return u"sagemaker-chat"_s; }
    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        Result<EncodedRequest> out = encodeOpenAiRequest(request, target);
        if (!out)
            return out;
        const QString operation = request.stream ? u"/invocations-response-stream"_s : u"/invocations"_s;
        out->url = urlUnder(target.service.baseUrl, QString(u"endpoints/" + target.model + operation));
        out->framing = Framing::AwsEventStream;
        return out;
    }
    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<SageMakerStream>(target);
    }
    [[nodiscard]] Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return openAiChatDialect()->decode(body, target);
    }
    [[nodiscard]] Error decodeError(const HttpHead &head, const QByteArray &body, const Target &target) const override
    {
        return awsError(head, body, target.service);
    }
    // The list of endpoints is behind another service, whose keys may be others.
    [[nodiscard]] std::optional<EncodedRequest> encodeModelList(const Service &) const override { return std::nullopt; }
    [[nodiscard]] Result<QList<ModelInfo>> decodeModelList(const QByteArray &, const Service &service) const override
    {
        return Error {.kind = Error::Kind::Unsupported,
            .detail = u"the service does not list its endpoints"_s,
            .service = service.id};
    }
};

} // namespace

const Dialect *sageMakerDialect()
{
    static const SageMakerDialect dialect;
    return &dialect;
}

} // namespace lineup
