// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/Cooldowns.h"
#include "core/routing/TargetStats.h"

namespace lineup {

// What one call leaves behind for the next ones: who is cooling, who was quick, where a chain has stuck. Lives as long
// as the Router. One thread; the clock outlives it.
class RouteMemory
{
public:
    explicit RouteMemory(const Clock &clock) : cooldowns(clock), stats(clock), m_clock(clock) { }

    Cooldowns cooldowns;
    TargetStats stats;

    // The step at which that chain begins now.
    [[nodiscard]] int firstStep(const QString &chain) const
    {
        const auto found = m_stuck.constFind(chain);
        return found != m_stuck.constEnd() && found->until > m_clock.monotonic() ? found->step : 0;
    }
    void stick(const QString &chain, int step, std::chrono::milliseconds time)
    {
        m_stuck.insert(chain, {step, m_clock.monotonic() + time});
    }

private:
    struct Stuck
    {
        int step = 0;
        std::chrono::nanoseconds until {0};
    };
    const Clock &m_clock;
    QHash<QString, Stuck> m_stuck; // by chain
};

} // namespace lineup
