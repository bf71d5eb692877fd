// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/markdown/DocumentStyle.h"
#include "ui/widgets/markdown/TableChain.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

// A document as lines of text, to compare with what a person wrote down: "h2 Title", "item1 •⇥{b:bold} text".
inline QString dumpRun(const QString &text, const QTextCharFormat &format)
{
    using namespace Qt::StringLiterals;
    using namespace lineup::ui;
    const auto style = format.property(RunStyle).toUInt();
    QString marks;
    const QList<std::pair<quint32, QChar>> names {{Bold, u'b'}, {Italic, u'i'}, {Strike, u's'}, {InlineCode, u'c'},
        {Math, u'm'}, {Literal, u'l'}, {ControlMark, u'!'}, {Action, u'A'}, {Failure, u'F'}};
    for (const auto &[flag, name] : names) {
        if (style & flag)
            marks += name;
    }
    if (const int code = format.intProperty(RunCode))
        marks += QString::number(code);
    if (format.isAnchor() && !(style & Action))
        marks += u'@' + format.anchorHref();
    const QString visible = QString(text).replace(u'\t', u'\u21e5').replace(QChar(QChar::LineSeparator), u'\u21b5');
    return marks.isEmpty() ? visible : u'{' + marks + u':' + visible + u'}';
}

inline QString dumpRuns(const QTextBlock &block)
{
    QString out;
    QString text;
    QTextCharFormat format;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextCharFormat next = it.fragment().charFormat();
        if (!text.isEmpty() && next != format) {
            out += dumpRun(text, format);
            text.clear();
        }
        format = next;
        text += it.fragment().text();
    }
    return text.isEmpty() ? out : out + dumpRun(text, format);
}

inline QString dumpLine(const QTextBlock &block)
{
    using namespace Qt::StringLiterals;
    static const QStringList kinds {u"p"_s, u"h"_s, u"item"_s, u"rule"_s, u"codehead"_s, u"code"_s, u"plaincode"_s,
        u"thead"_s, u"trow"_s, u"fold"_s, u"user"_s, u"note"_s};
    const lineup::ui::NodeShape shape = lineup::ui::DocumentStyle::shapeOf(block);
    QString name = kinds.value(int(shape.kind));
    if (shape.level > 0)
        name += QString::number(shape.level);
    if (shape.indent > 0)
        name += QString::number(shape.indent);
    return QString(shape.quote, u'>') + name + u' ' + dumpRuns(block);
}

inline QStringList dump(const QTextDocument &document)
{
    using namespace Qt::StringLiterals;
    QStringList lines;
    const QTextTable *lastTable = nullptr;
    int lastRow = -1;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QTextCursor cursor(block);
        if (const QTextTable *table = cursor.currentTable()) {
            const int row = table->cellAt(cursor).row();
            if (table != lastTable || row != lastRow)
                lines.append(row == 0 && !lineup::ui::TableChain::goesOnAbove(*table) ? u"thead"_s : u"trow"_s);
            const Qt::Alignment side = block.blockFormat().alignment();
            lines.last() += (side & Qt::AlignRight            ? u" |> "_s
                                    : side & Qt::AlignHCenter ? u" |= "_s
                                                              : u" | "_s)
                + dumpRuns(block);
            lastTable = table;
            lastRow = row;
        } else if (block.blockFormat().intProperty(lineup::ui::ShapeKind) > 0) {
            lines.append(dumpLine(block));
        } else if (block.length() > 1) {
            lines.append(u"STRAY "_s + block.text()); // text on a joint: never
        }
    }
    return lines;
}

// The whole state of a document that a person could see: the lines, widths of columns, and every block's format.
inline QString fullState(const QTextDocument &document)
{
    using namespace Qt::StringLiterals;
    QString out = dump(document).join(u'\n');
    for (const QTextFrame *frame : document.rootFrame()->childFrames()) {
        const QTextTableFormat format = frame->frameFormat().toTableFormat();
        out += u"\ntable %1"_s.arg(format.bottomMargin());
        for (const QTextLength &width : format.columnWidthConstraints())
            out += u" %1"_s.arg(width.rawValue());
    }
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QTextBlockFormat format = block.blockFormat();
        out += u"\n%1 %2 %3 %4 %5"_s.arg(block.position())
                   .arg(format.topMargin())
                   .arg(format.leftMargin())
                   .arg(format.lineHeight())
                   .arg(format.intProperty(lineup::ui::ShapeAfter));
    }
    return out;
}
