// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

// An answer as models write them: headings, paragraphs, lists, code and tables; or one kind of it alone.
inline QString benchSection(int number, const QString &kind)
{
    using namespace Qt::StringLiterals;
    const QString n = QString::number(number);
    if (kind == "code"_L1)
        return (number == 0 ? u"```cpp\n"_s : QString()) + u"    const auto value"_s + n
            + u" = compute(\"text\", 42); // why\n"_s;
    if (kind == "table"_L1)
        return (number == 0 ? u"| a | b | c |\n|---|---|---|\n"_s : QString()) + u"| row "_s + n
            + u" | some words | 12.5 |\n"_s;
    if (kind == "list"_L1)
        return u"- item "_s + n + u" with **bold** words and `code`\n"_s;
    return u"## Section "_s + n + u"\n\nA paragraph with **bold**, *italic*, `code` and a [link](https://example.org/"_s
        + n
        + u"). It goes on for a while, as answers do, and says little that is new.\n\n"
          "1. First point\n2. Second point with more words than the first\n   - nested\n\n"
          "```python\ndef f(x):\n    return x + 1  # more\n```\n\n| name | value |\n|---|---|\n| a | 1 |\n| b | 2 |\n\n"_s;
}

// The same in tokens, five characters each.
inline QStringList benchTokens(qsizetype characters, const QString &kind = QStringLiteral("text"))
{
    QString text;
    for (int i = 0; text.size() < characters; ++i)
        text += benchSection(i, kind);
    QStringList out;
    for (qsizetype i = 0; i < text.size(); i += 5)
        out.append(text.mid(i, 5));
    return out;
}
