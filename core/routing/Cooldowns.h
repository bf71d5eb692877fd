// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Error.h"

#include <QHash>

#include <optional>

namespace lineup {

// Which targets have failed so often of late that they are left alone for a while. After that one call probes
// (half-open): when it answers, all is well again; when it fails, the pause doubles. Counts connection errors like all
// others, and single targets too. One thread; the clock outlives it.
class Cooldowns
{
public:
    enum class State {
        Ready,
        Cooling, // left alone
        Probing, // the pause is over; one call is finding out
    };
    static constexpr int failuresBefore = 3; // in a row
    static constexpr std::chrono::seconds firstPause {30};
    static constexpr std::chrono::minutes longestPause {10};

    explicit Cooldowns(const Clock &clock) : m_clock(clock) { }

    [[nodiscard]] State state(const QString &target) const;
    // How long it is left alone yet; zero: it is not.
    [[nodiscard]] std::chrono::milliseconds remaining(const QString &target) const;
    // A call goes there. The first one after a pause is the probe.
    void began(const QString &target);
    void answered(const QString &target);
    // Only failures that say something of the target count; a provider that asks for a pause (Retry-After) gets it.
    void failed(const QString &target, const Error &error);
    // The call ended in a way that says nothing: cancelled, the person's own mistake.
    void abandoned(const QString &target);
    void clear() { m_entries.clear(); }

private:
    struct Entry
    {
        int failures = 0;
        std::chrono::nanoseconds until {0};
        std::chrono::nanoseconds pause {0}; // the last one; zero: none yet
        bool probing = false;
    };
    const Clock &m_clock;
    QHash<QString, Entry> m_entries;
};

} // namespace lineup
