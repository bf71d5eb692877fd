// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reports.h"
#include "core/store/Connection.h"

namespace lineup {

// The table of calls, page by page. For use inside a job of the Database, in a read transaction.
namespace CallPages {

[[nodiscard]] Result<QList<CallLine>> page(Connection &connection, const CallPageQuery &query);
// How many lines all pages have together. From the sums of the days; few calls are looked at.
[[nodiscard]] Result<qint64> count(Connection &connection, const SpendFilter &filter);

} // namespace CallPages

} // namespace lineup
