// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/FlushClock.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimerEvent>

#include <algorithm>

namespace lineup::ui {

FlushClock &FlushClock::shared()
{
    static QPointer<FlushClock> clock;
    if (!clock)
        clock = new FlushClock(QCoreApplication::instance());
    return *clock;
}

void FlushClock::request(Flushable *view)
{
    if (!m_waiting.contains(view))
        m_waiting.append(view);
    if (!m_timer.isActive())
        m_timer.start(intervalMs, Qt::PreciseTimer, this);
}

void FlushClock::forget(Flushable *view)
{
    m_waiting.removeAll(view);
}

void FlushClock::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId())
        tick();
}

void FlushClock::tick()
{
    if (m_waiting.isEmpty()) {
        m_timer.stop();
        return;
    }
    const auto focused = std::find_if(
        m_waiting.begin(), m_waiting.end(), [](Flushable *view) { return view->flushWidget()->hasFocus(); });
    if (focused != m_waiting.end())
        std::rotate(m_waiting.begin(), focused, focused + 1);
    QElapsedTimer timer;
    timer.start();
    do {
        m_waiting.takeFirst()->flushNow(); // may ask again, then stands at the end
    } while (!m_waiting.isEmpty() && timer.elapsed() < budgetMs);
}

} // namespace lineup::ui
