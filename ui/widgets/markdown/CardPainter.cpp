// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/CardPainter.h"

#include "ui/widgets/markdown/TableChain.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>

namespace lineup::ui {

using Kind = NodeShape::Kind;

namespace {

class BackPainter
{
public:
    BackPainter(
        QPainter &painter, const QTextDocument &document, const DocumentStyle &style, const QRectF &sight, qreal width)
        : m_painter(painter), m_document(document), m_style(style), m_sight(sight),
          m_width(width - document.documentMargin())
    {
    }

    void run()
    {
        QTextBlock block = firstInSight();
        while (block.isValid()) {
            const QRectF rect = rectOf(block);
            if (rect.top() > m_sight.bottom() + 40)
                break;
            const int card = DocumentStyle::cardOf(block);
            if (card != 0 && card != m_card)
                beginCard(block, rect, card);
            else if (card == 0)
                endCard();
            if (card != 0)
                m_bottom = rect.bottom();
            decorate(block, rect);
            paintRowLine(block, rect);
            block = block.next();
        }
        // A card that goes on below is cut by the edge of what is in sight.
        if (m_card != 0 && block.isValid() && DocumentStyle::cardOf(block) == m_card)
            m_bottom = m_sight.bottom() + 40;
        endCard();
    }

private:
    [[nodiscard]] QRectF rectOf(const QTextBlock &block) const
    {
        return m_document.documentLayout()->blockBoundingRect(block);
    }

    [[nodiscard]] QTextBlock firstInSight() const
    {
        const int position = m_document.documentLayout()->hitTest(QPointF(20, m_sight.top() - 20), Qt::FuzzyHit);
        return m_document.findBlock(qMax(0, position));
    }

    void beginCard(const QTextBlock &block, const QRectF &rect, int card)
    {
        endCard();
        m_card = card;
        m_kind = DocumentStyle::shapeOf(block).kind;
        const bool goesOn = DocumentStyle::cardOf(block.previous()) == card;
        const qreal left = m_document.documentMargin() + block.blockFormat().leftMargin() - DocumentStyle::cardPadding;
        m_left = left;
        m_top = goesOn ? m_sight.top() - 40 : rect.top() - DocumentStyle::cardPaddingTall;
    }

    void endCard()
    {
        if (m_card == 0)
            return;
        const QRectF card(QPointF(m_left + 0.5, m_top + 0.5),
            QPointF(m_width - 0.5, m_bottom + DocumentStyle::cardPaddingTall - 0.5));
        m_painter.setPen(m_kind == Kind::UserText ? QPen(Qt::NoPen) : QPen(m_style.lineColour(), 1));
        m_painter.setBrush(m_kind == Kind::UserText ? m_style.userCardColour() : m_style.cardColour());
        m_painter.drawRoundedRect(card, 8, 8);
        m_card = 0;
    }

    // Above each row of a table, and below the last: a thin line.
    void paintRowLine(const QTextBlock &block, const QRectF &rect)
    {
        const QTextCursor cursor(block);
        const QTextTable *table = cursor.currentTable();
        if (!table)
            return;
        const QTextTableCell cell = table->cellAt(cursor);
        if (cell.column() != 0 || cell.firstPosition() != block.position())
            return;
        const QRectF frame = m_document.documentLayout()->frameBoundingRect(const_cast<QTextTable *>(table));
        const auto line = [&](qreal y, qreal height) {
            // The frame's rectangle is off by the padding of a cell.
            const qreal left = frame.left() - m_style.cellPadding();
            m_painter.fillRect(QRectF(left, qRound(y), frame.width(), height), m_style.lineColour());
        };
        const bool goesOn = TableChain::goesOnAbove(*table);
        if (cell.row() > 0 || goesOn)
            line(rect.top() - m_style.cellPadding(), cell.row() == 1 && !goesOn ? 2 : 1);
        if (cell.row() < table->rows() - 1 || TableChain::goesOnBelow(*table))
            return;
        qreal bottom = rect.bottom();
        for (int column = 1; column < table->columns(); ++column)
            bottom = qMax(bottom, rectOf(table->cellAt(cell.row(), column).lastCursorPosition().block()).bottom());
        line(bottom + m_style.cellPadding(), 1);
    }

    void decorate(const QTextBlock &block, const QRectF &rect)
    {
        const NodeShape shape = DocumentStyle::shapeOf(block);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_style.lineColour());
        const qreal margin = m_document.documentMargin();
        if (shape.kind == Kind::Rule)
            m_painter.drawRect(QRectF(margin, rect.center().y(), m_width - margin, 1));
        const QTextBlock above = block.previous();
        const int joined = shape.after != NoGap && above.isValid() ? DocumentStyle::shapeOf(above).quote : 0;
        for (int depth = 0; depth < shape.quote; ++depth) {
            const qreal top = depth < joined ? rectOf(above).bottom() : rect.top();
            m_painter.drawRoundedRect(QRectF(margin + depth * m_style.em(), top, 3, rect.bottom() - top), 1.5, 1.5);
        }
    }

    QPainter &m_painter;
    const QTextDocument &m_document;
    const DocumentStyle &m_style;
    QRectF m_sight;
    qreal m_width;
    int m_card = 0;
    Kind m_kind = Kind::CodeLine;
    qreal m_left = 0;
    qreal m_top = 0;
    qreal m_bottom = 0;
};

} // namespace

void paintBehindText(
    QPainter &painter, const QTextDocument &document, const DocumentStyle &style, const QRectF &sight, qreal width)
{
    painter.setRenderHint(QPainter::Antialiasing);
    BackPainter(painter, document, style, sight, width).run();
}

} // namespace lineup::ui
