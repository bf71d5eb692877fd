// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

namespace lineup {

// A file beside the ledger's that is there while some budget refuses calls, so that this is known when the ledger
// cannot be read or written: then a limit that cannot be checked holds, and where nobody has set one a broken ledger
// stands in no call's way. Thread-safe.
class LimitMark
{
public:
    explicit LimitMark(const QString &ledgerFile) : m_file(ledgerFile + QStringLiteral(".limits")) { }

    [[nodiscard]] bool isSet() const;
    [[nodiscard]] std::optional<Error> set(bool on) const; // Storage
    // As the ledger's budgets are.
    [[nodiscard]] std::optional<Error> follow(Connection &connection) const;

private:
    QString m_file;
};

} // namespace lineup
