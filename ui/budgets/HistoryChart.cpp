// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/HistoryChart.h"

#include "ui/models/BudgetText.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/Format.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include <cmath>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int gridLines = 4;
constexpr int grip = 6; // px above and below the line
constexpr double headroom = 1.2;
constexpr int stepsInAll = 100; // of the axis

// The next of 1, 2, 5, 10, 20, … from a value on.
double roundedUp(double value)
{
    if (value <= 0)
        return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * power >= value * 0.999999)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

HistoryChart::HistoryChart(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("History with the limit"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWhatsThis(tr("What each past period used. Drag the line, or press Up and Down, to try another limit."));
}

QSize HistoryChart::sizeHint() const
{
    return {400, fontMetrics().height() * 9};
}

QSize HistoryChart::minimumSizeHint() const
{
    return {200, fontMetrics().height() * 9};
}

void HistoryChart::setHistory(const Budget &budget, const QList<BudgetHistoryPeriod> &parts)
{
    const qint64 limit = m_dragging ? m_budget.limit : budget.limit;
    m_budget = budget;
    m_budget.limit = limit;
    m_parts = parts;
    if (m_current >= m_parts.size())
        setCurrent(-1);
    describe();
    update();
}

void HistoryChart::setLimit(qint64 limit)
{
    if (m_dragging || m_budget.limit == limit)
        return;
    m_budget.limit = limit;
    describe();
    update();
}

void HistoryChart::describe()
{
    setAccessibleDescription(
        tr("Limit %1. %2", "limit, what it would have blocked")
            .arg(BudgetText::limit(m_budget.meter, m_budget.limit), BudgetText::preview(m_budget, m_parts)));
}

QString HistoryChart::axisText(qint64 amount) const
{
    if (m_budget.meter == Budget::Meter::Dollars)
        return amount == 0 ? BudgetText::limit(m_budget.meter, 0) : Format::money(Money::fromNano(amount));
    return Format::tokens(amount);
}

int HistoryChart::axisWidth() const
{
    const QFontMetrics small(themeFont(TextSize::Caption, font()));
    int wide = 0;
    for (int i = 0; i <= gridLines; ++i)
        wide = qMax(wide, small.horizontalAdvance(axisText(qint64(most() * i / gridLines))));
    return wide;
}

QRect HistoryChart::plot() const
{
    const int high = QFontMetrics(themeFont(TextSize::Caption, font())).height();
    return QStyle::visualRect(layoutDirection(), rect(),
        rect().adjusted(axisWidth() + Spacing::small, high / 2 + 1, -2, -high - Spacing::hair));
}

double HistoryChart::most() const
{
    if (m_dragging)
        return m_dragMost;
    double top = double(m_budget.limit) * headroom;
    for (const BudgetHistoryPeriod &part : m_parts)
        top = qMax(top, double(part.used) * 1.05);
    // Whole lines: each of the four steps is a round figure.
    return gridLines * roundedUp(top / gridLines);
}

int HistoryChart::yOf(double amount) const
{
    const QRect room = plot();
    return room.bottom() - int(std::lround(qBound(0.0, amount / most(), 1.0) * (room.height() - 1)));
}

int HistoryChart::lineY() const
{
    return yOf(double(m_budget.limit));
}

qint64 HistoryChart::step() const
{
    return qMax<qint64>(1, qint64(roundedUp(most() / stepsInAll)));
}

qint64 HistoryChart::limitAt(int y) const
{
    const QRect room = plot();
    const double amount = double(room.bottom() - y) / qMax(1, room.height() - 1) * most();
    return qMax(step(), qint64(std::lround(amount / double(step()))) * step());
}

QRect HistoryChart::barOf(int part) const
{
    const QRect room = plot();
    const double wide = double(room.width()) / double(qMax<qsizetype>(1, m_parts.size()));
    const int left = room.left() + int(part * wide);
    const int right = room.left() + int((part + 1) * wide);
    return QStyle::visualRect(layoutDirection(), room, QRect(left, room.top(), right - left, room.height()));
}

int HistoryChart::partAt(const QPoint &where) const
{
    for (int i = 0; i < m_parts.size(); ++i) {
        if (barOf(i).contains(where))
            return i;
    }
    return -1;
}

bool HistoryChart::isOnLine(const QPoint &where) const
{
    return qAbs(where.y() - lineY()) <= grip && plot().adjusted(0, -grip, 0, grip).contains(where);
}

void HistoryChart::setCurrent(int part)
{
    if (part == m_current)
        return;
    m_current = part;
    update();
    QString text;
    if (part >= 0 && part < m_parts.size()) {
        const BudgetHistoryPeriod &shown = m_parts.at(part);
        text = tr("%1: %2", "period, what it used")
                   .arg(BudgetText::periodName(m_budget.period, shown), BudgetText::amount(m_budget.meter, shown.used));
        text = tr("%1, %2", "joins parts").arg(text, tr("%n call(s)", nullptr, shown.calls));
        if (shown.wouldBlock > 0)
            text = tr("%1, %2", "joins parts").arg(text, tr("%n of them refused", nullptr, shown.wouldBlock));
    }
    Q_EMIT currentChanged(text);
    if (hasFocus())
        announce(this, text);
}

void HistoryChart::moveLimit(qint64 by)
{
    const qint64 wanted = qMax(step(), (m_budget.limit + by) / step() * step());
    if (wanted == m_budget.limit)
        return;
    m_budget.limit = wanted;
    describe();
    update();
    announce(this, BudgetText::limit(m_budget.meter, wanted));
    Q_EMIT limitChosen(wanted);
}

void HistoryChart::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int last = int(m_parts.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        return moveLimit(step());
    case Qt::Key_Down:
        return moveLimit(-step());
    case Qt::Key_PageUp:
        return moveLimit(10 * step());
    case Qt::Key_PageDown:
        return moveLimit(-10 * step());
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int by = (event->key() == Qt::Key_Right) == !mirrored ? 1 : -1;
        return setCurrent(m_current < 0 ? last : qBound(0, m_current + by, last));
    }
    case Qt::Key_Home:
        return setCurrent(qMin(0, last));
    case Qt::Key_End:
        return setCurrent(last);
    default:
        QWidget::keyPressEvent(event);
    }
}

