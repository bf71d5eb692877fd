// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/OutcomeTable.h"

#include "ui/models/StepOutcomeModel.h"
#include "ui/theme/Spacing.h"

#include <QEvent>
#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace lineup::ui {

OutcomeTable::OutcomeTable(StepOutcomeModel &model, QWidget *parent) : QTableView(parent)
{
    setObjectName(u"matrix"_s);
    setAccessibleName(tr("What each step does on each error"));
    setModel(&model);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + Spacing::small);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(Spacing::huge);
    horizontalHeader()->setHighlightSections(false);
    connect(&model, &QAbstractItemModel::modelReset, this, &OutcomeTable::fit);
}

void OutcomeTable::fit()
{
    const int columns = model()->columnCount();
    QList<int> widths;
    int wanted = 0;
    for (int column = 0; column < columns; ++column) {
        widths += qMax(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
        wanted += widths.last();
    }
    const int room = width() - verticalHeader()->sizeHint().width() - 2 * frameWidth();
    const int more = qMax(0, room - wanted) / qMax(1, columns);
    for (int column = 0; column < columns; ++column)
        setColumnWidth(column, widths.at(column) + more);
    setHorizontalScrollBarPolicy(wanted > room ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

void OutcomeTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void OutcomeTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

} // namespace lineup::ui
