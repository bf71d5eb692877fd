// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/DocumentWriter.h"

#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace lineup::ui {

using Kind = NodeShape::Kind;

namespace {

constexpr QLatin1String actionScheme("lineup-action:");

qsizetype textLength(const TextRuns &runs, qsizetype from)
{
    qsizetype length = 0;
    for (qsizetype i = from; i < runs.size(); ++i)
        length += runs.at(i).text.size();
    return length;
}

QTextCursor selection(QTextDocument &document, int from, int to)
{
    QTextCursor cursor(&document);
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    return cursor;
}

} // namespace

DocumentWriter::DocumentWriter(QTextDocument &document, const DocumentStyle &style, int id, const QTextBlock &before)
    : m_document(document), m_style(style), m_id(id)
{
    const QTextBlock at = before.isValid() ? before : document.lastBlock();
    QTextCursor cursor(&document);
    cursor.setPosition(at.position() + at.length() - 1);
    if (!document.isEmpty() || before.isValid())
        cursor.insertBlock(style.jointFormat(), style.jointCharFormat());
    cursor.setBlockFormat(style.jointFormat());
    cursor.setBlockCharFormat(style.jointCharFormat());
    m_joint = cursor.block();
}

int DocumentWriter::tailPosition() const
{
    return m_open.isEmpty() ? m_joint.position() : m_open.first().block.position();
}

QList<QTextBlock> DocumentWriter::update(const Nodes &nodes, qsizetype frozen)
{
    QTextCursor edit(&m_document);
    edit.beginEditBlock();
    qsizetype same = 0;
    while (same < qMin(nodes.size(), m_open.size())) {
        Written &written = m_open[same];
        const Node &node = nodes.at(same);
        if (written.node != node) {
            if (!canPatch(written.node, node))
                break;
            patch(written, node);
            written.node = node;
        }
        ++same;
    }
    if (same < m_open.size())
        removeFrom(same);
    for (qsizetype i = same; i < nodes.size(); ++i)
        insert(nodes.at(i));
    edit.endEditBlock();

    QList<QTextBlock> places;
    for (const Written &written : m_open.first(qMin(frozen, m_open.size())))
        places.append(written.block);
    m_open.remove(0, places.size());
    return places;
}

bool DocumentWriter::canPatch(const Node &before, const Node &after)
{
    return before.cells.size() == after.cells.size() && (before.cells.isEmpty() || before.shape == after.shape);
}

void DocumentWriter::patch(const Written &written, const Node &after)
{
    if (!written.table) {
        if (written.node.shape != after.shape || written.node.runs.isEmpty() != after.runs.isEmpty())
            return replaceLine(written, after);
        patchRuns(written.block.position(), after.shape, written.node.runs, after.runs);
        return;
    }
    for (int column = 0; column < after.cells.size() && column < written.table->columns(); ++column) {
        const int position = written.table->cellAt(written.row, column).firstPosition();
        patchRuns(position, after.shape, written.node.cells.at(column), after.cells.at(column));
    }
    if (written.table == m_table.last())
        m_table.makeRoom(*written.table, written.row);
}

// A line that turned out to be of another kind: a paragraph, a heading.
void DocumentWriter::replaceLine(const Written &written, const Node &after)
{
    const int position = written.block.position();
    QTextCursor cursor = selection(m_document, position, position + static_cast<int>(textLength(written.node.runs, 0)));
    cursor.removeSelectedText();
    cursor.setBlockFormat(m_style.blockFormat(after.shape, cardId(after.shape), after.runs.isEmpty()));
    insertRuns(cursor, after.shape, after.runs);
}

// What both have in common at the start stays.
void DocumentWriter::patchRuns(int position, const NodeShape &shape, const TextRuns &before, const TextRuns &after)
{
    qsizetype run = 0;
    while (run < before.size() && run < after.size() && before.at(run) == after.at(run))
        position += static_cast<int>(before.at(run++).text.size());
    TextRuns rest = after.sliced(run);
    qsizetype old = textLength(before, run);
    if (run < before.size() && !rest.isEmpty() && before.at(run).sameLook(rest.first())) {
        const QString &a = before.at(run).text;
        QString &b = rest.first().text;
        const auto [end, unused] = std::mismatch(a.cbegin(), a.cend(), b.cbegin(), b.cend());
        qsizetype common = end - a.cbegin();
        if (common > 0 && a.at(common - 1).isHighSurrogate())
            --common;
        b.remove(0, common);
        position += static_cast<int>(common);
        old -= common;
    }
    QTextCursor cursor = selection(m_document, position, position + static_cast<int>(old));
    if (old > 0)
        cursor.removeSelectedText();
    insertRuns(cursor, shape, rest);
}

bool DocumentWriter::amend(const QTextBlock &at, const Node &before, const Node &after)
{
    if (!at.isValid() || before.shape != after.shape || !canPatch(before, after))
        return false;
    Written written {.node = before, .block = at};
    if (!after.cells.isEmpty()) {
        QTextCursor cursor(at);
        if (!cursor.currentTable()) // the line before a table
            cursor = QTextCursor(at.next());
        written.table = cursor.currentTable();
        if (!written.table)
            return false;
        written.row = written.table->cellAt(cursor).row();
    }
    patch(written, after);
    return true;
}

