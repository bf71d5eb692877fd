// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace lineup::ui {

// What is as wide as its room and may be higher than it; it is never narrower than what is in it. It takes no focus
// itself: what can be focused in it is scrolled into view. GUI thread.
class ColumnScroll : public QScrollArea
{
    Q_OBJECT
public:
    explicit ColumnScroll(QWidget *parent) : QScrollArea(parent)
    {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }

    [[nodiscard]] QSize minimumSizeHint() const override
    {
        const QSize least = QScrollArea::minimumSizeHint();
        const int inside = widget() ? widget()->minimumSizeHint().width() : 0;
        return {qMax(least.width(), inside + verticalScrollBar()->sizeHint().width()), least.height()};
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest && watched == widget())
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace lineup::ui
