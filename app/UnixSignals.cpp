// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/UnixSignals.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace lineup {

namespace {

// A signal handler may do little more than write to a descriptor; the notifier reads at the other end.
std::array<int, 2> wires {-1, -1};

void onSignal(int)
{
    const char one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wires[0], &one, 1);
}

} // namespace

UnixSignals::UnixSignals(QObject *parent) : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, wires.data()) != 0)
        return;
    m_notifier = new QSocketNotifier(wires[1], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const ssize_t count = ::read(wires[1], &byte, 1);
        Q_EMIT interrupted();
    });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    std::signal(SIGHUP, onSignal);
    std::signal(SIGPIPE, SIG_IGN); // a write says it, and the call is still recorded
}

UnixSignals::~UnixSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGHUP, SIG_DFL);
    delete m_notifier;
    for (int &wire : wires) {
        if (wire >= 0)
            ::close(wire);
        wire = -1;
    }
}

} // namespace lineup
