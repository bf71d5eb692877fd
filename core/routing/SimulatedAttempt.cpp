// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/SimulatedAttempt.h"

#include "core/routing/Chain.h"
#include "core/routing/PartialUsage.h"
#include "core/routing/ProviderAttempt.h"
#include "core/spend/CostCalculator.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::chrono::milliseconds connectTime {60};
constexpr int pieces = 8; // of one streamed answer
constexpr std::chrono::milliseconds usualFirstByte {120'000}; // as the transport has it
constexpr int tokenCharacters = 4;

} // namespace

SimulatedAttempt::SimulatedAttempt(VirtualTime &time, const Target &target, const ChatRequest &request,
    SimulatedAnswer answer, const StepTimeouts &timeouts)
    : m_time(time), m_target(target), m_request(request), m_answer(std::move(answer)), m_timeouts(timeouts)
{
    m_record.service = target.service.id;
    m_record.model = target.model;
}

void SimulatedAttempt::start()
{
    m_startedAt = m_time.monotonic();
    m_record.startedAt = m_time.now();
    if (m_answer.kind == SimulatedAnswer::Kind::NoKey) {
        return failAfter({}, {.kind = Error::Kind::Auth, .detail = u"there is no key"_s, .service = m_record.service});
    }
    m_sent = true;
    if (m_timeouts.total.count() > 0)
        failAfter(
            m_timeouts.total, {.kind = Error::Kind::Timeout, .detail = u"the time was over"_s, .code = u"total"_s});
    if (m_answer.kind == SimulatedAnswer::Kind::Refuse)
        return refuse();
    m_time.after(connectTime, this, [this] {
        if (m_over)
            return;
        m_record.connected = connectTime;
        Q_EMIT connected();
    });
    if (m_answer.kind == SimulatedAnswer::Kind::NeverStarts)
        return failAfter(usualFirstByte, lost(u"no answer began in time"_s));
    speak();
}

Error SimulatedAttempt::lost(const QString &detail) const
{
    return {.kind = m_answer.kind == SimulatedAnswer::Kind::NeverStarts ? Error::Kind::Timeout : Error::Kind::Network,
        .detail = detail,
        .service = m_record.service};
}

void SimulatedAttempt::refuse()
{
    const Error error {.kind = m_answer.error,
        .detail = u"as the scenario has it"_s,
        .httpStatus = m_answer.httpStatus,
        .retryAfter = m_answer.retryAfter,
        .service = m_record.service};
    if (m_answer.httpStatus > 0) {
        m_time.after(std::min(connectTime, m_answer.firstToken), this, [this] {
            m_record.connected = connectTime;
            m_record.httpStatus = m_answer.httpStatus;
            Q_EMIT connected();
        });
    }
    failAfter(m_answer.firstToken, error);
}

void SimulatedAttempt::speak()
{
    const bool cut = m_answer.kind == SimulatedAnswer::Kind::CutMidStream;
    const int spoken = cut ? pieces / 2 : pieces;
    if (!m_request.stream) { // a plain answer comes whole or not at all
        const auto whole = m_answer.firstToken + m_answer.stream;
        if (cut)
            return failAfter(whole / 2, lost(u"the connection was closed"_s));
        m_time.after(whole, this, [this] {
            for (int piece = 0; piece < pieces; ++piece)
                sayPiece(piece);
        });
        return;
    }
    for (int piece = 0; piece < spoken; ++piece) {
        m_time.after(
            m_answer.firstToken + m_answer.stream * piece / (pieces - 1), this, [this, piece] { sayPiece(piece); });
    }
    if (cut)
        failAfter(m_answer.firstToken + m_answer.stream * spoken / (pieces - 1), lost(u"the stream was cut"_s));
}

