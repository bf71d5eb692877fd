// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budget.h"

#include <QTimeZone>

namespace lineup {

// A stretch of time, UTC; `to` is the first moment behind it.
struct BudgetSpan
{
    QDateTime from;
    QDateTime to;
    [[nodiscard]] bool contains(const QDateTime &moment) const { return from <= moment && moment < to; }
    bool operator==(const BudgetSpan &) const = default;
};

// When the periods of a budget begin and end: the one place that knows, for what is enforced and for what is said of
// it. A value; any thread. Times in and out are UTC.
//
// A day begins when the zone's clock first reads 0:00 of its date, or passes it; an hour whenever that clock reads a
// full hour. So every moment is in one period, every period begins once, and what a clock reads twice in one night is
// one day and two hours. Where a clock is moved by half an hour that hour is an hour and a half long.
// A moment in the past is in its own period: who sets the computer's clock back goes on in a period that was.
class BudgetPeriods
{
public:
    explicit BudgetPeriods(const BudgetPeriod &period);

    // Its IANA id; the system's zone where the budget names none.
    [[nodiscard]] QByteArray timeZone() const { return m_zone.id(); }
    // The period that the moment is in. Rolling: from the first of its days to the end of the moment's. Total: all
    // time.
    [[nodiscard]] BudgetSpan period(const QDateTime &moment) const;
    // What amounts are kept by: of Rolling the moment's day, else the period.
    [[nodiscard]] BudgetSpan cell(const QDateTime &moment) const;
    // All that the period consists of, the oldest first.
    [[nodiscard]] QList<BudgetSpan> cells(const QDateTime &moment) const;
    // When a period that ends says it does, for a sentence: in the budget's zone; invalid: never.
    [[nodiscard]] QDateTime resetIn(const QDateTime &moment) const;

    [[nodiscard]] static bool isZone(const QByteArray &id); // empty is one
    [[nodiscard]] static BudgetSpan allTime();

private:
    [[nodiscard]] QDate dateAt(qint64 second) const;
    [[nodiscard]] QDate firstDate(const QDate &date) const;
    [[nodiscard]] QDate nextDate(const QDate &first) const;
    [[nodiscard]] BudgetSpan hour(qint64 second) const;

    BudgetPeriod m_period;
    QTimeZone m_zone;
};

} // namespace lineup
