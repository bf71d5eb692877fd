// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/store/SqlScript.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Where the comment or quoted text that begins at `at` ends (behind it); at when there is none.
qsizetype skipSpan(QStringView script, qsizetype at)
{
    const QStringView rest = script.mid(at);
    const auto behind = [&](qsizetype found, qsizetype length) { return found < 0 ? script.size() : found + length; };
    if (rest.startsWith("--"_L1))
        return behind(script.indexOf(u'\n', at), 0);
    if (rest.startsWith("/*"_L1))
        return behind(script.indexOf("*/"_L1, at + 2), 2);
    if (rest.front() == u'\'' || rest.front() == u'"')
        return behind(script.indexOf(rest.front(), at + 1), 1); // a doubled quote is two spans side by side
    return at;
}

bool isOpenTrigger(const QString &statement)
{
    static const QRegularExpression trigger(
        uR"(^\s*CREATE\s+(TEMP\w*\s+)?TRIGGER\b)"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression end(uR"(;\s*END\s*$)"_s, QRegularExpression::CaseInsensitiveOption);
    return statement.contains(trigger) && !statement.contains(end);
}

} // namespace

QStringList splitSqlScript(QStringView script)
{
    QStringList statements;
    QString open;
    const auto finish = [&] {
        if (const QString statement = open.trimmed(); !statement.isEmpty())
            statements += statement;
        open.clear();
    };
    for (qsizetype at = 0; at < script.size();) {
        const qsizetype behind = skipSpan(script, at);
        if (behind > at) {
            const QChar first = script.at(at);
            open += first == u'\'' || first == u'"' ? script.mid(at, behind - at) : QStringView(u" ");
            at = behind;
            continue;
        }
        const QChar c = script.at(at++);
        if (c == u';' && !isOpenTrigger(open))
            finish();
        else
            open += c;
    }
    finish();
    return statements;
}

} // namespace lineup
