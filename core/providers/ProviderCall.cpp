// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ProviderCall.h"

#include "core/net/Origin.h"
#include "core/providers/CallHelpers.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::chrono::seconds stopJobWithin {10};

} // namespace

ProviderCall::ProviderCall(const ChatRequest &request, Target target, Credentials credentials, HttpClient &client,
    Authorizer &authorizer, const Clock &clock, QObject *parent)
    : QObject(parent), m_request(request), m_target(std::move(target)), m_credentials(std::move(credentials)),
      m_client(client), m_authorizer(authorizer), m_clock(clock), m_dialect(dialectById(m_target.service.dialect))
{
    m_record.service = m_target.service.id;
    m_record.model = m_target.model;
}

ProviderCall::~ProviderCall()
{
    if (!m_done)
        stopJob();
}

void ProviderCall::start()
{
    m_record.startedAt = m_clock.now();
    m_startedAt = m_clock.monotonic();
    const auto failLater = [this](const Error &error) {
        QMetaObject::invokeMethod(
            this, [this, error] { finishWithError(error); }, Qt::QueuedConnection);
    };
    if (!m_dialect) {
        failLater(
            {.kind = Error::Kind::Unsupported, .detail = u"unknown dialect \"%1\""_s.arg(m_target.service.dialect)});
        return;
    }
    Result<EncodedRequest> encoded = m_dialect->encode(m_request, m_target);
    if (!encoded) {
        failLater(encoded.error());
        return;
    }
    m_record.mapping = encoded->mapping;
    dispatch(std::move(*encoded));
}

// The key goes to the service's own origin and to no other, whatever address an answer names.
void ProviderCall::dispatch(EncodedRequest encoded)
{
    m_framing = encoded.framing;
    const HttpRequest request
        = httpRequestFor(std::move(encoded), m_target.service, m_request.stream, m_request.timeout, m_timeouts);
    if (m_keepExchange)
        m_exchange = exchangeOf(request, m_target.service);
    if (Origin::of(request.url) != Origin::of(m_target.service.baseUrl))
        return send(request);
    m_authorizer.authorize(request, m_target.service, m_credentials, this,
        [this](const Result<HttpRequest> &authorized) { send(authorized); });
}

void ProviderCall::send(const Result<HttpRequest> &request)
{
    if (m_done)
        return;
    if (!request) {
        const Error error = request.error();
        QMetaObject::invokeMethod(
            this, [this, error] { finishWithError(error); }, Qt::QueuedConnection);
        return;
    }
    // "Bearer TOKEN", or a signature: what the scheme made of the credentials.
    const QByteArray sent = headerValue(request->headers, "Authorization");
    m_bought = SecretBytes(sent.mid(sent.lastIndexOf(sent.startsWith("AWS4") ? '=' : ' ') + 1));
    m_reply = m_client.send(*request);
    connect(m_reply.get(), &HttpReply::dequeued, this, &ProviderCall::dequeued);
    connect(m_reply.get(), &HttpReply::connected, this, [this] {
        m_record.connected = elapsed();
        Q_EMIT connected();
    });
    connect(m_reply.get(), &HttpReply::headReceived, this, &ProviderCall::onHead);
    connect(m_reply.get(), &HttpReply::received, this, &ProviderCall::onBytes);
    connect(m_reply.get(), &HttpReply::finished, this, &ProviderCall::onTransferFinished);
}

void ProviderCall::abort()
{
    if (!m_done && m_reply)
        m_reply->abort();
    else if (!m_done)
        QMetaObject::invokeMethod(
            this, [this] { finishWithError({.kind = Error::Kind::Cancelled, .detail = {}}); }, Qt::QueuedConnection);
}

Completion ProviderCall::partial() const
{
    Completion out = m_builder.build(m_decoder && m_decoder->complete());
    out.service = m_target.service.id;
    out.requestId = m_record.requestId;
    return out;
}

AttemptRecord ProviderCall::recordNow() const
{
    if (m_done)
        return m_record;
    AttemptRecord out = m_record;
    out.total = elapsed();
    out.usage = m_builder.build(false).usage;
    out.partial = m_builder.hasContent();
    return out;
}

