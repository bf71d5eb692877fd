// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/TableChain.h"

#include "ui/widgets/markdown/DocumentStyle.h"

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>
#include <numeric>

namespace lineup::ui {

namespace {

enum PartFlag { GoesOnAbove = 1, GoesOnBelow = 2 };

// Columns grow in steps, so that a long word which comes in letter by letter moves the table only now and then.
constexpr qreal stepInEm = 8;
constexpr qreal mostInEm = 40;

int flags(const QTextTable &part)
{
    return part.format().intProperty(TablePart);
}

QList<qreal> numbers(const QVariant &value)
{
    QList<qreal> out;
    for (const QVariant &number : value.toList())
        out.append(number.toReal());
    return out;
}

QVariant variant(const QList<qreal> &numbers)
{
    return QVariantList(numbers.cbegin(), numbers.cend());
}

qreal emOf(const QTextTable &part)
{
    return QFontMetricsF(part.document()->defaultFont()).height();
}

struct CellSize
{
    qreal least = 0;
    qreal natural = 0;
};

// What the layout of tables asks of a cell.
CellSize cellSize(const QTextTable &part, int row, int column)
{
    const QTextBlock block = part.cellAt(row, column).firstCursorPosition().block();
    QTextLayout layout(block.text(), part.document()->defaultFont());
    layout.setFormats(block.textFormats());
    QTextOption option = part.document()->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    while (layout.createLine().isValid()) { }
    layout.endLayout();
    const qreal padding = 2 * part.format().cellPadding();
    return {layout.minimumWidth() + padding, layout.maximumWidth() + padding};
}

// As QTextDocumentLayout does it: each column gets its longest word, and what is left is given to those that want
// more, to each the same; where the words alone are too wide, they are broken.
QList<qreal> fitted(QList<qreal> least, const QList<qreal> &natural, qreal width)
{
    qreal left = width - std::accumulate(least.cbegin(), least.cend(), 0.0);
    if (left < 0) {
        least.fill(0);
        left = width;
    }
    for (qreal before = -1; left > 0.5 && left != before;) {
        before = left;
        for (qsizetype i = 0; i < least.size(); ++i) {
            const qreal more = qMin(natural.at(i) - least.at(i), left / static_cast<qreal>(least.size() - i));
            least[i] += more;
            left -= more;
        }
    }
    return least;
}

} // namespace

bool TableChain::goesOnAbove(const QTextTable &part)
{
    return (flags(part) & GoesOnAbove) != 0;
}

bool TableChain::goesOnBelow(const QTextTable &part)
{
    return (flags(part) & GoesOnBelow) != 0;
}

QTextTable *TableChain::addPart(QTextCursor &below)
{
    QTextTable &end = *last();
    QTextTableFormat format = end.format();
    QTextTableFormat next = format;
    next.setProperty(TablePart, static_cast<int>(GoesOnAbove));
    next.setHeaderRowCount(0);
    next.setTopMargin(0);
    format.setProperty(TablePart, flags(end) | GoesOnBelow);
    format.setBottomMargin(0);
    end.setFormat(format);
    m_parts.append(below.insertTable(1, end.columns(), next));
    if (m_parts.size() == 2)
        measureAll();
    return last();
}

void TableChain::dropPart()
{
    m_parts.removeLast();
    if (!last())
        return;
    QTextTable &end = *last();
    QTextTableFormat format = end.format();
    format.setProperty(TablePart, flags(end) & ~GoesOnBelow);
    format.setBottomMargin(format.doubleProperty(TableGap));
    if (m_parts.size() == 1)
        format.clearColumnWidthConstraints();
    end.setFormat(format);
}

void TableChain::makeRoom(const QTextTable &part, int row)
{
    if (m_parts.size() < 2)
        return;
    const QList<QTextLength> widths = part.format().columnWidthConstraints();
    const qreal em = emOf(part);
    Sizes now = sizes();
    const Sizes before = now;
    for (int column = 0; column < qMin(now.least.size(), widths.size()); ++column) {
        const QTextTableCell cell = part.cellAt(row, column);
        const int length = cell.lastPosition() - cell.firstPosition();
        if (length * em + 2 * part.format().cellPadding() <= widths.at(column).rawValue())
            continue; // fits in any case
        const CellSize size = cellSize(part, row, column);
        const auto stepped = [em](qreal value) { return qMin(mostInEm, qCeil(value / em / stepInEm) * stepInEm) * em; };
        if (size.natural > now.natural.at(column))
            now.natural[column] = qMax(now.natural.at(column), stepped(size.natural));
        if (size.least > now.least.at(column))
            now.least[column] = qMax(now.least.at(column), qMin(stepped(size.least), now.natural.at(column)));
    }
    if (now.least == before.least && now.natural == before.natural)
        return;
    keepSizes(now);
    fit(now);
}

TableChain::Sizes TableChain::sizes() const
{
    const QTextTableFormat format = m_parts.first()->format();
    return {numbers(format.property(TableLeast)), numbers(format.property(TableNatural))};
}

void TableChain::keepSizes(const Sizes &sizes)
{
    QTextTableFormat format = m_parts.first()->format();
    format.setProperty(TableLeast, variant(sizes.least));
    format.setProperty(TableNatural, variant(sizes.natural));
    m_parts.first()->setFormat(format);
}

void TableChain::fit(const Sizes &sizes)
{
    const QTextDocument &document = *m_parts.first()->document();
    const qreal width
        = document.pageSize().width() - 2 * document.documentMargin() - m_parts.first()->format().leftMargin();
    if (width <= 0)
        return; // not shown yet: fitAll() comes
    QList<QTextLength> constraints;
    for (const qreal column : fitted(sizes.least, sizes.natural, width))
        constraints.append(QTextLength(QTextLength::FixedLength, column));
    for (const QPointer<QTextTable> &part : std::as_const(m_parts)) {
        QTextTableFormat format = part->format();
        if (format.columnWidthConstraints() == constraints)
            continue;
        format.setColumnWidthConstraints(constraints);
        part->setFormat(format);
    }
}

// The first part gives the widths, further rows make them wider.
void TableChain::measureAll()
{
    const QTextTable &first = *m_parts.first();
    Sizes all {QList<qreal>(first.columns(), 0), QList<qreal>(first.columns(), 0)};
    for (int row = 0; row < first.rows(); ++row) {
        for (int column = 0; column < first.columns(); ++column) {
            const CellSize size = cellSize(first, row, column);
            all.least[column] = qMax(all.least.at(column), size.least);
            all.natural[column] = qMax(all.natural.at(column), size.natural);
        }
    }
    keepSizes(all);
    fit(all);
}

QList<TableChain> TableChain::chains(const QTextDocument &document)
{
    QList<TableChain> out;
    for (QTextFrame *frame : document.rootFrame()->childFrames()) {
        auto *part = qobject_cast<QTextTable *>(frame);
        if (!part || flags(*part) == 0)
            continue;
        if (goesOnAbove(*part) && !out.isEmpty())
            out.last().m_parts.append(part);
        else
            out.append(TableChain(part));
    }
    return out;
}

void TableChain::fitAll(QTextDocument &document, bool measure)
{
    QTextCursor edit(&document);
    edit.beginEditBlock();
    for (TableChain &chain : chains(document)) {
        if (!measure) {
            chain.fit(chain.sizes());
            continue;
        }
        chain.measureAll();
        for (qsizetype i = 1; i < chain.m_parts.size(); ++i) {
            for (int row = 0; row < chain.m_parts.at(i)->rows(); ++row)
                chain.makeRoom(*chain.m_parts.at(i), row);
        }
    }
    edit.endEditBlock();
}

} // namespace lineup::ui
