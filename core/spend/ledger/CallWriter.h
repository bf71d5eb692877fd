// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/ledger/DaySums.h"
#include "core/spend/ledger/PriceVersions.h"
#include "core/spend/ledger/ScopeIds.h"

namespace lineup {

// Writes calls with everything that belongs to them: rows, scopes, price versions and the sums of their days. Used in
// the database's thread, inside of one write transaction: any number of write(), then finish(). Remembers ids from one
// transaction to the next; forget() when one was rolled back.
class CallWriter
{
public:
    // False: a call of this id is there, and nothing was written.
    [[nodiscard]] Result<bool> write(Connection &connection, const CallRecord &call);
    [[nodiscard]] std::optional<Error> finish(Connection &connection);
    void forget();

    // Adds a call that an older version wrote, and that is in no sum yet.
    [[nodiscard]] std::optional<Error> addOlder(Connection &connection, qint64 seq, const CallRecord &call);

private:
    // The scopes of the call's facts, in order.
    [[nodiscard]] Result<QList<qint64>> scopeIds(Connection &connection, const QList<SpendFact> &facts);
    [[nodiscard]] Result<QList<std::optional<qint64>>> priceIds(Connection &connection, const CallRecord &call);
    [[nodiscard]] std::optional<Error> addSums(
        Connection &connection, const CallRecord &call, const QList<SpendFact> &facts, const QList<qint64> &scopes);

    ScopeIds m_scopes;
    PriceVersions m_prices;
    std::optional<SpendCalendar> m_calendar; // looked at anew in each transaction: another process may change it
    DaySums m_sums;
};

} // namespace lineup
