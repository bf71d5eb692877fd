// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/MarkdownHandler.h"

#include "ui/widgets/markdown/CodeHighlighter.h"
#include "ui/widgets/markdown/CodeText.h"

#include <QTextDocumentFragment>

using namespace Qt::StringLiterals;

namespace lineup::ui {

using Kind = NodeShape::Kind;

namespace {

QString fromUtf8(const MD_CHAR *text, MD_SIZE size)
{
    return QString::fromUtf8(text, static_cast<qsizetype>(size));
}

// "&amp;" as the character that it names; what names none stays as it is.
QString entityText(const QString &entity)
{
    static QHash<QString, QString> known;
    const auto found = known.constFind(entity);
    if (found != known.cend())
        return *found;
    QString text = QTextDocumentFragment::fromHtml(u"<p>x"_s + entity + u"x</p>"_s).toPlainText();
    text = text.size() > 2 ? MathGuard::clean(text.sliced(1, text.size() - 2)) : entity;
    if (known.size() < 4000)
        known.insert(entity, text);
    return text;
}

bool isBreakTag(const QString &html)
{
    return html.startsWith(u"<br"_s, Qt::CaseInsensitive)
        && (html.size() == 4 || QStringView(html).sliced(3).trimmed() == u"/>");
}

} // namespace

Nodes MarkdownHandler::run(const QByteArray &utf8)
{
    MD_PARSER parser {};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS;
    static const auto handler = [](void *data) -> MarkdownHandler & { return *static_cast<MarkdownHandler *>(data); };
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        handler(data).enterBlock(type, detail);
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *, void *data) {
        handler(data).leaveBlock(type);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *data) {
        handler(data).enterSpan(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *data) {
        handler(data).leaveSpan(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
        handler(data).text(type, fromUtf8(text, size));
        return 0;
    };
    md_parse(utf8.constData(), static_cast<MD_SIZE>(utf8.size()), &parser, this);
    return std::move(m_nodes);
}

Node &MarkdownHandler::open(Kind kind)
{
    Node node;
    node.shape.kind = kind;
    node.shape.indent = static_cast<quint8>(qMin<qsizetype>(m_lists.size(), 20));
    node.shape.quote = static_cast<quint8>(qMin(m_quote, 20));
    if (!m_marker.isEmpty()) {
        if (kind == Kind::Paragraph) {
            node.shape.kind = Kind::Item;
            node.runs = std::exchange(m_marker, {});
        } else {
            // A heading, code or a table right behind the marker: the marker has a line of its own.
            Node item = node;
            item.shape.kind = Kind::Item;
            item.runs = std::exchange(m_marker, {});
            m_nodes.append(item);
        }
    }
    m_nodes.append(node);
    m_hasOpen = true;
    return m_nodes.last();
}

TextRuns &MarkdownHandler::runs()
{
    if (!m_hasOpen)
        open(Kind::Paragraph);
    Node &node = m_nodes.last();
    return node.cells.isEmpty() ? node.runs : node.cells.last();
}

void MarkdownHandler::enterBlock(MD_BLOCKTYPE type, void *detail)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        m_hasOpen = false;
        ++m_quote;
        break;
    case MD_BLOCK_UL:
        m_hasOpen = false;
        m_lists.append(List());
        break;
    case MD_BLOCK_OL: {
        m_hasOpen = false;
        const auto *list = static_cast<MD_BLOCK_OL_DETAIL *>(detail);
        const bool outer = m_lists.isEmpty() && m_quote == 0 && m_ordinal > 0;
        m_lists.append(
            List {true, outer ? m_ordinal : static_cast<int>(list->start), QLatin1Char(list->mark_delimiter)});
        break;
    }
    case MD_BLOCK_LI:
        enterItem(*static_cast<MD_BLOCK_LI_DETAIL *>(detail));
        break;
    case MD_BLOCK_HR:
        open(Kind::Rule).runs = {{.text = u" "_s}}; // Qt hides an empty line behind a table
        m_hasOpen = false;
        break;
    case MD_BLOCK_H:
        open(Kind::Heading).shape.level = static_cast<quint8>(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
        break;
    case MD_BLOCK_CODE:
        enterCode(*static_cast<MD_BLOCK_CODE_DETAIL *>(detail));
        break;
    case MD_BLOCK_HTML:
        m_inHtml = true;
        break;
    case MD_BLOCK_P:
        m_hasOpen = false;
        break;
    case MD_BLOCK_TABLE:
        m_hasOpen = false;
        m_newTable = true;
        break;
    case MD_BLOCK_TR:
        open(std::exchange(m_newTable, false) ? Kind::TableHead : Kind::TableRow);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: {
        constexpr qint8 sides[] = {0, -1, 1, 2}; // MD_ALIGN_DEFAULT, _LEFT, _CENTER, _RIGHT
        const auto align = static_cast<MD_BLOCK_TD_DETAIL *>(detail)->align;
        m_nodes.last().shape.columns.append(sides[static_cast<int>(align)]);
        m_nodes.last().cells.append(TextRuns());
        break;
    }
    default:
        break;
    }
}

void MarkdownHandler::leaveBlock(MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        --m_quote;
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        m_lists.removeLast();
        break;
    case MD_BLOCK_LI:
        if (!m_marker.isEmpty())
            open(Kind::Paragraph); // an empty item
        break;
    case MD_BLOCK_CODE:
        leaveCode();
        return;
    case MD_BLOCK_HTML:
        leaveCode();
        m_inHtml = false;
        return;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        return;
    default:
        break;
    }
    m_hasOpen = false;
}