void HistoryChart::mousePressEvent(QMouseEvent *event)
{
    const QPoint where = event->position().toPoint();
    if (event->button() != Qt::LeftButton || !isOnLine(where)) {
        setCurrent(partAt(where));
        return;
    }
    m_dragMost = most();
    m_dragging = true;
    grabMouse();
}

void HistoryChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint where = event->position().toPoint();
    if (!m_dragging) {
        setCursor(isOnLine(where) ? Qt::SizeVerCursor : Qt::ArrowCursor);
        setCurrent(partAt(where));
        return;
    }
    const qint64 wanted = limitAt(qBound(plot().top(), where.y(), plot().bottom()));
    if (wanted == m_budget.limit)
        return;
    m_budget.limit = wanted;
    update();
    Q_EMIT limitDragged(wanted);
}

void HistoryChart::mouseReleaseEvent(QMouseEvent *event)
{
    QWidget::mouseReleaseEvent(event);
    if (!m_dragging)
        return;
    releaseMouse();
    m_dragging = false;
    describe();
    update();
    Q_EMIT limitChosen(m_budget.limit);
}

void HistoryChart::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    if (!hasFocus())
        setCurrent(-1);
}

void HistoryChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(tabularFont(themeFont(TextSize::Caption, font())));
    paintAxis(painter);
    paintBars(painter);
    paintTicks(painter);
    paintLine(painter);
}

void HistoryChart::paintAxis(QPainter &painter) const
{
    const QRect room = plot();
    const int high = painter.fontMetrics().height();
    for (int i = 0; i <= gridLines; ++i) {
        const double amount = most() * i / gridLines;
        const int y = yOf(amount);
        painter.setPen(QPen(borderColor(palette()), 1));
        painter.drawLine(QPointF(room.left(), y + 0.5), QPointF(room.right(), y + 0.5));
        painter.setPen(mutedText(palette()));
        const QRect label(0, y - high / 2, axisWidth(), high);
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), label), Qt::AlignVCenter | Qt::AlignTrailing,
            axisText(qint64(amount)));
    }
}

