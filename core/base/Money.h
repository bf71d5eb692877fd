// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <compare>
#include <optional>

namespace lineup {

// US dollars as whole nano-dollars (1e-9 USD). Exact: no floating point on the way. A value.
class Money
{
public:
    constexpr Money() = default;
    [[nodiscard]] static constexpr Money fromNano(qint64 nano) { return Money(nano); }
    // From plain or scientific decimal text ("0.0000015", "1.5e-06"); nothing when it is no number, is out of
    // range, or has digits below a nano-dollar that are not zero (rounded half away from zero when round is set).
    [[nodiscard]] static std::optional<Money> fromDecimal(QStringView text, bool round = false);

    [[nodiscard]] constexpr qint64 nano() const { return m_nano; }
    // Exact, without trailing zeros: "0.0087", "12.4", "0".
    [[nodiscard]] QString toDecimal() const;

    constexpr auto operator<=>(const Money &) const = default;
    constexpr Money operator+(Money other) const { return Money(m_nano + other.m_nano); }
    constexpr Money operator-(Money other) const { return Money(m_nano - other.m_nano); }
    constexpr Money &operator+=(Money other)
    {
        m_nano += other.m_nano;
        return *this;
    }

private:
    explicit constexpr Money(qint64 nano) : m_nano(nano) { }
    qint64 m_nano = 0;
};

// A price for one unit (a token, a request, a search), exact to 1e-18 USD: token prices have more digits than
// a nano-dollar holds ("3.75e-08" for one cached token is 37.5 nano-dollars).
class UnitPrice
{
public:
    constexpr UnitPrice() = default;
    [[nodiscard]] static std::optional<UnitPrice> fromDecimal(QStringView text);
    // The price of one from the price of a million, as price pages give it ("0.15"). Exact: nothing when it has
    // digits below 1e-12.
    [[nodiscard]] static std::optional<UnitPrice> fromDecimalPerMillion(QStringView text);
    [[nodiscard]] static constexpr UnitPrice fromAtto(qint64 atto) { return UnitPrice(atto); }
    [[nodiscard]] constexpr qint64 atto() const { return m_atto; } // 1e-18 USD
    [[nodiscard]] QString toDecimal() const;
    [[nodiscard]] QString toDecimalPerMillion() const; // the price of a million, exact
    constexpr auto operator<=>(const UnitPrice &) const = default;

private:
    explicit constexpr UnitPrice(qint64 atto) : m_atto(atto) { }
    qint64 m_atto = 0;
};

// Adds up units × price exactly and rounds once, at the end, half away from zero, to a nano-dollar.
class MoneySum
{
public:
    void add(qint64 units, UnitPrice price);
    void add(Money money);
    [[nodiscard]] Money total() const;

private:
    __extension__ using Wide = __int128;
    Wide m_atto = 0;
};

} // namespace lineup

Q_DECLARE_METATYPE(lineup::Money)
