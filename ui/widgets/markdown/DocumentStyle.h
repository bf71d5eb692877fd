// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"
#include "ui/widgets/markdown/RenderModel.h"

#include <QFont>
#include <QPalette>
#include <QTextFormat>

QT_BEGIN_NAMESPACE
class QTextBlock;
class QTextDocument;
QT_END_NAMESPACE

namespace lineup::ui {

// What our blocks and fragments remember of the model, as properties of their formats.
enum DocumentProperty {
    ShapeKind = QTextFormat::UserProperty + 100, // block: NodeShape::Kind + 1; 0: no block of ours (a joint)
    ShapeLevel,
    ShapeIndent,
    ShapeQuote,
    ShapeAfter,
    ShapeCard, // block: lines with the same value are on one card
    RunStyle, // fragment: TextStyle
    RunCode, // fragment: CodeClass
    RunOriginal, // fragment: what a control mark stands for
    TablePart, // table: which neighbours belong to it, see TableChain
    TableLeast, // table, of its first part: widths of the columns' longest words
    TableNatural, // and of their longest lines
    TableGap // table: the space below it, once it is whole
};

// Makes formats from shapes; the only place that knows sizes and colours. All from one font and one palette. A value.
class DocumentStyle
{
public:
    DocumentStyle() : DocumentStyle({}, {}) { }
    DocumentStyle(const QFont &font, const QPalette &palette);

    // An empty line has no text to give it a height.
    [[nodiscard]] QTextBlockFormat blockFormat(const NodeShape &shape, int cardId, bool empty) const;
    [[nodiscard]] QTextCharFormat charFormat(const NodeShape &shape, const TextRun &run) const;
    [[nodiscard]] QTextTableFormat tableFormat(const NodeShape &shape) const;
    [[nodiscard]] QTextBlockFormat cellFormat(qint8 alignment) const;
    // The empty line at the end of a segment, next to invisible.
    [[nodiscard]] QTextBlockFormat jointFormat() const;
    [[nodiscard]] QTextCharFormat jointCharFormat() const;

    [[nodiscard]] QColor codeColour(CodeClass code) const;
    [[nodiscard]] QColor cardColour() const { return m_card; }
    [[nodiscard]] QColor userCardColour() const { return m_userCard; }
    [[nodiscard]] QColor lineColour() const { return m_line; }
    [[nodiscard]] QColor mutedColour() const { return m_muted; }
    [[nodiscard]] QColor failureColour() const { return m_failure; }
    [[nodiscard]] qreal em() const { return m_em; }
    [[nodiscard]] qreal cellPadding() const { return m_em * 0.35; }
    [[nodiscard]] bool isDark() const { return m_dark; }

    // Gives every fragment of ours the colours and sizes of this style. Once, on a change of palette or font.
    void restyle(QTextDocument &document) const;
    [[nodiscard]] static NodeShape shapeOf(const QTextBlock &block);
    [[nodiscard]] static int cardOf(const QTextBlock &block);

    static constexpr int cardPadding = 12; // px, at the sides; above and below: two thirds
    static constexpr int cardPaddingTall = 8;

private:
    [[nodiscard]] qreal gap(quint8 after, const NodeShape &shape) const;
    [[nodiscard]] QColor runColour(const NodeShape &shape, const TextRun &run) const;
    void restyleBlock(QTextBlock block) const;

    QFont m_font;
    QFont m_fixed;
    qreal m_em = 16; // px
    bool m_dark = false;
    QColor m_text, m_base, m_link, m_muted, m_line, m_card, m_userCard, m_failure;
};

} // namespace lineup::ui
