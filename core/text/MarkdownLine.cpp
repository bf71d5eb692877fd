// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/text/MarkdownLine.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t';
}

qsizetype runLength(QStringView text, QChar c)
{
    qsizetype n = 0;
    while (n < text.size() && text.at(n) == c)
        ++n;
    return n;
}

const QRegularExpression &htmlOpening(int kind)
{
    constexpr auto i = QRegularExpression::CaseInsensitiveOption;
    static const std::array<QRegularExpression, 7> starts {
        QRegularExpression(u"^<(?:script|pre|style|textarea)(?:\\s|>|$)"_s, i),
        QRegularExpression(u"^<!--"_s),
        QRegularExpression(u"^<\\?"_s),
        QRegularExpression(u"^<![A-Za-z]"_s),
        QRegularExpression(u"^<!\\[CDATA\\["_s),
        QRegularExpression(u"^</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|"
                           "dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|"
                           "h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|"
                           "optgroup|option|p|param|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|"
                           "track|ul)(?:\\s|/?>|$)"_s,
            i),
        QRegularExpression(u"^(?:<[A-Za-z][A-Za-z0-9-]*(?:\\s+[A-Za-z_:][\\w.:-]*(?:\\s*=\\s*(?:[^\\s\"'=<>`]+|"
                           "'[^']*'|\"[^\"]*\"))?)*\\s*/?>|</[A-Za-z][A-Za-z0-9-]*\\s*>)\\s*$"_s),
    };
    return starts.at(static_cast<std::size_t>(kind - 1));
}

} // namespace

int MarkdownLine::indent() const
{
    int columns = m_tabLeft;
    int column = m_column + m_tabLeft;
    for (qsizetype i = m_offset; i < m_text.size() && isSpace(m_text.at(i)); ++i) {
        const int step = m_text.at(i) == u'\t' ? 4 - column % 4 : 1;
        columns += step;
        column += step;
    }
    return columns;
}

QStringView MarkdownLine::content() const
{
    qsizetype i = m_offset;
    while (i < m_text.size() && isSpace(m_text.at(i)))
        ++i;
    return m_text.sliced(i);
}

bool MarkdownLine::isBlank() const
{
    return content().isEmpty();
}

void MarkdownLine::advance()
{
    m_column += m_tabLeft;
    m_tabLeft = 0;
    m_column += m_text.at(m_offset) == u'\t' ? 4 - m_column % 4 : 1;
    ++m_offset;
}

void MarkdownLine::skipColumns(int columns)
{
    while (columns > 0) {
        if (m_tabLeft > 0) {
            --m_tabLeft;
            ++m_column;
            --columns;
        } else if (peek() == u'\t') {
            m_tabLeft = 4 - m_column % 4;
            ++m_offset;
        } else if (peek() == u' ') {
            advance();
            --columns;
        } else {
            return;
        }
    }
}

bool MarkdownLine::takeQuoteMark()
{
    if (!content().startsWith(u'>'))
        return false;
    skipIndent();
    advance();
    skipColumns(1);
    return true;
}

std::optional<MarkdownLine::ListMarker> MarkdownLine::takeListMarker()
{
    const int before = indent();
    const QStringView text = content();
    ListMarker marker;
    qsizetype width = 0;
    if (!text.isEmpty() && QStringView(u"-+*").contains(text.front())) {
        marker.mark = text.front();
        width = 1;
    } else {
        while (width < text.size() && width < 10 && text.at(width) >= u'0' && text.at(width) <= u'9')
            ++width;
        if (width == 0 || width > 9 || width == text.size() || !QStringView(u".)").contains(text.at(width)))
            return std::nullopt;
        marker.ordered = true;
        marker.number = text.first(width).toInt();
        marker.mark = text.at(width);
        ++width;
    }
    if (width < text.size() && !isSpace(text.at(width)))
        return std::nullopt;
    skipIndent();
    for (qsizetype i = 0; i < width; ++i)
        advance();
    marker.empty = isBlank();
    const int gap = marker.empty || indent() > 4 ? 1 : indent();
    marker.contentIndent = before + static_cast<int>(width) + gap;
    skipColumns(gap);
    return marker;
}

