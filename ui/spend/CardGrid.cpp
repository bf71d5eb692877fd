// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/CardGrid.h"

#include "ui/theme/Spacing.h"

#include <QGridLayout>

namespace lineup::ui {

CardGrid::CardGrid(int leastWidth, QWidget *parent)
    : QWidget(parent), m_leastWidth(leastWidth), m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(Spacing::medium);
}

void CardGrid::add(QWidget *widget)
{
    m_widgets += widget;
    m_columns = 0;
    arrange();
}

void CardGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_placed = true;
    arrange();
}

void CardGrid::arrange()
{
    const int count = int(m_widgets.size());
    int columns = count;
    // Before it has a place, its width says nothing; one column would ask for a window as high as all of them.
    while (m_placed && columns > 1 && columns * (m_leastWidth + Spacing::medium) > width() + Spacing::medium)
        columns = (columns + 1) / 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    while (QLayoutItem *item = m_layout->takeAt(0))
        delete item;
    for (int column = 0; column < count; ++column)
        m_layout->setColumnStretch(column, column < columns ? 1 : 0);
    for (int i = 0; i < count; ++i)
        m_layout->addWidget(m_widgets.at(i), i / columns, i % columns);
}

} // namespace lineup::ui
