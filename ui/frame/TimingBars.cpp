// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/TimingBars.h"

#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Format.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;
using std::chrono::microseconds;

namespace lineup::ui {

namespace {

constexpr int barHeight = 8;
constexpr int swatch = 10;

TimingRow rowOf(const AttemptRecord &attempt, microseconds at)
{
    TimingRow row {.label = attempt.service + u'/' + attempt.model, .at = at, .phases = {}, .total = attempt.total};
    row.phases[TimingRow::Connect] = attempt.connected.value_or(attempt.total);
    if (attempt.connected)
        row.phases[TimingRow::FirstToken] = attempt.firstToken.value_or(attempt.total) - *attempt.connected;
    if (attempt.firstToken)
        row.phases[TimingRow::Stream] = attempt.total - *attempt.firstToken;
    return row;
}

} // namespace

QList<TimingRow> timingRows(const CallRecord &call)
{
    QList<TimingRow> rows;
    for (const RouteEvent &event : call.route) {
        if (event.kind == RouteEvent::Kind::Wait) {
            TimingRow row {.label = TimingBars::tr("Wait"), .at = event.at, .phases = {}, .total = event.took};
            row.phases[TimingRow::Wait] = event.took;
            rows += row;
        } else if (event.attempt >= 0 && event.attempt < call.attempts.size()) {
            rows += rowOf(call.attempts.at(event.attempt), event.at);
        }
    }
    if (!rows.isEmpty())
        return rows;
    for (const AttemptRecord &attempt : call.attempts) { // a call whose route was not kept: the clock of the day tells
        const auto late = std::chrono::milliseconds(call.startedAt.msecsTo(attempt.startedAt));
        rows += rowOf(attempt, std::max(microseconds(0), microseconds(late)));
    }
    return rows;
}

QString phaseName(TimingRow::Phase phase)
{
    switch (phase) {
    case TimingRow::Wait:
        return TimingBars::tr("Wait");
    case TimingRow::Connect:
        return TimingBars::tr("Connect");
    case TimingRow::FirstToken:
        return TimingBars::tr("First token");
    case TimingRow::Stream:
    case TimingRow::PhaseCount:
        break;
    }
    return TimingBars::tr("Stream");
}

TimingBars::TimingBars(QWidget *parent) : QWidget(parent)
{
    setFont(themeFont(TextSize::Caption));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Timing, drawn; the table beneath has the figures"));
}

void TimingBars::setRows(const QList<TimingRow> &rows)
{
    m_rows = rows;
    updateGeometry();
    update();
}

int TimingBars::rowHeight() const
{
    return fontMetrics().height() + barHeight + Spacing::small;
}

QSize TimingBars::sizeHint() const
{
    return {260, int(m_rows.size()) * rowHeight() + fontMetrics().height() + Spacing::small};
}

QSize TimingBars::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

QBrush TimingBars::brushOf(int phase) const
{
    constexpr std::array patterns {Qt::Dense6Pattern, Qt::BDiagPattern, Qt::Dense4Pattern, Qt::SolidPattern};
    return {seriesColor(phase, palette()), patterns.at(size_t(phase))};
}

void TimingBars::paintLegend(QPainter &painter, int top) const
{
    int x = 0;
    for (int phase = 0; phase < TimingRow::PhaseCount; ++phase) {
        const QString name = phaseName(TimingRow::Phase(phase));
        const int wide = fontMetrics().horizontalAdvance(name);
        painter.setPen(seriesColor(phase, palette()));
        painter.setBrush(brushOf(phase));
        const QRect box(x, top + (fontMetrics().height() - swatch) / 2, swatch, swatch);
        painter.drawRect(QStyle::visualRect(layoutDirection(), rect(), box));
        painter.setPen(palette().color(QPalette::WindowText));
        const QRect text(x + swatch + Spacing::hair, top, wide + 1, fontMetrics().height());
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), text), Qt::AlignVCenter, name);
        x += swatch + Spacing::hair + wide + Spacing::medium;
    }
}

void TimingBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    microseconds end(1);
    for (const TimingRow &row : m_rows)
        end = std::max(end, row.at + row.total);
    const auto place
        = [&](microseconds time) { return int(double(time.count()) / double(end.count()) * (width() - 1)); };
    int top = 0;
    for (const TimingRow &row : m_rows) {
        painter.setPen(palette().color(QPalette::WindowText));
        const QString label = row.label + u" · "_s + Format::duration(row.total);
        const QRect line(0, top, width(), fontMetrics().height());
        const auto side = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
        painter.drawText(line, side, fontMetrics().elidedText(label, Qt::ElideMiddle, width()));
        microseconds at = row.at;
        for (int phase = 0; phase < TimingRow::PhaseCount; ++phase) {
            const microseconds took = row.phases.at(size_t(phase)).value_or(microseconds(0));
            if (took.count() <= 0)
                continue;
            const QRect bar(place(at), top + line.height(), std::max(2, place(at + took) - place(at)), barHeight);
            painter.setPen(seriesColor(phase, palette()));
            painter.setBrush(brushOf(phase));
            painter.drawRect(QStyle::visualRect(layoutDirection(), rect(), bar));
            at += took;
        }
        top += rowHeight();
    }
    paintLegend(painter, top);
}

} // namespace lineup::ui