std::chrono::microseconds ProviderCall::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(m_clock.monotonic() - m_startedAt);
}

void ProviderCall::onHead(const HttpHead &head)
{
    m_head = head;
    m_exchange.status = head.status;
    m_exchange.answerHeaders = m_keepExchange ? head.headers : HttpHeaders();
    m_record.httpStatus = head.status;
    m_record.requestId = requestIdOf(head.headers);
    if (const std::optional<Money> cost = costInHeaders(head.headers))
        m_builder.apply(Delta {.providerCost = cost});
    if (head.status >= 400)
        m_mode = Mode::ErrorBody;
    else if (!m_request.stream)
        m_mode = Mode::Plain;
}

// The body is believed, not its content type: some services send JSON as octet-stream, some ignore "stream", and
// Gemini without alt=sse streams one JSON array.
void ProviderCall::decideMode(const QByteArray &bytes)
{
    m_body += bytes;
    const QByteArray start = m_body.trimmed();
    if (start.isEmpty())
        return;
    const bool neverBraced = m_framing == Framing::Sse || m_framing == Framing::AwsEventStream;
    if (start.startsWith('<') || (start.startsWith('{') && neverBraced)) {
        m_mode = Mode::Plain;
        return;
    }
    m_mode = Mode::Streamed;
    m_framer = makeFramer(start.startsWith('[') ? Framing::JsonArray : m_framing);
    m_decoder = m_dialect->streamDecoder(m_target);
    feedStream(std::exchange(m_body, {}));
}

void ProviderCall::onBytes(const QByteArray &bytes)
{
    if (m_done)
        return;
    if (m_keepExchange)
        addAnswer(m_exchange, bytes);
    switch (m_mode) {
    case Mode::Undecided:
        decideMode(bytes);
        break;
    case Mode::Streamed:
        feedStream(bytes);
        break;
    case Mode::Plain:
        m_body += bytes;
        break;
    case Mode::ErrorBody:
        m_body += bytes;
        if (m_body.size() >= maxErrorBody) // what it says is said; one without end is not waited for
            finishWithError(m_dialect->decodeError(m_head, m_body, m_target));
        break;
    }
}

void ProviderCall::feedStream(const QByteArray &bytes)
{
    QList<StreamEvent> events;
    const std::optional<Error> fault = m_framer->feed(bytes, events);
    applyEvents(events);
    if (fault && !m_done)
        finishWithError(*fault);
}

void ProviderCall::applyEvents(const QList<StreamEvent> &events)
{
    for (const StreamEvent &event : events) {
        if (m_done)
            return;
        QList<Delta> deltas;
        const std::optional<Error> error = m_decoder->decode(event, deltas);
        deliver(deltas);
        if (error && !m_done) {
            m_stopJob.reset(); // it is the job that failed
            finishWithError(*error);
        }
    }
}

void ProviderCall::deliver(const QList<Delta> &deltas)
{
    for (const Delta &piece : deltas) {
        if (m_done)
            return;
        if (!m_record.firstToken && piece.hasContent())
            m_record.firstToken = elapsed();
        m_builder.apply(piece);
        Q_EMIT delta(piece);
    }
}

void ProviderCall::onTransferFinished(const std::optional<Error> &error)
{
    if (m_done)
        return;
    if (error && error->kind == Error::Kind::Cancelled) {
        finishWithError(*error);
        return;
    }
    if (m_mode == Mode::Streamed) {
        finishStream(error);
    } else if (m_mode == Mode::ErrorBody) {
        finishWithError(
            m_dialect->decodeError(m_head, m_body, m_target)); // what came of it is worth more than how it ended
    } else if (error) {
        finishWithError(*error);
    } else {
        finishPlain();
    }
}

