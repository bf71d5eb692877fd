// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/FloodGuard.h"

#include <QHostInfo>

#include <algorithm>
#include <utility>

namespace lineup {

FloodGuard::FloodGuard()
{
    m_timer.setInterval(every);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FloodGuard::look);
}

void FloodGuard::add(Receiver *receiver)
{
    m_receivers.append(receiver);
    if (!m_timer.isActive())
        m_timer.start();
}

void FloodGuard::look()
{
    if (m_receivers.isEmpty()) {
        m_timer.stop();
        m_before.clear();
        return;
    }
    const QList<SocketBytes> sockets = socketBytes();
    if (m_before.isEmpty() || ++m_looks > looksAtOnce)
        begin(sockets);
    for (const SocketBytes &socket : sockets) {
        if (floods(socket))
            endIfOurs(socket);
    }
}

void FloodGuard::begin(const QList<SocketBytes> &sockets)
{
    m_delivered = 0;
    m_looks = 0;
    m_before.clear();
    for (const SocketBytes &socket : sockets)
        m_before.insert(socket.descriptor, socket);
}

bool FloodGuard::floods(const SocketBytes &now)
{
    SocketBytes &before = m_before[now.descriptor];
    if (!now.isSameConnection(before)) {
        before = now;
        before.received = 0; // opened since
    }
    // Twice: small records of TLS are half overhead.
    return now.received - before.received > headroom + 2 * m_delivered;
}

void FloodGuard::endIfOurs(const SocketBytes &flood)
{
    QStringList hosts;
    for (const Receiver *receiver : std::as_const(m_receivers)) {
        if (receiver->whence().port == flood.peerPort && !hosts.contains(receiver->whence().host))
            hosts += receiver->whence().host;
    }
    for (const QString &host : std::as_const(hosts)) {
        // From the cache, mostly: the name was looked up for the connection.
        QHostInfo::lookupHost(host, this, [this, host, flood](const QHostInfo &info) {
            const QList<QHostAddress> addresses = info.addresses();
            const bool isTheirs = std::any_of(addresses.begin(), addresses.end(), [&flood](const QHostAddress &one) {
                return one.isEqual(flood.peer, QHostAddress::TolerantConversion);
            });
            if (isTheirs)
                endFrom(host, flood);
        });
    }
}

void FloodGuard::endFrom(const QString &host, const SocketBytes &flood)
{
    shutDown(flood); // Qt's thread reads on as long as bytes come
    QList<Receiver *> suspects = m_receivers;
    suspects.removeIf(
        [&](const Receiver *one) { return one->whence().host != host || one->whence().port != flood.peerPort; });
    // Of several, the one whose connection it was hears from Qt that it has ended.
    if (suspects.size() == 1)
        suspects.first()->flooded();
}

} // namespace lineup
