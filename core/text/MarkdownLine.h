// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>

namespace lineup {

// A place in one line of Markdown that knows its column: tabs reach to the next multiple of four, and a tab may be
// used up in part. Tests for the block starts of CommonMark 0.31 (https://spec.commonmark.org/0.31.2/) and of the
// tables of GitHub Flavored Markdown (https://github.github.com/gfm/#tables-extension-). The text must outlive it.
class MarkdownLine
{
public:
    struct ListMarker
    {
        bool ordered = false;
        QChar mark; // '-', '+', '*', or what follows the number
        int number = 0;
        int contentIndent = 0; // columns that later lines of the item must be indented by
        bool empty = false; // nothing follows on this line
        bool operator==(const ListMarker &) const = default;
    };
    struct Fence
    {
        QChar mark; // '`' or '~'
        qsizetype length = 0;
        int indent = 0; // of the opening line: taken off each line of code
    };

    explicit MarkdownLine(QStringView text) : m_text(text) { }

    [[nodiscard]] QStringView rest() const { return m_text.sliced(m_offset); } // a tab used in part is left out
    [[nodiscard]] int indent() const; // columns of white space from here
    [[nodiscard]] bool isBlank() const;
    void skipColumns(int columns); // over white space
    void skipIndent() { skipColumns(indent()); }

    // These look at the text behind the indent and need indent() to be below 4.
    [[nodiscard]] bool takeQuoteMark(); // consumes "> "
    [[nodiscard]] std::optional<ListMarker> takeListMarker(); // consumes up to the content
    [[nodiscard]] std::optional<ListMarker> listMarker() const;
    [[nodiscard]] std::optional<Fence> fenceStart() const;
    [[nodiscard]] bool closesFence(const Fence &fence) const;
    [[nodiscard]] bool isAtxHeading() const;
    [[nodiscard]] bool isSetextUnderline() const;
    [[nodiscard]] bool isThematicBreak() const;
    // Which of the seven kinds of HTML block begins here; 0: none.
    [[nodiscard]] int htmlStart(bool interruptsParagraph) const;
    [[nodiscard]] bool endsHtml(int kind) const;
    // Columns of a table's delimiter row; 0: it is none.
    [[nodiscard]] int tableColumns() const;

private:
    [[nodiscard]] QStringView content() const; // behind the indent
    [[nodiscard]] QChar peek() const { return m_offset < m_text.size() ? m_text.at(m_offset) : QChar(); }
    void advance(); // by one character

    QStringView m_text;
    qsizetype m_offset = 0;
    int m_column = 0;
    int m_tabLeft = 0; // columns of the tab at m_offset - 1 that are still to be used
};

// Cells of a table row, counted at unescaped pipes.
[[nodiscard]] int tableCellCount(QStringView row);

} // namespace lineup
