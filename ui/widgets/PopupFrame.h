// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QFrame>

namespace lineup::ui {

// A pop-up of a page. Its keys are its own: a shortcut that the page behind it has for itself and its children would
// take them first, as Qt counts a pop-up among the children (Esc stopped answers instead of closing it). GUI thread.
class PopupFrame : public QFrame
{
    Q_OBJECT
public:
    explicit PopupFrame(QWidget *parent) : QFrame(parent, Qt::Popup) { }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        return QFrame::event(event);
    }
};

} // namespace lineup::ui
