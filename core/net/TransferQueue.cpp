// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/TransferQueue.h"

#include <algorithm>
#include <numeric>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace lineup {

TransferQueue::Bounds TransferQueue::boundsFor(quint64 descriptors)
{
    constexpr quint64 fewest = 16;
    const Bounds most;
    const int total = int(std::clamp<quint64>(descriptors / 4, fewest, quint64(most.total)));
    return {.total = total, .perOrigin = std::min(most.perOrigin, total * 3 / 4)};
}

TransferQueue::Bounds TransferQueue::systemBounds()
{
#ifdef Q_OS_UNIX
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        return boundsFor(limit.rlim_cur);
#endif
    return {};
}

TransferQueue::Line &TransferQueue::lineOf(const Origin &origin)
{
    const auto found
        = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &line) { return line.origin == origin; });
    if (found != m_lines.end())
        return *found;
    return m_lines.emplace_back(Line {.origin = origin});
}

bool TransferQueue::hasRoom(const Line &line) const
{
    return m_running < m_bounds.total && line.running < m_bounds.perOrigin;
}

void TransferQueue::letIn(Line &line, QObject *transfer)
{
    ++line.running;
    ++m_running;
    m_inside.insert(transfer, line.origin);
}

bool TransferQueue::enter(QObject *transfer, const Origin &origin, std::function<void()> go)
{
    Line &line = lineOf(origin);
    if (hasRoom(line) && line.waiting.empty()) {
        letIn(line, transfer);
        return true;
    }
    line.waiting.push_back({transfer, std::move(go)});
    return false;
}

void TransferQueue::leave(QObject *transfer)
{
    const auto inside = m_inside.constFind(transfer);
    if (inside != m_inside.constEnd()) {
        --lineOf(*inside).running;
        --m_running;
        m_inside.erase(inside);
        next();
        return;
    }
    for (Line &line : m_lines) {
        const auto waiter = std::find_if(line.waiting.begin(), line.waiting.end(),
            [transfer](const Waiter &each) { return each.transfer == transfer; });
        if (waiter == line.waiting.end())
            continue;
        line.waiting.erase(waiter);
        return;
    }
}

// A place has become free: whose turn it is takes it.
void TransferQueue::next()
{
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const size_t at = (m_turn + i) % m_lines.size();
        Line &line = m_lines[at];
        if (line.waiting.empty() || !hasRoom(line))
            continue;
        Waiter waiter = std::move(line.waiting.front());
        line.waiting.pop_front();
        letIn(line, waiter.transfer);
        m_turn = at + 1;
        QMetaObject::invokeMethod(waiter.transfer, std::move(waiter.go), Qt::QueuedConnection);
        break;
    }
    std::erase_if(m_lines, [](const Line &line) { return line.running == 0 && line.waiting.empty(); });
}

void TransferQueue::clear()
{
    for (Line &line : m_lines)
        line.waiting.clear();
}

int TransferQueue::waiting() const
{
    return std::accumulate(
        m_lines.begin(), m_lines.end(), 0, [](int sum, const Line &line) { return sum + int(line.waiting.size()); });
}

} // namespace lineup
