// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/BudgetStanding.h"

#include <QHash>

namespace lineup {

// Says why a budget refuses a call: BudgetExhausted with the budget's id as code. For use inside a job of the Database,
// by one thread.
class BudgetRefusal
{
public:
    [[nodiscard]] Error of(
        Connection &connection, const BudgetStanding &standing, const SpendClaim &claim, const QDateTime &now);

private:
    [[nodiscard]] QString filledBy(Connection &connection, const BudgetStanding &standing);

    struct Remembered
    {
        QDateTime from;
        qint64 used = 0;
        qint64 at = 0; // milliseconds that only grow
        QString text;
    };
    QHash<QString, Remembered> m_remembered; // what filled it, by budget
};

} // namespace lineup
