// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/TerminationWatcher.h"

#include <QSocketNotifier>

#include <array>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace lineup::ui {

#ifdef Q_OS_UNIX

namespace {

constexpr std::array watched {SIGTERM, SIGINT, SIGHUP};
std::array<int, 2> pipeEnds {-1, -1}; // read, write: a handler may do no more than write (signal-safety(7))
std::array<struct sigaction, watched.size()> before {};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = write(pipeEnds[1], &byte, 1);
}

} // namespace

TerminationWatcher::TerminationWatcher(QObject *parent) : QObject(parent)
{
    if (pipe(pipeEnds.data()) != 0)
        return;
    for (const int end : pipeEnds) {
        fcntl(end, F_SETFD, FD_CLOEXEC);
        fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        while (read(pipeEnds[0], bytes, sizeof bytes) > 0) { }
        Q_EMIT requested();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (size_t i = 0; i < watched.size(); ++i)
        sigaction(watched[i], &action, &before[i]);
}

TerminationWatcher::~TerminationWatcher()
{
    if (!m_notifier)
        return;
    for (size_t i = 0; i < watched.size(); ++i)
        sigaction(watched[i], &before[i], nullptr);
    delete m_notifier;
    for (int &end : pipeEnds) {
        close(end);
        end = -1;
    }
}

#else

TerminationWatcher::TerminationWatcher(QObject *parent) : QObject(parent) { }
TerminationWatcher::~TerminationWatcher() = default;

#endif

} // namespace lineup::ui
