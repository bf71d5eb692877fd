// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/text/LinkDefinitions.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

const QRegularExpression &definition()
{
    static const QRegularExpression pattern(
        u"\\A\\s{0,3}(\\[(?=[^\\]]*[^\\]\\s])(?:[^\\[\\]\\\\]|\\\\.){1,999}\\]:[ \\t]*\\n?[ "
        u"\\t]*(?:<[^<>\\n]*>|(?!<)\\S+)"
        "(?:(?:[ \\t]+|[ \\t]*\\n[ "
        "\\t]*)(?:\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|\\((?:[^()\\\\]|\\\\.)*\\)))?)"
        "[ \\t]*(?:\\n|\\z)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

} // namespace

QStringList linkDefinitions(QStringView paragraph)
{
    QStringList found;
    while (paragraph.contains(u'[')) {
        const auto match = definition().match(paragraph.toString());
        if (!match.hasMatch())
            break;
        found.append(match.captured(1));
        paragraph = paragraph.sliced(match.capturedEnd());
    }
    return found;
}

bool areLinkDefinitions(QStringView paragraph)
{
    if (!paragraph.startsWith(u'['))
        return false;
    while (!paragraph.trimmed().isEmpty()) {
        const auto match = definition().match(paragraph.toString());
        if (!match.hasMatch())
            return false;
        paragraph = paragraph.sliced(match.capturedEnd());
    }
    return true;
}

QString normalisedLabel(QStringView label)
{
    return label.toString().simplified().toCaseFolded();
}

QString definitionLabel(QStringView definition)
{
    for (qsizetype i = 1; i < definition.size(); ++i) {
        if (definition.at(i) == u'\\')
            ++i;
        else if (definition.at(i) == u']')
            return normalisedLabel(definition.sliced(1, i - 1));
    }
    return {};
}

} // namespace lineup
