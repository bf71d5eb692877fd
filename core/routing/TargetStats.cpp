// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/TargetStats.h"

namespace lineup {

namespace {

constexpr qsizetype mostSamples = 10;
constexpr std::chrono::hours samplesAge {1};

} // namespace

void TargetStats::ended(const QString &target)
{
    Entry &entry = m_entries[target];
    entry.inFlight = std::max(0, entry.inFlight - 1);
}

void TargetStats::measured(const QString &target, std::chrono::microseconds firstToken)
{
    QList<Sample> &samples = m_entries[target].samples;
    samples += {m_clock.monotonic(), firstToken};
    if (samples.size() > mostSamples)
        samples.removeFirst();
}

std::optional<std::chrono::microseconds> TargetStats::latency(const QString &target) const
{
    const auto found = m_entries.constFind(target);
    if (found == m_entries.constEnd())
        return std::nullopt;
    std::chrono::microseconds sum {0};
    int count = 0;
    for (const Sample &sample : found->samples) {
        if (m_clock.monotonic() - sample.at > samplesAge)
            continue;
        sum += sample.firstToken;
        ++count;
    }
    return count == 0 ? std::nullopt : std::optional(sum / count);
}

} // namespace lineup
