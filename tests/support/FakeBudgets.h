// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/budgets/Budgets.h"

namespace lineup::test {

// Budgets in memory, for screens: they stand as the test says, and answer from the event loop as the real ones do.
class FakeBudgets final : public Budgets
{
    Q_OBJECT
public:
    explicit FakeBudgets(const Clock &clock) : m_clock(clock) { }

    QFuture<Result<QList<BudgetStatus>>> status() override;
    QFuture<Result<QString>> save(const Budget &budget) override;
    QFuture<Result<bool>> remove(const QString &id) override;
    QFuture<Result<bool>> allowMore(const QString &id, qint64 amount, const QDateTime &until) override;
    QFuture<Result<QList<BudgetOverride>>> overrides(const QString &id) override;
    QFuture<Result<BudgetForecast>> forecast(const QList<SpendClaim> &claims) override;
    QFuture<Result<QList<BudgetHistoryPeriod>>> preview(const Budget &budget, int periods) override;
    QFuture<Result<QList<BudgetNotice>>> takeNotices() override;
    QFuture<Result<Admission>> admit(const SpendClaim &claim) override;
    void adjust(const QString &, const Cost &, qint64) override { }
    void release(const QString &) override { }

    // Puts one there as if it had always been.
    void add(const BudgetStatus &status) { list += status; }
    [[nodiscard]] Budget *find(const QString &name); // null: none
    void reach(const BudgetNotice &notice) { Q_EMIT reached(notice); }

    QList<BudgetStatus> list;
    QList<BudgetOverride> allowed; // the newest first
    QList<qint64> history; // what each past period used, the oldest first; repeated as often as is asked for
    std::optional<Error> broken; // every question ends so
    std::optional<Error> saveFails;
    BudgetForecast answer; // to forecast
    QString blocksRequestsFor; // only claims that ask for this model string get the answer; empty: all
    QList<QList<SpendClaim>> asked; // of forecast
    int previews = 0;
    int saves = 0;

private:
    template<typename T>
    [[nodiscard]] QFuture<Result<T>> later(Result<T> result);

    const Clock &m_clock;
    int m_ids = 0;
};

} // namespace lineup::test
