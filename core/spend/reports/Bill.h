// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <QDate>
#include <QList>
#include <QStringList>

#include <optional>

namespace lineup {

// One line of a provider's own account.
struct BillLine
{
    QDate day; // as written; of a moment in time its day in UTC
    Money amount; // below zero: a credit
    QString model; // as the provider names it; empty: not told
    bool operator==(const BillLine &) const = default;
};

enum class BillDates { YearFirst, DayFirst, MonthFirst }; // where a date of numbers can be read in several ways
enum class BillAmounts { Dollars, Cents };

// How the text is read. What is empty is found out; what cannot be is asked for (Bill::open), never guessed.
struct BillReading
{
    std::optional<int> dateColumn; // from 0
    std::optional<int> amountColumn;
    std::optional<int> modelColumn; // -1: none
    std::optional<BillDates> dates;
    std::optional<QChar> decimalSign; // '.' or ','
    std::optional<BillAmounts> amounts;
    bool operator==(const BillReading &) const = default;
};

// What has to be said before lines can be read.
enum class BillQuestion { DateColumn, AmountColumn, Dates, DecimalSign };

// A line that was left out, and what of it could not be read.
struct BillProblem
{
    enum class Kind { Date, Amount, Currency };
    Kind kind = Kind::Date;
    int line = 0; // of the table, from 1; the head is 1
    QString text;
    bool operator==(const BillProblem &) const = default;
};

struct Bill
{
    QStringList columns; // their names
    BillReading reading; // as it was read
    QList<BillQuestion> open; // not empty: there are no lines yet
    QList<BillLine> lines;
    QList<BillProblem> problems;
    int empty = 0; // lines without an amount: subtotals, comments
    [[nodiscard]] Money total() const;
};

// A provider's export or any table of days and amounts, as text: separated by commas, semicolons, tabs or bars, with a
// head, lines of comment above it, dates and amounts as they are written in many countries. Pure.
// wanted: what the person has said; the rest is found out.
[[nodiscard]] Bill readBill(const QString &text, const BillReading &wanted = {});

} // namespace lineup
