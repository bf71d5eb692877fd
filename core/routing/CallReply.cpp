// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/CallReply.h"

namespace lineup {

namespace {

std::optional<FireDrill> drillOf(AttemptSource &source, const RoutePlan &plan, const Clock &clock, bool wanted)
{
    return wanted ? std::make_optional<FireDrill>(source, plan, clock) : std::nullopt;
}

} // namespace

CallReply::CallReply(const Router::Dependencies &dependencies, const Means &means, const RoutePlan &plan,
    const ChatRequest &request, const CallOptions &options)
    : m_book(dependencies, options), m_attempts(dependencies, means.authorizer, m_book.record, options),
      m_drill(drillOf(m_attempts, plan, dependencies.clock, options.failFirstStep)),
      m_run({.attempts = m_drill ? static_cast<AttemptSource &>(*m_drill) : m_attempts,
                .timers = means.timers,
                .clock = dependencies.clock,
                .random = means.random,
                .memory = m_drill ? m_drill->memory() : means.memory,
                .planFor = means.planFor},
          plan, request)
{
    m_book.record.requestedModel = request.model;
    m_book.record.user = request.user;
    m_book.record.metadata = request.metadata;
    m_book.record.streamed = request.stream;
    connect(&m_run, &RouteRun::asking, this, [this] { setState(State::Connecting); });
    connect(&m_run, &RouteRun::connected, this, [this] { setState(State::Waiting); });
    connect(&m_run, &RouteRun::waiting, this, &CallReply::onWaiting);
    connect(&m_run, &RouteRun::delta, this, &CallReply::onDelta);
    connect(&m_run, &RouteRun::finished, this, &CallReply::onFinished);
}

CallReply::~CallReply()
{
    close(Error {.kind = Error::Kind::Cancelled, .detail = {}});
}

void CallReply::start()
{
    m_book.start();
    m_run.start();
}

void CallReply::setState(State state)
{
    if (m_state == state || m_finishing)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

// Queued again, so that the attempt after it is a change of state as well.
void CallReply::onWaiting(std::chrono::milliseconds time)
{
    setState(State::Queued);
    if (!m_finishing)
        Q_EMIT waiting(time);
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

void CallReply::close(const std::optional<Error> &error)
{
    if (m_book.isClosed())
        return;
    m_book.record.attempts = m_run.attemptsNow();
    m_book.record.route = m_run.events();
    m_book.record.demo = m_run.demo();
    m_book.close(error);
}

void CallReply::onFinished(const Result<Completion> &result)
{
    if (m_finishing)
        return;
    close(result ? std::nullopt : std::optional(result.error()));
    m_state = State::Done;
    m_finishing = true;
    Q_EMIT stateChanged(State::Done);
    Q_EMIT finished(result ? Result<Completion>(m_run.partial()) : result);
}

void CallReply::abort()
{
    if (m_book.isClosed())
        return;
    m_run.abort(); // its finished(Cancelled) follows
    close(Error {.kind = Error::Kind::Cancelled, .detail = {}});
}

} // namespace lineup
