// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/MathGuard.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

// Non-characters: U+FDD0 and U+FDD1 are what QTextDocument marks frames with, the next two are ours.
constexpr QChar open(u'\xFDD2');
constexpr QChar close(u'\xFDD3');

// One past the code span that begins at the backticks at `at`; past the backticks when it does not end.
qsizetype codeSpanEnd(QStringView text, qsizetype at)
{
    const auto runEnd = [&](qsizetype i) {
        while (i < text.size() && text.at(i) == u'`')
            ++i;
        return i;
    };
    const qsizetype content = runEnd(at);
    for (qsizetype i = text.indexOf(u'`', content); i >= 0; i = text.indexOf(u'`', i)) {
        const qsizetype end = runEnd(i);
        if (end - i == content - at)
            return end;
        i = end;
    }
    return content;
}

} // namespace

QString MathGuard::clean(QString text)
{
    for (QChar &c : text) {
        if ((c >= u'\xFDD0' && c <= u'\xFDEF') || c == u'\0')
            c = QChar::ReplacementCharacter;
    }
    return text;
}

qsizetype MathGuard::mathEnd(QStringView text, qsizetype at)
{
    const auto endOf = [&](QStringView mark) {
        const qsizetype end = text.indexOf(mark, at + 2);
        const bool whole = end > at + 2 && !text.sliced(at, end - at).contains(u"\n\n");
        return whole ? end + 2 : -1;
    };
    const QStringView from = text.sliced(at);
    if (from.startsWith(u"\\("))
        return endOf(u"\\)");
    if (from.startsWith(u"\\["))
        return endOf(u"\\]");
    if (from.startsWith(u"$$"))
        return endOf(u"$$");
    // A single dollar is mostly money. As Pandoc has it: no space inside of the marks, no digit behind them, one line.
    if (from.size() < 3 || from.at(1).isSpace() || (at > 0 && text.at(at - 1).isLetterOrNumber()))
        return -1;
    for (qsizetype i = at + 1; i < text.size() && text.at(i) != u'\n' && text.at(i) != u'`'; ++i) {
        if (text.at(i) == u'\\') {
            ++i;
        } else if (text.at(i) == u'$') {
            const bool closes = !text.at(i - 1).isSpace() && (i + 1 == text.size() || !text.at(i + 1).isDigit());
            return closes ? i + 1 : -1;
        }
    }
    return -1;
}

QString MathGuard::protect(const QString &text)
{
    if (!text.contains(u'$') && !text.contains(u"\\("_s) && !text.contains(u"\\["_s))
        return text;
    QString out;
    qsizetype i = 0;
    while (i < text.size()) {
        const QChar c = text.at(i);
        const QChar next = i + 1 < text.size() ? text.at(i + 1) : QChar();
        qsizetype end = i + 1;
        if (c == u'`') {
            end = codeSpanEnd(text, i);
        } else if (c == u'$' || (c == u'\\' && (next == u'(' || next == u'['))) {
            const qsizetype stop = mathEnd(text, i);
            if (stop > 0) {
                out += open + QString::number(m_sources.size()) + close;
                m_sources.append(text.sliced(i, stop - i));
                i = stop;
                continue;
            }
            end = c == u'$' ? i + 1 : i + 2;
        } else if (c == u'\\') {
            end = i + 2;
        }
        end = qMin(end, text.size());
        out += QStringView(text).sliced(i, end - i);
        i = end;
    }
    return out;
}

QList<MathGuard::Piece> MathGuard::pieces(const QString &text) const
{
    QList<Piece> out;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(open); at >= 0; at = text.indexOf(open, from)) {
        const qsizetype end = text.indexOf(close, at);
        if (end < 0)
            break;
        if (at > from)
            out.append({text.sliced(from, at - from), false});
        out.append({m_sources.value(QStringView(text).sliced(at + 1, end - at - 1).toInt()), true});
        from = end + 1;
    }
    if (from < text.size())
        out.append({text.sliced(from), false});
    return out;
}

QString MathGuard::restored(const QString &text) const
{
    if (m_sources.isEmpty())
        return text;
    QString out;
    for (const Piece &piece : pieces(text))
        out += piece.text;
    return out;
}

} // namespace lineup::ui
