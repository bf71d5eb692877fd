// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budget.h"

#include <QList>
#include <QTime>

namespace lineup::test {

// What a wall clock reads, minute by minute, as the C library has it: a second opinion on when periods begin.
class ClockScan
{
public:
    // From so many days before the moment to as many behind it.
    ClockScan(const QByteArray &zone, const QDateTime &moment, int days);

    // Every minute in it at which a period of this kind begins; of Rolling: a day.
    [[nodiscard]] QList<QDateTime> beginnings(const BudgetPeriod &period) const;
    // Of the day that is so many dates before the day that the moment is in.
    [[nodiscard]] QDateTime beginningOfDate(const QDateTime &moment, int datesBefore) const;

private:
    struct Minute
    {
        QDateTime at;
        QDate date;
        QTime time;
    };
    QList<Minute> m_minutes;
};

} // namespace lineup::test
