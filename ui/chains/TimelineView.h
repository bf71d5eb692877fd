// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/RouteEvent.h"

#include <QWidget>

namespace lineup::ui {

// A route in time: a line for each attempt, wait and left-out target, with a bar as long as it took. Says the same in
// its accessible description; RouteEventModel is its table twin. GUI thread.
class TimelineView : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineView(QWidget *parent = nullptr);
    void setRoute(const QList<RouteEvent> &events, std::chrono::microseconds total);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;
    QList<RouteEvent> m_events;
    std::chrono::microseconds m_total {0};
};

} // namespace lineup::ui
