// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/BudgetHistory.h"
#include "core/spend/budgets/BudgetStanding.h"

#include <QHash>

namespace lineup {

// Says why a budget refuses a call: BudgetExhausted with the budget's id as code. For use inside a job of the Database,
// by one thread, outside of any transaction: to find the calls that filled a budget may take a while, and nobody else
// is to wait for it.
class BudgetRefusal
{
public:
    [[nodiscard]] Error of(Connection &connection, const BudgetStanding &standing, const SpendClaim &claim);

private:
    [[nodiscard]] QString filledBy(Connection &connection, const BudgetStanding &standing);

    // What was found the last time, of one budget.
    struct Remembered
    {
        BudgetScope scope;
        Budget::Meter meter = Budget::Meter::Dollars;
        QDateTime from;
        qint64 revision = -1; // of the ledger: recorded calls have been changed since, or not
        qint64 at = 0; // milliseconds that only grow
        qint64 used = 0;
        BudgetHistory::Largest largest;
        QString text;
    };
    QHash<QString, Remembered> m_remembered;
};

} // namespace lineup
