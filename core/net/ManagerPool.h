// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Deadlines.h"
#include "core/net/Origin.h"

#include <QNetworkAccessManager>

#include <memory>
#include <vector>

namespace lineup {

class SystemProxies;

// Managers to send through. Qt opens at most six HTTP/1.1 connections per host and manager and queues the rest
// (QNetworkAccessManager, "currently ... 6 requests in parallel for one host/port combination"), so that many
// calls share a manager and the next gets another. The first that has room is taken: connections get used again.
class ManagerPool
{
public:
    static constexpr int callsPerOrigin = 6;
    static constexpr std::chrono::seconds keepIdle {30};

    // A place on a manager, held while the call runs.
    struct Place
    {
        QNetworkAccessManager *manager = nullptr;
        Origin origin;
    };

    explicit ManagerPool(SystemProxies *proxies);
    ~ManagerPool();
    [[nodiscard]] Place take(const Origin &origin);
    void giveBack(const Place &place, Deadlines::TimePoint now);
    // Lets go of managers that nothing used for long; the first stays. Returns when to ask again.
    Deadlines::TimePoint releaseIdle(Deadlines::TimePoint now);
    [[nodiscard]] int size() const { return static_cast<int>(m_lanes.size()); }

private:
    struct Use
    {
        Origin origin;
        int calls = 0;
    };
    struct Lane
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        QList<Use> uses;
        Deadlines::TimePoint idleSince;
    };
    [[nodiscard]] std::unique_ptr<QNetworkAccessManager> makeManager() const;
    // Counts one more call there; false when the lane has no room for it.
    [[nodiscard]] static bool enter(Lane &lane, const Origin &origin);

    SystemProxies *m_proxies;
    std::vector<Lane> m_lanes;
};

} // namespace lineup
