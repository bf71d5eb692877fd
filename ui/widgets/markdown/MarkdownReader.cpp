// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/MarkdownReader.h"

#include "core/text/MarkdownLine.h"
#include "ui/widgets/markdown/CodeHighlighter.h"
#include "ui/widgets/markdown/CodeText.h"
#include "ui/widgets/markdown/MarkdownHandler.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup::ui {

using Kind = NodeShape::Kind;
using Part = MarkdownBlock::Part;

namespace {

// A last line that says nothing yet: marks that may become a heading, an item, a rule, a fence or an underline.
bool isUndecided(QStringView line)
{
    line = line.trimmed();
    qsizetype i = 0;
    while (i < line.size() && line.at(i).isDigit())
        ++i;
    const bool number = i > 0 && i < 10;
    while (i < line.size() && QStringView(u"-+*=#`~>|:._)").contains(line.at(i)))
        ++i;
    return i == line.size() && (!number || line.size() <= 11);
}

QString withoutUndecidedLine(const QString &text)
{
    const qsizetype start = text.lastIndexOf(u'\n') + 1;
    return isUndecided(QStringView(text).sliced(start)) ? text.first(start) : text;
}

// A table's header with at least three dashes a column: GitHub takes one, md4c before 0.5 does not.
QString widened(const QString &head)
{
    static const QRegularExpression dashes(u"-+"_s);
    const qsizetype start = head.lastIndexOf(u'\n') + 1;
    return head.first(start) + head.sliced(start).replace(dashes, u"---"_s);
}

bool isTable(const NodeShape &shape)
{
    return shape.kind == Kind::TableHead || shape.kind == Kind::TableRow;
}

} // namespace

Nodes MarkdownReader::read(const MarkdownBlock &block, bool unfinished)
{
    Nodes nodes;
    const QString text
        = unfinished && block.kind != MarkdownBlock::Kind::FencedCode ? withoutUndecidedLine(block.text) : block.text;
    if (block.kind == MarkdownBlock::Kind::FencedCode && block.part != Part::Whole) {
        nodes = readFence(block, unfinished);
    } else if (block.kind == MarkdownBlock::Kind::Table && block.part == Part::Middle) {
        nodes = readTableRow(text);
    } else {
        const bool table = block.kind == MarkdownBlock::Kind::Table;
        if (table)
            m_tableHead = widened(MathGuard::clean(text).trimmed());
        nodes = parse(table ? m_tableHead : text, block.ordinal);
    }
    space(nodes, block.kind == MarkdownBlock::Kind::ListItem && block.part == Part::Middle);
    return nodes;
}

Nodes MarkdownReader::readFence(const MarkdownBlock &block, bool unfinished)
{
    QStringView text = block.text;
    if (block.part == Part::Begin) {
        while (text.contains(u'\n') && text.first(text.indexOf(u'\n')).trimmed().isEmpty())
            text = text.sliced(text.indexOf(u'\n') + 1);
        const auto fence = MarkdownLine(text).fenceStart();
        const QStringView info = text.trimmed().sliced(fence ? fence->length : 0).trimmed();
        const qsizetype end = info.indexOf(u' ');
        m_code = {.language = info.first(end < 0 ? info.size() : end).toString(),
            .indent = fence ? fence->indent : 0,
            .card = ++m_card};
        Node head;
        head.shape.kind = Kind::CodeHead;
        head.shape.card = m_code.card;
        head.runs = codeHeadRuns(m_code.language);
        return {head};
    }
    if (block.part == Part::End || text.isEmpty())
        return {};
    if (unfinished && (text.trimmed().startsWith(u"``") || text.trimmed().startsWith(u"~~")))
        return {}; // perhaps the end
    text = text.chopped(text.endsWith(u'\n') ? 1 : 0);
    return {codeLine(text.chopped(text.endsWith(u'\r') ? 1 : 0))};
}

Node MarkdownReader::codeLine(QStringView line)
{
    for (int i = 0; i < m_code.indent && line.startsWith(u' '); ++i)
        line = line.sliced(1);
    Node node;
    node.shape.kind = Kind::CodeLine;
    node.shape.card = m_code.card;
    for (const TextRun &run : highlightLine(m_code.language, MathGuard::clean(line.toString()), m_code.state))
        appendCodeRun(node.runs, run);
    return node;
}

// A row alone is no Markdown: it is read below its table's header, which then is taken off.
Nodes MarkdownReader::readTableRow(const QString &row)
{
    if (row.trimmed().isEmpty())
        return {};
    const Nodes nodes = parse(m_tableHead + u'\n' + row);
    return nodes.size() == 2 && isTable(nodes.last().shape) ? nodes.sliced(1) : Nodes();
}

Nodes MarkdownReader::parse(const QString &markdown, int ordinal)
{
    MathGuard math;
    QString text = math.protect(MathGuard::clean(markdown));
    if (!m_definitions.isEmpty() && text.contains(u'['))
        text = m_definitions + u"\n\n"_s + text;
    return MarkdownHandler(math, ordinal, m_card).run(text.toUtf8());
}

// Says of each node how far it stands from the one above.
void MarkdownReader::space(Nodes &nodes, bool sameList)
{
    for (Node &node : nodes) {
        NodeShape &shape = node.shape;
        const bool sameCard = shape.card != 0 && shape.card == m_last.card;
        if (!m_any)
            shape.after = NoGap;
        else if (sameCard || (isTable(shape) && shape.kind == Kind::TableRow))
            shape.after = NoGap;
        else if (shape.card != 0 && m_last.card != 0)
            shape.after = CardsGap;
        else if (shape.card != 0 || m_last.card != 0)
            shape.after = CardGap;
        else if (shape.kind == Kind::Heading || shape.kind == Kind::Rule || m_last.kind == Kind::Rule)
            shape.after = SectionGap;
        else if (shape.kind == Kind::Item && (sameList || m_last.indent > 0) && m_last.indent > 0)
            shape.after = LineGap;
        else
            shape.after = ParagraphGap;
        m_any = true;
        m_last = shape;
    }
}

} // namespace lineup::ui
