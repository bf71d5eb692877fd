// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/RouteRun.h"

#include "core/routing/PartialUsage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The estimate of a prompt's length is off by some; a prompt is held to be too long only beyond that.
constexpr double estimateMargin = 1.10;

// What came from the provider itself, or never left: asking again cannot be billed twice.
bool isRefusal(const Error &error, const AttemptRecord &record)
{
    if (!record.connected || record.httpStatus >= 400)
        return true;
    return error.kind == Error::Kind::RateLimited || error.kind == Error::Kind::Overloaded
        || error.kind == Error::Kind::ServerFault;
}

Error skipError(const QString &model, SkipReason reason)
{
    const auto because = [&](Error::Kind kind, const QString &why) {
        return Error {
            .kind = kind, .detail = u"%1 was not asked: %2"_s.arg(model, why), .code = skipReasonName(reason)};
    };
    switch (reason) {
    case SkipReason::ContextTooSmall:
        return because(Error::Kind::ContextTooLong, u"the prompt does not fit its context"_s);
    case SkipReason::NoImages:
        return because(Error::Kind::Unsupported, u"it takes no images"_s);
    case SkipReason::NoTools:
        return because(Error::Kind::Unsupported, u"it takes no tools"_s);
    case SkipReason::NoAudio:
        return because(Error::Kind::Unsupported, u"it takes no audio"_s);
    case SkipReason::NoFiles:
        return because(Error::Kind::Unsupported, u"it takes no files"_s);
    case SkipReason::Cooling:
        return because(Error::Kind::Overloaded, u"it failed too often of late"_s);
    case SkipReason::TooDear:
        return because(Error::Kind::BudgetExhausted, u"it could cost more than the step allows"_s);
    case SkipReason::Budget:
        return because(Error::Kind::BudgetExhausted, u"a budget is spent"_s);
    case SkipReason::NoKey:
        return because(Error::Kind::Auth, u"there is no key for it"_s);
    case SkipReason::Unknown:
    case SkipReason::None:
        break;
    }
    return because(Error::Kind::NotFound, u"no service has this model"_s);
}

} // namespace

RouteRun::RouteRun(const Means &means, RoutePlan plan, const ChatRequest &request, QObject *parent)
    : QObject(parent), m_means(means), m_plan(std::move(plan)), m_request(request)
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

std::chrono::microseconds RouteRun::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(m_means.clock.monotonic() - m_startedAt);
}

void RouteRun::start()
{
    m_startedAt = m_means.clock.monotonic();
    m_means.timers.after({}, this, [this] {
        if (m_done)
            return;
        if (m_plan.fault)
            conclude(*m_plan.fault);
        else
            enterStep(m_plan.firstStep);
    });
}

void RouteRun::noteSkip(const QString &model, SkipReason reason, const TargetFacts &facts)
{
    if (m_noted.contains(model))
        return; // looked at again for a retry
    m_noted.insert(model);
    RouteEvent event {.kind = RouteEvent::Kind::Skip, .step = m_step, .model = model, .at = elapsed()};
    event.skipped = reason;
    event.left = m_means.memory.cooldowns.remaining(facts.id);
    m_events += event;
    if (!m_skipError)
        m_skipError = skipError(model, reason);
}

// Where there is nobody else, the one is asked: an estimate may be wrong, and the provider says it better.
bool RouteRun::hasAlternative() const
{
    return m_plan.steps.size() > 1 || (!m_plan.steps.isEmpty() && step().targets.size() > 1)
        || !m_plan.contextFallbacks.isEmpty() || (!m_plan.steps.isEmpty() && !step().largerContext.isEmpty());
}

SkipReason RouteRun::skipOf(const RouteStep &step, const TargetFacts &facts) const
{
    if (step.maxCost && facts.worstCost && *facts.worstCost > *step.maxCost)
        return SkipReason::TooDear;
    if (!hasAlternative())
        return SkipReason::None;
    if (facts.skip != SkipReason::None)
        return facts.skip;
    const qint64 prompt = estimatedInputTokens(m_request);
    const bool estimated = facts.contextTokens > 0 && double(prompt) > double(facts.contextTokens) * estimateMargin;
    const bool known = m_tooSmall > 0 && facts.contextTokens > 0 && facts.contextTokens <= m_tooSmall;
    if (estimated || known)
        return SkipReason::ContextTooSmall;
    if (m_means.memory.cooldowns.state(facts.id) == Cooldowns::State::Cooling)
        return SkipReason::Cooling;
    return SkipReason::None;
}

// Those of the step's targets that can be asked and were not yet.
QList<RouteRun::Choice> RouteRun::viable(const RouteStep &step)
{
    QList<Choice> out;
    for (const RouteTarget &target : step.targets) {
        if (m_tried.contains(target.model))
            continue;
        const Choice choice {.model = target.model, .facts = m_means.attempts.facts(m_request, target.model)};
        const SkipReason reason = skipOf(step, choice.facts);
        if (reason == SkipReason::None) {
            out += choice;
            continue;
        }
        noteSkip(target.model, reason, choice.facts);
        if (reason == SkipReason::Cooling && !m_cooling) {
            m_cooling = choice;
            m_coolingStep = m_step;
        }
        if (reason != SkipReason::ContextTooSmall)
            continue;
        if (const std::optional<Choice> larger = largerThan(step, target.model))
            out += *larger;
    }
    return out;
}

