// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/Cooldowns.h"

#include "core/routing/ErrorClass.h"

#include <algorithm>

namespace lineup {

namespace {

// What a target can do nothing about says nothing of it.
bool counts(const Error &error)
{
    const std::optional<ErrorClass> value = errorClassOf(error.kind);
    const ErrorClasses counted = ErrorClass::RateLimited | ErrorClass::ServerError | ErrorClass::Network
        | ErrorClass::Timeout | ErrorClass::NotFound | ErrorClass::Auth;
    return value && counted.testFlag(*value);
}

} // namespace

Cooldowns::State Cooldowns::state(const QString &target) const
{
    const auto found = m_entries.constFind(target);
    if (found == m_entries.constEnd() || found->pause.count() == 0)
        return State::Ready;
    if (found->until > m_clock.monotonic())
        return State::Cooling;
    return found->probing ? State::Cooling : State::Probing;
}

std::chrono::milliseconds Cooldowns::remaining(const QString &target) const
{
    const auto found = m_entries.constFind(target);
    if (found == m_entries.constEnd())
        return std::chrono::milliseconds(0);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(found->until - m_clock.monotonic());
    return std::max(left, std::chrono::milliseconds(0));
}

void Cooldowns::began(const QString &target)
{
    if (state(target) == State::Probing)
        m_entries[target].probing = true;
}

void Cooldowns::answered(const QString &target)
{
    m_entries.remove(target);
}

void Cooldowns::abandoned(const QString &target)
{
    const auto found = m_entries.find(target);
    if (found != m_entries.end())
        found->probing = false;
}

void Cooldowns::failed(const QString &target, const Error &error)
{
    if (!counts(error))
        return abandoned(target);
    Entry &entry = m_entries[target];
    ++entry.failures;
    const bool probe = std::exchange(entry.probing, false);
    const std::chrono::nanoseconds asked = error.retryAfter.value_or(std::chrono::milliseconds(0));
    if (!probe && entry.failures < failuresBefore && asked.count() == 0)
        return;
    std::chrono::nanoseconds pause = asked;
    if (probe || entry.failures >= failuresBefore) {
        const std::chrono::nanoseconds own = probe && entry.pause.count() > 0 ? entry.pause * 2 : firstPause;
        pause = std::max(asked, own);
    }
    entry.pause = std::min<std::chrono::nanoseconds>(pause, longestPause);
    // A call that began before a longer pause does not shorten it.
    entry.until = std::max(entry.until, m_clock.monotonic() + entry.pause);
}

} // namespace lineup
