// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/CodeText.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

void appendRun(TextRuns &runs, TextRun run)
{
    if (run.text.isEmpty())
        return;
    for (QChar &c : run.text) { // what would begin another line of the document
        if (c == u'\n')
            c = QChar::LineSeparator;
        else if (c == u'\r' || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    if (!runs.isEmpty() && runs.last().sameLook(run) && run.original.isEmpty())
        runs.last().text += run.text;
    else
        runs.append(std::move(run));
}

bool isInvisible(char32_t c)
{
    if (c < 0x20)
        return c != U'\t' && c != U'\n' && c != U'\r';
    return (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c || c == 0x115f || c == 0x1160 || c == 0x180e
        || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0x3164
        || c == 0xfeff || c == 0xffa0 || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
}

void appendCodeRun(TextRuns &runs, const TextRun &run)
{
    const QString &text = run.text;
    qsizetype from = 0;
    qsizetype i = 0;
    const auto flush = [&](qsizetype to) {
        TextRun part = run;
        part.text = text.sliced(from, to - from);
        appendRun(runs, part);
    };
    while (i < text.size()) {
        const bool pair = text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(text.at(i), text.at(i + 1)) : text.at(i).unicode();
        const qsizetype width = pair ? 2 : 1;
        if (isInvisible(c)) {
            flush(i);
            TextRun mark = run;
            mark.text = u"\u27e8U+%1\u27e9"_s.arg(static_cast<uint>(c), 4, 16, '0'_L1).toUpper();
            mark.original = text.sliced(i, width);
            mark.style |= ControlMark;
            appendRun(runs, mark);
            from = i + width;
        }
        i += width;
    }
    flush(text.size());
}

} // namespace lineup::ui
