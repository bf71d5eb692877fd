// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/FlushClock.h"

#include <QCoreApplication>
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
    m_rests.remove(view);
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
    if (!m_since.isValid())
        m_since.start();
    const qint64 start = m_since.elapsed();
    const QList<Flushable *> round = m_waiting; // those that ask again stand behind these
    for (Flushable *view : round) {
        const qint64 before = m_since.elapsed();
        if (before - start >= budgetMs)
            break;
        if (m_rests.value(view) > before || !m_waiting.removeOne(view))
            continue;
        view->flushNow();
        const qint64 took = m_since.elapsed() - before;
        if (took * restShare > intervalMs)
            m_rests.insert(view, before + took * restShare);
        else
            m_rests.remove(view);
    }
}

} // namespace lineup::ui
