// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/charts/ChartData.h"

#include <QtCharts/QChartView>

class QAbstractBarSeries;
class QBarSet;
class QValueAxis;

namespace lineup::ui {

// Bars in pieces, upright for days, lying for names. The mouse or the arrow keys go from bar to bar and show its
// figures; a click or Enter chooses it. ChartTableModel is its table twin. GUI thread.
class BarChart : public QChartView
{
    Q_OBJECT
public:
    explicit BarChart(QWidget *parent = nullptr);

    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const { return m_data; }

    void setName(const QString &name); // for screen readers: "Cost per day"
    [[nodiscard]] int currentBar() const { return m_current; } // -1: none
    void setCurrentBar(int bar);
    [[nodiscard]] QString barText(int bar) const; // its figures, plain, a line each
    [[nodiscard]] QRectF barRect(int bar) const; // its whole slot, in this widget
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    void copy(); // as TSV

Q_SIGNALS:
    void barChosen(int bar);
    void copied();

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void build();
    void paintPieces();
    void arrange();
    [[nodiscard]] QRectF slot(int bar) const; // in the scene
    [[nodiscard]] double at(qint64 value) const; // along the axis of values, in the scene
    [[nodiscard]] int barAt(const QPoint &position) const;
    void showFigures(int bar, const QPoint &global);
    void drawValueAxis(QPainter *painter) const;
    void drawNames(QPainter *painter) const;
    void drawPieces(QPainter *painter) const;
    void drawBefore(QPainter *painter) const;
    void drawColumns(QPainter *painter) const;
    void drawPartial(QPainter *painter) const;
    void drawCurrent(QPainter *painter) const;
    [[nodiscard]] double barShare() const;
    [[nodiscard]] QFont axisFont() const;

    ChartData m_data;
    QAbstractBarSeries *m_series = nullptr;
    QList<QBarSet *> m_sets;
    QValueAxis *m_names;
    QValueAxis *m_values;
    QList<qint64> m_ticks;
    bool m_paintsPieces = false; // itself: there are too many for items
    int m_current = -1;
    int m_hovered = -1;
};

// "Total 4.20" and the pieces of a bar, for hovers: rich text.
[[nodiscard]] QString barFigures(const ChartData &data, int bar);

} // namespace lineup::ui