void ProviderCall::finishStream(const std::optional<Error> &transferError)
{
    if (!transferError)
        applyLastEvents();
    if (m_done)
        return;
    QList<Delta> rest;
    m_decoder->finish(rest);
    deliver(rest);
    if (m_done)
        return;
    // A connection that breaks after the provider's last word has lost nothing.
    if (m_decoder->complete()) {
        conclude(partial());
    } else if (transferError) {
        finishWithError(*transferError);
    } else {
        finishWithError({.kind = Error::Kind::Network, .detail = u"the stream ended before the answer was complete"_s});
    }
}

// What the end of the body leaves over is often half an event: that it cannot be read says no more than that the
// stream was cut.
void ProviderCall::applyLastEvents()
{
    QList<StreamEvent> events;
    [[maybe_unused]] const std::optional<Error> fault = m_framer->finish(events);
    for (const StreamEvent &event : events) {
        QList<Delta> deltas;
        const std::optional<Error> error = m_decoder->decode(event, deltas);
        deliver(deltas);
        if (error && error->kind != Error::Kind::Malformed && !m_done)
            finishWithError(*error);
        if (m_done)
            return;
    }
}

// Waits and asks on where the answer is not there yet. The limit on the whole time holds over all steps.
bool ProviderCall::followsUp()
{
    std::optional<FollowUp> next = m_dialect->followUp(m_head, m_body, m_request, m_target);
    if (!next)
        return false;
    m_stopJob = m_dialect->cancelRequest(m_body, m_target);
    const std::chrono::milliseconds limit = m_request.timeout.value_or(HttpTimeouts().total);
    if (elapsed() + next->wait > limit) {
        finishWithError({.kind = Error::Kind::Timeout, .detail = u"the answer was not ready in time"_s});
        return true;
    }
    m_reply.release()->deleteLater(); // it is telling us that it is over
    m_mode = Mode::Undecided;
    m_head = {};
    m_body.clear();
    QTimer::singleShot(next->wait, this, [this, request = std::move(next->request)]() mutable {
        if (!m_done)
            dispatch(std::move(request));
    });
    return true;
}

// Only a job that the answer so far has told of: one whose creation is still being waited for has no name yet.
void ProviderCall::stopJob()
{
    if (!m_stopJob || Origin::of(m_stopJob->url) != Origin::of(m_target.service.baseUrl))
        return;
    HttpTimeouts limits;
    limits.total = stopJobWithin;
    m_authorizer.sendAndForget(httpRequestFor(std::move(*m_stopJob), m_target.service, false, std::nullopt, limits),
        m_target.service, m_credentials);
    m_stopJob.reset();
}

void ProviderCall::finishPlain()
{
    if (followsUp())
        return;
    m_stopJob.reset(); // the job is over, however it went
    if (const std::optional<Error> page = webPageFault(m_body, m_head.status)) {
        finishWithError(*page);
        return;
    }
    const Result<QList<Delta>> deltas = m_dialect->decode(m_body, m_target);
    if (!deltas) {
        finishWithError(deltas.error());
        return;
    }
    deliver(*deltas);
    if (m_done)
        return;
    Completion completion = partial();
    completion.complete = true;
    conclude(completion);
}

Credentials ProviderCall::secrets() const
{
    Credentials out = m_credentials;
    out.fields.insert(u"access_token"_s, m_bought);
    return out;
}

Exchange ProviderCall::exchange() const
{
    return m_exchange.isEmpty() ? Exchange() : withoutSecrets(m_exchange, secrets().all());
}

void ProviderCall::finishWithError(Error error)
{
    finishError(error, m_record, secrets());
    if (error.httpStatus == 401)
        m_authorizer.refused(m_target.service, m_credentials);
    conclude(error);
}

void ProviderCall::conclude(const Result<Completion> &result)
{
    if (std::exchange(m_done, true))
        return;
    m_reply.reset();
    const Completion soFar = partial();
    m_record.total = elapsed();
    m_record.usage = soFar.usage;
    if (const Choice *first = soFar.first()) {
        m_record.finishReason = first->finishReason;
        m_record.nativeFinishReason = first->nativeFinishReason;
    }
    if (!result) {
        stopJob();
        m_record.error = result.error();
        m_record.partial = m_builder.hasContent();
    }
    Q_EMIT finished(result);
}

} // namespace lineup
