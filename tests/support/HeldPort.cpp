// SPDX-License-Identifier: GPL-3.0-or-later
#include "HeldPort.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

HeldPort::HeldPort() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    // With this a socket of ours, which asks for it as well (QTcpServer does), may share the port as long as this one
    // does not listen; with ports that the system chooses it never does so (socket(7), inet_csk_find_open_port).
    const int shared = 1;
    if (::setsockopt(m_socket, SOL_SOCKET, SO_REUSEADDR, &shared, sizeof shared) != 0
        || ::bind(m_socket, plain, size) != 0 || ::getsockname(m_socket, plain, &size) != 0)
        qFatal("cannot hold a port of 127.0.0.1");
    m_number = ntohs(address.sin_port);
}

HeldPort::~HeldPort()
{
    ::close(m_socket);
}
