// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/BudgetCells.h"

namespace lineup {

// How a budget stands, and what it says to claims. For use inside a job of the Database.
class BudgetStanding
{
public:
    // In the period that `moment` is in, with what is allowed on top at `now`.
    [[nodiscard]] static Result<BudgetStanding> read(Connection &connection, const KnownBudget &known,
        const QDateTime &moment, const QDateTime &now, BudgetCells::Keep keep);

    [[nodiscard]] const KnownBudget &known() const { return m_known; }
    [[nodiscard]] const Budget &budget() const { return m_known.budget(); }
    [[nodiscard]] const BudgetStatus &status() const { return m_status; }
    [[nodiscard]] QDateTime now() const { return m_now; } // when it was read

    // A call that is to be counted as well; several may be added.
    void add(const SpendClaim &claim);
    // What is to be reserved; nothing: it is not bounded.
    [[nodiscard]] std::optional<qint64> amount() const { return m_amount; }
    [[nodiscard]] bool refuses() const;
    // To another model or chain than what was asked for.
    [[nodiscard]] std::optional<BudgetAction> switches() const;
    [[nodiscard]] bool hasReached(const BudgetAction &action, qint64 counted) const;
    // The part of the limit that would be left: the less, the tighter.
    [[nodiscard]] double share() const;

private:
    explicit BudgetStanding(const KnownBudget &known) : m_known(known) { }

    KnownBudget m_known;
    BudgetStatus m_status;
    QDateTime m_now;
    qint64 m_most = 0; // counted in the fullest of the periods that the call is in: rolling days have several
    std::optional<qint64> m_amount = 0;
    bool m_exempt = true; // everything that was added is free, and dollars are counted
    bool m_switched = false; // something was switched already, or asks for what it would be switched to
};

} // namespace lineup
