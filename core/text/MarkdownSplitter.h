// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/text/MarkdownBlock.h"
#include "core/text/MarkdownLine.h"

#include <QList>

namespace lineup {

// Cuts a growing Markdown text into pieces that are finished (they never change, whatever follows) and an
// unfinished tail. Follows the block structure of CommonMark 0.31 and GitHub's tables; display math ($$ or \[ at
// the start of a paragraph) is kept whole up to its end or a blank line. Works on complete lines, each looked at
// once: the cost is that of the new text. The texts of all pieces and the tail, joined, are the input.
// Not thread-safe; one splitter a text.
class MarkdownSplitter
{
public:
    // Appends text; returns the pieces that it finished, in order.
    [[nodiscard]] QList<MarkdownBlock> append(QStringView text);
    // The unfinished rest. Its kind is that of the block begun by its complete lines; Blank when there is none yet.
    // The last line may be incomplete.
    [[nodiscard]] MarkdownBlock tail() const;
    // The text is over: returns what was left. The splitter is empty after.
    [[nodiscard]] QList<MarkdownBlock> finish();

private:
    struct Container
    {
        bool quote = false;
        MarkdownLine::ListMarker marker; // of an item
        bool bare = false; // an item that has nothing but its marker so far
    };
    enum class Leaf { None, Paragraph, Table, Fence, Html, IndentedCode };
    struct Line; // the line that is being worked on

    void takeLine(QStringView text);
    [[nodiscard]] qsizetype matchContainers(MarkdownLine &line) const;
    [[nodiscard]] bool continueLeaf(Line &line);
    void openBlocks(Line &line);
    [[nodiscard]] bool openContainer(Line &line);
    [[nodiscard]] bool openLeaf(Line &line);
    [[nodiscard]] bool continueParagraph(Line &line);
    void takeText(Line &line);
    void takeBlank(Line &line);

    void closeUnmatched(Line &line);
    void beginTop(MarkdownBlock::Kind kind); // a block at the top level begins with this line
    void beginItem(const MarkdownLine::ListMarker &marker);
    void emitCurrent();
    void endPiece(); // with this line
    void handOut(qsizetype end);

    QString m_text; // the lines of the open piece, then the incomplete line
    qsizetype m_pieceStart = 0; // of the open piece: what is before is handed out, and removed after the last line
    qsizetype m_lineStart = 0; // of the incomplete line
    qsizetype m_scanned = 0; // no line end before this
    MarkdownBlock m_open; // kind, part and ordinal of the open piece; its text is in m_text
    QList<MarkdownBlock> m_done;

    QList<Container> m_containers;
    Leaf m_leaf = Leaf::None;
    MarkdownLine::Fence m_fence;
    int m_htmlKind = 0;
    QString m_paragraph; // text of the open paragraph while it may yet become something else
    int m_paragraphLines = 0;
    QString m_mathEnd; // what ends the display math that the paragraph is; empty: it is none
    MarkdownLine::ListMarker m_list; // of the last top-level item, while its list may go on
    int m_listOrdinal = 0;
    bool m_inList = false;
};

} // namespace lineup