void DocumentWriter::removeBelow(const QTextBlock &above)
{
    m_open.clear();
    selection(m_document, above.position() + above.length() - 1, m_joint.position() + m_joint.length() - 1)
        .removeSelectedText();
}

void DocumentWriter::removeFrom(qsizetype index)
{
    qsizetype first = index;
    // Rows of a table whose first row stays.
    if (first < m_open.size() && m_open.at(first).node.shape.kind == Kind::TableRow && m_open.at(first).row > 0) {
        const Written &row = m_open.at(first);
        const QPointer<QTextTable> table = row.table;
        while (first < m_open.size() && m_open.at(first).table == table)
            ++first;
        if (table)
            table->removeRows(row.row, static_cast<int>(first - index));
    }
    if (first < m_open.size()) {
        const int from = m_open.at(first).block.position();
        QTextCursor cursor = selection(m_document, from, m_joint.position());
        cursor.removeSelectedText();
        takeJoint(m_document.findBlock(from));
    }
    m_open.resize(index);
    while (m_table.isBroken())
        m_table.dropPart();
}

// Editing next to a joint may give it another format. Its character format stays: that is a property of the line
// end before it, which may be finished text.
void DocumentWriter::takeJoint(const QTextBlock &block)
{
    m_joint = block;
    if (block.blockFormat() != m_style.jointFormat())
        QTextCursor(block).setBlockFormat(m_style.jointFormat());
}

void DocumentWriter::insert(const Node &node)
{
    if (node.shape.kind == Kind::TableHead)
        insertTable(node);
    else if (node.shape.kind == Kind::TableRow && m_table.isFull())
        insertPart(node);
    else if (node.shape.kind == Kind::TableRow && m_table.last())
        appendRow(node);
    else
        insertLine(node);
}

// The joint becomes the line; a new joint follows.
void DocumentWriter::insertLine(const Node &node)
{
    const QTextBlock line = m_joint;
    QTextCursor cursor(line);
    cursor.setBlockFormat(m_style.blockFormat(node.shape, cardId(node.shape), node.runs.isEmpty()));
    insertRuns(cursor, node.shape, node.runs);
    cursor.insertBlock(m_style.jointFormat(), m_style.jointCharFormat());
    m_joint = cursor.block();
    m_open.append({.node = node, .block = line});
}

void DocumentWriter::insertTable(const Node &node)
{
    QTextCursor cursor(m_joint);
    const int position = m_joint.position();
    m_table = TableChain(cursor.insertTable(1, static_cast<int>(node.cells.size()), m_style.tableFormat(node.shape)));
    QTextTable *table = m_table.last();
    takeJoint(m_document.findBlock(table->lastPosition() + 1));
    fillRow(*table, 0, node);
    m_open.append({.node = node, .block = m_document.findBlock(position), .table = table});
}

void DocumentWriter::insertPart(const Node &node)
{
    QTextCursor cursor(m_joint);
    const int position = m_joint.position();
    QTextTable *part = m_table.addPart(cursor);
    takeJoint(m_document.findBlock(part->lastPosition() + 1));
    fillRow(*part, 0, node);
    m_table.makeRoom(*part, 0);
    m_open.append({.node = node, .block = m_document.findBlock(position), .table = part});
}

void DocumentWriter::appendRow(const Node &node)
{
    QTextTable *table = m_table.last();
    table->appendRows(1);
    const int row = table->rows() - 1;
    fillRow(*table, row, node);
    m_table.makeRoom(*table, row);
    const QTextBlock first = table->cellAt(row, 0).firstCursorPosition().block();
    m_open.append({.node = node, .block = first, .table = table, .row = row});
}

void DocumentWriter::fillRow(QTextTable &table, int row, const Node &node)
{
    for (int column = 0; column < node.cells.size() && column < table.columns(); ++column) {
        QTextCursor cursor = table.cellAt(row, column).firstCursorPosition();
        cursor.setBlockFormat(m_style.cellFormat(node.shape.columns.value(column)));
        insertRuns(cursor, node.shape, node.cells.at(column));
    }
}

void DocumentWriter::insertRuns(QTextCursor &cursor, const NodeShape &shape, const TextRuns &runs)
{
    for (const TextRun &run : runs)
        cursor.insertText(run.text, formatOf(shape, run));
}

QTextCharFormat DocumentWriter::formatOf(const NodeShape &shape, TextRun run) const
{
    if (shape.kind == Kind::TableHead)
        run.style |= TextStyle::TableHead;
    if (run.style & Action)
        run.href = actionScheme + run.href + u'/' + QString::number(m_id) + u'/' + QString::number(cardId(shape));
    else if (run.href.startsWith(actionScheme, Qt::CaseInsensitive))
        run.href.clear(); // a model may not press our buttons
    return m_style.charFormat(shape, run);
}

} // namespace lineup::ui
