// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/embeddings/EmbeddingCall.h"

#include "core/net/Origin.h"
#include "core/providers/CallHelpers.h"
#include "core/providers/embeddings/EmbeddingBatches.h"

using namespace Qt::StringLiterals;

namespace lineup {

EmbeddingCall::EmbeddingCall(const EmbeddingRequest &request, Target target, Credentials credentials,
    HttpClient &client, Authorizer &authorizer, const Clock &clock, QObject *parent)
    : QObject(parent), m_request(request), m_target(std::move(target)), m_credentials(std::move(credentials)),
      m_client(client), m_authorizer(authorizer), m_clock(clock), m_dialect(dialectById(m_target.service.dialect)),
      m_codec(embeddingCodecById(m_target.service.dialect))
{
    m_record.service = m_target.service.id;
    m_record.model = m_target.model;
    m_result.service = m_target.service.id;
}

EmbeddingCall::~EmbeddingCall() = default;

void EmbeddingCall::start()
{
    m_record.startedAt = m_clock.now();
    m_startedAt = m_clock.monotonic();
    if (!m_codec || !m_dialect) {
        return failLater(
            {.kind = Error::Kind::Unsupported, .detail = u"%1 makes no embeddings"_s.arg(m_target.service.label)});
    }
    if (m_request.input.isEmpty())
        return failLater(badRequest(u"input: there is no text"_s));
    m_batches = embeddingBatches(m_request, effectiveLimits(m_target.service, m_codec->limits(m_target)));
    sendNext();
}

void EmbeddingCall::failLater(const Error &error)
{
    QMetaObject::invokeMethod(
        this, [this, error] { finishWithError(error); }, Qt::QueuedConnection);
}

std::optional<std::chrono::milliseconds> EmbeddingCall::timeLeft() const
{
    if (!m_request.timeout)
        return std::nullopt;
    return *m_request.timeout - std::chrono::duration_cast<std::chrono::milliseconds>(elapsed());
}

void EmbeddingCall::sendNext()
{
    m_record.httpStatus = 0;
    m_head = {};
    m_body.clear();
    Result<EncodedRequest> encoded = m_codec->encode(m_batches.at(m_next), m_target);
    if (!encoded)
        return failLater(encoded.error());
    for (const MappingNote &note : encoded->mapping) {
        if (!m_record.mapping.contains(note))
            m_record.mapping += note;
    }
    const std::optional<std::chrono::milliseconds> left = timeLeft();
    if (left && left->count() <= 0)
        return failLater({.kind = Error::Kind::Timeout, .detail = u"not all texts were answered in time"_s});
    const HttpRequest request = httpRequestFor(std::move(*encoded), m_target.service, false, left);
    if (Origin::of(request.url) != Origin::of(m_target.service.baseUrl))
        return send(request); // the key goes to the service's own origin and to no other
    m_authorizer.authorize(request, m_target.service, m_credentials, this,
        [this](const Result<HttpRequest> &authorized) { send(authorized); });
}

void EmbeddingCall::send(const Result<HttpRequest> &request)
{
    if (m_done)
        return;
    if (!request)
        return failLater(request.error());
    m_reply = m_client.send(*request);
    connect(m_reply.get(), &HttpReply::connected, this, [this] {
        m_out = true;
        if (!m_record.connected)
            m_record.connected = elapsed();
    });
    connect(m_reply.get(), &HttpReply::headReceived, this, &EmbeddingCall::onHead);
    connect(m_reply.get(), &HttpReply::received, this, &EmbeddingCall::onBytes);
    connect(m_reply.get(), &HttpReply::finished, this, &EmbeddingCall::onTransferFinished);
}

void EmbeddingCall::onHead(const HttpHead &head)
{
    m_head = head;
    m_record.httpStatus = head.status;
    m_record.requestId = requestIdOf(head.headers);
}

void EmbeddingCall::onBytes(const QByteArray &bytes)
{
    if (m_head.status < 400 || m_body.size() < maxErrorBody)
        m_body += bytes;
}

void EmbeddingCall::onTransferFinished(const std::optional<Error> &error)
{
    if (m_done)
        return;
    if (m_head.status >= 400 && (!error || error->kind != Error::Kind::Cancelled))
        return finishWithError(
            m_dialect->decodeError(m_head, m_body, m_target)); // what came of it is worth more than how it ended
    if (error)
        return finishWithError(*error);
    if (const std::optional<Error> page = webPageFault(m_body, m_head.status))
        return finishWithError(*page);
    const Result<EmbeddingResult> part = m_codec->decode(m_head, m_body, m_batches.at(m_next).input.size(), m_target);
    if (!part)
        return finishWithError(part.error());
    take(*part);
    if (m_done)
        return;
    m_reply.release()->deleteLater(); // it is telling us that it is over
    if (++m_next < m_batches.size())
        sendNext();
    else
        conclude(m_result);
}

// A sum of which a part is not known is not known.
void EmbeddingCall::take(const EmbeddingResult &part)
{
    const bool first = m_next == 0;
    if (!first && part.vectors.first().size() != m_result.vectors.first().size())
        return finishWithError({.kind = Error::Kind::Malformed, .detail = u"the vectors are of different lengths"_s});
    m_out = false;
    m_result.vectors += part.vectors;
    m_result.model = part.model.isEmpty() ? m_result.model : part.model;
    m_result.requestId = m_record.requestId;
    if (first) {
        m_result.usage = part.usage;
        m_result.providerCost = part.providerCost;
        return;
    }
    if (m_result.usage.isKnown() && part.usage.isKnown())
        m_result.usage.inputFresh += part.usage.inputFresh;
    else
        m_result.usage = {};
    if (m_result.providerCost && part.providerCost)
        *m_result.providerCost += *part.providerCost;
    else
        m_result.providerCost.reset();
}

void EmbeddingCall::abort()
{
    if (m_done)
        return;
    if (m_reply)
        m_reply->abort();
    else
        failLater({.kind = Error::Kind::Cancelled, .detail = {}});
}

AttemptRecord EmbeddingCall::recordNow() const
{
    AttemptRecord out = m_record;
    if (!m_done) {
        out.total = elapsed();
        out.usage = m_result.usage;
        out.partial = m_next > 0;
    }
    return out;
}

std::chrono::microseconds EmbeddingCall::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(m_clock.monotonic() - m_startedAt);
}

void EmbeddingCall::finishWithError(Error error)
{
    finishError(error, m_record, m_credentials);
    if (error.httpStatus == 401)
        m_authorizer.refused(m_target.service, m_credentials);
    conclude(error);
}

void EmbeddingCall::conclude(const Result<EmbeddingResult> &result)
{
    if (m_done)
        return;
    m_record = recordNow();
    m_done = true;
    m_reply.reset();
    if (result)
        m_record.partial = false;
    else
        m_record.error = result.error();
    Q_EMIT finished(result);
}

} // namespace lineup
