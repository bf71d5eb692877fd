// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Origin.h"
#include "core/net/SocketBytes.h"

#include <QHash>
#include <QTimer>

#include <chrono>

namespace lineup {

// Ends a transfer whose server sends what belongs to no answer and never ends: headers, or the lines between the pieces
// of a body. Qt keeps such in memory, tells nothing of it, and while it comes hears of no abort and serves nobody else
// of the same manager (QHttpNetworkReplyPrivate::readHeader() and getChunkSize(), seen on 6.4). So this looks at what
// the connections have received: one over which much more came than was delivered to anybody is a flood.
// Looks once a second, while there are transfers. Bounds memory to some tens of megabytes on Linux; where the system
// does not tell, or a proxy stands between, the limits of time stand alone. One thread, with an event loop.
class FloodGuard : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds every {1000};
    // What may lie undelivered: in the system's buffers, in Qt's, in TLS records not yet whole.
    static constexpr quint64 headroom = 8 * 1024 * 1024;
    // After so many it starts to count anew, so that small differences do not add up over hours.
    static constexpr int looksAtOnce = 15;

    // A transfer that has sent its request.
    class Receiver
    {
    public:
        virtual ~Receiver() = default;
        [[nodiscard]] virtual const Origin &whence() const = 0;
        virtual void flooded() = 0; // removes itself
    };

    FloodGuard();
    void add(Receiver *receiver);
    void remove(Receiver *receiver) { m_receivers.removeOne(receiver); }
    // What any of them got, headers or body, in bytes.
    void delivered(qint64 bytes) { m_delivered += static_cast<quint64>(bytes); }

private:
    void look();
    void begin(const QList<SocketBytes> &sockets);
    [[nodiscard]] bool floods(const SocketBytes &now);
    void endIfOurs(const SocketBytes &flood);
    void endFrom(const QString &host, const SocketBytes &flood);

    QList<Receiver *> m_receivers;
    QHash<int, SocketBytes> m_before; // by descriptor: when the watch began
    quint64 m_delivered = 0; // since then
    int m_looks = 0;
    QTimer m_timer;
};

} // namespace lineup
