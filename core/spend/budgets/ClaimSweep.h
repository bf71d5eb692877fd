// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/budgets/ClaimOwner.h"
#include "core/spend/budgets/ClaimRows.h"

#include <QHash>

#include <chrono>
#include <functional>

namespace lineup {

// Gives back what processes that ended in the middle of a call had reserved, and keeps those calls in the ledger as
// interrupted: what they cost is not known, their worst case counts as used. For the database's thread.
// Whether a process of this machine lives is looked up, whatever clocks say. Of others the sign of life is a number
// that they make grow: one that stands still for Options::lease of this process's own steady time is dead.
class ClaimSweep
{
public:
    struct Options
    {
        QString owner = ClaimOwner::ofThisProcess();
        std::function<ClaimOwner::Life(const QString &)> look = ClaimOwner::look;
        std::chrono::seconds lease {180}; // several times the time between two signs of life
    };
    ClaimSweep(Options options, const Clock &clock) : m_options(std::move(options)), m_clock(clock) { }

    [[nodiscard]] const QString &owner() const { return m_options.owner; }
    // Inside a transaction that writes. Says how many claims were given back.
    [[nodiscard]] Result<int> run(Connection &connection);
    // Shows that we live, for those who cannot look. Inside a transaction that writes.
    [[nodiscard]] std::optional<Error> beat(Connection &connection) const;

private:
    struct Seen
    {
        qint64 beat = 0;
        std::chrono::nanoseconds at {0}; // when it was first seen so
    };
    [[nodiscard]] Result<bool> isDead(Connection &connection, const QString &owner);
    [[nodiscard]] Result<int> giveBack(Connection &connection, const QString &owner) const;

    const Options m_options;
    const Clock &m_clock;
    QHash<QString, Seen> m_seen;
};

} // namespace lineup
