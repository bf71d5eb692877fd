// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/Attempt.h"
#include "core/routing/RouteMemory.h"

#include <QSet>

namespace lineup {

// Lets every attempt at a plan's first step fail as if nothing could be reached there, without anything being sent; all
// others are real. What it teaches stays in a memory of its own: a drill must not send anybody's target to cool.
// One thread; the source and the clock outlive it.
class FireDrill final : public AttemptSource
{
public:
    FireDrill(AttemptSource &source, const RoutePlan &plan, const Clock &clock);

    [[nodiscard]] TargetFacts facts(const ChatRequest &request, const QString &model) const override;
    [[nodiscard]] std::unique_ptr<Attempt> make(const ChatRequest &request, const StepTimeouts &timeouts) override;
    [[nodiscard]] RouteMemory &memory() { return m_memory; }

private:
    AttemptSource &m_source;
    QSet<QString> m_failing; // model strings
    const Clock &m_clock;
    RouteMemory m_memory;
};

} // namespace lineup
