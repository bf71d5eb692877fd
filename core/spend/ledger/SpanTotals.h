// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/SpendQuery.h"
#include "core/store/Connection.h"

namespace lineup {

// Sums over the calls that began in [from, to), milliseconds since 1970 UTC: whole days from the sums of the days, the
// rest from the calls. May write (SpendCalendar::of); opens its own transaction.
[[nodiscard]] Result<SpendSums> spanTotals(Connection &connection, qint64 from, qint64 to);

} // namespace lineup
