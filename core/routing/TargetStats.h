// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QHash>
#include <QList>

#include <optional>

namespace lineup {

// What the last calls showed of each target, for choosing among those of a group. One thread.
class TargetStats
{
public:
    explicit TargetStats(const Clock &clock) : m_clock(clock) { }

    void began(const QString &target) { ++m_entries[target].inFlight; }
    void ended(const QString &target);
    void measured(const QString &target, std::chrono::microseconds firstToken);

    [[nodiscard]] int inFlight(const QString &target) const { return m_entries.value(target).inFlight; }
    // Mean of the last measurements of the last hour; nothing when there are none.
    [[nodiscard]] std::optional<std::chrono::microseconds> latency(const QString &target) const;

private:
    struct Sample
    {
        std::chrono::nanoseconds at;
        std::chrono::microseconds firstToken;
    };
    struct Entry
    {
        int inFlight = 0;
        QList<Sample> samples; // oldest first
    };
    const Clock &m_clock;
    QHash<QString, Entry> m_entries;
};

} // namespace lineup
