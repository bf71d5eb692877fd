// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/RoutePlan.h"

#include <QFrame>

namespace lineup::ui {

// A pop-up over the steps table: its fields are read when it closes. Esc keeps what was. Deletes itself. GUI thread.
class StepPopup : public QFrame
{
    Q_OBJECT
public:
    StepPopup(const RouteStep &step, QWidget *parent);
    void openAt(const QRect &globalCell);

Q_SIGNALS:
    void changed(const lineup::RouteStep &step); // once, when it closes with something else than it began with

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

    RouteStep m_step;

private:
    RouteStep m_before;
};

// What leads to the next step, and what is retried: two columns of ticks.
class ClassesPopup final : public StepPopup
{
    Q_OBJECT
public:
    ClassesPopup(const RouteStep &step, QWidget *parent);
};

// To connect, to the first word, between words: seconds, 0 is the usual limit.
class TimeoutsPopup final : public StepPopup
{
    Q_OBJECT
public:
    TimeoutsPopup(const RouteStep &step, QWidget *parent);
};

// The targets of a group: weights, one out of it, and how one is chosen.
class GroupPopup final : public StepPopup
{
    Q_OBJECT
public:
    GroupPopup(const RouteStep &step, QWidget *parent);

Q_SIGNALS:
    void addRequested(); // another target, with the picker
    void replaceRequested(); // another model instead of the first target
};

} // namespace lineup::ui
