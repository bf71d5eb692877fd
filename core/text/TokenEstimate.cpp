// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/text/TokenEstimate.h"

#include <QChar>

namespace lineup {

namespace {

enum class Class {
    Space,
    Digit,
    Word,
    LatinMark,
    Symbol,
    Greek,
    Cyrillic,
    Semitic,
    Alphabet,
    Han,
    Kana,
    Hangul,
    Emoji,
    Joiner,
    Other
};

Class letterClass(char32_t c)
{
    if (c < 0x250 || (c >= 0x1e00 && c < 0x1f00))
        return Class::LatinMark;
    if (c < 0x400)
        return Class::Greek;
    if (c < 0x530)
        return Class::Cyrillic;
    if (c >= 0x590 && c < 0x780)
        return Class::Semitic;
    if (c >= 0x3040 && c < 0x3100)
        return Class::Kana;
    if (c >= 0xac00 && c < 0xd7b0)
        return Class::Hangul;
    if ((c >= 0x3400 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00) || c >= 0x20000)
        return Class::Han;
    return Class::Alphabet;
}

Class classOf(char32_t c)
{
    if (c == U' ' || (c >= U'\t' && c <= U'\r'))
        return Class::Space;
    if (c < 0x80) {
        if (c >= U'0' && c <= U'9')
            return Class::Digit;
        return QChar::isLetter(c) ? Class::Word : Class::Symbol;
    }
    if (c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f))
        return Class::Joiner;
    if (QChar::isLetter(c) || QChar::isMark(c))
        return letterClass(c);
    return c >= 0x1f000 ? Class::Emoji : Class::Other;
}

// Thousandths of a token for a run of `length` characters of one class.
qint64 runCost(Class kind, qint64 length, bool singleSpace)
{
    switch (kind) {
    case Class::Space:
        return singleSpace ? 0 : 1000; // a space goes into the word behind it
    case Class::Digit:
        return (length + 2) / 3 * 1000;
    case Class::Word:
    case Class::LatinMark:
        return 1000 + qMax<qint64>(0, length - 4) * 250;
    case Class::Symbol:
        return 1000 + (length - 1) * 650;
    case Class::Greek:
    case Class::Semitic:
        return length * 500;
    case Class::Cyrillic:
        return length * 400;
    case Class::Alphabet:
    case Class::Kana:
        return length * 600;
    case Class::Han:
        return length * 800;
    case Class::Hangul:
        return length * 750;
    case Class::Emoji:
        return length * 2100;
    case Class::Joiner:
        return length * 1200;
    case Class::Other:
        return length * 1000;
    }
    Q_UNREACHABLE();
}

} // namespace

qint64 estimateTokens(QStringView text)
{
    constexpr qint64 perAccent = 800; // a letter with a mark breaks the word around it
    qint64 thousandths = 0;
    qsizetype i = 0;
    const auto codePoint = [&](qsizetype at, qsizetype &width) -> char32_t {
        const bool pair = text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
        width = pair ? 2 : 1;
        return pair ? QChar::surrogateToUcs4(text.at(at), text.at(at + 1)) : text.at(at).unicode();
    };
    while (i < text.size()) {
        const qsizetype start = i;
        qsizetype width = 1;
        Class kind = classOf(codePoint(i, width));
        if (kind == Class::LatinMark)
            kind = Class::Word;
        qint64 length = 0;
        while (i < text.size()) {
            const Class next = classOf(codePoint(i, width));
            if (next != kind && !(kind == Class::Word && next == Class::LatinMark))
                break;
            thousandths += next == Class::LatinMark ? perAccent : 0;
            ++length;
            i += width;
        }
        thousandths += runCost(kind, length, length == 1 && text.at(start) == u' ');
    }
    return text.isEmpty() ? 0 : qMax<qint64>(1, (thousandths + 500) / 1000);
}

} // namespace lineup
