// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/text/MarkdownSplitter.h"

#include "core/text/LinkDefinitions.h"

using namespace Qt::StringLiterals;

namespace lineup {

using Kind = MarkdownBlock::Kind;
using Part = MarkdownBlock::Part;

struct MarkdownSplitter::Line
{
    MarkdownLine at;
    qsizetype matched = 0; // containers that this line belongs to
    bool closed = false; // those that it does not belong to are closed
};

namespace {

// What ends the display math that begins with this text; empty: none begins, or it ends on the same line.
QString mathEndOf(QStringView text)
{
    text = text.trimmed();
    if (text.startsWith(u"$$"))
        return text.sliced(2).contains(u"$$") ? QString() : u"$$"_s;
    if (text.startsWith(u"\\["))
        return text.contains(u"\\]") ? QString() : u"\\]"_s;
    return {};
}

} // namespace

QList<MarkdownBlock> MarkdownSplitter::append(QStringView text)
{
    m_text += text;
    while (true) {
        const qsizetype end = m_text.indexOf(u'\n', m_scanned);
        if (end < 0)
            break;
        m_scanned = end + 1;
        const QString line = m_text.sliced(m_lineStart, end - m_lineStart);
        takeLine(line.endsWith(u'\r') ? QStringView(line).chopped(1) : QStringView(line));
        m_lineStart = m_scanned;
    }
    m_text.remove(0, m_pieceStart);
    m_lineStart -= m_pieceStart;
    m_pieceStart = 0;
    m_scanned = m_text.size();
    return std::exchange(m_done, {});
}

MarkdownBlock MarkdownSplitter::tail() const
{
    MarkdownBlock block = m_open;
    block.text = m_text;
    return block;
}

QList<MarkdownBlock> MarkdownSplitter::finish()
{
    if (m_lineStart < m_text.size()) {
        const QString line = m_text.sliced(m_lineStart);
        m_scanned = m_text.size();
        takeLine(line);
    }
    m_lineStart = m_text.size();
    emitCurrent();
    QList<MarkdownBlock> done = std::exchange(m_done, {});
    *this = MarkdownSplitter();
    return done;
}

void MarkdownSplitter::takeLine(QStringView text)
{
    Line line {.at = MarkdownLine(text)};
    line.matched = matchContainers(line.at);
    if (line.matched == m_containers.size() && continueLeaf(line))
        return;
    openBlocks(line);
}

qsizetype MarkdownSplitter::matchContainers(MarkdownLine &line) const
{
    qsizetype matched = 0;
    for (const Container &container : m_containers) {
        if (container.quote) {
            if (line.indent() > 3 || !line.takeQuoteMark())
                break;
        } else if (line.isBlank()) {
            if (container.bare)
                break;
        } else if (line.indent() >= container.marker.contentIndent) {
            line.skipColumns(container.marker.contentIndent);
        } else {
            break;
        }
        ++matched;
    }
    return matched;
}

// Leaves whose lines are not looked into.
bool MarkdownSplitter::continueLeaf(Line &line)
{
    switch (m_leaf) {
    case Leaf::Fence:
        if (line.at.closesFence(m_fence)) {
            m_leaf = Leaf::None;
            if (m_containers.isEmpty()) {
                m_open.part = Part::End;
                endPiece();
            }
        } else if (m_containers.isEmpty()) {
            endPiece();
        }
        return true;
    case Leaf::Html:
        if (!line.at.endsHtml(m_htmlKind))
            return true;
        m_leaf = Leaf::None;
        if (m_containers.isEmpty())
            endPiece();
        return true;
    case Leaf::IndentedCode:
        if (line.at.indent() >= 4 || line.at.isBlank())
            return true;
        m_leaf = Leaf::None;
        return false;
    case Leaf::Paragraph:
        if (m_mathEnd.isEmpty() || line.at.isBlank())
            return false;
        if (line.at.rest().contains(m_mathEnd))
            m_mathEnd.clear();
        return true;
    default:
        return false;
    }
}

void MarkdownSplitter::openBlocks(Line &line)
{
    while (!line.at.isBlank()) {
        if (line.at.indent() >= 4 || !openContainer(line))
            break;
    }
    if (line.at.isBlank())
        takeBlank(line);
    else if (!openLeaf(line) && !continueParagraph(line))
        takeText(line);
}

bool MarkdownSplitter::openContainer(Line &line)
{
    if (line.at.takeQuoteMark()) {
        closeUnmatched(line);
        if (m_containers.isEmpty())
            beginTop(Kind::Quote);
        m_leaf = Leaf::None;
        m_containers.append(Container {.quote = true});
        line.matched = m_containers.size();
        return true;
    }
    const bool inParagraph = !line.closed && line.matched == m_containers.size() && m_leaf == Leaf::Paragraph;
    if (line.at.isThematicBreak() || (inParagraph && line.at.isSetextUnderline()))
        return false;
    const auto marker = line.at.listMarker();
    if (!marker || (inParagraph && (marker->empty || (marker->ordered && marker->number != 1))))
        return false;
    [[maybe_unused]] const auto taken = line.at.takeListMarker();
    closeUnmatched(line);
    if (m_containers.isEmpty())
        beginItem(*marker);
    m_leaf = Leaf::None;
    m_containers.append(Container {.marker = *marker, .bare = marker->empty});
    line.matched = m_containers.size();
    return true;
}

// Leaves that begin with a mark of their own. False: the line is plain text.
bool MarkdownSplitter::openLeaf(Line &line)
{
    const bool inParagraph = !line.closed && line.matched == m_containers.size() && m_leaf == Leaf::Paragraph;
    const bool mayBeLazy = !line.closed && m_leaf == Leaf::Paragraph;
    const auto begin = [&](Leaf leaf, Kind kind) {
        closeUnmatched(line);
        if (m_containers.isEmpty())
            beginTop(kind);
        else
            m_containers.last().bare = false;
        m_leaf = leaf;
    };
    const auto oneLine = [&](Kind kind) {
        begin(Leaf::None, kind);
        if (m_containers.isEmpty())
            endPiece();
        return true;
    };
    if (line.at.indent() >= 4) {
        if (mayBeLazy)
            return false;
        begin(Leaf::IndentedCode, Kind::IndentedCode);
        return true;
    }
    if (line.at.isAtxHeading())
        return oneLine(Kind::Heading);
    if (const auto fence = line.at.fenceStart()) {
        begin(Leaf::Fence, Kind::FencedCode);
        m_fence = *fence;
        if (m_containers.isEmpty()) {
            m_open.part = Part::Begin;
            endPiece();
        }
        return true;
    }
    if (const int kind = line.at.htmlStart(mayBeLazy)) {
        begin(Leaf::Html, Kind::Html);
        m_htmlKind = kind;
        if (kind < 6 && line.at.endsHtml(kind)) {
            m_leaf = Leaf::None;
            if (m_containers.isEmpty())
                endPiece();
        }
        return true;
    }
    if (inParagraph && line.at.isSetextUnderline() && !areLinkDefinitions(m_paragraph)) {
        m_leaf = Leaf::None;
        if (m_containers.isEmpty()) {
            m_open.kind = Kind::Heading;
            endPiece();
        }
        return true;
    }
    if (line.at.isThematicBreak())
        return oneLine(Kind::ThematicBreak);
    return false;
}

bool MarkdownSplitter::continueParagraph(Line &line)
{
    if (line.closed)
        return false;
    const bool matched = line.matched == m_containers.size();
    if (m_leaf == Leaf::Table && matched) {
        if (m_containers.isEmpty())
            endPiece();
        return true;
    }
    if (m_leaf != Leaf::Paragraph)
        return false;
    const int columns = matched && m_paragraphLines == 1 ? line.at.tableColumns() : 0;
    if (columns > 0 && columns == tableCellCount(m_paragraph)) {
        m_leaf = Leaf::Table;
        if (m_containers.isEmpty()) {
            m_open.kind = Kind::Table;
            m_open.part = Part::Begin;
            endPiece();
        }
        return true;
    }
    // Also a lazy line: text that belongs to a paragraph without the marks of its containers.
    ++m_paragraphLines;
    if (m_paragraph.startsWith(u'['))
        m_paragraph += u'\n' + line.at.rest();
    return true;
}

void MarkdownSplitter::takeText(Line &line)
{
    closeUnmatched(line);
    if (m_containers.isEmpty())
        beginTop(Kind::Paragraph);
    else
        m_containers.last().bare = false;
    m_leaf = Leaf::Paragraph;
    line.at.skipIndent();
    m_paragraph = line.at.rest().toString();
    m_paragraphLines = 1;
    m_mathEnd = mathEndOf(m_paragraph);
}

void MarkdownSplitter::takeBlank(Line &line)
{
    const bool topLeaf = m_containers.isEmpty() && m_leaf != Leaf::None;
    const bool wasTable = m_leaf == Leaf::Table;
    if (m_leaf != Leaf::Html || m_htmlKind >= 6 || line.matched < m_containers.size())
        m_leaf = Leaf::None;
    if (line.matched < m_containers.size() && !line.closed) {
        // Only a quote or a bare item ends at a blank line; an item above them goes on.
        m_containers.resize(line.matched);
        if (m_containers.isEmpty())
            endPiece();
    } else if (topLeaf && wasTable) {
        m_open = {};
    } else if (topLeaf) {
        endPiece();
    }
}

void MarkdownSplitter::closeUnmatched(Line &line)
{
    if (line.matched < m_containers.size()) {
        m_containers.resize(line.matched);
        m_leaf = Leaf::None;
    }
    line.closed = true;
}

void MarkdownSplitter::beginTop(MarkdownBlock::Kind kind)
{
    emitCurrent();
    m_open = {.kind = kind};
    m_inList = kind == Kind::ListItem;
}

void MarkdownSplitter::beginItem(const MarkdownLine::ListMarker &marker)
{
    const bool goesOn = m_inList && m_list.ordered == marker.ordered && m_list.mark == marker.mark;
    beginTop(Kind::ListItem);
    m_open.part = goesOn ? Part::Middle : Part::Begin;
    m_listOrdinal = goesOn ? m_listOrdinal + 1 : marker.number;
    m_open.ordinal = marker.ordered ? m_listOrdinal : 0;
    m_list = marker;
}

// Hands out what stands before this line, unless it is only blank lines: those go to what follows.
void MarkdownSplitter::emitCurrent()
{
    const bool atEnd = m_lineStart == m_text.size();
    if (m_lineStart == m_pieceStart || (m_open.kind == Kind::Blank && !atEnd))
        return;
    handOut(m_lineStart);
}

void MarkdownSplitter::endPiece()
{
    const Kind kind = m_open.kind;
    const bool goesOn
        = (kind == Kind::FencedCode && m_leaf == Leaf::Fence) || (kind == Kind::Table && m_leaf == Leaf::Table);
    handOut(m_scanned);
    m_open = {};
    if (goesOn)
        m_open = {.kind = kind, .part = Part::Middle};
}

void MarkdownSplitter::handOut(qsizetype end)
{
    m_open.text = m_text.sliced(m_pieceStart, end - m_pieceStart);
    m_done.append(m_open);
    m_pieceStart = end;
}

} // namespace lineup
