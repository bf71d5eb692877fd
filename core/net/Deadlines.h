// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QList>
#include <QTimer>

#include <chrono>

namespace lineup {

// One timer for the limits of every transfer. A transfer whose limit moves further away says nothing: it is asked
// when the timer runs out, and says then when to ask again. So a piece of a body costs no timer call.
class Deadlines : public QObject
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;
    using TimePoint = Clock::time_point;
    static constexpr TimePoint never = TimePoint::max();

    class Watched
    {
    public:
        virtual ~Watched() = default;
        // Acts when a limit has run out. Returns when to ask again, never: when there is nothing more to ask.
        virtual TimePoint checkLimits(TimePoint now) = 0;
        virtual void ownerGoes() { } // the Deadlines will not be there any more
    };

    Deadlines();
    void add(Watched *watched) { m_watched.append(watched); }
    void remove(Watched *watched) { m_watched.removeOne(watched); }
    // To be called when something may be due earlier than what was known.
    void expect(TimePoint due)
    {
        if (due < m_armed)
            arm(due);
    }

    void endAll();

private:
    void check();
    void arm(TimePoint due);

    QList<Watched *> m_watched;
    QTimer m_timer;
    TimePoint m_armed = never;
};

} // namespace lineup
