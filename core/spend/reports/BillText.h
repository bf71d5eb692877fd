// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/Bill.h"

namespace lineup::BillText {

// A date in the first words of a cell: "2026-03-01", "2026-03-01T12:00:00Z", "1.3.2026", "Mar 1, 2026", "20260301",
// seconds or milliseconds since 1970. dates: how numbers with '/' or '-' between them are meant where the year is last.
[[nodiscard]] std::optional<QDate> date(const QString &cell, std::optional<BillDates> dates);
// Where the year is last and '/' or '-' stand between: {first, second}; nothing for any other form.
[[nodiscard]] std::optional<std::pair<int, int>> ambiguousParts(const QString &cell);

// An amount with or without "$", "USD", signs, brackets for what is below zero, spaces between thousands.
[[nodiscard]] std::optional<Money> amount(const QString &cell, QChar decimalSign);
// The sign that this one shows by itself: two different ones, several of one, not three digits behind it, a zero before
// it. Nothing: it has none, or "1,234" could be either.
[[nodiscard]] std::optional<QChar> shownDecimalSign(const QString &cell);
[[nodiscard]] bool hasSign(const QString &cell); // '.' or ',' between its digits
[[nodiscard]] bool isNumber(const QString &cell); // digits with signs, whatever is meant by them
// The currency that a cell names, where it is not the dollar of the USA: "€", "EUR", "CA$".
[[nodiscard]] QString otherCurrency(const QString &cell);

} // namespace lineup::BillText
