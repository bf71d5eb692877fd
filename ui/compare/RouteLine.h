// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/RouteEvent.h"

#include <QWidget>

class QLabel;

namespace lineup::ui {

class ElidedLabel;

// One line under an answer that more than one target was asked for, or that left one out; hidden for all others.
class RouteLine : public QWidget
{
    Q_OBJECT
public:
    explicit RouteLine(QWidget *parent = nullptr);
    void setRoute(const QList<RouteEvent> &route); // empty: nothing to tell
    [[nodiscard]] QString text() const;

private:
    QLabel *m_icon;
    ElidedLabel *m_text;
};

} // namespace lineup::ui