void SimulatedAttempt::sayPiece(int piece)
{
    if (m_over)
        return;
    m_record.httpStatus = 200;
    if (!m_record.firstToken)
        m_record.firstToken = std::chrono::duration_cast<std::chrono::microseconds>(m_time.monotonic() - m_startedAt);
    Delta delta;
    delta.text = QString(qsizetype(m_answer.outputTokens) * tokenCharacters / pieces, u'a');
    const bool last = piece == pieces - 1;
    if (last) {
        delta.finishReason = FinishReason::Stop;
        Usage usage;
        usage.source = Usage::Source::Reported;
        usage.inputFresh = estimatedInputTokens(m_request);
        usage.outputText = m_answer.outputTokens;
        delta.usage = usage;
    }
    m_builder.apply(delta);
    Q_EMIT this->delta(delta);
    if (!last || m_over)
        return;
    m_over = true;
    m_record.total = std::chrono::duration_cast<std::chrono::microseconds>(m_time.monotonic() - m_startedAt);
    Q_EMIT finished(partial());
}

void SimulatedAttempt::failAfter(std::chrono::milliseconds delay, const Error &error)
{
    m_time.after(delay, this, [this, error] { fail(error); });
}

void SimulatedAttempt::fail(const Error &error)
{
    if (std::exchange(m_over, true))
        return;
    Q_EMIT finished(error);
}

Completion SimulatedAttempt::partial() const
{
    Completion out = m_builder.build(m_over);
    out.service = m_record.service;
    return out;
}

AttemptRecord SimulatedAttempt::record(const std::optional<Error> &error) const
{
    AttemptRecord out = m_record;
    out.total = std::chrono::duration_cast<std::chrono::microseconds>(m_time.monotonic() - m_startedAt);
    out.usage = m_builder.build(false).usage;
    out.partial = m_builder.hasContent();
    return pricedAttempt(out, error, m_request, partial(), m_target.info);
}

SimulatedAttempts::SimulatedAttempts(
    VirtualTime &time, const Catalogue &catalogue, const RoutePlan &plan, const Scenario &scenario)
    : m_time(time), m_catalogue(catalogue), m_plan(plan), m_scenario(scenario)
{
}

Target SimulatedAttempts::targetOf(const QString &model) const
{
    const Result<Target> target = m_catalogue.resolve(model);
    Target unknown;
    unknown.model = model;
    return target ? *target : unknown;
}

TargetFacts SimulatedAttempts::facts(const ChatRequest &request, const QString &model) const
{
    const Target target = targetOf(model);
    TargetFacts out = target.service.id.isEmpty() ? TargetFacts {.id = model} : factsOf(request, target);
    const bool costs = !target.info || !target.info->free;
    if (model.startsWith(chainPrefix))
        out.skip = SkipReason::Unknown; // a chain that is not there
    if (m_scenario.budgetSpent && costs)
        out.skip = SkipReason::Budget;
    return out;
}

// A model that stands in no step was asked in place of one of the last step that failed: it answers.
int SimulatedAttempts::stepOf(const QString &model) const
{
    for (qsizetype i = 0; i < m_plan.steps.size(); ++i) {
        const QList<RouteTarget> &targets = m_plan.steps.at(i).targets;
        if (std::any_of(targets.begin(), targets.end(), [&](const RouteTarget &t) { return t.model == model; }))
            return int(i);
    }
    return -1;
}

SimulatedAnswer SimulatedAttempts::next(const QString &model)
{
    const int step = stepOf(model);
    if (step < 0 || step >= m_scenario.steps.size() || m_scenario.steps.at(step).isEmpty())
        return {};
    QList<SimulatedAnswer> &answers = m_scenario.steps[step];
    return answers.size() > 1 ? answers.takeFirst() : answers.first();
}

std::unique_ptr<Attempt> SimulatedAttempts::make(const ChatRequest &request, const StepTimeouts &timeouts)
{
    return std::make_unique<SimulatedAttempt>(m_time, targetOf(request.model), request, next(request.model), timeouts);
}

} // namespace lineup
