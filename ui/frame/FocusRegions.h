// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>

namespace lineup::ui {

// Moves the focus from one part of the window to the next (F6): to the place in it that had the focus last, else to
// the first that takes it. GUI thread; owned by the window.
class FocusRegions : public QObject
{
    Q_OBJECT
public:
    explicit FocusRegions(QWidget *window);

    void addRegion(QWidget *region); // in order
    void cycle(int step); // +1 or -1

private:
    void remember(QWidget *now);
    [[nodiscard]] int regionOf(const QWidget *widget) const;

    QList<QWidget *> m_regions;
    QHash<QWidget *, QPointer<QWidget>> m_last;
};

} // namespace lineup::ui
