// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/MarkdownSplitter.h"
#include "ui/widgets/markdown/DocumentWriter.h"
#include "ui/widgets/markdown/MarkdownReader.h"

#include <memory>

namespace lineup::ui {

// Shows one growing Markdown text through a DocumentWriter, or keeps it unseen (a closed fold). What is finished is
// read and written once. The one exception: a link whose definition came later, when the text ends.
class StreamRenderer
{
public:
    void append(const QString &text);
    void finish(); // no more text
    [[nodiscard]] bool isFinished() const { return m_finished; }
    [[nodiscard]] const QString &text() const { return m_text; }

    // From now on the text is shown by this writer, from its start. `below`: something stands above it.
    void show(std::unique_ptr<DocumentWriter> writer, bool below);
    void hide(const QTextBlock &above); // takes it out of the document; the line above it stays
    [[nodiscard]] DocumentWriter *writer() const { return m_writer.get(); }

    [[nodiscard]] bool isPending() const { return m_pending && m_writer; }
    void flush(); // brings the document up to date

private:
    struct Loose // a finished piece with links that no definition was known for
    {
        MarkdownBlock piece;
        MarkdownReader reader; // as it was before the piece
        Nodes nodes;
        QList<QTextBlock> places;
    };

    void restart(bool below);
    void takeDefinitions(const MarkdownBlock &piece);
    [[nodiscard]] bool hasUnknownLabel(const QString &text) const;
    void amendLoose();

    QString m_text;
    bool m_finished = false;
    bool m_pending = false;
    std::unique_ptr<DocumentWriter> m_writer;
    MarkdownSplitter m_splitter;
    QList<MarkdownBlock> m_ready; // finished, not shown yet
    MarkdownReader m_reader;
    QString m_definitions;
    QSet<QString> m_labels;
    QList<Loose> m_loose;
};

} // namespace lineup::ui
