// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Deadlines.h"
#include "core/net/Origin.h"

#include <QFuture>
#include <QNetworkProxy>

#include <functional>
#include <memory>

namespace lineup {

// What the system says about the proxy to each origin, remembered for half a minute. Asking can take seconds (a
// proxy script has to be fetched and run), so it is asked on a thread of the pool, never on the caller's.
// Loopback never has a proxy. Belongs to one thread.
class SystemProxies : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds keep {30};

    SystemProxies();
    ~SystemProxies() override;
    // True when a request to the origin can be sent without asking first.
    [[nodiscard]] bool knows(const Origin &origin, Deadlines::TimePoint now) const;
    // Asks, then calls then(), from the event loop; not when the context has gone.
    void ask(const Origin &origin, QObject *context, std::function<void()> then);
    // For one manager: answers out of what is known here. May outlive this.
    [[nodiscard]] std::unique_ptr<QNetworkProxyFactory> makeFactory() const;

    struct Answer
    {
        Origin origin;
        QList<QNetworkProxy> proxies;
        Deadlines::TimePoint until;
    };
    struct Table
    {
        QList<Answer> answers;
        [[nodiscard]] const Answer *find(const Origin &origin) const;
    };

private:
    void remember(const Origin &origin, const QList<QNetworkProxy> &proxies);

    std::shared_ptr<Table> m_table;
};

} // namespace lineup
