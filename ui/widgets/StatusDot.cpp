// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StatusDot.h"

#include "ui/theme/Spacing.h"

#include <QEvent>
#include <QPainter>

namespace lineup::ui {

namespace {
constexpr int diameter = 8;
} // namespace

StatusDot::StatusDot(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusDot::setStatus(std::optional<Meaning> meaning, const QString &word)
{
    m_meaning = meaning;
    m_word = word;
    setAccessibleName(word);
    updateGeometry();
    update();
}

QSize StatusDot::sizeHint() const
{
    const int textWidth = m_word.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_word) + Spacing::small;
    return {diameter + textWidth + 1, qMax(fontMetrics().height(), diameter)};
}

void StatusDot::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool fromRight = layoutDirection() == Qt::RightToLeft;
    QRectF dot(fromRight ? width() - diameter : 0, (height() - diameter) / 2.0, diameter, diameter);
    const QColor color = m_meaning ? meaningColor(*m_meaning, palette()) : mutedText(palette());
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(m_meaning ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const int inset = diameter + Spacing::small;
    painter.drawText(fromRight ? rect().adjusted(0, 0, -inset, 0) : rect().adjusted(inset, 0, 0, 0),
        (fromRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, m_word);
}

void StatusDot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace lineup::ui
