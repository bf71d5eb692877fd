// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointer>
#include <QTextTable>

namespace lineup::ui {

// One table of an answer as a chain of QTextTables, one right below the other. QTextDocument lays a whole table out
// again for each new row; so only the last part, of a few rows, ever grows. All parts have the same column widths:
// those that the layout of one table would come to from its first part, wider where a later row needs it. The widths
// depend on the rows and on the document's width alone, never on the pieces that the rows came in. A value; the
// document must outlive it.
class TableChain
{
public:
    static constexpr int rowsOfPart = 24;

    TableChain() = default;
    explicit TableChain(QTextTable *first) : m_parts {first} { }

    [[nodiscard]] QTextTable *last() const { return m_parts.isEmpty() ? nullptr : m_parts.last().data(); }
    [[nodiscard]] bool isFull() const { return last() && last()->rows() >= rowsOfPart; }
    // Closes the last part and begins another of one empty row. The cursor stands on an empty line right below.
    QTextTable *addPart(QTextCursor &below);
    // The last part has been taken out of the document, and is not the only one.
    [[nodiscard]] bool isBroken() const { return m_parts.size() > 1 && m_parts.last().isNull(); }
    // Forgets that part: the one before may grow again.
    void dropPart();
    // The row has new contents: makes columns wider that it does not fit into.
    void makeRoom(const QTextTable &part, int row);

    // Are there rows of the same table above the part, or below it?
    [[nodiscard]] static bool goesOnAbove(const QTextTable &part);
    [[nodiscard]] static bool goesOnBelow(const QTextTable &part);
    // Fits all chains of the document to its width. measure: the fonts have changed too.
    static void fitAll(QTextDocument &document, bool measure);

private:
    struct Sizes // of each column, with its padding, in px
    {
        QList<qreal> least; // the longest word
        QList<qreal> natural; // the longest line
    };
    [[nodiscard]] static QList<TableChain> chains(const QTextDocument &document);
    [[nodiscard]] Sizes sizes() const; // as kept by the first part
    void keepSizes(const Sizes &sizes);
    void fit(const Sizes &sizes);
    void measureAll();

    QList<QPointer<QTextTable>> m_parts;
};

} // namespace lineup::ui