// The model to ask instead of one that the prompt does not fit, followed on until one is large enough.
std::optional<RouteRun::Choice> RouteRun::largerThan(const RouteStep &step, const QString &model)
{
    const bool own = !step.largerContext.isEmpty() && !m_largerTried.contains(step.largerContext);
    QString next = own ? step.largerContext : m_plan.contextFallbacks.value(model);
    while (!next.isEmpty() && !m_largerTried.contains(next) && !m_tried.contains(next) && next != model) {
        m_largerTried.insert(next);
        const Choice choice {.model = next, .facts = m_means.attempts.facts(m_request, next), .larger = true};
        const SkipReason reason = skipOf(step, choice.facts);
        if (reason == SkipReason::None)
            return choice;
        noteSkip(next, reason, choice.facts);
        next = m_plan.contextFallbacks.value(next);
    }
    return std::nullopt;
}

RouteRun::Choice RouteRun::pick(const RouteStep &step, const QList<Choice> &choices) const
{
    const auto least = [&](auto figure) {
        return *std::min_element(
            choices.begin(), choices.end(), [&](const Choice &a, const Choice &b) { return figure(a) < figure(b); });
    };
    switch (step.balance) {
    case Balance::LeastBusy:
        return least([this](const Choice &c) { return m_means.memory.stats.inFlight(c.facts.id); });
    case Balance::LowestLatency: // who was not measured yet goes first
        return least([this](const Choice &c) {
            return m_means.memory.stats.latency(c.facts.id).value_or(std::chrono::microseconds(0));
        });
    case Balance::Cheapest: // who has no price goes last
        return least([](const Choice &c) {
            return c.facts.worstCost ? std::pair(0, c.facts.worstCost->nano()) : std::pair(1, qint64(0));
        });
    case Balance::Shuffle:
        break;
    }
    const auto weightOf = [&step](const Choice &choice) {
        const auto target = std::find_if(step.targets.begin(), step.targets.end(),
            [&](const RouteTarget &each) { return each.model == choice.model; });
        return target == step.targets.end() ? 1.0 : std::max(0.0, target->weight);
    };
    double total = 0;
    for (const Choice &choice : choices)
        total += weightOf(choice);
    double at = choices.size() > 1 ? m_means.random.next() * total : 0;
    for (const Choice &choice : choices) {
        at -= weightOf(choice);
        if (at < 0)
            return choice;
    }
    return choices.last();
}

void RouteRun::enterStep(int index)
{
    m_step = index;
    m_retries = 0;
    m_tried.clear();
    m_noted.clear();
    if (index >= (m_wrapped ? m_plan.firstStep : m_plan.steps.size()))
        return m_wrapped || m_plan.firstStep == 0 ? giveUp() : fromTheTop();
    const QList<Choice> choices = viable(step());
    if (choices.isEmpty())
        return nextStep();
    ask(pick(step(), choices));
}

void RouteRun::nextStep()
{
    enterStep(m_step + 1);
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
    if (m_attempts.isEmpty() && m_cooling && !m_lastResort) {
        m_lastResort = true;
        m_step = m_coolingStep;
        return ask(*m_cooling);
    }
    const Error none {.kind = Error::Kind::BadRequest, .detail = u"the chain has no step"_s};
    conclude(m_error ? *m_error : m_skipError.value_or(none));
}

void RouteRun::ask(const Choice &choice)
{
    m_choice = choice;
    m_tried.insert(choice.model);
    ++m_generation;
    m_committed = false;
    m_held.clear();
    m_attemptAt = m_means.clock.monotonic();
    m_means.memory.cooldowns.began(choice.facts.id);
    m_means.memory.stats.began(choice.facts.id);
    ChatRequest request = m_request;
    request.model = choice.model;
    m_attempt = m_means.attempts.make(request, step().timeouts);
    connect(m_attempt.get(), &Attempt::connected, this, &RouteRun::connected);
    connect(m_attempt.get(), &Attempt::delta, this, &RouteRun::onDelta);
    connect(m_attempt.get(), &Attempt::finished, this, &RouteRun::onFinished);
    Q_EMIT asking(choice.model);
    if (m_done)
        return;
    watchFirstToken(step());
    m_attempt->start();
}