std::optional<MarkdownLine::ListMarker> MarkdownLine::listMarker() const
{
    MarkdownLine copy = *this;
    return copy.takeListMarker();
}

std::optional<MarkdownLine::Fence> MarkdownLine::fenceStart() const
{
    const QStringView text = content();
    if (text.isEmpty() || (text.front() != u'`' && text.front() != u'~'))
        return std::nullopt;
    const qsizetype length = runLength(text, text.front());
    if (length < 3 || (text.front() == u'`' && text.sliced(length).contains(u'`')))
        return std::nullopt;
    return Fence {.mark = text.front(), .length = length, .indent = indent()};
}

bool MarkdownLine::closesFence(const Fence &fence) const
{
    const QStringView text = content();
    const qsizetype length = runLength(text, fence.mark);
    return indent() < 4 && length >= fence.length && text.sliced(length).trimmed().isEmpty();
}

bool MarkdownLine::isAtxHeading() const
{
    const QStringView text = content();
    const qsizetype level = runLength(text, u'#');
    return level >= 1 && level <= 6 && (level == text.size() || isSpace(text.at(level)));
}

bool MarkdownLine::isSetextUnderline() const
{
    const QStringView text = content();
    if (text.isEmpty() || (text.front() != u'=' && text.front() != u'-'))
        return false;
    return text.sliced(runLength(text, text.front())).trimmed().isEmpty();
}

bool MarkdownLine::isThematicBreak() const
{
    const QStringView text = content();
    if (text.isEmpty() || !QStringView(u"-_*").contains(text.front()))
        return false;
    int marks = 0;
    for (const QChar c : text) {
        if (c == text.front())
            ++marks;
        else if (!isSpace(c))
            return false;
    }
    return marks >= 3;
}

int MarkdownLine::htmlStart(bool interruptsParagraph) const
{
    const QStringView text = content();
    if (!text.startsWith(u'<'))
        return 0;
    for (int kind = 1; kind <= (interruptsParagraph ? 6 : 7); ++kind) {
        if (htmlOpening(kind).match(text.toString()).hasMatch())
            return kind;
    }
    return 0;
}

bool MarkdownLine::endsHtml(int kind) const
{
    static const QRegularExpression raw(
        u"</(?:script|pre|style|textarea)>"_s, QRegularExpression::CaseInsensitiveOption);
    switch (kind) {
    case 1:
        return raw.match(rest().toString()).hasMatch();
    case 2:
        return rest().contains(u"-->");
    case 3:
        return rest().contains(u"?>");
    case 4:
        return rest().contains(u'>');
    case 5:
        return rest().contains(u"]]>");
    default:
        return isBlank();
    }
}

int MarkdownLine::tableColumns() const
{
    static const QRegularExpression row(u"^\\|?[ \\t]*:?-+:?[ \\t]*(?:\\|[ \\t]*:?-+:?[ \\t]*)*\\|?[ \\t]*$"_s);
    const QStringView text = content();
    if (!text.contains(u'|') || !row.match(text.toString()).hasMatch())
        return 0;
    return tableCellCount(text);
}

int tableCellCount(QStringView row)
{
    row = row.trimmed();
    if (row.startsWith(u'|'))
        row = row.sliced(1);
    bool pipeAtEnd = false;
    int cells = 1;
    for (qsizetype i = 0; i < row.size(); ++i) {
        pipeAtEnd = row.at(i) == u'|';
        if (row.at(i) == u'\\')
            ++i;
        else if (pipeAtEnd)
            ++cells;
    }
    return pipeAtEnd ? cells - 1 : cells;
}

} // namespace lineup
