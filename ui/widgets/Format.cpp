// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Format.h"

#include <QtMath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lineup::ui {

namespace {

constexpr int nanoDigits = 9;

constexpr quint64 powerOfTen(int exponent)
{
    quint64 result = 1;
    for (int i = 0; i < exponent; ++i)
        result *= 10;
    return result;
}

int digitsOf(quint64 number)
{
    int digits = 0;
    for (; number > 0; number /= 10)
        ++digits;
    return digits;
}

quint64 roundedTo(quint64 nano, int decimals)
{
    const quint64 step = powerOfTen(nanoDigits - decimals);
    return (nano + step / 2) / step * step;
}

// Two significant digits below a dollar, never less than cents.
int decimalsThatMatter(quint64 nano)
{
    return nano == 0 ? 2 : qBound(2, nanoDigits + 2 - digitsOf(nano), nanoDigits);
}

quint64 magnitude(Money amount)
{
    const qint64 nano = amount.nano();
    return nano < 0 ? ~quint64(nano) + 1 : quint64(nano);
}

// The number with so many decimals, in the locale's digits and signs.
QString decimal(quint64 nano, int decimals, const QLocale &locale)
{
    const quint64 dollar = powerOfTen(nanoDigits);
    QString text = locale.toString(qulonglong(nano / dollar));
    const QString fraction = QString::number(nano % dollar).rightJustified(nanoDigits, u'0').left(decimals);
    text += locale.decimalPoint();
    for (const QChar digit : fraction)
        text += locale.toString(digit.digitValue());
    return text;
}

// Puts the number where the locale writes it beside the currency sign.
QString dollars(bool negative, const QString &number, const QLocale &locale)
{
    // The C locale, which has no currency of its own, would write the sign behind.
    QString text = locale.language() == QLocale::C ? u"$1"_s : locale.toCurrencyString(1.0, u"$"_s, 0);
    text.replace(locale.toString(1), number);
    // Some locales would write a negative amount in brackets, as in a ledger; a sign is plainer on a screen.
    return negative ? locale.negativeSign() + text : text;
}

QString shortened(double number, const QLocale &locale)
{
    // One decimal, and none where it would be a zero.
    const bool whole = qRound64(number * 10) % 10 == 0;
    return locale.toString(number, 'f', whole ? 0 : 1);
}

} // namespace

QString Format::money(Money amount, const QLocale &locale)
{
    quint64 nano = magnitude(amount);
    int decimals = 2;
    if (nano < powerOfTen(nanoDigits)) {
        // Once more after rounding: 0.00996 becomes 0.010, not 0.0100.
        decimals = decimalsThatMatter(roundedTo(nano, decimalsThatMatter(nano)));
    }
    nano = roundedTo(nano, decimals);
    return dollars(amount.nano() < 0, decimal(nano, decimals, locale), locale);
}

QString Format::exactMoney(Money amount, const QLocale &locale)
{
    const quint64 nano = magnitude(amount);
    int decimals = nanoDigits;
    while (decimals > 2 && nano % powerOfTen(nanoDigits - decimals + 1) == 0)
        --decimals;
    return dollars(amount.nano() < 0, decimal(nano, decimals, locale), locale);
}

QString Format::perMillion(UnitPrice price, const QLocale &locale)
{
    constexpr qint64 attoPerNanoOfMillion = 1000; // 1e-18 × 1e6 is 1e-12, a thousandth of a nano-dollar
    return money(Money::fromNano((price.atto() + attoPerNanoOfMillion / 2) / attoPerNanoOfMillion), locale);
}

QString Format::duration(std::chrono::microseconds time, const QLocale &locale)
{
    const qint64 micro = qMax<qint64>(time.count(), 0);
    if (micro > 0 && micro < 1000)
        return tr("< 1 ms");
    const qint64 milli = (micro + 500) / 1000;
    if (milli < 100)
        return tr("%1 ms").arg(locale.toString(milli));
    const qint64 hundredths = (micro + 5'000) / 10'000;
    if (hundredths < 1'000)
        return tr("%1 s").arg(locale.toString(double(hundredths) / 100, 'f', 2));
    const qint64 tenths = (micro + 50'000) / 100'000;
    if (tenths < 600)
        return tr("%1 s").arg(locale.toString(double(tenths) / 10, 'f', 1));
    const qint64 seconds = (micro + 500'000) / 1'000'000;
    const auto two = [&](const QString &both, const QString &first, qint64 large, qint64 small) {
        return small == 0 ? first.arg(locale.toString(large))
                          : both.arg(locale.toString(large), locale.toString(small));
    };
    if (seconds < 3'600)
        return two(tr("%1 min %2 s"), tr("%1 min"), seconds / 60, seconds % 60);
    const qint64 minutes = seconds / 60;
    if (minutes < 48 * 60)
        return two(tr("%1 h %2 min"), tr("%1 h"), minutes / 60, minutes % 60);
    return two(tr("%1 d %2 h"), tr("%1 d"), minutes / 1'440, minutes % 1'440 / 60);
}

QString Format::ago(const QDateTime &then, const QDateTime &now, const QLocale &locale)
{
    const qint64 seconds = then.secsTo(now);
    if (seconds < -60 || seconds >= 24 * 3'600)
        return locale.toString(then.toLocalTime(), QLocale::ShortFormat);
    if (seconds < 60)
        return tr("just now");
    if (seconds < 3'600)
        return tr("%1 min ago").arg(locale.toString(seconds / 60));
    return tr("%1 h ago").arg(locale.toString(seconds / 3'600));
}

QString Format::count(qint64 number, const QLocale &locale)
{
    const double size = qAbs(double(number));
    if (size >= 999.95e6)
        return tr("%1 B", "a thousand millions").arg(locale.toString(double(number) / 1e9, 'f', 1));
    if (size >= 1e6)
        return tr("%1 M", "millions").arg(locale.toString(double(number) / 1e6, 'f', 1));
    return locale.toString(number);
}

QString Format::tokens(qint64 number, const QLocale &locale)
{
    if (number < 1'000)
        return locale.toString(number);
    if (number < 9'950)
        return tr("%1k", "thousands of tokens").arg(shortened(double(number) / 1e3, locale));
    if (number < 999'500)
        return tr("%1k", "thousands of tokens").arg(locale.toString((number + 500) / 1'000));
    return tr("%1M", "millions of tokens").arg(shortened(double(number) / 1e6, locale));
}

QString Format::rate(double tokensPerSecond, const QLocale &locale)
{
    if (tokensPerSecond >= 999.5)
        return tr("%1k t/s", "thousands of tokens per second").arg(shortened(tokensPerSecond / 1e3, locale));
    const int decimals = tokensPerSecond < 9.95 ? 1 : 0;
    return tr("%1 t/s", "tokens per second").arg(locale.toString(tokensPerSecond, 'f', decimals));
}

QString Format::percent(double share, const QLocale &locale)
{
    return tr("%1%2", "number, percent sign").arg(locale.toString(share * 100, 'f', 0), locale.percent());
}

} // namespace lineup::ui
