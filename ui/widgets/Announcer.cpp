// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Announcer.h"

#include <QAccessible>
#include <QWidget>

namespace lineup::ui {

void announce(QWidget *widget, const QString &text)
{
    if (!widget || text.isEmpty() || !QAccessible::isActive())
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(widget, text);
#else
    widget->setAccessibleDescription(text);
    QAccessibleEvent event(widget, QAccessible::Alert);
#endif
    QAccessible::updateAccessibility(&event);
}

} // namespace lineup::ui
