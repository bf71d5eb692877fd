// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/HeaderGuard.h"

#include <QHostInfo>

#include <algorithm>

namespace lineup {

HeaderGuard::HeaderGuard()
{
    m_timer.setInterval(every);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &HeaderGuard::look);
}

void HeaderGuard::add(Waiting *waiting)
{
    m_waiting.append(waiting);
    if (!m_timer.isActive())
        m_timer.start();
}

void HeaderGuard::look()
{
    if (m_waiting.isEmpty()) {
        m_timer.stop();
        m_before.clear();
        return;
    }
    const QList<SocketBytes> sockets = socketBytes();
    if (m_before.isEmpty() || ++m_looks > looksAtOnce)
        begin(sockets);
    for (const SocketBytes &socket : sockets) {
        if (floods(socket))
            accuse(socket);
    }
}

void HeaderGuard::begin(const QList<SocketBytes> &sockets)
{
    m_delivered = 0;
    m_looks = 0;
    m_before.clear();
    for (const SocketBytes &socket : sockets)
        m_before.insert(socket.descriptor, socket);
}

bool HeaderGuard::floods(const SocketBytes &now)
{
    SocketBytes &before = m_before[now.descriptor];
    if (!now.isSameConnection(before)) {
        before = now;
        before.received = 0; // opened since
    }
    // Twice: small records of TLS are half overhead.
    return now.received - before.received > headroom + 2 * m_delivered;
}

void HeaderGuard::accuse(const SocketBytes &flooding)
{
    const QList<Waiting *> suspects = m_waiting;
    for (Waiting *suspect : suspects) {
        if (suspect->whence().port != flooding.peerPort)
            continue;
        // From the cache, mostly: the name was looked up for the connection.
        const QString host = suspect->whence().host;
        QHostInfo::lookupHost(host, this, [this, suspect, host, flooding](const QHostInfo &info) {
            const QList<QHostAddress> addresses = info.addresses();
            const bool isTheirs = std::any_of(addresses.begin(), addresses.end(), [&flooding](const QHostAddress &one) {
                return one.isEqual(flooding.peer, QHostAddress::TolerantConversion);
            });
            if (!isTheirs || !m_waiting.contains(suspect) || suspect->whence().host != host)
                return;
            shutDown(flooding); // Qt's thread reads on as long as bytes come, and hears of no abort before they end
            suspect->headersFlood();
        });
    }
}

} // namespace lineup
