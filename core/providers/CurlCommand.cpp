// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/CurlCommand.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr QLatin1StringView nextLine(" \\\n  ");

// A variable's name and nothing else may stand unquoted behind the dollar sign.
QString variableFor(const QString &name)
{
    static const QRegularExpression valid(u"\\A[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    return valid.match(name).hasMatch() ? name : u"API_KEY"_s;
}

} // namespace

QString shellQuoted(const QString &text)
{
    QString out = text;
    out.remove(QChar::Null);
    return u'\'' + out.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString curlCommand(const Exchange &exchange)
{
    // --globbing is off: curl would read [ ] and { } in an address as a pattern.
    QString out = u"curl --globoff -X "_s + shellQuoted(QString::fromLatin1(exchange.method)) + u' '
        + shellQuoted(QString::fromLatin1(exchange.url.toEncoded()));
    if (!exchange.keyHeader.isEmpty()) {
        out += nextLine + u"-H "_s + shellQuoted(QString::fromLatin1(exchange.keyHeader + ": " + exchange.keyWord))
            + u"\"$"_s + variableFor(exchange.keyVariable) + u'"';
    }
    for (const auto &[name, value] : exchange.headers)
        out += nextLine + u"-H "_s + shellQuoted(QString::fromUtf8(name + ": " + value));
    if (exchange.bodyCut)
        return out + u"\n# the body is too long to be shown here"_s;
    if (!exchange.body.isEmpty())
        out += nextLine + u"--data-raw "_s + shellQuoted(QString::fromUtf8(exchange.body));
    return out;
}

} // namespace lineup
