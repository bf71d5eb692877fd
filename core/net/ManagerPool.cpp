// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/ManagerPool.h"

#include "core/net/SystemProxies.h"

#include <algorithm>

namespace lineup {

ManagerPool::ManagerPool(SystemProxies *proxies) : m_proxies(proxies) { }

ManagerPool::~ManagerPool() = default;

std::unique_ptr<QNetworkAccessManager> ManagerPool::makeManager() const
{
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setAutoDeleteReplies(false);
    manager->setProxyFactory(m_proxies->makeFactory().release()); // the manager owns it
    return manager;
}

bool ManagerPool::enter(Lane &lane, const Origin &origin)
{
    for (Use &use : lane.uses) {
        if (use.origin == origin)
            return use.calls < callsPerOrigin && ++use.calls > 0;
    }
    lane.uses.append({.origin = origin, .calls = 1});
    return true;
}

ManagerPool::Place ManagerPool::take(const Origin &origin)
{
    for (Lane &lane : m_lanes) {
        if (enter(lane, origin))
            return {.manager = lane.manager.get(), .origin = origin};
    }
    Lane lane;
    lane.manager = makeManager();
    lane.uses.append({.origin = origin, .calls = 1});
    m_lanes.push_back(std::move(lane));
    return {.manager = m_lanes.back().manager.get(), .origin = origin};
}

void ManagerPool::giveBack(const Place &place, Deadlines::TimePoint now)
{
    for (Lane &lane : m_lanes) {
        if (lane.manager.get() != place.manager)
            continue;
        for (Use &use : lane.uses) {
            if (use.origin == place.origin && --use.calls == 0) {
                lane.uses.removeIf([](const Use &one) { return one.calls == 0; });
                break;
            }
        }
        lane.idleSince = now;
        return;
    }
}

Deadlines::TimePoint ManagerPool::releaseIdle(Deadlines::TimePoint now)
{
    Deadlines::TimePoint next = Deadlines::never;
    for (size_t i = m_lanes.size(); i-- > 1;) {
        if (!m_lanes[i].uses.isEmpty()) {
            next = std::min(next, now + keepIdle);
        } else if (m_lanes[i].idleSince + keepIdle <= now) {
            // Its replies may still wait for their own deletion: they are the manager's children and go first.
            m_lanes[i].manager.release()->deleteLater();
            m_lanes.erase(m_lanes.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            next = std::min(next, m_lanes[i].idleSince + keepIdle);
        }
    }
    return next;
}

} // namespace lineup
