// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/Deadlines.h"

#include <algorithm>

namespace lineup {

Deadlines::Deadlines()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Deadlines::check);
}

void Deadlines::arm(TimePoint due)
{
    using std::chrono::milliseconds;
    constexpr milliseconds longest {24 * 3600 * 1000};
    m_armed = due;
    const auto wait = std::chrono::ceil<milliseconds>(due - Clock::now());
    m_timer.start(std::clamp(wait, milliseconds(0), longest));
}

void Deadlines::check()
{
    m_armed = never;
    const TimePoint now = Clock::now();
    TimePoint next = never;
    const QList<Watched *> asked = m_watched;
    for (Watched *watched : asked) {
        // Acting on one may have ended another.
        if (m_watched.contains(watched))
            next = std::min(next, watched->checkLimits(now));
    }
    if (next != never)
        expect(next);
}

void Deadlines::endAll()
{
    const QList<Watched *> told = m_watched;
    for (Watched *watched : told)
        watched->ownerGoes();
}

} // namespace lineup
