// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/RouteRun.h"

#include "core/routing/BilledOrNot.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

RouteRun::RouteRun(const Means &means, RoutePlan plan, const ChatRequest &request, QObject *parent)
    : QObject(parent), m_means(means), m_plan(std::move(plan)), m_request(request),
      m_chooser(means.attempts, means.memory, means.random, m_plan, m_request,
          [this](const TargetChoice &choice, SkipReason reason) {
              m_trail.addSkip(m_step, choice.model, reason, m_means.memory.cooldowns.remaining(choice.facts.id));
          }),
      m_trail(means.clock)
{
    m_plan.firstStep = std::clamp(m_plan.firstStep, 0, std::max(0, int(m_plan.steps.size()) - 1));
}

RouteRun::~RouteRun()
{
    if (!m_attempt)
        return;
    m_means.memory.stats.ended(m_choice.facts.id);
    m_means.memory.cooldowns.abandoned(m_choice.facts.id);
}

void RouteRun::start()
{
    m_trail.begin();
    m_means.timers.after({}, this, [this] {
        if (m_done)
            return;
        if (m_plan.fault)
            conclude(*m_plan.fault);
        else
            enterStep(m_plan.firstStep);
    });
}

void RouteRun::enterStep(int index)
{
    m_step = index;
    m_retries = 0;
    if (index >= (m_wrapped ? m_plan.firstStep : m_plan.steps.size()))
        return m_wrapped || m_plan.firstStep == 0 ? giveUp() : fromTheTop();
    m_chooser.enterStep(index);
    askWhoIsLeft();
}

void RouteRun::askWhoIsLeft()
{
    const QList<TargetChoice> choices = m_chooser.viable();
    if (!choices.isEmpty())
        return ask(m_chooser.pick(choices));
    if (!tryLargerChain())
        nextStep();
}

// It began further down; those above may be well again.
void RouteRun::fromTheTop()
{
    m_wrapped = true;
    enterStep(0);
}

void RouteRun::giveUp()
{
    // Everybody who could answer is being left alone: one is asked all the same, but only once.
    if (const auto &last = m_chooser.lastResort(); attempts().isEmpty() && last && !m_lastResort) {
        m_lastResort = true;
        m_step = last->step;
        m_chooser.enterStep(m_step);
        return ask(last->choice);
    }
    const Error none = badRequest(u"the chain has no step"_s);
    conclude(m_error ? *m_error : m_chooser.firstSkip().value_or(none));
}

void RouteRun::ask(const TargetChoice &choice)
{
    m_choice = choice;
    m_chooser.asked(choice);
    ++m_generation;
    m_committed = false;
    m_held.clear();
    m_connected = false;
    m_attemptAt = m_trail.elapsed();
    m_probes = m_means.memory.cooldowns.state(choice.facts.id) == Cooldowns::State::Probing;
    m_means.memory.cooldowns.began(choice.facts.id);
    m_means.memory.stats.began(choice.facts.id);
    ChatRequest request = m_request;
    request.model = choice.model;
    m_attempt = m_means.attempts.make(request, step().timeouts);
    connect(m_attempt.get(), &Attempt::sent, this, &RouteRun::watchFirstToken);
    connect(m_attempt.get(), &Attempt::dequeued, this, &RouteRun::onDequeued);
    connect(m_attempt.get(), &Attempt::connected, this, &RouteRun::onConnected);
    connect(m_attempt.get(), &Attempt::delta, this, &RouteRun::onDelta);
    connect(m_attempt.get(), &Attempt::finished, this, &RouteRun::onFinished);
    connect(m_attempt.get(), &Attempt::switched, this, &RouteRun::onSwitched);
    Q_EMIT asking(choice.model);
    if (m_done)
        return;
    m_attempt->start();
    if (m_attempt->wasSent())
        watchFirstToken();
}

// While it waited for its turn others may have found out that nobody answers there: then it does not go to see that for
// itself, unless that is what it is for.
void RouteRun::onDequeued()
{
    const bool chosenAnyway = m_probes || m_lastResort || m_retries > 0;
    if (m_connected || chosenAnyway || !m_chooser.leftOutByNow(m_choice))
        return watchFirstToken(); // from now on
    ++m_generation;
    m_attempt->withdraw();
    m_means.memory.stats.ended(m_choice.facts.id);
    dropAttempt();
    askWhoIsLeft();
}

