// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/TimelineView.h"

#include "ui/models/ChainText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Format.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int nameShare = 30; // % of the width
constexpr int wordShare = 30;

} // namespace

TimelineView::TimelineView(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Timeline"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void TimelineView::setRoute(const QList<RouteEvent> &events, std::chrono::microseconds total)
{
    m_events = events;
    m_total = total;
    QStringList words;
    for (const RouteEvent &event : events) {
        words += tr("%1 %2, %3", "model, what happens, how long")
                     .arg(event.model, ChainText::event(event), Format::duration(event.took));
    }
    setAccessibleDescription(words.join(u". "_s));
    updateGeometry();
    update();
}

int TimelineView::lineHeight() const
{
    return qMax(fontMetrics().height(), int(Spacing::icon)) + Spacing::hair;
}

QSize TimelineView::sizeHint() const
{
    return {320, qMax(1, int(m_events.size())) * lineHeight()};
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int nameWidth = width() * nameShare / 100;
    const int wordWidth = width() * wordShare / 100;
    const int room = width() - nameWidth - wordWidth - Spacing::small;
    const double scale = m_total.count() > 0 ? double(room) / double(m_total.count()) : 0;
    const auto visual = [this](const QRect &box) { return QStyle::visualRect(layoutDirection(), rect(), box); };
    for (int i = 0; i < m_events.size(); ++i) {
        const RouteEvent &event = m_events.at(i);
        const int top = i * lineHeight();
        const bool wait = event.kind == RouteEvent::Kind::Wait;
        painter.setPen(palette().color(QPalette::Text));
        const QString name = tr("%1 · %2", "step, model").arg(event.step + 1).arg(event.model);
        painter.drawText(visual({0, top, nameWidth - Spacing::small, lineHeight()}),
            Qt::AlignVCenter | Qt::AlignLeading,
            fontMetrics().elidedText(name, Qt::ElideMiddle, nameWidth - Spacing::small));
        const int from = int(double(event.at.count()) * scale);
        const int length = qMax(3, int(double(event.took.count()) * scale));
        const QRect bar(nameWidth + from, top + Spacing::hair, qMin(length, qMax(3, room - from)),
            lineHeight() - 2 * Spacing::hair);
        const Meaning meaning = event.kind != RouteEvent::Kind::Attempt ? Meaning::Warning
            : event.error                                               ? Meaning::Error
                                                                        : Meaning::Good;
        const QColor color = wait ? mutedText(palette()) : meaningColor(meaning, palette());
        painter.setPen(Qt::NoPen);
        painter.setBrush(wait ? QBrush(color, Qt::BDiagPattern) : QBrush(color));
        if (event.kind != RouteEvent::Kind::Skip)
            painter.drawRoundedRect(visual(bar), 3, 3);
        const int wordAt = nameWidth + room + Spacing::small;
        const QRect mark(wordAt, top + (lineHeight() - Spacing::icon) / 2, Spacing::icon, Spacing::icon);
        (wait ? icon(u"clock"_s) : icon(meaningIcon(meaning), meaning)).paint(&painter, visual(mark));
        painter.setPen(mutedText(palette()));
        const QString took = event.kind == RouteEvent::Kind::Skip ? QString() : Format::duration(event.took);
        const QString word = took.isEmpty() ? ChainText::event(event)
                                            : tr("%1, %2", "what happens, how long").arg(ChainText::event(event), took);
        const QRect words(
            wordAt + Spacing::icon + Spacing::hair, top, wordWidth - Spacing::icon - Spacing::hair, lineHeight());
        painter.drawText(visual(words), Qt::AlignVCenter | Qt::AlignLeading,
            fontMetrics().elidedText(word, Qt::ElideRight, words.width()));
    }
}

} // namespace lineup::ui
