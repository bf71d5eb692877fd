// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <ctime>

// What this thread has computed since start(), for bounds on the cost of something: a machine that is busy with other
// things makes it no longer.
class CpuTimer
{
public:
    void start() { m_begin = now(); }
    [[nodiscard]] qint64 nsecsElapsed() const { return now() - m_begin; }
    [[nodiscard]] qint64 elapsed() const { return nsecsElapsed() / 1'000'000; } // ms

private:
    static qint64 now()
    {
        timespec time {};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    }

    qint64 m_begin = now();
};
