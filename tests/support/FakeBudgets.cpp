// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeBudgets.h"

#include "core/base/Async.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::test {

template<typename T>
QFuture<Result<T>> FakeBudgets::later(Result<T> result)
{
    if (broken)
        result = Result<T>(*broken);
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const QFuture<Result<T>> future = promise->future();
    QTimer::singleShot(0, this, [promise, result = std::move(result)] {
        promise->addResult(result);
        promise->finish();
    });
    return future;
}

Budget *FakeBudgets::find(const QString &name)
{
    const auto found
        = std::find_if(list.begin(), list.end(), [&](const BudgetStatus &one) { return one.budget.name == name; });
    return found == list.end() ? nullptr : &found->budget;
}

QFuture<Result<QList<BudgetStatus>>> FakeBudgets::status()
{
    return later(Result<QList<BudgetStatus>>(list));
}

QFuture<Result<QString>> FakeBudgets::save(const Budget &budget)
{
    ++saves;
    if (saveFails)
        return later(Result<QString>(*saveFails));
    Budget kept = budget;
    if (kept.id.isEmpty())
        kept.id = u"id-%1"_s.arg(++m_ids);
    const auto found
        = std::find_if(list.begin(), list.end(), [&](const BudgetStatus &one) { return one.budget.id == kept.id; });
    if (found != list.end())
        found->budget = kept;
    else
        list += BudgetStatus {.budget = kept, .from = m_clock.now().addDays(-1), .to = m_clock.now().addDays(1)};
    QTimer::singleShot(0, this, &Budgets::changed);
    return later(Result<QString>(kept.id));
}

QFuture<Result<bool>> FakeBudgets::remove(const QString &id)
{
    const auto gone = list.removeIf([&](const BudgetStatus &one) { return one.budget.id == id; });
    QTimer::singleShot(0, this, &Budgets::changed);
    return later(Result<bool>(gone > 0));
}

QFuture<Result<bool>> FakeBudgets::allowMore(const QString &id, qint64 amount, const QDateTime &until)
{
    for (BudgetStatus &one : list) {
        if (one.budget.id != id)
            continue;
        one.extra += amount;
        one.extraUntil = until;
        allowed.prepend(
            {.budgetId = id, .amount = amount, .allowedAt = m_clock.now(), .until = until, .source = u"app"_s});
        QTimer::singleShot(0, this, &Budgets::changed);
        return later(Result<bool>(true));
    }
    return later(Result<bool>(Error {.kind = Error::Kind::NotFound, .detail = u"no such budget"_s}));
}

QFuture<Result<QList<BudgetOverride>>> FakeBudgets::overrides(const QString &id)
{
    QList<BudgetOverride> out;
    std::copy_if(allowed.begin(), allowed.end(), std::back_inserter(out),
        [&](const BudgetOverride &one) { return one.budgetId == id; });
    return later(Result<QList<BudgetOverride>>(out));
}

QFuture<Result<BudgetForecast>> FakeBudgets::forecast(const QList<SpendClaim> &claims)
{
    asked += claims;
    const bool holds = blocksRequestsFor.isEmpty()
        || std::any_of(claims.begin(), claims.end(),
            [this](const SpendClaim &claim) { return claim.requestedModel == blocksRequestsFor; });
    return later(Result<BudgetForecast>(holds ? answer : BudgetForecast()));
}

QFuture<Result<QList<BudgetNotice>>> FakeBudgets::takeNotices()
{
    return later(Result<QList<BudgetNotice>>(QList<BudgetNotice>())); // reach() tells them
}

// Months by the calendar, whatever else by days; each call takes a hundredth of its period's sum.
QFuture<Result<QList<BudgetHistoryPeriod>>> FakeBudgets::preview(const Budget &budget, int periods)
{
    ++previews;
    constexpr int calls = 100;
    QList<BudgetHistoryPeriod> out;
    const bool months = budget.period.kind == BudgetPeriod::Kind::Month;
    const QDate today = m_clock.now().date();
    for (int i = 0; i < periods && !history.isEmpty(); ++i) {
        const int back = periods - i;
        const QDate from = months ? QDate(today.year(), today.month(), 1).addMonths(-back) : today.addDays(-back);
        const QDate to = months ? from.addMonths(1) : from.addDays(1);
        const qint64 used = history.at(i % history.size());
        const qint64 over = used > budget.limit ? (used - budget.limit) * calls / used + 1 : 0;
        out += BudgetHistoryPeriod {.from = from.startOfDay(Qt::UTC),
            .to = to.startOfDay(Qt::UTC),
            .used = used,
            .calls = used > 0 ? calls : 0,
            .wouldBlock = int(over)};
    }
    return later(Result<QList<BudgetHistoryPeriod>>(out));
}

QFuture<Result<Admission>> FakeBudgets::admit(const SpendClaim &)
{
    return later(Result<Admission>(Admission {}));
}

} // namespace lineup::test
