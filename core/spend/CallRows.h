// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/store/Connection.h"

namespace lineup {

// CallRecords as rows of the tables calls and attempts (resources/migrations/0001_ledger.sql), both ways. The only
// place that knows the columns. For use inside a job of the Database; writing inside a transaction.
namespace CallRows {

// Writes the call and its attempts, and settles it with the budgets; does nothing when a call of this id is there.
[[nodiscard]] std::optional<Error> write(Connection &connection, const CallRecord &call);
// The newest first, with their attempts.
[[nodiscard]] Result<QList<CallRecord>> newest(Connection &connection, int count);

} // namespace CallRows

} // namespace lineup
