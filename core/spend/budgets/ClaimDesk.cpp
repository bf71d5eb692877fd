// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/ClaimDesk.h"

#include "core/spend/budgets/BudgetRows.h"

#include <algorithm>

namespace lineup {

namespace {

bool counts(const KnownBudget &known, const SpendClaim &claim)
{
    return known.budget().enabled && fits(known.budget().scope, subjectOf(claim));
}

Result<QList<BudgetStanding>> standingsOf(
    Connection &connection, const SpendClaim &claim, const QList<KnownBudget> &budgets, const QDateTime &now)
{
    QList<BudgetStanding> out;
    for (const KnownBudget &known : budgets) {
        if (!counts(known, claim))
            continue;
        Result<BudgetStanding> standing
            = BudgetStanding::read(connection, known, claim.startedAt, now, BudgetCells::Keep::Yes);
        if (!standing)
            return standing.error();
        standing->add(claim);
        out += *standing;
    }
    return out;
}

// The tightest that refuses.
const BudgetStanding *refusing(const QList<BudgetStanding> &standings)
{
    const BudgetStanding *found = nullptr;
    for (const BudgetStanding &standing : standings) {
        if (standing.refuses() && (!found || standing.share() < found->share()))
            found = &standing;
    }
    return found;
}

std::optional<Admission> elsewhere(const QList<BudgetStanding> &standings)
{
    for (const BudgetStanding &standing : standings) {
        if (const std::optional<BudgetAction> action = standing.switches())
            return Admission {.switchTo = action->model, .because = standing.budget().name};
    }
    return std::nullopt;
}

} // namespace

void ClaimDesk::add(Task task)
{
    const QMutexLocker lock(&m_mutex);
    m_tasks += std::move(task);
}

QFuture<Result<Admission>> ClaimDesk::admit(const SpendClaim &claim)
{
    auto promise = std::make_shared<Promise>();
    promise->start();
    add({.promise = promise, .claim = claim});
    return promise->future();
}

void ClaimDesk::adjust(const QString &id, const Cost &cost, qint64 tokens)
{
    add({.claim = {.id = id}, .cost = cost, .tokens = tokens});
}

void ClaimDesk::release(const QString &id)
{
    add({.claim = {.id = id}});
}

std::chrono::milliseconds ClaimDesk::patience() const
{
    return m_mark.isSet() ? longPatience : std::chrono::milliseconds(500);
}

void ClaimDesk::fail(const Error &error)
{
    m_claimed = false;
    Tasks tasks;
    {
        const QMutexLocker lock(&m_mutex);
        m_tasks.swap(tasks);
    }
    finish(tasks, error);
}

bool ClaimDesk::isEmpty() const
{
    const QMutexLocker lock(&m_mutex);
    return m_tasks.isEmpty();
}

// Who waits is answered; what nobody waits for is to be done later when it could not be.
void ClaimDesk::finish(Tasks &tasks, const std::optional<Error> &error)
{
    Tasks later;
    for (Task &task : tasks) {
        if (task.promise) {
            task.promise->addResult(error ? unchecked(*error) : task.answer);
            task.promise->finish();
        } else if (error) {
            later += std::move(task);
        }
    }
    const QMutexLocker lock(&m_mutex);
    m_tasks = later + m_tasks;
}

// A limit that cannot be checked holds. Where nobody has set one, a ledger out of order is no reason not to ask a
// model.
Result<Admission> ClaimDesk::unchecked(const Error &error) const
{
    if (error.kind == Error::Kind::Storage && !m_mark.isSet())
        return Admission();
    return error;
}

std::optional<Error> ClaimDesk::begin(Connection &connection, const std::optional<Budget> &first)
{
    if (m_begun)
        return std::nullopt;
    const std::optional<Error> error = connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        const Result<bool> isFirst = BudgetBook::takeFirstRun(connection);
        if (!isFirst)
            return isFirst.error();
        if (*isFirst && first) {
            if (const std::optional<Error> failed = BudgetRows::save(connection, *first))
                return failed;
        }
        const Result<int> swept = m_sweep.run(connection);
        return swept ? std::nullopt : std::optional(swept.error());
    });
    m_begun = !error;
    if (m_begun)
        std::ignore = m_mark.follow(connection); // what it says until then is told by the next change
    return error;
}

