// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace lineup::ui {

// What an answer looks like, as a flat list of nodes that can be compared: the document is only touched where the
// list has changed. Values.

// How a stretch of text is shown. Flags.
enum TextStyle : quint32 {
    PlainText = 0,
    Bold = 1U << 0,
    Italic = 1U << 1,
    Strike = 1U << 2,
    InlineCode = 1U << 3,
    Math = 1U << 4, // source of a formula, monospace
    Literal = 1U << 5, // raw HTML, an image's address: muted monospace
    Muted = 1U << 6,
    Action = 1U << 7, // one of our own links (Copy, a fold): never from a model
    ControlMark = 1U << 8, // stands for an invisible character; the original is kept
    TableHead = 1U << 9,
    Failure = 1U << 10, // the answer did not come to its end
};

// What a piece of code is. Each has a colour.
enum class CodeClass : quint8 { None, Keyword, Type, Constant, Number, String, Comment, Name, Markup, Added, Removed };

struct TextRun
{
    QString text;
    quint32 style = PlainText;
    CodeClass code = CodeClass::None;
    QString href; // the target of a link
    QString original; // ControlMark: what the text stands for
    [[nodiscard]] bool sameLook(const TextRun &other) const
    {
        return style == other.style && code == other.code && href == other.href && original == other.original;
    }
    bool operator==(const TextRun &) const = default;
};
using TextRuns = QList<TextRun>;

// What a line or a row is part of.
struct NodeShape
{
    enum class Kind : quint8 {
        Paragraph,
        Heading,
        Item, // the first line of a list item, with its marker
        Rule,
        CodeHead, // language and Copy
        CodeLine,
        CodePlain, // a line of code without a head (indented code, HTML)
        TableHead, // begins a table
        TableRow,
        FoldHead,
        UserText,
        Note
    };
    Kind kind = Kind::Paragraph;
    quint8 level = 0; // of a heading
    quint8 indent = 0; // list levels around it
    quint8 quote = 0; // quotes around it
    quint8 after = 0; // what stands before it, see Gap: decides the space above
    int card = 0; // lines of one card have the same number; 0: on no card
    QList<qint8> columns; // TableHead: alignment of each, -1 left, 0 none, 1 centre, 2 right
    bool operator==(const NodeShape &) const = default;
};

// The space above a node. Nothing is ever changed below a finished one.
enum Gap : quint8 { NoGap, LineGap, ParagraphGap, CardGap, CardsGap, SectionGap };

struct Node
{
    NodeShape shape;
    TextRuns runs;
    QList<TextRuns> cells; // of a table row
    bool operator==(const Node &) const = default;
};
using Nodes = QList<Node>;

[[nodiscard]] inline bool isCode(const NodeShape &shape)
{
    using Kind = NodeShape::Kind;
    return shape.kind == Kind::CodeHead || shape.kind == Kind::CodeLine || shape.kind == Kind::CodePlain;
}

// Adds text to the runs, to the last one where it looks the same.
void appendRun(TextRuns &runs, TextRun run);

} // namespace lineup::ui
