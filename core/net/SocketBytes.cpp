// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/SocketBytes.h"

#ifdef Q_OS_LINUX
#include <cstddef>
#include <cstdlib>
#include <dirent.h>
#include <linux/tcp.h>
#include <memory>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#endif

namespace lineup {

#ifdef Q_OS_LINUX

namespace {

quint16 portOf(const sockaddr_storage &address)
{
    if (address.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6 &>(address).sin6_port);
    return ntohs(reinterpret_cast<const sockaddr_in &>(address).sin_port);
}

// Nothing for what is no connected TCP socket.
std::optional<SocketBytes> bytesOf(int descriptor)
{
    sockaddr_storage peer {};
    socklen_t size = sizeof peer;
    if (getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) != 0
        || (peer.ss_family != AF_INET && peer.ss_family != AF_INET6))
        return std::nullopt;
    tcp_info info {};
    size = sizeof info;
    constexpr size_t needed = offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || size < needed)
        return std::nullopt;
    return SocketBytes {.descriptor = descriptor,
        .peer = QHostAddress(reinterpret_cast<const sockaddr *>(&peer)),
        .peerPort = portOf(peer),
        .received = info.tcpi_bytes_received};
}

struct CloseFolder
{
    void operator()(DIR *folder) const { closedir(folder); }
};

} // namespace

QList<SocketBytes> socketBytes()
{
    QList<SocketBytes> out;
    const std::unique_ptr<DIR, CloseFolder> folder(opendir("/proc/self/fd"));
    while (const dirent *entry = folder ? readdir(folder.get()) : nullptr) {
        if (entry->d_name[0] == '.')
            continue;
        if (const std::optional<SocketBytes> bytes = bytesOf(std::atoi(entry->d_name)))
            out += *bytes;
    }
    return out;
}

void shutDown(const SocketBytes &connection)
{
    const std::optional<SocketBytes> now = bytesOf(connection.descriptor);
    if (now && now->isSameConnection(connection))
        ::shutdown(connection.descriptor, SHUT_RDWR);
}

#else

QList<SocketBytes> socketBytes()
{
    return {};
}

void shutDown(const SocketBytes &) { }

#endif

} // namespace lineup