void RouteRun::onConnected()
{
    m_connected = true;
    Q_EMIT connected();
}

// A body's first byte may be a comment that only says "still there"; this limit is on what a person waits for. It
// counts from the sending: the time that a keychain or a budget takes is not the service's.
void RouteRun::watchFirstToken()
{
    if (step().timeouts.firstToken.count() <= 0 || !m_request.stream)
        return;
    m_means.timers.after(step().timeouts.firstToken, this, [this, watch = ++m_watch, generation = m_generation] {
        if (m_done || generation != m_generation || watch != m_watch || !m_attempt || m_committed)
            return;
        if (m_attempt->isQueued())
            return; // it is watched anew when it begins
        onFinished(Error {.kind = Error::Kind::Timeout,
            .detail = u"no word came in time"_s,
            .service = m_choice.facts.id.section(u'/', 0, 0),
            .code = u"first_token"_s});
    });
}

void RouteRun::onDelta(const Delta &piece)
{
    if (m_done)
        return;
    if (m_committed) {
        Q_EMIT delta(piece);
        return;
    }
    m_held += piece;
    if (!piece.hasContent())
        return;
    m_committed = true;
    m_means.memory.stats.measured(m_choice.facts.id, m_trail.elapsed() - m_attemptAt);
    passOnHeld();
}

void RouteRun::passOnHeld()
{
    const QList<Delta> held = std::exchange(m_held, {});
    for (const Delta &each : held) {
        if (m_done)
            return;
        Q_EMIT delta(each);
    }
}

// Takes the attempt's end down: its record, its event, and what it says of the target.
void RouteRun::closeAttempt(const std::optional<Error> &error)
{
    ++m_generation;
    m_partial = m_attempt->partial();
    m_demo = m_attempt->isDemo();
    m_trail.addAttempt(m_step, m_choice, *m_attempt, m_attemptAt, error);
    if (error && m_attempt->wasSent())
        m_attempt->ended(attempts().constLast());
    tellMemory(error, m_attempt->wasSent());
    dropAttempt();
}

void RouteRun::dropAttempt()
{
    m_attempt->disconnect(this);
    m_attempt.release()->deleteLater(); // it may be what is telling us
}

// A budget sends the call elsewhere: what was left of its own way is given up for the other one, whole.
void RouteRun::onSwitched(const QString &model)
{
    if (m_done || !m_attempt)
        return;
    ++m_generation;
    m_trail.addSkip(m_step, m_choice.model, SkipReason::Budget, {});
    tellMemory(Error {.kind = Error::Kind::BudgetExhausted}, false);
    dropAttempt();
    m_plan = m_means.planFor ? m_means.planFor(model) : RoutePlan {.fault = Error {.kind = Error::Kind::Unsupported}};
    if (m_plan.fault)
        return conclude(*m_plan.fault);
    m_wrapped = false;
    m_chooser.beginAnew();
    enterStep(m_plan.firstStep);
}

void RouteRun::tellMemory(const std::optional<Error> &error, bool sent)
{
    const QString &target = m_choice.facts.id;
    m_means.memory.stats.ended(target);
    if (!error)
        m_means.memory.cooldowns.answered(target);
    else if (sent)
        m_means.memory.cooldowns.failed(target, *error);
    else
        m_means.memory.cooldowns.abandoned(target);
}

void RouteRun::onFinished(const Result<Completion> &result)
{
    if (m_done || !m_attempt)
        return;
    const bool sent = m_attempt->wasSent();
    closeAttempt(result ? std::nullopt : std::optional(result.error()));
    if (result)
        return answered(result);
    // What was shown to somebody is not taken back, and nobody else's words are put behind it.
    if (m_committed)
        return conclude(result);
    handleFailure(result.error(), sent);
}

void RouteRun::answered(const Result<Completion> &result)
{
    const bool own = !m_detoured && m_step < m_plan.ownSteps;
    if (own && m_plan.stickFor.count() > 0 && m_step != m_plan.firstStep)
        m_means.memory.stick(m_plan.chain, m_step, m_plan.stickFor);
    passOnHeld(); // of an answer without any content
    m_partial.complete = true;
    if (!m_done)
        conclude(result);
}

