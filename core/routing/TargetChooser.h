// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/Attempt.h"
#include "core/routing/RouteMemory.h"
#include "core/routing/Timers.h"

#include <QSet>

namespace lineup {

// A target that can be asked.
struct TargetChoice
{
    QString model; // model string
    TargetFacts facts;
    bool larger = false; // asked because the prompt did not fit the step's own model
};

// Whom a route asks: who at a step can answer, who was asked or left out already, and who of several goes first. It
// neither asks nor waits: that is RouteRun's. One for a run; one thread. All of what it is given outlives it.
class TargetChooser
{
public:
    // Told of each target that is left out, once a step, before a choice is returned.
    using OnSkip = std::function<void(const TargetChoice &, SkipReason)>;

    TargetChooser(const AttemptSource &source, const RouteMemory &memory, RandomSource &random, const RoutePlan &plan,
        const ChatRequest &request, OnSkip onSkip);

    void enterStep(int step); // within the plan; forgets who was asked at the one before
    void beginAnew(); // the plan is another one now
    // Those of the step that can be asked and were not yet.
    [[nodiscard]] QList<TargetChoice> viable();
    // One of them, by the step's balance. choices: not empty.
    [[nodiscard]] TargetChoice pick(const QList<TargetChoice> &choices) const;
    // The model to ask instead of one that the prompt does not fit, followed on until one is large enough.
    [[nodiscard]] std::optional<TargetChoice> largerThan(const QString &model);

    // The chain to which the context window fallbacks of targets left out at this step lead, for want of a single
    // model; each chain is told once.
    [[nodiscard]] std::optional<QString> takeLargerChain() { return std::exchange(m_largerChain, std::nullopt); }

    // It has begun to cool since it was chosen, and is left out after all.
    [[nodiscard]] bool leftOutByNow(const TargetChoice &choice);
    void asked(const TargetChoice &choice) { m_tried.insert(choice.model); }
    // It said that the prompt does not fit; nor will it fit others that are no larger.
    void refusedAsTooLong(const TargetChoice &choice);

    // Somebody to ask all the same when everybody was left out and one only because it is cooling; with its step.
    struct LastResort
    {
        TargetChoice choice;
        int step = 0;
    };
    [[nodiscard]] const std::optional<LastResort> &lastResort() const { return m_lastResort; }
    // What a call ends in of which nobody was asked.
    [[nodiscard]] const std::optional<Error> &firstSkip() const { return m_firstSkip; }

private:
    [[nodiscard]] TargetChoice choiceOf(const QString &model, bool larger) const;
    [[nodiscard]] const RouteStep &step() const { return m_plan.steps.at(m_step); }
    [[nodiscard]] bool hasAlternative() const;
    [[nodiscard]] SkipReason skipOf(const TargetChoice &choice) const;
    void leaveOut(const TargetChoice &choice, SkipReason reason);
    [[nodiscard]] TargetChoice shuffled(const QList<TargetChoice> &choices) const;

    const AttemptSource &m_source;
    const RouteMemory &m_memory;
    RandomSource &m_random;
    const RoutePlan &m_plan;
    const ChatRequest &m_request;
    OnSkip m_onSkip;
    int m_step = 0;
    QSet<QString> m_noted; // left out at this step, and said so
    QSet<QString> m_tried; // model strings at this step
    QSet<QString> m_largerTried; // so that a circle of fallbacks ends
    std::optional<QString> m_largerChain;
    qint64 m_tooSmall = 0; // context of the largest model that said that the prompt does not fit
    std::optional<LastResort> m_lastResort;
    std::optional<Error> m_firstSkip;
};

} // namespace lineup
