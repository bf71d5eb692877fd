// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/RoutePlan.h"

#include <QWidget>

class QPainter;

namespace lineup::ui {

// A plan as a drawing: a box a step, an arrow between two with what leads along it. Left and right move, a click
// selects. Boxes that have no room go to a further line. GUI thread.
class RouteView : public QWidget
{
    Q_OBJECT
public:
    explicit RouteView(QWidget *parent = nullptr);

    // origins: for each step, the chain whose step it is where that is not the one that is drawn.
    void setSteps(const QList<RouteStep> &steps, const QStringList &origins = {});
    void setBeginning(int step); // where a sticky chain begins just now; 0, the first one, needs no word
    void setCurrent(int step, int count = 1); // so many from that one on; -1: none
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QRect boxOf(int step) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void chosen(int step);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRect place(int step, int width) const;
    [[nodiscard]] int perLine(int width) const;
    [[nodiscard]] int boxWidth(int width) const; // as wide as the names want it while all fit into one line
    [[nodiscard]] int arrowWidth() const;
    [[nodiscard]] QString caption(int step) const;
    void describe();
    void paintBox(QPainter &painter, int step) const;
    void paintArrow(QPainter &painter, int step) const;
    void choose(int step);

    QList<RouteStep> m_steps;
    QStringList m_origins;
    int m_current = -1;
    int m_beginning = 0;
    int m_count = 1; // of steps that are chosen together
};

} // namespace lineup::ui
