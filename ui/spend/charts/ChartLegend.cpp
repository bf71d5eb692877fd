// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/charts/ChartLegend.h"

#include "ui/spend/SpendText.h"
#include "ui/spend/charts/ChartPaint.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlowLayout.h"

#include <QEvent>
#include <QToolButton>

#include <numeric>

using namespace Qt::StringLiterals;

namespace lineup::ui {

ChartLegend::ChartLegend(QWidget *parent) : QWidget(parent)
{
    auto *layout = new FlowLayout(this, Spacing::hair);
    layout->setContentsMargins({});
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChartLegend::setData(const ChartData &chart)
{
    m_data = chart;
    build();
}

void ChartLegend::build()
{
    while (QLayoutItem *item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool pieces = m_data.series.size() > 1;
    if (m_data.columns && !pieces && !m_data.series.isEmpty()) { // one of two: it is named, too
        QToolButton *button
            = addEntry(m_data.series.first().label, pieceSwatch(m_data.series.first(), palette(), devicePixelRatioF()));
        button->setAccessibleName(button->text());
        button->setFocusPolicy(Qt::NoFocus);
    }
    setVisible(pieces || !m_data.before.isEmpty());
    for (int i = 0; pieces && i < m_data.series.size(); ++i) {
        const ChartData::Series &series = m_data.series.at(i);
        QToolButton *button = addEntry(series.label, pieceSwatch(series, palette(), devicePixelRatioF()));
        const qint64 sum = m_data.cumulative ? series.values.value(series.values.size() - 1)
                                             : std::accumulate(series.values.cbegin(), series.values.cend(), qint64(0));
        const QString value = SpendText::value(m_data.metric, sum);
        button->setAccessibleName(tr("%1: %2", "piece of a chart, its sum").arg(series.label, value));
        button->setToolTip(series.isOther ? button->accessibleName()
                                          : tr("%1. A click shows this alone.").arg(button->accessibleName()));
        button->setFocusPolicy(series.isOther ? Qt::NoFocus : Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [this, i] { Q_EMIT pieceChosen(i); });
    }
    if (!m_data.before.isEmpty()) {
        QToolButton *button = addEntry(m_data.beforeLabel, beforeSwatch(palette(), devicePixelRatioF()));
        button->setAccessibleName(button->text());
        button->setFocusPolicy(Qt::NoFocus);
    }
    updateGeometry();
}

QToolButton *ChartLegend::addEntry(const QString &text, const QPixmap &swatch)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFont(themeFont(TextSize::Caption, font()));
    button->setIcon(swatch);
    button->setIconSize({12, 12});
    button->setText(QString(text).replace(u'&', u"&&"_s));
    button->setFixedHeight(QFontMetrics(button->font()).height() + Spacing::small);
    layout()->addWidget(button);
    return button;
}

void ChartLegend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        QMetaObject::invokeMethod(
            this, [this] { build(); }, Qt::QueuedConnection);
}

} // namespace lineup::ui
