// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/MetricsStrip.h"

#include "ui/compare/MetricCell.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QEvent>
#include <QHBoxLayout>

namespace lineup::ui {

MetricsStrip::MetricsStrip(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Spacing::hair);
    for (int i = 0; i < MetricsText::CellCount; ++i) {
        const auto cell = MetricsText::Cell(i);
        m_cells[size_t(i)] = new MetricCell(MetricsText::name(cell), this);
        layout->addWidget(m_cells[size_t(i)], cell == MetricsText::Tokens ? 1 : 0);
    }
    connect(m_cells[MetricsText::CostCell], &MetricCell::activated, this, &MetricsStrip::priceWanted);
    setWidths();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MetricsStrip::setWidths()
{
    const QFont figures = tabularFont(themeFont(TextSize::Caption));
    for (int i = 0; i < MetricsText::CellCount; ++i) {
        m_cells[size_t(i)]->setFont(figures);
        m_cells[size_t(i)]->setWidest(MetricsText::widest(MetricsText::Cell(i)));
    }
    setFixedHeight(m_cells[0]->sizeHint().height());
}

void MetricsStrip::setMetrics(const PaneMetrics &metrics, bool any)
{
    for (int i = 0; i < MetricsText::CellCount; ++i) {
        const auto cell = MetricsText::Cell(i);
        m_cells[size_t(i)]->setFigure(
            any ? MetricsText::text(cell, metrics) : QString(), any ? MetricsText::hint(cell, metrics) : QString());
    }
    m_cells[MetricsText::CostCell]->setActionable(any && MetricsText::lacksPrice(metrics));
}

void MetricsStrip::setBest(MetricsText::Cell cell, bool best)
{
    m_cells[size_t(cell)]->setBest(best);
}

QString MetricsStrip::text(MetricsText::Cell cell) const
{
    return m_cells[size_t(cell)]->text();
}

QString MetricsStrip::hint(MetricsText::Cell cell) const
{
    return m_cells[size_t(cell)]->toolTip();
}

bool MetricsStrip::isBest(MetricsText::Cell cell) const
{
    return m_cells[size_t(cell)]->isBest();
}

void MetricsStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        setWidths();
    QWidget::changeEvent(event);
}

} // namespace lineup::ui
