// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/JsonText.h"

namespace lineup::ui {

QString indentedJson(const QString &json)
{
    QString out;
    int depth = 0;
    bool inString = false;
    bool justOpened = false;
    const auto newLine = [&] {
        out += u'\n';
        out += QString(qMin(depth, 40) * 2, u' ');
    };
    for (qsizetype i = 0; i < json.size(); ++i) {
        const QChar c = json.at(i);
        if (inString) {
            out += c;
            if (c == u'\\' && i + 1 < json.size())
                out += json.at(++i);
            else if (c == u'"')
                inString = false;
            continue;
        }
        if (c.isSpace())
            continue;
        const bool closes = c == u'}' || c == u']';
        if (closes)
            depth = qMax(0, depth - 1);
        if (justOpened != closes && (justOpened || closes))
            newLine();
        justOpened = c == u'{' || c == u'[';
        depth += justOpened ? 1 : 0;
        inString = c == u'"';
        out += c;
        if (c == u',')
            newLine();
        else if (c == u':')
            out += u' ';
    }
    return out;
}

} // namespace lineup::ui
