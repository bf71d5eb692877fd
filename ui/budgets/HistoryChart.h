// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budgets.h"

#include <QWidget>

namespace lineup::ui {

// Past periods as bars, with the limit as a line that can be dragged. Up and down (Page: ten times as far) move the
// line, left and right go from bar to bar; what is over the line is hatched. BudgetHistoryModel is its table twin. GUI
// thread.
class HistoryChart : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryChart(QWidget *parent = nullptr);

    void setHistory(const Budget &budget, const QList<BudgetHistoryPeriod> &parts); // the oldest first
    void setLimit(qint64 limit);
    [[nodiscard]] qint64 limit() const { return m_budget.limit; }
    [[nodiscard]] int current() const { return m_current; } // bar; -1: none
    [[nodiscard]] QRect barOf(int part) const; // with the room above it
    [[nodiscard]] int lineY() const; // where the limit is
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void limitDragged(qint64 limit); // on the way
    void limitChosen(qint64 limit); // let go, or moved by a key
    void currentChanged(const QString &text); // what the bar says; empty: none

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] int axisWidth() const;
    [[nodiscard]] QString axisText(qint64 amount) const;
    [[nodiscard]] double most() const; // the upper end of the axis
    [[nodiscard]] int yOf(double amount) const;
    [[nodiscard]] qint64 limitAt(int y) const;
    [[nodiscard]] qint64 step() const;
    [[nodiscard]] int partAt(const QPoint &where) const;
    [[nodiscard]] bool isOnLine(const QPoint &where) const;
    void setCurrent(int part);
    void moveLimit(qint64 by);
    void describe();
    void paintAxis(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintTicks(QPainter &painter) const;
    void paintLine(QPainter &painter) const;

    Budget m_budget;
    QList<BudgetHistoryPeriod> m_parts;
    int m_current = -1;
    bool m_dragging = false;
    double m_dragMost = 0; // the axis stands still under a drag
};

} // namespace lineup::ui
