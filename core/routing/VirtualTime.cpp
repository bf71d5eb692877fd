// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/VirtualTime.h"

#include <algorithm>

namespace lineup {

VirtualTime::VirtualTime(const QDateTime &start) : m_start(start) { }

void VirtualTime::after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call)
{
    m_due.emplace(m_elapsed + std::max(delay, std::chrono::milliseconds(0)), Entry {context, std::move(call)});
}

bool VirtualTime::step()
{
    if (m_due.empty())
        return false;
    const auto first = m_due.begin();
    m_elapsed = std::max(m_elapsed, first->first);
    const Entry entry = std::move(first->second);
    m_due.erase(first);
    if (entry.context)
        entry.call();
    return true;
}

bool VirtualTime::runUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit)
{
    const std::chrono::nanoseconds end = m_elapsed + limit;
    while (!condition()) {
        if (m_due.empty() || m_due.begin()->first > end)
            return false;
        step();
    }
    return true;
}

void VirtualTime::advance(std::chrono::milliseconds by)
{
    const std::chrono::nanoseconds end = m_elapsed + by;
    while (!m_due.empty() && m_due.begin()->first <= end)
        step();
    m_elapsed = end;
}

} // namespace lineup
