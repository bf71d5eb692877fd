// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/UserBudgets.h"

#include "core/base/Async.h"
#include "core/spend/budgets/BudgetJson.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// One budget a user and duration, whoever makes it and when.
QString idFor(const QString &user, const BudgetPeriod &period)
{
    static const QUuid space(u"{5d0c7d5e-58a7-4a8e-9b7e-0f5f3a1c6b21}"_s);
    const QString days = period.kind == BudgetPeriod::Kind::Rolling ? QString::number(period.days) : QString();
    return QUuid::createUuidV5(space, user + u'\n' + periodName(period.kind) + days).toString(QUuid::WithoutBraces);
}

QString nameFor(const QString &user, const BudgetPeriod &period)
{
    const QString days = period.kind == BudgetPeriod::Kind::Rolling ? u"%1 days"_s.arg(period.days) : QString();
    return user + u", "_s + (days.isEmpty() ? periodName(period.kind) : days);
}

// Empty: any user's.
QList<BudgetStatus> ofUser(const QList<BudgetStatus> &all, const QString &user)
{
    QList<BudgetStatus> out;
    for (const BudgetStatus &status : all) {
        const BudgetScope &scope = status.budget.scope;
        const bool isOfUser = !scope.user.isEmpty() && scope == BudgetScope {.user = scope.user};
        if (isOfUser && (user.isEmpty() || scope.user == user) && status.budget.meter == Budget::Meter::Dollars)
            out += status;
    }
    return out;
}

Error noBudget(const QString &user)
{
    return {.kind = Error::Kind::NotFound, .detail = u"The user \"%1\" has no budget."_s.arg(user)};
}

// As whenDone(), with an answer of another kind. An answer that nobody is left to make is Cancelled.
template<typename T, typename From, typename Fn>
QFuture<Result<T>> mapped(const QFuture<Result<From>> &future, QObject *context, Fn fn)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    whenDone(future, context, [promise, fn = std::move(fn)](const Result<From> &result) mutable {
        promise->addResult(result ? fn(*result) : Result<T>(result.error()));
        promise->finish();
    });
    return promise->future();
}

} // namespace

QFuture<Result<QString>> UserBudgets::createBudget(Money total, const QString &user, const QString &duration)
{
    const std::optional<BudgetPeriod> period = periodFromText(duration);
    if (!period) {
        return readyFuture(Result<QString>(badRequest(
            u"\"%1\" is no duration: daily, weekly, monthly, yearly, total, or days as 30d."_s.arg(duration))));
    }
    if (user.trimmed().isEmpty())
        return readyFuture(Result<QString>(badRequest(u"Name the user that the budget is for."_s)));
    return m_budgets.save({.id = idFor(user, *period),
        .name = nameFor(user, *period),
        .scope = {.user = user},
        .period = *period,
        .limit = total.nano(),
        .actions = {{.kind = BudgetAction::Kind::Block, .percent = 100}}});
}

template<typename T, typename Fn>
QFuture<Result<T>> UserBudgets::ofTightest(const QString &user, Fn fn)
{
    return mapped<T>(m_budgets.status(), this, [user, fn = std::move(fn)](const QList<BudgetStatus> &all) -> Result<T> {
        const QList<BudgetStatus> own = ofUser(all, user);
        if (user.isEmpty() || own.isEmpty())
            return noBudget(user);
        return fn(*std::min_element(own.begin(), own.end(),
            [](const BudgetStatus &a, const BudgetStatus &b) { return a.remaining() < b.remaining(); }));
    });
}

QFuture<Result<Money>> UserBudgets::currentCost(const QString &user)
{
    return ofTightest<Money>(
        user, [](const BudgetStatus &status) { return Money::fromNano(status.used + status.uncertain); });
}

QFuture<Result<Money>> UserBudgets::totalBudget(const QString &user)
{
    return ofTightest<Money>(user, [](const BudgetStatus &status) { return Money::fromNano(status.limit()); });
}

QFuture<Result<Money>> UserBudgets::remaining(const QString &user)
{
    return ofTightest<Money>(user, [](const BudgetStatus &status) { return Money::fromNano(status.remaining()); });
}

QFuture<Result<QStringList>> UserBudgets::users()
{
    return mapped<QStringList>(m_budgets.status(), this, [](const QList<BudgetStatus> &all) -> Result<QStringList> {
        QStringList out;
        for (const BudgetStatus &status : ofUser(all, {}))
            out += status.budget.scope.user;
        out.sort();
        out.removeDuplicates();
        return out;
    });
}

QFuture<Result<bool>> UserBudgets::removeBudgets(const QString &user)
{
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    whenDone(m_budgets.status(), this, [this, user, promise](const Result<QList<BudgetStatus>> &all) {
        const QList<BudgetStatus> own = all && !user.isEmpty() ? ofUser(*all, user) : QList<BudgetStatus>();
        if (own.isEmpty()) {
            promise->addResult(all ? Result<bool>(noBudget(user)) : Result<bool>(all.error()));
            promise->finish();
            return;
        }
        QFuture<Result<bool>> last;
        for (const BudgetStatus &status : own) // in the order given: when the last one is done, all are
            last = m_budgets.remove(status.budget.id);
        whenDone(last, this, [promise](const Result<bool> &removed) {
            promise->addResult(removed);
            promise->finish();
        });
    });
    return promise->future();
}

} // namespace lineup
