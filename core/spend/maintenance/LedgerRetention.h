// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/maintenance/JobControl.h"
#include "core/store/Connection.h"

#include <QDate>

namespace lineup {

// Takes away the calls of days before this one; the sums of those days stay, and are marked as sums only
// (LedgerSettings::detailsFrom). Gives how many were taken. Budgets count such days by their sums (BudgetKeptSums).
// Some hundred calls a transaction; goes on where it was stopped. For use inside a job of the Database.
[[nodiscard]] Result<qint64> dropDetailsBefore(Connection &connection, const QDate &day, JobControl &control);
// Days before it are kept as sums only; invalid: none is.
[[nodiscard]] Result<QDate> detailsFrom(Connection &connection);

// Counts all days anew in another time zone (IANA id). BadRequest where there is no such zone, or where days are kept
// as sums only: their hours are not known any more.
[[nodiscard]] Result<bool> changeTimeZone(Connection &connection, const QByteArray &zone, JobControl &control);

} // namespace lineup
