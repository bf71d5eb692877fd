// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/EmbeddingCallReply.h"

#include "core/routing/Chain.h"
#include "core/routing/SpendClaims.h"
#include "core/spend/AttemptCost.h"

using namespace Qt::StringLiterals;

namespace lineup {

EmbeddingCallReply::EmbeddingCallReply(const Router::Dependencies &dependencies, Authorizer &authorizer,
    const EmbeddingRequest &request, const CallOptions &options)
    : m_clock(dependencies.clock), m_authorizer(authorizer), m_request(request),
      m_setup(dependencies, request.model, options), m_book(dependencies, options), m_ticket(dependencies.gate)
{
    m_book.record.kind = CallRecord::Kind::Embedding;
    m_book.record.requestedModel = request.model;
    m_book.record.user = request.user;
    connect(&m_setup, &CallSetup::ready, this, &EmbeddingCallReply::claim);
    connect(&m_setup, &CallSetup::failed, this, [this](const Error &error) { finishWith(error); });
    connect(&m_ticket, &BudgetTicket::admitted, this, &EmbeddingCallReply::send);
    connect(&m_ticket, &BudgetTicket::refused, this, [this](const Error &error) { finishWith(error); });
}

void EmbeddingCallReply::start()
{
    m_book.start();
    if (!m_request.model.startsWith(chainPrefix))
        return m_setup.start();
    const Error chain {.kind = Error::Kind::BadRequest,
        .detail = u"%1 is a chain: the vectors of two models do not mix; name one model"_s.arg(m_request.model)};
    QMetaObject::invokeMethod(
        this, [this, chain] { finishWith(chain); }, Qt::QueuedConnection);
}

void EmbeddingCallReply::claim(const Credentials &credentials)
{
    m_credentials = credentials;
    const Target &target = *m_setup.target();
    if (target.service.demo)
        return send();
    SpendClaim claim = claimFor(m_request, target, claimOf(m_book.record));
    claim.switched = true;
    m_ticket.ask(claim);
}

void EmbeddingCallReply::send()
{
    if (m_book.isClosed())
        return; // it was stopped while the budgets were asked
    m_ticket.use();
    m_call
        = new EmbeddingCall(m_request, *m_setup.target(), m_credentials, m_setup.client(), m_authorizer, m_clock, this);
    m_credentials = {};
    connect(m_call, &EmbeddingCall::finished, this, &EmbeddingCallReply::onAttemptFinished);
    m_call->start();
}

// What was answered before a failure has its price; a request that vanished on the way may have one that nobody told.
AttemptRecord EmbeddingCallReply::priced(AttemptRecord attempt) const
{
    if (attempt.error && m_call->mayBeBilled())
        attempt.cost = Cost::unknown(Cost::Reason::MaybeBilled);
    else if (attempt.error && !attempt.partial)
        attempt.cost = Cost::unknown(Cost::Reason::NotBilled);
    settleCost(attempt, m_setup.target()->info, m_call->providerCost(), {});
    attempt.claim = m_ticket.id();
    return attempt;
}

void EmbeddingCallReply::onAttemptFinished(const Result<EmbeddingResult> &result)
{
    if (m_book.isClosed())
        return;
    const AttemptRecord attempt = priced(m_call->record());
    m_book.record.attempts += attempt;
    if (!result) {
        finishWith(result.error());
        return;
    }
    EmbeddingResult out = *result;
    out.cost = attempt.cost;
    finishWith(out);
}

void EmbeddingCallReply::close(const std::optional<Error> &error)
{
    m_setup.stop();
    m_book.record.demo = m_setup.target() && m_setup.target()->service.demo;
    m_book.close(error);
}

void EmbeddingCallReply::finishWith(const Result<EmbeddingResult> &result)
{
    if (m_book.isClosed())
        return;
    close(result ? std::nullopt : std::optional(result.error()));
    if (m_call)
        m_call->deleteLater();
    Q_EMIT finished(result);
}

void EmbeddingCallReply::abort()
{
    if (m_book.isClosed())
        return;
    const Error cancelled {.kind = Error::Kind::Cancelled, .detail = {}, .service = m_setup.serviceId()};
    if (m_call) {
        AttemptRecord attempt = m_call->recordNow();
        attempt.error = cancelled;
        m_book.record.attempts += priced(attempt);
        m_call->disconnect(this);
        m_call->abort();
        m_call->deleteLater();
    }
    close(cancelled);
    QMetaObject::invokeMethod(
        this, [this, cancelled] { Q_EMIT finished(cancelled); }, Qt::QueuedConnection);
}

} // namespace lineup
