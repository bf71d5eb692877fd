// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/MetricCell.h"

#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

constexpr int dotSide = 6;
constexpr int dotRoom = dotSide + Spacing::hair;

} // namespace

MetricCell::MetricCell(const QString &name, QWidget *parent) : QWidget(parent), m_name(name)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(name);
}

void MetricCell::setFigure(const QString &text, const QString &hint)
{
    if (text == m_text && hint == m_hint)
        return;
    m_text = text;
    m_hint = hint;
    describe();
    update();
}

void MetricCell::setBest(bool best)
{
    if (best == m_best)
        return;
    m_best = best;
    describe();
    update();
}

void MetricCell::describe()
{
    const QString best = m_best ? tr("Best of all panes") : QString();
    setToolTip(m_text.isEmpty() ? QString() : m_name + u"\n"_s + m_hint + (m_best ? u'\n' + best : QString()));
    setAccessibleName(m_text.isEmpty() ? m_name : m_name + u": "_s + m_text + (m_best ? u", "_s + best : QString()));
    setAccessibleDescription(m_hint);
}

void MetricCell::setActionable(bool actionable)
{
    if (actionable == m_actionable)
        return;
    m_actionable = actionable;
    setFocusPolicy(actionable ? Qt::TabFocus : Qt::NoFocus);
    setCursor(actionable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void MetricCell::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_actionable && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT activated();
}

void MetricCell::keyPressEvent(QKeyEvent *event)
{
    const bool pressed
        = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_actionable && pressed)
        Q_EMIT activated();
    else
        QWidget::keyPressEvent(event);
}

void MetricCell::setWidest(const QString &sample)
{
    m_sample = sample;
    updateGeometry();
}

QSize MetricCell::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_sample) + dotRoom, fontMetrics().height() + Spacing::hair};
}

QSize MetricCell::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_sample) / 2, sizeHint().height()};
}

void MetricCell::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, width() - dotRoom);
    const QRect text = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(dotRoom, 0, 0, 0));
    painter.setPen(m_actionable ? palette().color(QPalette::Link)
            : m_best            ? palette().color(QPalette::WindowText)
                                : mutedText(palette()));
    if (m_actionable) {
        QFont underlined = font();
        underlined.setUnderline(true);
        painter.setFont(underlined);
    }
    painter.drawText(
        text, Qt::AlignVCenter | (layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft), shown);
    if (hasFocus()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
    if (!m_best)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(meaningColor(Meaning::Good, palette()));
    const QRect dot(0, (height() - dotSide) / 2, dotSide, dotSide);
    painter.drawEllipse(QStyle::visualRect(layoutDirection(), rect(), dot));
}

} // namespace lineup::ui