void RouteRun::handleFailure(const Error &error, bool sent)
{
    const std::optional<ErrorClass> value = errorClassOf(error.kind);
    if (sent || !m_error)
        m_error = error;
    if (!sent) // it was only found out now that it cannot be asked
        return askWhoIsLeft();
    if (!value)
        return conclude(error);
    if (*value == ErrorClass::ContextTooLong && tryContext())
        return;
    if (*value == ErrorClass::ContentFiltered && tryContentFallback())
        return;
    if (m_lastResort)
        return conclude(error);
    if (retry(*value, error))
        return;
    if (step().fallOn.testFlag(*value))
        return nextStep();
    conclude(error);
}

bool RouteRun::tryContext()
{
    m_chooser.refusedAsTooLong(m_choice);
    const std::optional<TargetChoice> larger = m_chooser.largerThan(m_choice.model);
    if (larger)
        ask(*larger);
    return larger || tryLargerChain();
}

bool RouteRun::tryLargerChain()
{
    const std::optional<QString> chain = m_chooser.takeLargerChain();
    if (chain)
        detour(m_plan.chains.value(*chain));
    return chain.has_value();
}

// What a filter has refused goes to those that the request names for it, one after the other, each once.
bool RouteRun::tryContentFallback()
{
    if (m_plan.contentFallbacks.isEmpty())
        return false;
    const QString model = m_plan.contentFallbacks.takeFirst();
    RouteStep next = step();
    next.targets = {{.model = model}};
    next.largerContext.clear();
    detour(m_plan.chains.value(model, {next}));
    return true;
}

// These steps come before the rest of the plan.
void RouteRun::detour(const QList<RouteStep> &steps)
{
    m_detoured = true;
    for (qsizetype i = 0; i < steps.size(); ++i)
        m_plan.steps.insert(m_step + 1 + i, steps.at(i));
    if (m_wrapped)
        m_plan.firstStep += int(steps.size());
    nextStep();
}

// One more attempt at this step, where the step's rules and the provider allow it.
bool RouteRun::retry(ErrorClass value, const Error &error)
{
    if (m_retries >= step().retries || !step().retryOn.testFlag(value))
        return false;
    const QList<TargetChoice> choices = retryChoices(error);
    if (choices.isEmpty())
        return false;
    const bool same = choices.first().model == m_choice.model;
    const std::optional<std::chrono::milliseconds> wait
        = waitBeforeRetry(m_plan, m_retries, same ? error.retryAfter : std::nullopt, m_means.random.next());
    if (!wait)
        return false; // the provider asks for more patience than the plan has
    ++m_retries;
    askAfter(*wait, m_chooser.pick(choices));
    return true;
}

// In a group somebody else goes first. The same one is asked again only where it was not billed, or the plan allows it.
QList<TargetChoice> RouteRun::retryChoices(const Error &error)
{
    const QList<TargetChoice> others = m_chooser.viable();
    if (!others.isEmpty())
        return others;
    if (!m_plan.retryUncertain && mayBeBilled(attempts().constLast()))
        return {};
    const bool cooling = m_means.memory.cooldowns.state(m_choice.facts.id) == Cooldowns::State::Cooling;
    if (cooling && !error.retryAfter)
        return {};
    return {m_choice};
}

void RouteRun::askAfter(std::chrono::milliseconds wait, const TargetChoice &choice)
{
    m_means.timers.after(wait, this, [this, choice, since = m_trail.elapsed(), generation = m_generation] {
        if (m_done || generation != m_generation)
            return;
        m_trail.addWait(m_step, choice.model, since);
        ask(choice);
    });
    Q_EMIT waiting(wait);
}

void RouteRun::abort()
{
    if (m_done)
        return;
    const Error cancelled {.kind = Error::Kind::Cancelled, .detail = {}, .service = {}};
    if (m_attempt)
        closeAttempt(cancelled);
    m_done = true;
    m_means.timers.after({}, this, [this, cancelled] { Q_EMIT finished(cancelled); });
}

Completion RouteRun::partial() const
{
    return m_attempt ? m_attempt->partial() : m_partial;
}

QList<AttemptRecord> RouteRun::attemptsNow() const
{
    QList<AttemptRecord> out = attempts();
    if (m_attempt && m_attempt->wasSent())
        out += m_attempt->record(Error {.kind = Error::Kind::Cancelled, .detail = {}});
    return out;
}

void RouteRun::conclude(const Result<Completion> &result)
{
    if (std::exchange(m_done, true))
        return;
    Q_EMIT finished(result);
}

} // namespace lineup
