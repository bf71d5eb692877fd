// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/markdown/DocumentStyle.h"
#include "ui/widgets/markdown/TableChain.h"

#include <QPointer>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextTable>

namespace lineup::ui {

// Keeps one stretch of a document equal to a list of nodes, touching only what has changed. The stretch ends with
// an empty joint line of its own, so several writers can share a document and each can grow. The document and the
// style must outlive it; while it lives, nobody else may edit its stretch.
class DocumentWriter
{
public:
    // Makes an empty stretch at the block that `before` names: the joint of the stretch before, or, when that is
    // not valid, at the end of the document. `id` tells the stretches of a document apart.
    DocumentWriter(QTextDocument &document, const DocumentStyle &style, int id, const QTextBlock &before = {});

    // The nodes behind the frozen ones become these. The first `frozen` of them are never touched again by
    // update(); returns where they are.
    QList<QTextBlock> update(const Nodes &nodes, qsizetype frozen);
    // A frozen node becomes another of the same shape; false: it has another shape and stays.
    [[nodiscard]] bool amend(const QTextBlock &at, const Node &before, const Node &after);
    // Removes everything below the line above the stretch, the joint too; after that only destruction is allowed.
    void removeBelow(const QTextBlock &above);

    [[nodiscard]] QTextBlock joint() const { return m_joint; }
    // Where the part that may still change begins, in characters.
    [[nodiscard]] int tailPosition() const;

private:
    struct Written
    {
        Node node;
        QTextBlock block; // of the first row of a QTextTable: the empty line before it; of others: the first cell
        QPointer<QTextTable> table;
        int row = 0;
    };

    [[nodiscard]] static bool canPatch(const Node &before, const Node &after);
    void patch(const Written &written, const Node &after);
    void replaceLine(const Written &written, const Node &after);
    void patchRuns(int position, const NodeShape &shape, const TextRuns &before, const TextRuns &after);
    void takeJoint(const QTextBlock &block);
    void removeFrom(qsizetype index);
    void insert(const Node &node);
    void insertLine(const Node &node);
    void insertTable(const Node &node);
    void appendRow(const Node &node);
    void insertPart(const Node &node);
    void fillRow(QTextTable &table, int row, const Node &node);
    void insertRuns(QTextCursor &cursor, const NodeShape &shape, const TextRuns &runs);
    [[nodiscard]] QTextCharFormat formatOf(const NodeShape &shape, TextRun run) const;
    [[nodiscard]] int cardId(const NodeShape &shape) const { return m_id * 10000 + shape.card; }

    QTextDocument &m_document;
    const DocumentStyle &m_style;
    int m_id;
    QTextBlock m_joint;
    QList<Written> m_open;
    TableChain m_table; // the one that rows go to
};

} // namespace lineup::ui