std::optional<Error> ClaimDesk::work(Connection &connection)
{
    m_claimed = false;
    Tasks tasks;
    {
        const QMutexLocker lock(&m_mutex);
        m_tasks.swap(tasks);
    }
    const Result<bool> write = writes(connection, tasks);
    std::optional<Error> error;
    if (!write)
        error = write.error();
    else if (*write)
        error = carryOut(connection, tasks);
    if (!error)
        explain(connection, tasks);
    finish(tasks, error);
    return error;
}

// After the transaction: nobody waits for the words.
void ClaimDesk::explain(Connection &connection, Tasks &tasks)
{
    for (Task &task : tasks) {
        if (task.refusedBy)
            task.answer = m_refusal.of(connection, *task.refusedBy, task.claim);
    }
}

// A call that no budget is about costs no write, and no wait for others who write.
Result<bool> ClaimDesk::writes(Connection &connection, const Tasks &tasks) const
{
    const auto budgets = BudgetBook::read(connection);
    if (!budgets)
        return budgets.error();
    for (const Task &task : tasks) {
        if (!task.promise) {
            const Result<bool> isThere = ClaimRows::isThere(connection, task.claim.id);
            if (!isThere || *isThere)
                return isThere;
        } else if (std::any_of((*budgets)->begin(), (*budgets)->end(),
                       [&](const KnownBudget &known) { return counts(known, task.claim); })) {
            return true;
        }
    }
    return false;
}

std::optional<Error> ClaimDesk::carryOut(Connection &connection, Tasks &tasks)
{
    m_hasSwept = false;
    m_hasChanged = false;
    return connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        const auto budgets = BudgetBook::read(connection);
        if (!budgets)
            return budgets.error();
        for (Task &task : tasks) {
            if (const std::optional<Error> error = carryOut(connection, task, **budgets))
                return error;
        }
        // Where everything was refused nothing is written.
        return m_hasChanged ? BudgetBook::raiseVersion(connection) : std::nullopt;
    });
}

std::optional<Error> ClaimDesk::carryOut(Connection &connection, Task &task, const QList<KnownBudget> &budgets)
{
    if (task.promise)
        return decide(connection, task, budgets);
    m_hasChanged = true;
    return task.cost ? ClaimRows::adjust(connection, task.claim.id, *task.cost, task.tokens, budgets)
                     : ClaimRows::drop(connection, task.claim.id);
}

// An error is the database's; what a budget says is the task's answer.
std::optional<Error> ClaimDesk::decide(Connection &connection, Task &task, const QList<KnownBudget> &budgets)
{
    const QDateTime now = m_clock.now();
    for (;;) {
        const Result<QList<BudgetStanding>> standings = standingsOf(connection, task.claim, budgets, now);
        if (!standings)
            return standings.error();
        const std::optional<Admission> other = elsewhere(*standings);
        const BudgetStanding *refuses = refusing(*standings);
        if (!other && !refuses)
            return standings->isEmpty() ? std::nullopt : reserve(connection, task.claim, *standings);
        // What the dead have reserved must not stand in anybody's way.
        const Result<int> swept = std::exchange(m_hasSwept, true) ? Result<int>(0) : m_sweep.run(connection);
        if (!swept)
            return swept.error();
        m_hasChanged = m_hasChanged || *swept > 0;
        if (*swept > 0)
            continue;
        if (other) {
            task.answer = *other;
        } else {
            m_refused += refuses->budget().id;
            task.refusedBy = *refuses;
        }
        return std::nullopt;
    }
}

std::optional<Error> ClaimDesk::reserve(
    Connection &connection, const SpendClaim &claim, const QList<BudgetStanding> &standings)
{
    m_hasChanged = true;
    if (const std::optional<Error> error = ClaimRows::insert(connection, claim, m_sweep.owner(), m_clock.now()))
        return error;
    for (const BudgetStanding &standing : standings) {
        if (const std::optional<Error> error
            = ClaimRows::reserve(connection, claim, standing.budget().id, standing.amount().value_or(0)))
            return error;
    }
    return std::nullopt;
}

} // namespace lineup
