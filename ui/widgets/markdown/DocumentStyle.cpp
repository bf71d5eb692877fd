// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/DocumentStyle.h"

#include "ui/theme/Theme.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <array>

namespace lineup::ui {

using Kind = NodeShape::Kind;

namespace {

// The colour, moved towards the text's until it can be read on the ground.
QColor readable(QColor colour, const QColor &ground, const QColor &text)
{
    for (int i = 0; i < 20 && contrast(colour, ground) < 4.6; ++i)
        colour = mixed(colour, text, 0.15);
    return colour;
}

// By CodeClass. Chosen for at least 4.5 : 1 on the code card.
struct Pair
{
    QRgb light;
    QRgb dark;
};
constexpr std::array<Pair, 11> codeColours {{{0, 0}, {0x7c2fa0, 0xcf9df0}, {0x0b6b74, 0x6fd3d8}, {0xa3400a, 0xf0a868},
    {0xa3400a, 0xf0a868}, {0x2d6a1f, 0x9cd17a}, {0x646b73, 0x98a2ad}, {0x1a56b0, 0x86b8ff}, {0x9a5b00, 0xe3c06a},
    {0x1b6e33, 0x7ed491}, {0xb3261e, 0xff9b94}}};

} // namespace

DocumentStyle::DocumentStyle(const QFont &font, const QPalette &palette)
    : m_font(font), m_fixed(QFontDatabase::systemFont(QFontDatabase::FixedFont)), m_em(QFontMetricsF(font).height()),
      m_text(palette.color(QPalette::Text)), m_base(palette.color(QPalette::Base))
{
    m_dark = contrast(m_base, Qt::white) > contrast(m_text, Qt::white);
    m_card = mixed(m_base, m_text, m_dark ? 0.06 : 0.035);
    m_userCard = mixed(m_base, palette.color(QPalette::Highlight), m_dark ? 0.20 : 0.10);
    m_line = mixed(m_base, m_text, m_dark ? 0.22 : 0.16);
    m_muted = readable(mixed(m_base, m_text, 0.60), m_card, m_text);
    m_link = readable(palette.color(QPalette::Link), m_card, m_text);
    m_failure = readable(m_dark ? QColor(0xff9b94) : QColor(0xb3261e), m_base, m_text);
}

QColor DocumentStyle::codeColour(CodeClass code) const
{
    const Pair &pair = codeColours.at(static_cast<std::size_t>(code));
    if (code == CodeClass::None)
        return m_text;
    return readable(QColor::fromRgb(m_dark ? pair.dark : pair.light), m_card, m_text);
}

qreal DocumentStyle::gap(quint8 after, const NodeShape &shape) const
{
    switch (after) {
    case LineGap:
        return m_em * 0.25;
    case ParagraphGap:
        return m_em * 0.65;
    case CardGap:
        return m_em * 0.65 + cardPaddingTall;
    case CardsGap:
        return m_em * 0.5 + 2 * cardPaddingTall;
    case SectionGap:
        return m_em * (shape.kind == Kind::Heading && shape.level <= 2 ? 1.3 : 1.0);
    default:
        return 0;
    }
}

QTextBlockFormat DocumentStyle::blockFormat(const NodeShape &shape, int cardId, bool empty) const
{
    QTextBlockFormat format;
    format.setProperty(ShapeKind, static_cast<int>(shape.kind) + 1);
    format.setProperty(ShapeLevel, int(shape.level));
    format.setProperty(ShapeIndent, int(shape.indent));
    format.setProperty(ShapeQuote, int(shape.quote));
    format.setProperty(ShapeAfter, int(shape.after));
    format.setProperty(ShapeCard, shape.card != 0 ? cardId : 0);
    const bool card = shape.card != 0;
    const qreal step = m_em * 1.5;
    format.setTopMargin(gap(shape.after, shape));
    format.setLeftMargin(shape.indent * step + shape.quote * m_em + (card ? cardPadding : 0));
    format.setRightMargin(card ? cardPadding : 0);
    format.setLineHeight(isCode(shape) ? 125 : 138, QTextBlockFormat::ProportionalHeight);
    if (shape.kind == Kind::Item) {
        format.setTextIndent(-step);
        format.setTabPositions({QTextOption::Tab(step, QTextOption::LeftTab)});
    }
    if (shape.kind == Kind::Heading) {
        format.setHeadingLevel(shape.level);
        format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
    }
    if (empty)
        format.setLineHeight(m_em * 1.1, QTextBlockFormat::FixedHeight);
    return format;
}

QTextBlockFormat DocumentStyle::jointFormat() const
{
    QTextBlockFormat format;
    format.setLineHeight(1, QTextBlockFormat::FixedHeight);
    return format;
}

QTextCharFormat DocumentStyle::jointCharFormat() const
{
    QTextCharFormat format;
    format.setFontPointSize(1);
    return format;
}

QColor DocumentStyle::runColour(const NodeShape &shape, const TextRun &run) const
{
    if (run.code != CodeClass::None)
        return codeColour(run.code);
    if (run.style & Failure || run.style & ControlMark)
        return m_failure;
    if (!run.href.isEmpty() && !(run.style & Action))
        return m_link;
    if (run.style & (Muted | Literal | Action) || shape.kind == Kind::Note)
        return m_muted;
    return {};
}

QTextCharFormat DocumentStyle::charFormat(const NodeShape &shape, const TextRun &run) const
{
    QTextCharFormat format;
    format.setProperty(RunStyle, run.style);
    format.setProperty(RunCode, static_cast<int>(run.code));
    if (!run.original.isEmpty())
        format.setProperty(RunOriginal, run.original);
    constexpr std::array<qreal, 7> headings {1, 1.5, 1.3, 1.15, 1.05, 1, 1};
    qreal size = m_font.pointSizeF() > 0 ? m_font.pointSizeF() : m_font.pixelSize() * 0.75;
    if (shape.kind == Kind::Heading)
        size *= headings.at(qMin<std::size_t>(shape.level, 6));
    const bool head = shape.kind == Kind::CodeHead;
    if ((isCode(shape) && !head) || run.style & (InlineCode | Math | Literal | ControlMark)) {
        format.setFontFamilies({m_fixed.family()});
        format.setFontFixedPitch(true);
        size *= 0.95;
    }
    if (head || shape.kind == Kind::Note || shape.kind == Kind::FoldHead)
        size *= 0.9;
    format.setFontPointSize(size);
    if (shape.kind == Kind::Heading || run.style & (Bold | TableHead))
        format.setFontWeight(QFont::DemiBold);
    if (run.style & Italic)
        format.setFontItalic(true);
    if (run.style & Strike)
        format.setFontStrikeOut(true);
    if (run.style & InlineCode)
        format.setBackground(m_card == m_base ? m_base : mixed(m_card, m_line, 0.25));
    if (!run.href.isEmpty()) {
        format.setAnchor(true);
        format.setAnchorHref(run.href);
        format.setFontUnderline(!(run.style & Action) || head);
    }
    if (const QColor colour = runColour(shape, run); colour.isValid())
        format.setForeground(colour);
    return format;
}

QTextTableFormat DocumentStyle::tableFormat(const NodeShape &shape) const
{
    QTextTableFormat format;
    format.setBorder(0); // lines are painted behind the text: laying out collapsed borders takes twice the time
    format.setCellPadding(cellPadding());
    format.setCellSpacing(0);
    format.setHeaderRowCount(1);
    format.setTopMargin(gap(shape.after, shape));
    format.setBottomMargin(m_em * 0.5); // the margin of what follows does not count below a table
    format.setProperty(TableGap, m_em * 0.5);
    format.setLeftMargin(shape.indent * m_em * 1.5 + shape.quote * m_em);
    return format;
}

QTextBlockFormat DocumentStyle::cellFormat(qint8 alignment) const
{
    QTextBlockFormat format;
    format.setLineHeight(125, QTextBlockFormat::ProportionalHeight);
    if (alignment != 0)
        format.setAlignment(alignment < 0 ? Qt::AlignLeft : alignment == 1 ? Qt::AlignHCenter : Qt::AlignRight);
    return format;
}

NodeShape DocumentStyle::shapeOf(const QTextBlock &block)
{
    const QTextBlockFormat format = block.blockFormat();
    NodeShape shape;
    shape.kind = static_cast<Kind>(qMax(0, format.intProperty(ShapeKind) - 1));
    shape.level = static_cast<quint8>(format.intProperty(ShapeLevel));
    shape.indent = static_cast<quint8>(format.intProperty(ShapeIndent));
    shape.quote = static_cast<quint8>(format.intProperty(ShapeQuote));
    shape.after = static_cast<quint8>(format.intProperty(ShapeAfter));
    shape.card = cardOf(block);
    return shape;
}

int DocumentStyle::cardOf(const QTextBlock &block)
{
    return block.blockFormat().intProperty(ShapeCard);
}

void DocumentStyle::restyle(QTextDocument &document) const
{
    QTextCursor edit(&document);
    edit.beginEditBlock();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        restyleBlock(block);
    edit.endEditBlock();
}

void DocumentStyle::restyleBlock(QTextBlock block) const
{
    const NodeShape shape = shapeOf(block);
    QTextCursor cursor(block);
    if (block.blockFormat().intProperty(ShapeKind) > 0)
        cursor.setBlockFormat(blockFormat(shape, shape.card, block.length() == 1));
    struct Span
    {
        int from;
        int to;
        QTextCharFormat format;
    };
    QList<Span> spans; // formats change the fragments that we walk over
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextCharFormat old = it.fragment().charFormat();
        if (!old.hasProperty(RunStyle))
            continue;
        const TextRun run {.style = static_cast<quint32>(old.property(RunStyle).toUInt()),
            .code = static_cast<CodeClass>(old.intProperty(RunCode)),
            .href = old.anchorHref(),
            .original = old.stringProperty(RunOriginal)};
        const int from = it.fragment().position();
        spans.append({from, from + it.fragment().length(), charFormat(shape, run)});
    }
    for (const Span &span : spans) {
        cursor.setPosition(span.from);
        cursor.setPosition(span.to, QTextCursor::KeepAnchor);
        cursor.setCharFormat(span.format);
    }
}

} // namespace lineup::ui