void HistoryChart::paintBars(QPainter &painter) const
{
    const QColor color = mixed(accentText(palette()), cardColor(palette()), 0.15);
    const QColor over = meaningColor(Meaning::Error, palette());
    const int top = lineY();
    for (int i = 0; i < m_parts.size(); ++i) {
        const QRect column = barOf(i);
        if (i == m_current) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(hoverColor(palette()));
            painter.drawRect(column);
        }
        const BudgetHistoryPeriod &part = m_parts.at(i);
        if (part.used <= 0)
            continue;
        const int gap = qBound(1, column.width() / 6, 6);
        const int y = qMin(yOf(double(part.used)), column.bottom() - 1);
        const QRectF bar(column.left() + gap, y, qMax(2, column.width() - 2 * gap), column.bottom() - y);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        if (part.used <= m_budget.limit) {
            painter.drawRoundedRect(bar, 2, 2);
            continue;
        }
        painter.drawRect(QRectF(bar.left(), top, bar.width(), bar.bottom() - top));
        const QRectF beyond(bar.left(), bar.top(), bar.width(), top - bar.top());
        painter.fillRect(beyond, mixed(over, cardColor(palette()), 0.75));
        painter.setPen(QPen(over, 1));
        painter.setBrush(QBrush(over, Qt::BDiagPattern));
        painter.drawRect(beyond.adjusted(0.5, 0.5, -0.5, 0));
    }
}

void HistoryChart::paintTicks(QPainter &painter) const
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QRect room = plot();
    int wide = 1;
    for (const BudgetHistoryPeriod &part : m_parts)
        wide = qMax(wide, metrics.horizontalAdvance(BudgetText::periodTick(m_budget.period, part)) + Spacing::small);
    const int each = m_parts.isEmpty() ? 1 : qMax(1, room.width() / int(m_parts.size()));
    const int every = (wide + each - 1) / each;
    painter.setPen(mutedText(palette()));
    QRect last;
    // From the latest backwards, so that the last bar always has its name.
    for (int i = int(m_parts.size()) - 1; i >= 0; i -= every) {
        const QRect column = barOf(i);
        QRect label(column.center().x() - wide / 2, room.bottom() + Spacing::hair, wide, metrics.height());
        label.moveRight(qMin(label.right(), rect().right()));
        label.moveLeft(qMax(label.left(), rect().left()));
        if (label.intersects(last))
            continue;
        last = label;
        painter.drawText(label, Qt::AlignCenter, BudgetText::periodTick(m_budget.period, m_parts.at(i)));
    }
}

void HistoryChart::paintLine(QPainter &painter) const
{
    const QRect room = plot();
    const qreal y = lineY() + 0.5;
    const QColor color = palette().color(QPalette::WindowText);
    painter.setPen(QPen(color, hasFocus() || m_dragging ? 2.5 : 1.5, Qt::SolidLine));
    painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y));
    const QString text = BudgetText::limit(m_budget.meter, m_budget.limit);
    QFont strong = painter.font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    const int wide = painter.fontMetrics().horizontalAdvance(text) + 2 * Spacing::small;
    const int high = painter.fontMetrics().height() + 2;
    // At the old end, where the history is least of interest; inside of the drawing also at its upper edge.
    QRectF tag(room.left() + Spacing::small, y - high / 2.0, wide, high);
    tag.moveTop(qMax<qreal>(0.5, tag.top()));
    const QRect whole = tag.toAlignedRect();
    const QRectF place = QRectF(QStyle::visualRect(layoutDirection(), room, whole)).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(hasFocus() ? accentText(palette()) : color, hasFocus() ? 2 : 1));
    painter.setBrush(cardColor(palette()));
    painter.drawRoundedRect(place, high / 2.0, high / 2.0);
    painter.setPen(color);
    painter.drawText(place, Qt::AlignCenter, text);
}

} // namespace lineup::ui
