// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/Money.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

__extension__ using Wide = __int128;

struct Decimal
{
    bool negative = false;
    QString digits; // without the point, without leading zeros
    int exponent = 0; // value = digits × 10^exponent
};

std::optional<int> readExponent(QStringView text)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok || value < -400 || value > 400)
        return std::nullopt;
    return value;
}

std::optional<Decimal> readDecimal(QStringView text)
{
    text = text.trimmed();
    Decimal out;
    if (text.startsWith(u'-') || text.startsWith(u'+')) {
        out.negative = text.front() == u'-';
        text = text.mid(1);
    }
    if (const qsizetype e = text.indexOf(u'e', 0, Qt::CaseInsensitive); e >= 0) {
        const std::optional<int> exponent = readExponent(text.mid(e + 1));
        if (!exponent)
            return std::nullopt;
        out.exponent = *exponent;
        text = text.left(e);
    }
    bool sawDigit = false;
    bool sawPoint = false;
    for (const QChar c : text) {
        if (c == u'.' && !sawPoint) {
            sawPoint = true;
        } else if (c >= u'0' && c <= u'9') {
            sawDigit = true;
            out.digits += c;
            out.exponent -= sawPoint ? 1 : 0;
        } else {
            return std::nullopt;
        }
    }
    if (!sawDigit)
        return std::nullopt;
    qsizetype zeros = 0;
    while (zeros < out.digits.size() && out.digits.at(zeros) == u'0')
        ++zeros;
    out.digits.remove(0, zeros);
    return out;
}

// The decimal as a whole number of 10^-scale units.
std::optional<qint64> scaled(const Decimal &value, int scale, bool round)
{
    qsizetype keep = value.digits.size() + value.exponent + scale; // digits that stay
    if (value.digits.isEmpty())
        return 0;
    if (keep > 18)
        return std::nullopt;
    qint64 whole = 0;
    for (qsizetype i = 0; i < keep; ++i)
        whole = whole * 10 + (i < value.digits.size() ? value.digits.at(i).digitValue() : 0);
    const QStringView rest
        = keep < 0 ? QStringView(value.digits) : QStringView(value.digits).mid(qMin(keep, value.digits.size()));
    bool restIsZero = true;
    for (const QChar c : rest)
        restIsZero = restIsZero && c == u'0';
    if (!restIsZero) {
        if (!round)
            return std::nullopt;
        if (keep >= 0 && rest.front() >= u'5')
            ++whole;
    }
    return value.negative ? -whole : whole;
}

QString plainDecimal(qint64 units, int scale)
{
    const bool negative = units < 0;
    const quint64 magnitude = negative ? 0 - static_cast<quint64>(units) : static_cast<quint64>(units);
    QString digits = QString::number(magnitude);
    if (digits.size() <= scale)
        digits.prepend(QString(scale + 1 - digits.size(), u'0'));
    digits.insert(digits.size() - scale, u'.');
    while (digits.endsWith(u'0'))
        digits.chop(1);
    if (digits.endsWith(u'.'))
        digits.chop(1);
    return negative ? u'-' + digits : digits;
}

constexpr qint64 attoPerNano = 1'000'000'000;

} // namespace

std::optional<Money> Money::fromDecimal(QStringView text, bool round)
{
    const std::optional<Decimal> value = readDecimal(text);
    if (!value)
        return std::nullopt;
    const std::optional<qint64> nano = scaled(*value, 9, round);
    return nano ? std::optional(Money(*nano)) : std::nullopt;
}

QString Money::toDecimal() const
{
    return plainDecimal(m_nano, 9);
}

std::optional<UnitPrice> UnitPrice::fromDecimal(QStringView text)
{
    const std::optional<Decimal> value = readDecimal(text);
    if (!value || value->negative)
        return std::nullopt;
    // Tables made with binary floating point carry noise far below any real price: "1.9999999999999999e-07".
    const std::optional<qint64> atto = scaled(*value, 18, true);
    return atto ? std::optional(UnitPrice(*atto)) : std::nullopt;
}

std::optional<UnitPrice> UnitPrice::fromDecimalPerMillion(QStringView text)
{
    std::optional<Decimal> value = readDecimal(text);
    if (!value || value->negative)
        return std::nullopt;
    value->exponent -= 6;
    const std::optional<qint64> atto = scaled(*value, 18, false);
    return atto ? std::optional(UnitPrice(*atto)) : std::nullopt;
}

QString UnitPrice::toDecimal() const
{
    return plainDecimal(m_atto, 18);
}

QString UnitPrice::toDecimalPerMillion() const
{
    return plainDecimal(m_atto, 12);
}

void MoneySum::add(qint64 units, UnitPrice price)
{
    m_atto += static_cast<Wide>(units) * price.atto();
}

void MoneySum::add(Money money)
{
    m_atto += static_cast<Wide>(money.nano()) * attoPerNano;
}

Money MoneySum::total() const
{
    const Wide half = attoPerNano / 2;
    const Wide rounded = m_atto < 0 ? (m_atto - half) / attoPerNano : (m_atto + half) / attoPerNano;
    constexpr Wide most = std::numeric_limits<qint64>::max();
    const Wide bounded = rounded > most ? most : rounded < -most ? -most : rounded;
    return Money::fromNano(static_cast<qint64>(bounded));
}

} // namespace lineup
