// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/charts/BarChart.h"

#include "ui/spend/SpendText.h"
#include "ui/spend/charts/ChartPaint.h"
#include "ui/spend/charts/ChartTable.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Announcer.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QToolTip>
#include <QtCharts/QBarSet>
#include <QtCharts/QHorizontalStackedBarSeries>
#include <QtCharts/QStackedBarSeries>
#include <QtCharts/QValueAxis>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int lyingHeight = 26; // of a bar's slot
constexpr int uprightHeight = 220;
constexpr double widestBar = 56; // pixels
constexpr double thinnestWithGap = 5; // pixels
constexpr int mostTicks = 5;
// Pieces. Qt Charts makes two items in a scene for each, which takes long when there are thousands (a year of days).
constexpr qsizetype mostItems = 500;
constexpr double nameShare = 0.3; // of the width, at most

// Qt Charts reckons in double; money in dollars keeps its digits there well enough to be drawn.
double drawn(qint64 value)
{
    return double(value) * 1e-6;
}

} // namespace

BarChart::BarChart(QWidget *parent)
    : QChartView(new QChart, parent), m_names(new QValueAxis(this)), m_values(new QValueAxis(this))
{
    chart()->setBackgroundVisible(false);
    chart()->legend()->hide();
    chart()->setMargins({});
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->addAxis(m_names, Qt::AlignBottom);
    chart()->addAxis(m_values, Qt::AlignLeft);
    m_names->setVisible(false);
    m_values->setVisible(false);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setFocusPolicy(Qt::NoFocus); // one stop of Tab, not two
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void BarChart::setName(const QString &name)
{
    setAccessibleName(name);
}

void BarChart::setData(const ChartData &data)
{
    m_data = data;
    m_current = qMin(m_current, int(data.bars.size()) - 1);
    m_hovered = -1;
    build();
    setAccessibleDescription(data.isEmpty()
            ? tr("Nothing to show")
            : tr("%n bars. The arrow keys go from one to the next, Enter looks closer. The same is there as a table.",
                nullptr, int(data.bars.size())));
    updateGeometry();
}

void BarChart::build()
{
    if (m_series) {
        chart()->removeSeries(m_series);
        delete m_series;
    }
    m_sets.clear();
    if (m_data.sideways)
        m_series = new QHorizontalStackedBarSeries(this);
    else
        m_series = new QStackedBarSeries(this);
    m_paintsPieces = m_data.bars.size() * m_data.series.size() > mostItems;
    for (const ChartData::Series &series : std::as_const(m_data.series)) {
        if (m_paintsPieces)
            break;
        auto *set = new QBarSet(series.label);
        for (const qint64 value : series.values)
            set->append(drawn(value));
        m_sets += set;
    }
    m_series->append(m_sets);
    paintPieces();
    m_ticks = axisTicks(m_data.smallest(), m_data.largest(), mostTicks);
    m_names->setRange(-0.5, qMax(1.0, double(m_data.bars.size())) - 0.5);
    m_values->setRange(drawn(m_ticks.first()), drawn(m_ticks.size() > 1 ? m_ticks.last() : 1));
    if (m_data.sideways)
        m_names->setReverse(true); // the largest on top
    else
        m_names->setReverse(false);
    chart()->addSeries(m_series);
    chart()->removeAxis(m_names);
    chart()->removeAxis(m_values);
    chart()->addAxis(m_names, m_data.sideways ? Qt::AlignLeft : Qt::AlignBottom);
    chart()->addAxis(m_values, m_data.sideways ? Qt::AlignBottom : Qt::AlignLeft);
    m_series->attachAxis(m_names);
    m_series->attachAxis(m_values);
    arrange();
}

void BarChart::paintPieces()
{
    for (qsizetype i = 0; i < m_sets.size(); ++i) {
        m_sets.at(i)->setBrush(pieceBrush(m_data.series.at(i), palette()));
        m_sets.at(i)->setPen(Qt::NoPen);
    }
}

QFont BarChart::axisFont() const
{
    return tabularFont(themeFont(TextSize::Caption, font()));
}

// The place of the bars, with room for the names and values that are drawn round them.
void BarChart::arrange()
{
    const QFontMetrics metrics(axisFont());
    int left = 0;
    if (m_data.sideways) {
        for (const ChartData::Bar &bar : std::as_const(m_data.bars))
            left = qMax(left, metrics.horizontalAdvance(bar.label));
        left = qMin(left, int(width() * nameShare));
    } else {
        for (const qint64 tick : std::as_const(m_ticks))
            left = qMax(left, metrics.horizontalAdvance(SpendText::value(m_data.metric, tick)));
    }
    left += Spacing::small;
    const int bottom = metrics.height() + Spacing::hair;
    const int right = m_data.sideways ? metrics.horizontalAdvance(u"$00,000.00"_s) + Spacing::small : 1;
    const int top = m_data.sideways ? 0 : metrics.height() / 2;
    const QRectF place(left, top, qMax(10, width() - left - right), qMax(10, height() - top - bottom));
    chart()->setPlotArea(place);
    if (m_series)
        m_series->setBarWidth(barShare());
    viewport()->update();
}

double BarChart::barShare() const
{
    const QRectF area = chart()->plotArea();
    const double room = (m_data.sideways ? area.height() : area.width()) / qMax<double>(1, double(m_data.bars.size()));
    if (m_data.sideways)
        return 0.62;
    return room < thinnestWithGap ? 0.9 : qMin(0.74, widestBar / room);
}

QRectF BarChart::slot(int bar) const
{
    const QRectF area = chart()->plotArea();
    const double count = qMax<double>(1, double(m_data.bars.size()));
    if (m_data.sideways)
        return {area.left(), area.top() + bar * area.height() / count, area.width(), area.height() / count};
    return {area.left() + bar * area.width() / count, area.top(), area.width() / count, area.height()};
}

double BarChart::at(qint64 value) const
{
    const QRectF area = chart()->plotArea();
    const double share = (drawn(value) - m_values->min()) / (m_values->max() - m_values->min());
    return m_data.sideways ? area.left() + share * area.width() : area.bottom() - share * area.height();
}

QRectF BarChart::barRect(int bar) const
{
    return slot(bar);
}

int BarChart::barAt(const QPoint &position) const
{
    for (int bar = 0; bar < m_data.bars.size(); ++bar) {
        const QRectF place = slot(bar);
        const bool inside = m_data.sideways ? position.y() >= place.top() && position.y() < place.bottom()
                                            : position.x() >= place.left() && position.x() < place.right();
        if (inside)
            return bar;
    }
    return -1;
}

void BarChart::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, cardColor(palette()));
    if (m_data.isEmpty())
        return;
    drawValueAxis(painter);
    const int lit = m_hovered >= 0 ? m_hovered : hasFocus() ? m_current : -1;
    if (lit >= 0)
        painter->fillRect(slot(lit), hoverColor(palette()));
    if (m_data.columns)
        drawColumns(painter);
}

