// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/Timers.h"

#include <QRandomGenerator>
#include <QTimer>

namespace lineup {

void EventTimers::after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call)
{
    if (delay.count() <= 0)
        QMetaObject::invokeMethod(context, std::move(call), Qt::QueuedConnection);
    else
        QTimer::singleShot(delay, context, std::move(call));
}

double SystemRandom::next()
{
    return QRandomGenerator::global()->generateDouble();
}

} // namespace lineup
