// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/BillText.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup::BillText {

namespace {

const QRegularExpression &yearFirst()
{
    static const QRegularExpression form(uR"(^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D.*)?$)"_s);
    return form;
}

const QRegularExpression &yearLast()
{
    static const QRegularExpression form(uR"(^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:\D.*)?$)"_s);
    return form;
}

std::optional<QDate> valid(int year, int month, int day)
{
    const QDate made(year, month, day);
    return made.isValid() ? std::optional(made) : std::nullopt;
}

std::optional<QDate> named(const QString &cell)
{
    static const QRegularExpression monthFirst(uR"(^(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:\D.*)?$)"_s);
    static const QRegularExpression dayFirst(uR"(^(\d{1,2})\.?[ -](\p{L}{3,9})\.?,?[ -](\d{4})(?:\D.*)?$)"_s);
    QString month, day, year;
    if (const auto match = monthFirst.match(cell); match.hasMatch()) {
        month = match.captured(1);
        day = match.captured(2);
        year = match.captured(3);
    } else if (const auto other = dayFirst.match(cell); other.hasMatch()) {
        day = other.captured(1);
        month = other.captured(2);
        year = other.captured(3);
    } else {
        return std::nullopt;
    }
    for (int number = 1; number <= 12; ++number) {
        const QString whole = QLocale::c().monthName(number);
        if (whole.compare(month, Qt::CaseInsensitive) == 0 || whole.left(3).compare(month, Qt::CaseInsensitive) == 0)
            return valid(year.toInt(), number, day.toInt());
    }
    return std::nullopt;
}

std::optional<QDate> counted(const QString &cell)
{
    static const QRegularExpression digits(uR"(^\d{8}$|^\d{10}$|^\d{13}$)"_s);
    if (!digits.match(cell).hasMatch())
        return std::nullopt;
    if (cell.size() == 8)
        return valid(cell.left(4).toInt(), cell.mid(4, 2).toInt(), cell.mid(6).toInt());
    const qint64 number = cell.toLongLong();
    return QDateTime::fromMSecsSinceEpoch(cell.size() == 10 ? number * 1000 : number, Qt::UTC).date();
}

// Of a moment with a zone of its own, its day in UTC.
std::optional<QDate> moment(const QString &cell)
{
    static const QRegularExpression zoned(uR"(^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$)"_s);
    if (!zoned.match(cell).hasMatch())
        return std::nullopt;
    const QDateTime at = QDateTime::fromString(QString(cell).replace(10, 1, u'T'), Qt::ISODate);
    return at.isValid() ? std::optional(at.toUTC().date()) : std::nullopt;
}

const QRegularExpression &currency()
{
    static const QRegularExpression form(
        uR"((€|£|¥|₹|₽|₩|\b(?:EUR|GBP|JPY|CNY|RMB|CHF|CAD|AUD|INR|BRL|SEK|NOK|DKK|PLN|KRW|SGD|HKD|NZD)\b|(?<![A-Za-z])(?:CA|AU|NZ|HK|S|A|C)\$))"_s,
        QRegularExpression::CaseInsensitiveOption);
    return form;
}

// The digits with their signs, without what stands around them. below: it is in brackets or has a minus.
QString bare(const QString &cell, bool &below)
{
    QString text = cell.simplified();
    below = (text.startsWith(u'(') && text.endsWith(u')')) || text.contains(u'-') || text.contains(u'\u2212');
    static const QRegularExpression scientific(uR"(^-?\d+(\.\d+)?[eE][+-]?\d+$)"_s);
    if (scientific.match(text).hasMatch()) {
        below = text.startsWith(u'-');
        return below ? text.mid(1) : text;
    }
    text.remove(currency()).remove(u"USD"_s, Qt::CaseInsensitive).remove(u"US$"_s, Qt::CaseInsensitive);
    static const QRegularExpression around(uR"([$()\-\x{2212}+\s\x{00A0}\x{202F}'\x{2019}])"_s);
    return text.remove(around);
}

const QRegularExpression &figures()
{
    static const QRegularExpression form(uR"(^(?:\d[\d.,]*|[.,]\d+)$)"_s);
    return form;
}

} // namespace

std::optional<QDate> date(const QString &cell, std::optional<BillDates> dates)
{
    const QString text = cell.simplified();
    if (const auto day = moment(text))
        return day;
    if (const auto match = yearFirst().match(text); match.hasMatch())
        return valid(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
    if (const auto match = yearLast().match(text); match.hasMatch()) {
        const int first = match.captured(1).toInt();
        const int second = match.captured(3).toInt();
        const int year = match.captured(4).toInt();
        // Dots are written between day, month and year alone.
        const bool monthFirst = match.captured(2) != "."_L1 && dates == BillDates::MonthFirst;
        return monthFirst ? valid(year, first, second) : valid(year, second, first);
    }
    if (const auto day = named(text))
        return day;
    return counted(text);
}

std::optional<std::pair<int, int>> ambiguousParts(const QString &cell)
{
    const auto match = yearLast().match(cell.simplified());
    if (!match.hasMatch() || match.captured(2) == "."_L1)
        return std::nullopt;
    return std::pair(match.captured(1).toInt(), match.captured(3).toInt());
}

std::optional<Money> amount(const QString &cell, QChar decimalSign)
{
    bool below = false;
    QString text = bare(cell, below);
    if (!text.contains(u'e', Qt::CaseInsensitive)) {
        if (!figures().match(text).hasMatch())
            return std::nullopt;
        const QChar other = decimalSign == u'.' ? u',' : u'.';
        text.remove(other);
        if (text.count(decimalSign) > 1)
            return std::nullopt;
        text.replace(decimalSign, u'.');
    }
    const std::optional<Money> money = Money::fromDecimal(text, true);
    if (!money)
        return std::nullopt;
    return below ? Money() - *money : money;
}

std::optional<QChar> shownDecimalSign(const QString &cell)
{
    bool below = false;
    const QString text = bare(cell, below);
    if (!figures().match(text).hasMatch())
        return std::nullopt;
    const qsizetype dot = text.lastIndexOf(u'.');
    const qsizetype comma = text.lastIndexOf(u',');
    if (dot < 0 && comma < 0)
        return std::nullopt;
    if (dot >= 0 && comma >= 0)
        return dot > comma ? u'.' : u',';
    const QChar sign = dot >= 0 ? u'.' : u',';
    const QChar other = dot >= 0 ? u',' : u'.';
    if (text.count(sign) > 1)
        return other; // between thousands
    const qsizetype at = qMax(dot, comma);
    const bool three = text.size() - at - 1 == 3;
    if (!three || at == 0 || at > 3 || text.startsWith(u'0'))
        return sign;
    return std::nullopt;
}

bool hasSign(const QString &cell)
{
    bool below = false;
    const QString text = bare(cell, below);
    return figures().match(text).hasMatch() && (text.contains(u'.') || text.contains(u','));
}

bool isNumber(const QString &cell)
{
    bool below = false;
    const QString text = bare(cell, below);
    static const QRegularExpression scientific(uR"(^\d+(\.\d+)?[eE][+-]?\d+$)"_s);
    return figures().match(text).hasMatch() || scientific.match(text).hasMatch();
}

QString otherCurrency(const QString &cell)
{
    return currency().match(cell).captured(1);
}

} // namespace lineup::BillText
