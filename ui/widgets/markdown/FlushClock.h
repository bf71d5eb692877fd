// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace lineup::ui {

// What a FlushClock drives.
class Flushable
{
public:
    virtual ~Flushable() = default;
    virtual void flushNow() = 0;
    [[nodiscard]] virtual QWidget *flushWidget() = 0;
};

// One timer for all streaming views: every 33 ms it brings those up to date that asked for it, the one with the
// keyboard focus first. When the work of one tick takes too long, the rest waits for the next tick and then comes
// first. A view takes a fifth of the time at most. The timer only runs while something is asked for. Main thread.
class FlushClock : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    // The clock that all views share; lives until the application ends.
    [[nodiscard]] static FlushClock &shared();

    void request(Flushable *view); // once a tick, however often it is called
    void forget(Flushable *view);
    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }

    static constexpr int intervalMs = 33;
    static constexpr int budgetMs = 9; // of work in one tick
    static constexpr int restShare = 5; // a view is updated once in five times as long as that takes

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void tick();

    QBasicTimer m_timer;
    QList<Flushable *> m_waiting; // in the order of asking
    QHash<Flushable *, qint64> m_rests; // until when a slow view rests, in ms of m_since
    QElapsedTimer m_since;
};

} // namespace lineup::ui
