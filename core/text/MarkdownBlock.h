// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QString>

namespace lineup {

// A piece of Markdown text that ends where a block of the document's top level ends. Long blocks come in parts, so
// that what is finished can be shown while the block still grows: a list item by item, a table row by row, fenced
// code line by line. A value.
struct MarkdownBlock
{
    enum class Kind {
        Blank, // nothing but white space
        Paragraph, // also: link reference definitions, display math
        Heading, // ATX or setext
        ThematicBreak,
        FencedCode, // parts: the opening line, each line, the closing line
        IndentedCode,
        Html,
        Quote,
        ListItem, // parts: each item of one list
        Table, // parts: header and delimiter row together, then each row
    };
    // Where in its block a piece stands. A table or a list has no End: it is over when another block begins.
    enum class Part { Whole, Begin, Middle, End };

    Kind kind = Kind::Blank;
    Part part = Part::Whole;
    QString text; // exactly as it came, with line ends; may begin with blank lines
    int ordinal = 0; // ListItem of an ordered list: the number to show; bullets: 0
    bool operator==(const MarkdownBlock &) const = default;
};

} // namespace lineup