void BarChart::drawValueAxis(QPainter *painter) const
{
    const QRectF area = chart()->plotArea();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setFont(axisFont());
    const QFontMetrics metrics(axisFont());
    double free = -1; // lying: where the next label may begin
    for (const qint64 tick : m_ticks) {
        const double place = qRound(at(tick));
        painter->setPen(
            QPen(tick == 0 ? mixed(borderColor(palette()), mutedText(palette()), 0.5) : borderColor(palette()), 1));
        const QString text = SpendText::value(m_data.metric, tick);
        if (!m_data.sideways) {
            painter->drawLine(QPointF(area.left(), place), QPointF(area.right(), place));
            painter->setPen(mutedText(palette()));
            painter->drawText(QRectF(0, place - metrics.height(), area.left() - Spacing::hair, 2.0 * metrics.height()),
                Qt::AlignRight | Qt::AlignVCenter, text);
            continue;
        }
        painter->drawLine(QPointF(place, area.top()), QPointF(place, area.bottom()));
        const double half = metrics.horizontalAdvance(text) / 2.0;
        if (place - half < free)
            continue;
        free = place + half + Spacing::small;
        painter->setPen(mutedText(palette()));
        painter->drawText(QRectF(place - half - 1, area.bottom() + Spacing::hair, 2 * half + 2, metrics.height()),
            Qt::AlignCenter, text);
    }
    painter->setRenderHint(QPainter::Antialiasing, true);
}

void BarChart::drawForeground(QPainter *painter, const QRectF &rect)
{
    Q_UNUSED(rect)
    if (m_data.isEmpty())
        return;
    if (m_paintsPieces)
        drawPieces(painter);
    drawPartial(painter);
    drawBefore(painter);
    drawNames(painter);
    drawCurrent(painter);
}

