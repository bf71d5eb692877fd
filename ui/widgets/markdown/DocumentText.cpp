// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/DocumentText.h"

#include "ui/widgets/markdown/DocumentStyle.h"
#include "ui/widgets/markdown/TableChain.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

using namespace Qt::StringLiterals;

namespace lineup::ui {

using Kind = NodeShape::Kind;

namespace {

QString blockText(const QTextBlock &block, int from, int to)
{
    QString out;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        const int start = qMax(from, fragment.position());
        const int end = qMin(to, fragment.position() + fragment.length());
        if (start >= end)
            continue;
        const QString original = fragment.charFormat().stringProperty(RunOriginal);
        out += original.isEmpty() ? fragment.text().mid(start - fragment.position(), end - start) : original;
    }
    return out.replace(QChar(QChar::LineSeparator), u'\n');
}

// A block with a role of its own: lines of text, not joints or the titles of cards and folds.
bool isContent(const QTextBlock &block, const QTextTable *table)
{
    if (table)
        return true;
    const bool ours = block.blockFormat().intProperty(ShapeKind) > 0;
    const Kind kind = DocumentStyle::shapeOf(block).kind;
    return ours && kind != Kind::CodeHead && kind != Kind::FoldHead && kind != Kind::Rule;
}

} // namespace

QString documentText(const QTextDocument &document, int from, int to)
{
    QString out;
    const QTextTable *lastTable = nullptr;
    int lastRow = -1;
    int lastCard = 0;
    for (QTextBlock block = document.findBlock(from); block.isValid() && block.position() < to; block = block.next()) {
        QTextCursor cursor(block);
        const QTextTable *table = cursor.currentTable();
        if (!isContent(block, table))
            continue;
        const int row = table ? table->cellAt(cursor).row() : -1;
        const int card = DocumentStyle::cardOf(block);
        const bool item = DocumentStyle::shapeOf(block).kind == Kind::Item;
        if (!out.isEmpty()) {
            const bool sameTable = table && lastTable && (table == lastTable || TableChain::goesOnAbove(*table));
            const bool close = (card != 0 && card == lastCard) || sameTable || item;
            out += table && table == lastTable && row == lastRow ? u"\t"_s : close ? u"\n"_s : u"\n\n"_s;
        }
        QString text = blockText(block, from, to);
        if (item) {
            const int indent = qMax(0, DocumentStyle::shapeOf(block).indent - 1);
            if (const qsizetype tab = text.indexOf(u'\t'); tab >= 0)
                text[tab] = u' ';
            text.prepend(QString(indent * 2, u' '));
        }
        out += text;
        lastTable = table;
        lastRow = row;
        lastCard = card;
    }
    return out;
}

QString cardText(const QTextDocument &document, int card)
{
    QStringList lines;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (DocumentStyle::cardOf(block) == card && DocumentStyle::shapeOf(block).kind != Kind::CodeHead)
            lines.append(blockText(block, block.position(), block.position() + block.length()));
    }
    return lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
}

} // namespace lineup::ui
