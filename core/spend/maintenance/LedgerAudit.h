// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/maintenance/JobControl.h"
#include "core/store/Connection.h"

#include <QDate>

namespace lineup {

// What a check of the ledger found. Days that are kept as sums only cannot be compared with anything.
struct LedgerAudit
{
    QStringList damage; // of the file itself, in the database's words; empty: it is whole
    QList<QDate> wrongDays; // their sums are not those of their calls
    QList<QDate> wrongMonths; // first days of months whose sums are not those of their days
    qint64 days = 0; // that were compared
    [[nodiscard]] bool isSound() const { return damage.isEmpty() && wrongDays.isEmpty() && wrongMonths.isEmpty(); }
};

// For use inside a job of the Database. Compares the file with itself, each day's sums with a recount of its calls,
// each month's with its days.
[[nodiscard]] Result<LedgerAudit> auditLedger(Connection &connection, JobControl &control);
// Counts what is wrong anew, from the calls; gives what it found. A damaged file is left alone.
[[nodiscard]] Result<LedgerAudit> repairLedger(Connection &connection, JobControl &control);

} // namespace lineup
