// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/SpendFilterSql.h"
#include "core/store/Connection.h"

namespace lineup {

// Answers a query from the sums of days and months; calls are not looked at. For use inside a job of the Database, in
// a read transaction, so that the total fits the rows.
[[nodiscard]] Result<SpendTable> sumsFor(Connection &connection, const SpendQuery &query);
[[nodiscard]] Result<SpendTable> sumsFor(
    Connection &connection, const SpendFilterSql &filter, const QList<SpendGroup> &groups);

} // namespace lineup