void MarkdownHandler::enterItem(const MD_BLOCK_LI_DETAIL &item)
{
    m_hasOpen = false;
    QString marker = u"\u2022"_s;
    List &list = m_lists.last();
    if (list.ordered)
        marker = QString::number(list.next++) + list.delimiter;
    else if (m_lists.size() % 3 == 2)
        marker = u"\u25e6"_s;
    else if (m_lists.size() % 3 == 0)
        marker = u"\u25aa"_s;
    if (item.is_task)
        marker = item.task_mark == ' ' ? u"\u2610"_s : u"\u2611"_s;
    m_marker = {{.text = marker + u'\t', .style = list.ordered ? Muted : PlainText}};
}

void MarkdownHandler::enterCode(const MD_BLOCK_CODE_DETAIL &code)
{
    m_inCode = true;
    m_code.clear();
    m_language = code.fence_char != 0 ? m_math.restored(attribute(code.lang)) : QString();
    if (code.fence_char != 0) {
        Node &head = open(Kind::CodeHead);
        head.shape.card = ++m_card;
        head.runs = codeHeadRuns(m_language);
    }
    m_hasOpen = false;
}

void MarkdownHandler::leaveCode()
{
    const bool fenced = m_inCode && !m_nodes.isEmpty() && m_nodes.last().shape.kind == Kind::CodeHead;
    const int card = fenced ? m_card : ++m_card;
    QString code = m_math.restored(std::exchange(m_code, {}));
    if (code.endsWith(u'\n'))
        code.chop(1);
    int state = 0;
    for (const QString &line : code.isEmpty() && fenced ? QStringList() : code.split(u'\n')) {
        TextRuns runs;
        for (const TextRun &run : highlightLine(m_inHtml ? u"html"_s : m_language, line, state))
            appendCodeRun(runs, run);
        Node &node = open(fenced ? Kind::CodeLine : Kind::CodePlain);
        node.shape.card = card;
        node.runs = runs;
    }
    m_inCode = false;
    m_hasOpen = false;
}

void MarkdownHandler::enterSpan(MD_SPANTYPE type, void *detail)
{
    m_styles.append(m_style);
    switch (type) {
    case MD_SPAN_EM:
        m_style |= Italic;
        break;
    case MD_SPAN_STRONG:
        m_style |= Bold;
        break;
    case MD_SPAN_DEL:
        m_style |= Strike;
        break;
    case MD_SPAN_CODE:
        m_style |= InlineCode;
        break;
    case MD_SPAN_A:
        m_hrefs.append(attribute(static_cast<MD_SPAN_A_DETAIL *>(detail)->href));
        break;
    case MD_SPAN_IMG:
        m_images.append(attribute(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src));
        appendRun(runs(), {.text = u"["_s, .style = m_style | Muted});
        break;
    default:
        break;
    }
}

void MarkdownHandler::leaveSpan(MD_SPANTYPE type)
{
    m_style = m_styles.isEmpty() ? PlainText : m_styles.takeLast();
    if (type == MD_SPAN_A && !m_hrefs.isEmpty())
        m_hrefs.removeLast();
    if (type == MD_SPAN_IMG && !m_images.isEmpty()) {
        appendRun(runs(), {.text = u"] "_s, .style = m_style | Muted});
        TextRuns address;
        appendCodeRun(address, {.text = m_images.takeLast(), .style = m_style | Literal});
        for (const TextRun &run : address)
            appendRun(runs(), run);
    }
}

void MarkdownHandler::text(MD_TEXTTYPE type, const QString &piece)
{
    if (m_inCode || m_inHtml) {
        m_code += type == MD_TEXT_ENTITY ? piece : (type == MD_TEXT_NULLCHAR ? u"\ufffd"_s : piece);
        return;
    }
    switch (type) {
    case MD_TEXT_BR:
        lineBreak();
        break;
    case MD_TEXT_SOFTBR:
        plainText(u" "_s);
        break;
    case MD_TEXT_ENTITY:
        plainText(entityText(piece));
        break;
    case MD_TEXT_HTML:
        html(m_math.restored(piece));
        break;
    case MD_TEXT_CODE: {
        TextRuns code;
        appendCodeRun(
            code, {.text = m_math.restored(piece), .style = m_style, .href = m_hrefs.value(m_hrefs.size() - 1)});
        for (const TextRun &run : code)
            appendRun(runs(), run);
        break;
    }
    default:
        plainText(piece);
    }
}

void MarkdownHandler::plainText(const QString &piece)
{
    const QString href = m_hrefs.isEmpty() ? QString() : m_hrefs.last();
    for (const MathGuard::Piece &part : m_math.pieces(piece)) {
        if (!part.math) {
            appendRun(runs(), {.text = part.text, .style = m_style, .href = href});
            continue;
        }
        QString source = part.text;
        appendRun(runs(), {.text = source.replace(u'\n', QChar::LineSeparator), .style = Math});
    }
}

void MarkdownHandler::html(const QString &piece)
{
    if (isBreakTag(piece)) {
        lineBreak();
        return;
    }
    TextRuns tag;
    appendCodeRun(tag, {.text = piece, .style = m_style | Literal});
    for (TextRun &run : tag)
        appendRun(runs(), run);
}

void MarkdownHandler::lineBreak()
{
    appendRun(runs(), {.text = QString(QChar(QChar::LineSeparator)), .style = m_style});
}

QString MarkdownHandler::attribute(const MD_ATTRIBUTE &attribute) const
{
    QString out;
    for (int i = 0; attribute.size > 0 && attribute.substr_offsets[i] < attribute.size; ++i) {
        const MD_OFFSET from = attribute.substr_offsets[i];
        const QString piece = fromUtf8(attribute.text + from, attribute.substr_offsets[i + 1] - from);
        out += attribute.substr_types[i] == MD_TEXT_ENTITY ? entityText(piece) : piece;
    }
    return m_math.restored(out);
}

} // namespace lineup::ui
