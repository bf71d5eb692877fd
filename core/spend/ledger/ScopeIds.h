// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/ledger/SpendFacts.h"
#include "core/store/Connection.h"

#include <QHash>

namespace lineup {

// The numbers of scopes (rows of spend_scopes). Used in the database's thread, inside of a write transaction; remembers
// them from one to the next: forget() when one was rolled back.
class ScopeIds
{
public:
    // Those of spend_scopes that tell a scope, beside its number.
    [[nodiscard]] static const QStringList &columns();
    // Of a scope that is not there yet: a new one, entered in the sums that it is counted in.
    [[nodiscard]] Result<qint64> of(Connection &connection, const SpendScope &scope);
    // Nothing: it is not there.
    [[nodiscard]] Result<std::optional<qint64>> find(Connection &connection, const SpendScope &scope);
    void forget() { m_ids.clear(); }

private:
    QHash<QString, qint64> m_ids;
};

} // namespace lineup
