// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/charts/CopyTable.h"

#include "core/text/Csv.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace lineup::ui {

namespace {
constexpr int mostCopied = 10'000; // rows: a table of a million would stand still
} // namespace

CopyTable::CopyTable(QWidget *parent) : QTableView(parent)
{
    setFont(tabularFont(font()));
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false); // it stands on a card
    setIconSize({Spacing::icon, Spacing::icon});
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
}

void CopyTable::copy()
{
    if (!model() || model()->rowCount() == 0)
        return;
    QList<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < mostCopied; ++row)
            rows += row;
    }
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty()) {
        for (int row = 0; row < qMin(model()->rowCount(), mostCopied); ++row)
            rows += row;
    }
    QStringList cells;
    for (int column = 0; column < model()->columnCount(); ++column)
        cells += model()->headerData(column, Qt::Horizontal).toString();
    QString text = csvLine(cells, u'\t') + u'\n';
    for (const int row : std::as_const(rows)) {
        cells.clear();
        for (int column = 0; column < model()->columnCount(); ++column)
            cells += model()->index(row, column).data().toString();
        text += csvLine(cells, u'\t') + u'\n';
    }
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT copied();
}

void CopyTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->key() == Qt::Key_Backspace)
        return event->ignore(); // one step up
    QTableView::keyPressEvent(event);
}

} // namespace lineup::ui
