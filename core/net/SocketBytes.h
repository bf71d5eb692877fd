// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>

namespace lineup {

// A TCP connection of this process, and what has come in over it since it was opened.
struct SocketBytes
{
    int descriptor = -1;
    QHostAddress peer;
    quint16 peerPort = 0;
    quint64 received = 0;

    [[nodiscard]] bool isSameConnection(const SocketBytes &other) const
    {
        return peerPort == other.peerPort && peer == other.peer && received >= other.received;
    }
};

// Every one that is open now, as the system counts them (Linux: TCP_INFO, tcp(7), tcpi_bytes_received since 4.1). Empty
// where a system does not tell. Takes some tens of microseconds; any thread.
[[nodiscard]] QList<SocketBytes> socketBytes();

// Ends that connection, if the descriptor still is its own: whoever reads from it sees the end.
void shutDown(const SocketBytes &connection);

} // namespace lineup
