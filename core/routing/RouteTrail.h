// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/routing/Attempt.h"
#include "core/routing/TargetChooser.h"

namespace lineup {

// Writes down what a call went through on its route, in order: attempts, waits, and who was left out. A value but for
// the clock, which outlives it.
class RouteTrail
{
public:
    explicit RouteTrail(const Clock &clock) : m_clock(clock) { }

    void begin() { m_startedAt = m_clock.monotonic(); }
    [[nodiscard]] std::chrono::microseconds elapsed() const; // since then

    // left: how long it is left alone yet, where that is why.
    void addSkip(int step, const QString &model, SkipReason reason, std::chrono::milliseconds left);
    void addWait(int step, const QString &model, std::chrono::microseconds since);
    // An attempt that has ended so; empty: it answered. One that could not be sent counts as left out.
    void addAttempt(int step, const TargetChoice &choice, const Attempt &attempt, std::chrono::microseconds since,
        const std::optional<Error> &error);

    [[nodiscard]] const QList<RouteEvent> &events() const { return m_events; }
    [[nodiscard]] const QList<AttemptRecord> &attempts() const { return m_attempts; }
    [[nodiscard]] const QList<AttemptDetails> &details() const { return m_details; }

private:
    const Clock &m_clock;
    std::chrono::nanoseconds m_startedAt {0};
    QList<RouteEvent> m_events;
    QList<AttemptRecord> m_attempts;
    QList<AttemptDetails> m_details; // as many
};

} // namespace lineup
