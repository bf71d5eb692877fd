// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/MarkdownBlock.h"
#include "ui/widgets/markdown/RenderModel.h"

#include <QStringList>

namespace lineup::ui {

// Reads pieces of Markdown (CommonMark with GitHub's tables, task lists, strikethrough and bare addresses) into
// nodes. Images become text with their address; raw HTML stays text, but for <br>. Keeps what goes on from piece to
// piece: an open code block or table. Copyable: a copy reads an unfinished piece without leaving a trace.
class MarkdownReader
{
public:
    MarkdownReader() = default;
    // `below`: something stands above the text already, perhaps a card.
    explicit MarkdownReader(bool below) : m_any(below), m_last {.card = below ? -1 : 0} { }
    // Reads the next piece. `unfinished`: its last line may still grow.
    [[nodiscard]] Nodes read(const MarkdownBlock &block, bool unfinished = false);
    // Definitions that "[label]" may refer to, for pieces read from now on; added in front, the first one wins.
    void setDefinitions(const QString &definitions) { m_definitions = definitions; }

private:
    struct OpenCode
    {
        QString language;
        int state = 0; // of the highlighter
        int indent = 0; // of the opening fence
        int card = 0;
    };

    [[nodiscard]] Nodes readFence(const MarkdownBlock &block, bool unfinished);
    [[nodiscard]] Node codeLine(QStringView line);
    [[nodiscard]] Nodes readTableRow(const QString &row);
    [[nodiscard]] Nodes parse(const QString &markdown, int ordinal = 0);
    void space(Nodes &nodes, bool sameList);

    QString m_definitions;
    OpenCode m_code;
    QString m_tableHead; // header and delimiter row of the open table
    int m_card = 0; // the last number given
    bool m_any = false; // something stands before
    NodeShape m_last; // shape of the last node
};

} // namespace lineup::ui