// A body's first byte may be a comment that only says "still there"; this limit is on what a person waits for.
void RouteRun::watchFirstToken(const RouteStep &step)
{
    if (step.timeouts.firstToken.count() <= 0 || !m_request.stream)
        return;
    m_means.timers.after(step.timeouts.firstToken, this, [this, generation = m_generation] {
        if (m_done || generation != m_generation || !m_attempt || m_committed)
            return;
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
    const auto waited = m_means.clock.monotonic() - m_attemptAt;
    m_means.memory.stats.measured(m_choice.facts.id, std::chrono::duration_cast<std::chrono::microseconds>(waited));
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
    m_means.memory.stats.ended(m_choice.facts.id);
    m_partial = m_attempt->partial();
    m_demo = m_attempt->isDemo();
    const bool sent = m_attempt->wasSent();
    RouteEvent event {.kind = sent ? RouteEvent::Kind::Attempt : RouteEvent::Kind::Skip, .step = m_step};
    event.model = m_choice.model;
    event.at = std::chrono::duration_cast<std::chrono::microseconds>(m_attemptAt - m_startedAt);
    event.took = elapsed() - event.at;
    event.largerContext = m_choice.larger;
    if (sent) {
        const AttemptRecord record = m_attempt->record(error);
        event.attempt = int(m_attempts.size());
        event.httpStatus = record.httpStatus;
        m_attempts += record;
        m_details += m_attempt->details();
    } else {
        event.skipped = error && error->kind == Error::Kind::NotFound ? SkipReason::Unknown : SkipReason::NoKey;
    }
    if (error && sent)
        event.error = error->kind;
    m_events += event;
    if (!error)
        m_means.memory.cooldowns.answered(m_choice.facts.id);
    else if (sent)
        m_means.memory.cooldowns.failed(m_choice.facts.id, *error);
    else
        m_means.memory.cooldowns.abandoned(m_choice.facts.id);
    m_attempt->disconnect(this);
    m_attempt.release()->deleteLater(); // it may be what is telling us
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
    if (m_plan.stickFor.count() > 0 && m_step != m_plan.firstStep)
        m_means.memory.stick(m_plan.chain, m_step, m_plan.stickFor);
    const QList<Delta> held = std::exchange(m_held, {});
    for (const Delta &each : held) { // an answer without any content
        if (m_done)
            return;
        Q_EMIT delta(each);
    }
    m_partial.complete = true;
    if (!m_done)
        conclude(result);
}

void RouteRun::handleFailure(const Error &error, bool sent)
{
    const std::optional<ErrorClass> value = errorClassOf(error.kind);
    if (sent || !m_error)
        m_error = error;
    if (!sent) { // it was only found out now that it cannot be asked
        const QList<Choice> others = viable(step());
        return others.isEmpty() ? nextStep() : ask(pick(step(), others));
    }
    if (!value)
        return conclude(error);
    if (*value == ErrorClass::ContextTooLong) {
        m_tooSmall = std::max({m_tooSmall, m_choice.facts.contextTokens, qint64(1)});
        if (tryContext(step()))
            return;
    }
    if (*value == ErrorClass::ContentFiltered && tryContentFallback())
        return;
    if (m_lastResort)
        return conclude(error);
    if (retry(step(), *value, error))
        return;
    if (step().fallOn.testFlag(*value))
        return nextStep();
    conclude(error);
}

bool RouteRun::tryContext(const RouteStep &step)
{
    const std::optional<Choice> larger = largerThan(step, m_choice.model);
    if (!larger)
        return false;
    ask(*larger);
    return true;
}

// What a filter has refused goes to those that the request names for it, one after the other, each once.
bool RouteRun::tryContentFallback()
{
    if (m_plan.contentFallbacks.isEmpty())
        return false;
    RouteStep next = step();
    next.targets = {{.model = m_plan.contentFallbacks.takeFirst()}};
    next.largerContext.clear();
    m_plan.steps.insert(m_step + 1, next);
    if (m_wrapped)
        ++m_plan.firstStep;
    nextStep();
    return true;
}

// One more attempt at this step, where the step's rules and the provider allow it. In a group somebody else goes first.
bool RouteRun::retry(const RouteStep &step, ErrorClass value, const Error &error)
{
    if (m_retries >= step.retries || !step.retryOn.testFlag(value))
        return false;
    QList<Choice> others = viable(step);
    if (others.isEmpty() && !m_plan.retryUncertain && !isRefusal(error, m_attempts.constLast()))
        return false;
    if (others.isEmpty()) {
        if (m_means.memory.cooldowns.state(m_choice.facts.id) == Cooldowns::State::Cooling && !error.retryAfter)
            return false;
        others += m_choice;
    }
    const bool same = others.first().model == m_choice.model;
    const std::optional<std::chrono::milliseconds> wait
        = waitBeforeRetry(m_plan, m_retries, same ? error.retryAfter : std::nullopt, m_means.random.next());
    if (!wait)
        return false; // the provider asks for more patience than the plan has
    ++m_retries;
    const Choice next = pick(step, others);
    const std::chrono::microseconds at = elapsed();
    m_means.timers.after(*wait, this, [this, next, at, generation = m_generation] {
        if (m_done || generation != m_generation)
            return;
        RouteEvent event {.kind = RouteEvent::Kind::Wait, .step = m_step, .model = next.model, .at = at};
        event.took = elapsed() - at;
        m_events += event;
        ask(next);
    });
    Q_EMIT waiting(*wait);
    return true;
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
    QList<AttemptRecord> out = m_attempts;
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
