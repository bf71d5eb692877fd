// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Origin.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>
#include <vector>

namespace lineup {

// Bounds how many transfers are under way at once, so that a thousand calls do not take every file descriptor that the
// process may have. Those beyond wait: each host's in their order, the hosts in turn, so that a slow one holds up
// nobody else's. One thread; outlives those who wait, or clear() is called.
class TransferQueue
{
public:
    struct Bounds
    {
        int total = 256;
        int perOrigin = 192; // one host does not take all
    };
    // By what the system allows this process (RLIMIT_NOFILE): a quarter of it, as a transfer's manager, thread and idle
    // connections hold some as well; never more than the above.
    [[nodiscard]] static Bounds systemBounds();
    [[nodiscard]] static Bounds boundsFor(quint64 descriptors);

    explicit TransferQueue(Bounds bounds = systemBounds()) : m_bounds(bounds) { }

    // True: it may go now. False: go is called from the event loop when it may, unless it has left by then.
    [[nodiscard]] bool enter(QObject *transfer, const Origin &origin, std::function<void()> go);
    // It is over, or waits no longer. Nothing when it is not there.
    void leave(QObject *transfer);
    void clear(); // nobody who waits is called any more

    [[nodiscard]] int running() const { return m_running; }
    [[nodiscard]] int waiting() const;

private:
    struct Waiter
    {
        QObject *transfer;
        std::function<void()> go;
    };
    struct Line // of one host
    {
        Origin origin;
        int running = 0;
        std::deque<Waiter> waiting;
    };
    [[nodiscard]] Line &lineOf(const Origin &origin);
    [[nodiscard]] bool hasRoom(const Line &line) const;
    void letIn(Line &line, QObject *transfer);
    void next();

    Bounds m_bounds;
    std::vector<Line> m_lines;
    QHash<QObject *, Origin> m_inside; // those that may go
    int m_running = 0;
    size_t m_turn = 0; // the line that is looked at first
};

} // namespace lineup
