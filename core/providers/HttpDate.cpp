// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/HttpDate.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

int monthNumber(const QString &name)
{
    static const QStringList months {u"Jan"_s, u"Feb"_s, u"Mar"_s, u"Apr"_s, u"May"_s, u"Jun"_s, u"Jul"_s, u"Aug"_s,
        u"Sep"_s, u"Oct"_s, u"Nov"_s, u"Dec"_s};
    return static_cast<int>(months.indexOf(name)) + 1; // 0: no month
}

int fullYear(const QString &digits, const QDateTime &now)
{
    const int year = digits.toInt();
    if (digits.size() > 2)
        return year;
    const int thisYear = now.date().year();
    const int candidate = thisYear / 100 * 100 + year;
    return candidate > thisYear + 50 ? candidate - 100 : candidate;
}

} // namespace

std::optional<QDateTime> readHttpDate(QByteArrayView text, const QDateTime &now)
{
    static const QRegularExpression forms[] {
        QRegularExpression(
            uR"(^[A-Z][a-z]{2}, (?<d>\d{2}) (?<mon>[A-Z][a-z]{2}) (?<y>\d{4}) (?<h>\d{2}):(?<m>\d{2}):(?<s>\d{2}) GMT$)"_s),
        QRegularExpression(
            uR"(^[A-Z][a-z]+day, (?<d>\d{2})-(?<mon>[A-Z][a-z]{2})-(?<y>\d{2}) (?<h>\d{2}):(?<m>\d{2}):(?<s>\d{2}) GMT$)"_s),
        QRegularExpression(
            uR"(^[A-Z][a-z]{2} (?<mon>[A-Z][a-z]{2}) (?<d>[ \d]\d) (?<h>\d{2}):(?<m>\d{2}):(?<s>\d{2}) (?<y>\d{4})$)"_s),
    };
    const QString trimmed = QString::fromLatin1(text).trimmed();
    for (const QRegularExpression &form : forms) {
        const QRegularExpressionMatch match = form.match(trimmed);
        if (!match.hasMatch())
            continue;
        const auto number = [&match](const QString &name) { return match.captured(name).trimmed().toInt(); };
        const QDate date(fullYear(match.captured(u"y"_s), now), monthNumber(match.captured(u"mon"_s)), number(u"d"_s));
        const int second = number(u"s"_s);
        const QTime time(number(u"h"_s), number(u"m"_s), qMin(second, 59)); // :60 is a leap second
        if (!date.isValid() || !time.isValid() || second > 60)
            return std::nullopt;
        return QDateTime(date, time, Qt::UTC).addSecs(second == 60 ? 1 : 0);
    }
    return std::nullopt;
}

} // namespace lineup
