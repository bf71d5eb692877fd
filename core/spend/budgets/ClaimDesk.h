// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/SpendGate.h"
#include "core/spend/budgets/BudgetRefusal.h"
#include "core/spend/budgets/ClaimSweep.h"
#include "core/spend/budgets/LimitMark.h"

#include <QMutex>
#include <QPromise>
#include <QSet>

#include <atomic>

namespace lineup {

// Claims on their way to the database and what is answered. Things are done in the order in which they were asked for;
// all that wait share one transaction. The first half is thread-safe, the second for the database's thread alone.
class ClaimDesk
{
public:
    ClaimDesk(const Clock &clock, const ClaimSweep::Options &options, const QString &ledgerFile)
        : m_clock(clock), m_mark(ledgerFile), m_sweep(options, clock)
    {
    }

    [[nodiscard]] QFuture<Result<Admission>> admit(const SpendClaim &claim);
    void adjust(const QString &id, const Cost &cost, qint64 tokens);
    void release(const QString &id);
    // True when the caller has to have work() done; false when that is about to be and will take everything.
    [[nodiscard]] bool claimWork() { return !m_claimed.exchange(true); }
    // How long others may hold the ledger back before work() is given up. Where a limit is set a call waits for its
    // turn; where none is, nobody's call is held up.
    [[nodiscard]] std::chrono::milliseconds patience() const;
    static constexpr std::chrono::seconds longPatience {15};
    // It was not done: those who wait for an answer get this one, or are admitted where no budget refuses anything;
    // what was to be given back waits on.
    void fail(const Error &error);
    [[nodiscard]] bool isEmpty() const;

    // ---- the database's thread ----
    // What comes before anything else that is asked of budgets: once, makes the first budget there ever was, and
    // sweeps.
    [[nodiscard]] std::optional<Error> begin(Connection &connection, const std::optional<Budget> &first);
    // Does everything that waits. What fails is answered with the error, or waits on.
    [[nodiscard]] std::optional<Error> work(Connection &connection);
    [[nodiscard]] ClaimSweep &sweep() { return m_sweep; }
    // Budgets that have refused a call since they were taken.
    [[nodiscard]] bool hasRefused() const { return !m_refused.isEmpty(); }
    [[nodiscard]] QSet<QString> takeRefused() { return std::exchange(m_refused, {}); }

private:
    using Promise = QPromise<Result<Admission>>;
    struct Task
    {
        std::shared_ptr<Promise> promise; // of a claim to be admitted
        SpendClaim claim; // else its id alone
        std::optional<Cost> cost; // to be adjusted to; empty: given back
        qint64 tokens = 0;
        Result<Admission> answer = Admission();
        std::optional<BudgetStanding> refusedBy; // the answer is made of it
    };
    using Tasks = QList<Task>;
    void add(Task task);
    void finish(Tasks &tasks, const std::optional<Error> &error);
    [[nodiscard]] Result<Admission> unchecked(const Error &error) const;
    [[nodiscard]] Result<bool> writes(Connection &connection, const Tasks &tasks) const;
    [[nodiscard]] std::optional<Error> carryOut(Connection &connection, Tasks &tasks);
    [[nodiscard]] std::optional<Error> carryOut(Connection &connection, Task &task, const QList<KnownBudget> &budgets);
    [[nodiscard]] std::optional<Error> decide(Connection &connection, Task &task, const QList<KnownBudget> &budgets);
    void explain(Connection &connection, Tasks &tasks);
    [[nodiscard]] std::optional<Error> reserve(
        Connection &connection, const SpendClaim &claim, const QList<BudgetStanding> &standings);

    const Clock &m_clock;
    const LimitMark m_mark;
    std::atomic<bool> m_claimed = false;
    mutable QMutex m_mutex; // over m_tasks
    Tasks m_tasks;

    ClaimSweep m_sweep;
    BudgetRefusal m_refusal;
    QSet<QString> m_refused;
    bool m_hasSwept = false; // in the transaction that is under way
    bool m_hasChanged = false; // something, in it
    bool m_begun = false;
};

} // namespace lineup
