// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/ledger/SpendCalendar.h"
#include "core/spend/ledger/SumColumns.h"

#include <QHash>

namespace lineup {

// What is to be added to spend_days and spend_months. Gathers what many calls add, so that a group of them adds each
// scope once; for use inside of the transaction that writes those calls.
class DaySums
{
public:
    void add(qint64 day, qint64 scopeId, const SpendSums &sums);
    // What was gathered, in every row that its scope is counted in (ScopeSums); forgets it.
    [[nodiscard]] std::optional<Error> write(Connection &connection);
    void clear() { m_days.clear(); }

    // Counts one day's rows anew from the calls, and those of its month from the days. In a write transaction.
    [[nodiscard]] static std::optional<Error> recountDay(
        Connection &connection, const SpendCalendar &calendar, qint64 day);
    // Counts the day's rows of words, and that over all, anew from those of its scopes: all that can be done for a day
    // whose calls are gone.
    [[nodiscard]] static std::optional<Error> deriveDay(Connection &connection, qint64 day);
    // What deriveDay() writes: rows (sum_id, sum columns). Takes the day.
    [[nodiscard]] static QString derived();
    [[nodiscard]] static std::optional<Error> recountMonth(Connection &connection, qint64 month);

    // "scope_id IN (…)": the scopes themselves; their words and the sum of all, which deriveDay() counts.
    [[nodiscard]] static QString ownScope();
    [[nodiscard]] static QString derivedScope();
    // "scope_id IN (…)": all there are, their words and their sum. The tables lie in the order of scopes: so a few days
    // of each are found, and the rest is not looked at.
    [[nodiscard]] static QString anyScope();

private:
    QHash<std::pair<qint64, qint64>, SpendSums> m_days;
};

} // namespace lineup
