// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/maintenance/JobControl.h"
#include "core/store/Connection.h"

namespace lineup {

enum class TransferFormat {
    JsonLines, // {"lineup_ledger": 1, …}, then an object a call with its "attempts", then one for each "sums_of" a day
               // that is kept as sums only
    Csv // a line an attempt, its columns with "attempt_" before them beside its call's; a call without attempts is one
        // line. Where days are kept as sums only, lines of them with columns of their own, "sums_" before their names
};

// What stands before the names of columns in a line of CSV that are not its call's own.
inline constexpr QLatin1StringView attemptColumnPrefix("attempt_");
inline constexpr QLatin1StringView sumsColumnPrefix("sums_");

struct TransferResult
{
    qint64 calls = 0; // written, or new
    qint64 already = 0; // import: of an id that is there
    qint64 left = 0; // import: calls of days that are kept as sums only here
    qint64 days = 0; // that are sums only: written, or new
    qint64 daysLeft = 0; // import: such days that cannot be told from what is here (SumsImport)
};

// The whole history, demo calls as well, into a file that only its owner may read; what was there before is replaced
// when all of it is written. Columns are those of the tables (resources/migrations). For use inside a job of the
// Database. Errors: Storage, Cancelled.
[[nodiscard]] Result<TransferResult> exportLedger(
    Connection &connection, const QString &path, TransferFormat format, JobControl &control);
// What exportLedger wrote, in either format. A call whose id is there is not added again. Some hundred calls a
// transaction; stopped or failed in the middle, what was read stays and the next import goes on. Errors: also
// BadRequest, with the line, for what cannot be read.
[[nodiscard]] Result<TransferResult> importLedger(Connection &connection, const QString &path, JobControl &control);

} // namespace lineup
