// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/maintenance/JobControl.h"
#include "core/store/Connection.h"

#include <QDate>

namespace lineup {

// What a check of the ledger found. Of days that are kept as sums only it is looked whether those agree with each
// other.
struct LedgerAudit
{
    QStringList damage; // of the file itself, in the database's words; empty: it is whole
    QList<QDate> wrongDays; // their sums are not those of their calls
    QList<QDate> wrongMonths; // first days of months whose sums are not those of their days
    bool wrongScopes = false; // it is entered wrongly which sums a combination of words is counted in
    qint64 days = 0; // that were compared
    [[nodiscard]] bool isSound() const
    {
        return damage.isEmpty() && wrongDays.isEmpty() && wrongMonths.isEmpty() && !wrongScopes;
    }
};

// For use inside a job of the Database. Compares the file with itself, each day's sums with a recount of its calls,
// those of words with those of the combinations they are in, each month's with its days.
[[nodiscard]] Result<LedgerAudit> auditLedger(Connection &connection, JobControl &control);
// Counts what is wrong anew, from the calls; gives what it found. A damaged file is left alone.
[[nodiscard]] Result<LedgerAudit> repairLedger(Connection &connection, JobControl &control);

} // namespace lineup
