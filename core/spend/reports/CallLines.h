// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reports.h"
#include "core/spend/reports/SpendFilterSql.h"
#include "core/store/Connection.h"

namespace lineup {

// The lines of these calls, in their order; amounts are of the attempts that the filter lets through.
[[nodiscard]] Result<QList<CallLine>> readCallLines(
    Connection &connection, const QList<qint64> &seqs, const SpendFilterSql &filter);

} // namespace lineup
