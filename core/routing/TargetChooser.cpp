// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/TargetChooser.h"

#include "core/routing/PartialUsage.h"
#include "core/routing/SkipError.h"

#include <algorithm>

namespace lineup {

namespace {

// The estimate of a prompt's length is off by some; a prompt is held to be too long only beyond that.
constexpr double estimateMargin = 1.10;

} // namespace

TargetChooser::TargetChooser(const AttemptSource &source, const RouteMemory &memory, RandomSource &random,
    const RoutePlan &plan, const ChatRequest &request, OnSkip onSkip)
    : m_source(source), m_memory(memory), m_random(random), m_plan(plan), m_request(request),
      m_onSkip(std::move(onSkip))
{
}

void TargetChooser::enterStep(int step)
{
    m_step = step;
    m_tried.clear();
    m_noted.clear();
    m_largerChain.reset();
}

void TargetChooser::beginAnew()
{
    m_largerTried.clear();
    m_lastResort.reset();
    m_firstSkip.reset();
}

TargetChoice TargetChooser::choiceOf(const QString &model, bool larger) const
{
    return {.model = model, .facts = m_source.facts(m_request, model), .larger = larger};
}

void TargetChooser::leaveOut(const TargetChoice &choice, SkipReason reason)
{
    if (reason == SkipReason::Cooling && !m_lastResort)
        m_lastResort = LastResort {.choice = choice, .step = m_step};
    if (m_noted.contains(choice.model))
        return; // looked at again for a retry
    m_noted.insert(choice.model);
    if (!m_firstSkip)
        m_firstSkip = skipError(choice.model, reason);
    m_onSkip(choice, reason);
}

// Where there is nobody else, the one is asked: an estimate may be wrong, and the provider says it better.
bool TargetChooser::hasAlternative() const
{
    return m_plan.steps.size() > 1 || step().targets.size() > 1 || !m_plan.contextFallbacks.isEmpty()
        || !step().largerContext.isEmpty();
}

SkipReason TargetChooser::skipOf(const TargetChoice &choice) const
{
    const TargetFacts &facts = choice.facts;
    if (step().maxCost && facts.worstCost && *facts.worstCost > *step().maxCost)
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
    if (m_memory.cooldowns.state(facts.id) == Cooldowns::State::Cooling)
        return SkipReason::Cooling;
    return SkipReason::None;
}

bool TargetChooser::leftOutByNow(const TargetChoice &choice)
{
    if (skipOf(choice) != SkipReason::Cooling)
        return false;
    leaveOut(choice, SkipReason::Cooling);
    return true;
}

QList<TargetChoice> TargetChooser::viable()
{
    QList<TargetChoice> out;
    for (const RouteTarget &target : step().targets) {
        if (m_tried.contains(target.model))
            continue;
        const TargetChoice choice = choiceOf(target.model, false);
        const SkipReason reason = skipOf(choice);
        if (reason == SkipReason::None) {
            out += choice;
            continue;
        }
        leaveOut(choice, reason);
        if (reason != SkipReason::ContextTooSmall)
            continue;
        if (const std::optional<TargetChoice> larger = largerThan(target.model))
            out += *larger;
    }
    return out;
}

std::optional<TargetChoice> TargetChooser::largerThan(const QString &model)
{
    const QString &own = step().largerContext;
    QString next = !own.isEmpty() && !m_largerTried.contains(own) ? own : m_plan.contextFallbacks.value(model);
    while (!next.isEmpty() && !m_largerTried.contains(next) && !m_tried.contains(next) && next != model) {
        m_largerTried.insert(next);
        if (m_plan.chains.contains(next)) {
            m_largerChain = next;
            return std::nullopt;
        }
        const TargetChoice choice = choiceOf(next, true);
        const SkipReason reason = skipOf(choice);
        if (reason == SkipReason::None)
            return choice;
        leaveOut(choice, reason);
        next = m_plan.contextFallbacks.value(next);
    }
    return std::nullopt;
}

void TargetChooser::refusedAsTooLong(const TargetChoice &choice)
{
    m_tooSmall = std::max({m_tooSmall, choice.facts.contextTokens, qint64(1)});
}

TargetChoice TargetChooser::pick(const QList<TargetChoice> &choices) const
{
    const auto least = [&](auto figure) {
        return *std::min_element(choices.begin(), choices.end(),
            [&](const TargetChoice &a, const TargetChoice &b) { return figure(a) < figure(b); });
    };
    switch (step().balance) {
    case Balance::LeastBusy:
        return least([this](const TargetChoice &c) { return m_memory.stats.inFlight(c.facts.id); });
    case Balance::LowestLatency: // who was not measured yet goes first
        return least([this](const TargetChoice &c) {
            return m_memory.stats.latency(c.facts.id).value_or(std::chrono::microseconds(0));
        });
    case Balance::Cheapest: // who has no price goes last
        return least([](const TargetChoice &c) {
            return c.facts.worstCost ? std::pair(0, c.facts.worstCost->nano()) : std::pair(1, qint64(0));
        });
    case Balance::Shuffle:
        break;
    }
    return shuffled(choices);
}

// At random, by weight.
TargetChoice TargetChooser::shuffled(const QList<TargetChoice> &choices) const
{
    const QList<RouteTarget> &targets = step().targets;
    const auto weightOf = [&targets](const TargetChoice &choice) {
        const auto target = std::find_if(
            targets.begin(), targets.end(), [&](const RouteTarget &each) { return each.model == choice.model; });
        return target == targets.end() ? 1.0 : std::max(0.0, target->weight);
    };
    double total = 0;
    for (const TargetChoice &choice : choices)
        total += weightOf(choice);
    double at = choices.size() > 1 ? m_random.next() * total : 0;
    for (const TargetChoice &choice : choices) {
        at -= weightOf(choice);
        if (at < 0)
            return choice;
    }
    return choices.last();
}

} // namespace lineup
