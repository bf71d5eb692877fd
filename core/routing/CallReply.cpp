// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/CallReply.h"

#include "core/routing/PartialUsage.h"
#include "core/spend/CostCalculator.h"

namespace lineup {

CallReply::CallReply(const Router::Dependencies &dependencies, Authorizer &authorizer, const ChatRequest &request,
    const CallOptions &options)
    : m_clock(dependencies.clock), m_authorizer(authorizer), m_request(request),
      m_setup(dependencies, request.model, options), m_book(dependencies, options)
{
    m_book.record.requestedModel = request.model;
    m_book.record.user = request.user;
    m_book.record.metadata = request.metadata;
    m_book.record.streamed = request.stream;
    connect(&m_setup, &CallSetup::ready, this, &CallReply::send);
    connect(&m_setup, &CallSetup::failed, this, [this](const Error &error) { finishWith(error); });
}

CallReply::~CallReply() = default;

void CallReply::start()
{
    m_book.start();
    m_setup.start();
}

void CallReply::send(const Credentials &credentials)
{
    m_call = new ProviderCall(m_request, *m_setup.target(), credentials, m_setup.client(), m_authorizer, m_clock, this);
    connect(m_call, &ProviderCall::connected, this, [this] { setState(State::Waiting); });
    connect(m_call, &ProviderCall::delta, this, &CallReply::onDelta);
    connect(m_call, &ProviderCall::finished, this, &CallReply::onAttemptFinished);
    m_call->start();
    setState(State::Connecting);
}

void CallReply::setState(State state)
{
    if (m_state == state || m_book.isClosed())
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void CallReply::onDelta(const Delta &piece)
{
    if (m_book.isClosed())
        return;
    if (!m_book.record.firstToken && piece.hasContent())
        m_book.record.firstToken = m_book.elapsed();
    setState(State::Streaming);
    Q_EMIT delta(piece);
}

Completion CallReply::partial() const
{
    return m_call && !m_book.isClosed() ? m_call->partial() : m_partial;
}

AttemptRecord CallReply::priced(AttemptRecord attempt) const
{
    if (attempt.partial && !attempt.usage.isKnown())
        attempt.usage = estimatedUsage(m_request, m_call ? m_call->partial() : m_partial);
    const std::optional<Money> reported = m_call ? m_call->partial().providerCost : std::nullopt;
    if (attempt.error && !attempt.usage.isKnown()) {
        // An explicit refusal is not billed; a request that vanished on the way may be.
        const bool refused = attempt.httpStatus >= 400 || !attempt.connected;
        attempt.cost = Cost::unknown(refused ? Cost::Reason::NotBilled : Cost::Reason::MaybeBilled);
    } else {
        attempt.cost = costOf(attempt.usage, m_setup.target()->info, reported);
    }
    return attempt;
}

void CallReply::onAttemptFinished(const Result<Completion> &result)
{
    if (m_book.isClosed())
        return;
    m_partial = m_call->partial();
    if (result)
        m_partial.complete = true;
    m_book.record.attempts += priced(m_call->record());
    if (result)
        finishWith(m_partial);
    else
        finishWith(result.error());
}

void CallReply::closeRecord(const std::optional<Error> &error)
{
    m_setup.stop();
    m_book.record.demo = m_setup.target() && m_setup.target()->service.demo;
    m_book.close(error);
}

void CallReply::finishWith(const Result<Completion> &result)
{
    if (m_book.isClosed())
        return;
    closeRecord(result ? std::nullopt : std::optional(result.error()));
    if (m_call)
        m_call->deleteLater();
    m_state = State::Done;
    Q_EMIT stateChanged(State::Done);
    Q_EMIT finished(result);
}

void CallReply::abort()
{
    if (m_book.isClosed())
        return;
    const Error cancelled {.kind = Error::Kind::Cancelled, .detail = {}, .service = m_setup.serviceId()};
    if (m_call) {
        m_partial = m_call->partial();
        AttemptRecord attempt = m_call->recordNow();
        attempt.error = cancelled;
        m_book.record.attempts += priced(attempt);
        m_call->disconnect(this);
        m_call->abort();
        m_call->deleteLater();
    }
    closeRecord(cancelled);
    m_state = State::Done;
    QMetaObject::invokeMethod(
        this,
        [this, cancelled] {
            Q_EMIT stateChanged(State::Done);
            Q_EMIT finished(cancelled);
        },
        Qt::QueuedConnection);
}

} // namespace lineup