void BarChart::drawNames(QPainter *painter) const
{
    const QRectF area = chart()->plotArea();
    const QFontMetrics metrics(axisFont());
    painter->setFont(axisFont());
    if (m_data.sideways) {
        for (int bar = 0; bar < m_data.bars.size(); ++bar) {
            const QRectF place = slot(bar);
            const QRectF name(0, place.top(), area.left() - Spacing::small, place.height());
            painter->setPen(palette().color(QPalette::WindowText));
            painter->drawText(name, Qt::AlignVCenter | Qt::AlignRight,
                metrics.elidedText(m_data.bars.at(bar).label, Qt::ElideMiddle, int(name.width())));
            const double end = at(qMax<qint64>(m_data.totals.value(bar), 0));
            painter->setPen(mutedText(palette()));
            painter->drawText(QRectF(end + Spacing::hair, place.top(), width() - end, place.height()),
                Qt::AlignVCenter | Qt::AlignLeft, SpendText::value(m_data.metric, m_data.totals.value(bar)));
        }
        return;
    }
    int widest = 1;
    for (const ChartData::Bar &bar : m_data.bars)
        widest = qMax(widest, metrics.horizontalAdvance(bar.label));
    const double room = area.width() / double(m_data.bars.size());
    const int step = qMax(1, int((widest + Spacing::medium) / room) + (widest + Spacing::medium > room ? 1 : 0));
    painter->setPen(mutedText(palette()));
    // From the end, so that today has its name.
    for (int bar = int(m_data.bars.size()) - 1; bar >= 0; bar -= step) {
        QRectF place(
            slot(bar).center().x() - widest / 2.0 - 1, area.bottom() + Spacing::hair, widest + 2, metrics.height());
        place.moveRight(qMin(place.right(), double(width())));
        if (place.left() >= 0)
            painter->drawText(place, Qt::AlignCenter, m_data.bars.at(bar).label);
    }
}

// What the items of Qt Charts would be: upright or lying, those below zero the other way.
void BarChart::drawPieces(QPainter *painter) const
{
    painter->setRenderHint(QPainter::Antialiasing, false);
    QList<QBrush> brushes;
    for (const ChartData::Series &series : m_data.series)
        brushes += pieceBrush(series, palette());
    for (int bar = 0; bar < m_data.bars.size(); ++bar) {
        const QRectF place = slot(bar);
        const double half = (m_data.sideways ? place.height() : place.width()) * barShare() / 2;
        qint64 above = 0;
        qint64 below = 0;
        for (qsizetype i = 0; i < m_data.series.size(); ++i) {
            const qint64 value = m_data.series.at(i).values.value(bar);
            qint64 &base = value < 0 ? below : above;
            const double from = at(base);
            base += value;
            const double to = at(base);
            const QPointF middle = place.center();
            const QRectF piece = m_data.sideways
                ? QRectF(QPointF(from, middle.y() - half), QPointF(to, middle.y() + half))
                : QRectF(QPointF(middle.x() - half, from), QPointF(middle.x() + half, to));
            if (value != 0)
                painter->fillRect(piece.normalized(), brushes.at(i));
        }
    }
    painter->setRenderHint(QPainter::Antialiasing, true);
}

// The other figure as a column behind the bar, whose upper end is the line of drawBefore(): so that it is seen behind a
// longer bar, too.
void BarChart::drawColumns(QPainter *painter) const
{
    QColor pale = palette().color(QPalette::WindowText);
    pale.setAlphaF(0.16F);
    for (int bar = 0; bar < m_data.before.size() && bar < m_data.bars.size(); ++bar) {
        const QRectF place = slot(bar);
        const double value = at(m_data.before.at(bar));
        const double half = qMin(m_data.sideways ? place.height() : place.width(), widestBar * 1.2) / 2 * 0.9;
        const QPointF middle = place.center();
        const QRectF column = m_data.sideways
            ? QRectF(QPointF(at(0), middle.y() - half), QPointF(value, middle.y() + half))
            : QRectF(QPointF(middle.x() - half, value), QPointF(middle.x() + half, at(0)));
        painter->fillRect(column.normalized(), pale);
    }
}

// What it was in the time before: a short line across the bar.
void BarChart::drawBefore(QPainter *painter) const
{
    painter->setPen(QPen(palette().color(QPalette::WindowText), 2));
    for (int bar = 0; bar < m_data.before.size() && bar < m_data.bars.size(); ++bar) {
        if (m_data.before.at(bar) == 0)
            continue; // on the line of zero it would say nothing that is seen
        const QRectF place = slot(bar);
        const double value = at(m_data.before.at(bar));
        const double half = qMin(m_data.sideways ? place.height() : place.width(), widestBar * 1.2) / 2 * 0.9;
        const QPointF middle = place.center();
        if (m_data.sideways)
            painter->drawLine(QPointF(value, middle.y() - half), QPointF(value, middle.y() + half));
        else
            painter->drawLine(QPointF(middle.x() - half, value), QPointF(middle.x() + half, value));
    }
}

