// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/Sparkline.h"

#include "ui/theme/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lineup::ui {

namespace {
constexpr int lineHeight = 26;
constexpr double dot = 2.5;
} // namespace

Sparkline::Sparkline(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize Sparkline::sizeHint() const
{
    return {80, lineHeight};
}

void Sparkline::setValues(const QList<qint64> &values)
{
    m_values = values;
    update();
}

void Sparkline::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    if (m_values.size() < 2)
        return;
    const auto [least, most] = std::minmax_element(m_values.cbegin(), m_values.cend());
    const double low = double(qMin<qint64>(*least, 0));
    const double room = qMax(1.0, double(*most) - low);
    const QRectF area = QRectF(rect()).adjusted(1, dot + 1, -dot - 1, -dot - 1);
    QPolygonF line;
    for (qsizetype i = 0; i < m_values.size(); ++i)
        line += QPointF(area.left() + area.width() * double(i) / double(m_values.size() - 1),
            area.bottom() - area.height() * (double(m_values.at(i)) - low) / room);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPolygonF filled = line;
    filled << QPointF(area.right(), height()) << QPointF(area.left(), height());
    QColor color = accentText(palette());
    QColor faint = color;
    faint.setAlphaF(0.12F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faint);
    painter.drawPolygon(filled);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(line.last(), dot, dot);
}

} // namespace lineup::ui
