// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/MeterBar.h"

#include "ui/theme/Spacing.h"

#include <QPainter>
#include <QPainterPath>

namespace lineup::ui {

MeterBar::MeterBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MeterBar::setValues(const MeterValues &values, const QString &text)
{
    setAccessibleName(text);
    if (values == m_values)
        return;
    m_values = values;
    update();
}

QSize MeterBar::sizeHint() const
{
    return {160, thickness + 4};
}

QSize MeterBar::minimumSizeHint() const
{
    return {40, thickness + 4};
}

void MeterBar::paint(QPainter &painter, const QRect &rect, const MeterValues &values, const QPalette &palette,
    Qt::LayoutDirection direction)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track = QRectF(rect).adjusted(0.5, 2.5, -0.5, -2.5);
    const qreal round = qMin<qreal>(track.height() / 2, 4);
    const double taken = values.used + values.reserved + values.uncertain;
    const double whole = qMax(values.limit, taken);
    const auto at = [&](double value) { return whole > 0 ? qBound(0.0, value / whole, 1.0) * track.width() : 0.0; };
    const auto piece = [&](double from, double to) {
        const qreal start = at(from);
        const qreal end = at(to);
        const bool mirrored = direction == Qt::RightToLeft;
        return QRectF(mirrored ? track.right() - end : track.left() + start, track.top(), end - start, track.height());
    };
    QColor color = values.meaning ? meaningColor(*values.meaning, palette) : accentText(palette);
    if (values.quiet)
        color = mixed(mutedText(palette), cardColor(palette), 0.4);
    QPainterPath outline;
    outline.addRoundedRect(track, round, round);
    painter.fillPath(outline, mixed(borderColor(palette), cardColor(palette), 0.35));
    painter.setClipPath(outline);
    painter.fillRect(piece(0, values.used), color);
    const double held = values.used + values.reserved;
    const QColor ground = mixed(color, cardColor(palette), 0.72);
    for (const auto &[part, pattern] :
        {std::pair(piece(values.used, held), Qt::BDiagPattern), std::pair(piece(held, taken), Qt::DiagCrossPattern)}) {
        painter.fillRect(part, ground);
        painter.fillRect(part, QBrush(color, pattern));
    }
    painter.setClipping(false);
    painter.setPen(QPen(mixed(color, cardColor(palette), 0.3), 1));
    painter.setBrush(Qt::NoBrush);
    if (taken > 0)
        painter.drawRoundedRect(track, round, round);
    const auto line = [&](double value, const QColor &pen, qreal width) {
        const QRectF where = piece(0, value);
        const qreal x = direction == Qt::RightToLeft ? where.left() : where.right();
        painter.setPen(QPen(pen, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(x, rect.top() + 1), QPointF(x, rect.bottom()));
    };
    if (values.mark && *values.mark < whole)
        line(*values.mark, mutedText(palette), 1);
    if (values.limit > 0 && taken > values.limit)
        line(values.limit, palette.color(QPalette::WindowText), 2);
    painter.restore();
}

void MeterBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_values, palette(), layoutDirection());
}

} // namespace lineup::ui