// A bar that may still grow is paler and has an outline of dashes.
void BarChart::drawPartial(QPainter *painter) const
{
    for (int bar = 0; bar < m_data.bars.size(); ++bar) {
        if (!m_data.bars.at(bar).partial || m_data.totals.value(bar) <= 0)
            continue;
        QRectF place = slot(bar);
        const double half = qMin(place.width() * barShare() / 2, place.width() / 2);
        const QPointF middle = place.center();
        place = QRectF(QPointF(middle.x() - half, at(m_data.totals.value(bar))), QPointF(middle.x() + half, at(0)));
        QColor veil = cardColor(palette());
        veil.setAlphaF(0.45F);
        painter->fillRect(place, veil);
        painter->setPen(QPen(palette().color(QPalette::WindowText), 1, Qt::DashLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(place.adjusted(-1, -1, 1, 0));
    }
}

void BarChart::drawCurrent(QPainter *painter) const
{
    if (!hasFocus() || m_current < 0)
        return;
    painter->setPen(QPen(accentText(palette()), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(slot(m_current).adjusted(-1, 0, 1, 0), 3, 3);
}

QString barFigures(const ChartData &data, int bar)
{
    const auto line = [](const QString &name, const QString &value, bool strong) {
        const QString weight = strong ? u" style=\"font-weight:600\""_s : QString();
        return u"<tr><td%3>%1</td><td align=\"right\"%3>&nbsp;&nbsp;%2</td></tr>"_s.arg(
            name.toHtmlEscaped(), value.toHtmlEscaped(), weight);
    };
    QString text = u"<table cellspacing=\"1\">"_s
        + line(data.bars.at(bar).title, SpendText::exact(data.metric, data.totals.value(bar)), true);
    if (data.series.size() > 1) {
        for (const ChartData::Series &series : data.series) {
            if (series.values.value(bar) != 0)
                text += line(series.label, SpendText::value(data.metric, series.values.value(bar)), false);
        }
    }
    if (!data.before.isEmpty())
        text += line(data.beforeLabel, SpendText::value(data.metric, data.before.value(bar)), false);
    if (data.bars.at(bar).partial)
        text += line(BarChart::tr("Not over yet"), QString(), false);
    return text + u"</table>"_s;
}

QString BarChart::barText(int bar) const
{
    QStringList lines {tr("%1: %2", "bar, its value")
                           .arg(m_data.bars.at(bar).title, SpendText::exact(m_data.metric, m_data.totals.value(bar)))};
    for (const ChartData::Series &series : m_data.series) {
        if (m_data.series.size() > 1 && series.values.value(bar) != 0)
            lines += tr("%1: %2", "bar, its value")
                         .arg(series.label, SpendText::value(m_data.metric, series.values.value(bar)));
    }
    return lines.join(u'\n');
}

void BarChart::showFigures(int bar, const QPoint &global)
{
    QToolTip::showText(global, barFigures(m_data, bar), this);
}

void BarChart::setCurrentBar(int bar)
{
    if (m_data.isEmpty())
        return;
    m_current = qBound(0, bar, int(m_data.bars.size()) - 1);
    m_hovered = -1;
    announce(this, barText(m_current));
    showFigures(m_current, viewport()->mapToGlobal(slot(m_current).center().toPoint()));
    viewport()->update();
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_data.bars.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        return setCurrentBar(m_current < 0 ? last : m_current - 1);
    case Qt::Key_Right:
    case Qt::Key_Down:
        return setCurrentBar(m_current + 1);
    case Qt::Key_Home:
        return setCurrentBar(0);
    case Qt::Key_End:
        return setCurrentBar(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0)
            Q_EMIT barChosen(m_current);
        return;
    case Qt::Key_Escape:
        QToolTip::hideText();
        break;
    default:
        break;
    }
    if (event->matches(QKeySequence::Copy))
        return copy();
    event->ignore(); // not QGraphicsView: it would scroll
}

void BarChart::mouseMoveEvent(QMouseEvent *event)
{
    const int bar = barAt(event->position().toPoint());
    if (bar != m_hovered) {
        m_hovered = bar;
        viewport()->update();
    }
    if (bar >= 0)
        showFigures(bar, event->globalPosition().toPoint());
    viewport()->setCursor(bar >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void BarChart::mouseReleaseEvent(QMouseEvent *event)
{
    const int bar = barAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && bar >= 0)
        Q_EMIT barChosen(bar);
}

void BarChart::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls
}

bool BarChart::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        viewport()->update();
    }
    return QChartView::viewportEvent(event);
}

void BarChart::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
}

void BarChart::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    viewport()->update();
}

void BarChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    arrange();
}

void BarChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintPieces();
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        arrange();
}

void BarChart::copy()
{
    QGuiApplication::clipboard()->setText(chartTsv(m_data));
    Q_EMIT copied();
}

QSize BarChart::minimumSizeHint() const
{
    if (m_data.sideways)
        return {240, qMax(3, int(m_data.bars.size())) * lyingHeight + fontMetrics().height()};
    return {240, uprightHeight / 2};
}

QSize BarChart::sizeHint() const
{
    return minimumSizeHint().expandedTo({480, uprightHeight});
}

} // namespace lineup::ui
