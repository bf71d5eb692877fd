// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Origin.h"
#include "core/net/SocketBytes.h"

#include <QHash>
#include <QTimer>

#include <chrono>

namespace lineup {

// Ends a transfer whose server sends headers without end. Qt keeps them in memory until the last one has come, tells
// nothing of them before, and while they come hears of no abort and serves nobody else of the same manager
// (QHttpNetworkReplyPrivate::readHeader(), seen on 6.4). So this looks at what the connections have received:
// one over which much more came than was delivered to anybody is flooding those who wait for their headers from there.
// Looks once a second, while somebody waits. Bounds memory to some tens of megabytes on Linux; where the system does
// not tell, or a proxy stands between, the limit of time for the first byte stands alone. One thread, with an event
// loop.
class HeaderGuard : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds every {1000};
    // What may lie undelivered: in the system's buffers, in Qt's, in TLS records not yet whole.
    static constexpr quint64 headroom = 8 * 1024 * 1024;
    // After so many it starts to count anew, so that small differences do not add up over hours.
    static constexpr int looksAtOnce = 15;

    // A transfer that has sent its request and has no headers yet.
    class Waiting
    {
    public:
        virtual ~Waiting() = default;
        [[nodiscard]] virtual const Origin &whence() const = 0;
        virtual void headersFlood() = 0; // removes itself
    };

    HeaderGuard();
    void add(Waiting *waiting);
    void remove(Waiting *waiting) { m_waiting.removeOne(waiting); }
    // Bytes of any transfer's headers or body.
    void delivered(qint64 bytes) { m_delivered += static_cast<quint64>(bytes); }

private:
    void look();
    void begin(const QList<SocketBytes> &sockets);
    [[nodiscard]] bool floods(const SocketBytes &now);
    void accuse(const SocketBytes &flooding);

    QList<Waiting *> m_waiting;
    QHash<int, SocketBytes> m_before; // by descriptor: when the watch began
    quint64 m_delivered = 0; // since then
    int m_looks = 0;
    QTimer m_timer;
};

} // namespace lineup
