// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/FocusRegions.h"

#include <QApplication>

namespace lineup::ui {

namespace {

bool takesFocus(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0;
}

QWidget *firstIn(QWidget *region)
{
    if (takesFocus(region))
        return region;
    // The order of Tab, which goes round once.
    for (QWidget *next = region->nextInFocusChain(); next && next != region; next = next->nextInFocusChain()) {
        if (region->isAncestorOf(next) && takesFocus(next))
            return next;
    }
    return nullptr;
}

} // namespace

FocusRegions::FocusRegions(QWidget *window) : QObject(window)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { remember(now); });
}

void FocusRegions::addRegion(QWidget *region)
{
    m_regions.append(region);
}

int FocusRegions::regionOf(const QWidget *widget) const
{
    for (int i = 0; i < m_regions.size(); ++i) {
        if (widget && (m_regions.at(i) == widget || m_regions.at(i)->isAncestorOf(widget)))
            return i;
    }
    return -1;
}

void FocusRegions::remember(QWidget *now)
{
    if (const int region = regionOf(now); region >= 0)
        m_last.insert(m_regions.at(region), now);
}

void FocusRegions::cycle(int step)
{
    const int count = int(m_regions.size());
    int at = regionOf(QApplication::focusWidget());
    for (int tries = 0; tries < count; ++tries) {
        at = (at + step + count) % count;
        QWidget *region = m_regions.at(at);
        QWidget *target = m_last.value(region);
        if (!target || !takesFocus(target))
            target = firstIn(region);
        if (target) {
            target->setFocus(step > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return;
        }
    }
}

} // namespace lineup::ui
