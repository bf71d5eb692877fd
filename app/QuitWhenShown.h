// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QTimer>
#include <QWidget>

namespace lineup {

// Ends the program when it is idle after a window has been painted for the first time: what start-up costs can be
// counted from outside. GUI thread; made before the window, lives as long as the event loop.
class QuitWhenShown final : public QObject
{
public:
    explicit QuitWhenShown(QApplication &app) { app.installEventFilter(this); }

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        const bool painted = event->type() == QEvent::Paint && object->isWidgetType();
        if (painted && static_cast<QWidget *>(object)->isWindow()) {
            qApp->removeEventFilter(this);
            waitForIdle(rounds);
        }
        return false;
    }

private:
    static constexpr int rounds = 3; // what a zero timer sets off may set off something itself

    void waitForIdle(int left)
    {
        QTimer::singleShot(0, this, [this, left] {
            if (left > 0)
                waitForIdle(left - 1);
            else
                QCoreApplication::quit();
        });
    }
};

} // namespace lineup
