// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/BudgetStanding.h"
#include "core/spend/budgets/Budgets.h"

#include <QSet>

namespace lineup {

// What is asked of all budgets at once. For use inside a job of the Database, outside of a transaction.
namespace BudgetReader {

[[nodiscard]] Result<QList<BudgetStanding>> standings(Connection &connection, const QDateTime &now);
[[nodiscard]] Result<QList<BudgetStatus>> status(Connection &connection, const QDateTime &now);
// As Budgets::forecast.
[[nodiscard]] Result<BudgetForecast> forecast(
    Connection &connection, const QList<SpendClaim> &claims, const QDateTime &now);
// Thresholds that nobody has been told of; from now on somebody has. A budget that has refused a call has reached the
// end of its limit for that matter.
[[nodiscard]] Result<QList<BudgetNotice>> takeNotices(
    Connection &connection, const QDateTime &now, const QSet<QString> &refused);

} // namespace BudgetReader

} // namespace lineup
