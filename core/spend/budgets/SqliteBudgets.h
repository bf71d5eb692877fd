// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/budgets/Budgets.h"
#include "core/spend/budgets/ClaimSweep.h"
#include "core/store/Database.h"

#include <QTimer>

namespace lineup {

class ClaimDesk;

// Budgets in the ledger's database. Used on the thread that made it, while the QCoreApplication lives; the constructor
// opens nothing. Claims that wait at the same time share one transaction. A call that no enabled budget is about writes
// nothing.
//
// The first that is asked of a database in which there has never been a budget makes one that only warns:
// Options::firstBudget. Processes that died in the middle of a call are looked for then, before anything is refused,
// and every Options::beatEvery. changed() and reached() come from the event loop. While one of them is connected the
// database is looked at every Options::lookEvery for what other processes have written. Only a process that has
// reached() connected is the one to say what a threshold has to say.
class SqliteBudgets final : public Budgets
{
    Q_OBJECT
public:
    struct Options
    {
        QString source = QStringLiteral("app"); // of overrides
        std::optional<Budget> firstBudget = monthlyWarning();
        ClaimSweep::Options sweep;
        std::chrono::milliseconds lookEvery {1000};
        std::chrono::milliseconds beatEvery {30'000};
        std::chrono::milliseconds retryAfter {5000};
    };
    // $10 a calendar month, warns at 80 % and blocks nothing.
    [[nodiscard]] static Budget monthlyWarning();

    SqliteBudgets(std::shared_ptr<Database> database, const Clock &clock, QObject *parent = nullptr);
    SqliteBudgets(
        std::shared_ptr<Database> database, const Clock &clock, const Options &options, QObject *parent = nullptr);
    ~SqliteBudgets() override;

    [[nodiscard]] QFuture<Result<Admission>> admit(const SpendClaim &claim) override;
    void adjust(const QString &claimId, const Cost &cost, qint64 tokens) override;
    void release(const QString &claimId) override;

    [[nodiscard]] QFuture<Result<QList<BudgetStatus>>> status() override;
    [[nodiscard]] QFuture<Result<QString>> save(const Budget &budget) override;
    [[nodiscard]] QFuture<Result<bool>> remove(const QString &id) override;
    [[nodiscard]] QFuture<Result<bool>> allowMore(const QString &id, qint64 amount, const QDateTime &until) override;
    [[nodiscard]] QFuture<Result<QList<BudgetOverride>>> overrides(const QString &id) override;
    [[nodiscard]] QFuture<Result<BudgetForecast>> forecast(const QList<SpendClaim> &claims) override;
    [[nodiscard]] QFuture<Result<QList<BudgetHistoryPeriod>>> preview(const Budget &budget, int periods) override;
    [[nodiscard]] QFuture<Result<QList<BudgetNotice>>> takeNotices() override;

    // Looks now at what has changed: for those who know that a call was written.
    void look();

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    struct News
    {
        qint64 version = 0;
        bool told = false; // thresholds were looked at
        QList<BudgetNotice> notices;
    };
    struct Worked
    {
        qint64 version = 0;
        bool hasRefused = false;
    };
    template<typename Fn>
    [[nodiscard]] auto run(Fn fn);
    template<typename Fn>
    [[nodiscard]] auto run(Fn fn, std::chrono::milliseconds busyTimeout);
    template<typename T>
    QFuture<Result<T>> announced(QFuture<Result<T>> future);
    void work();
    void afterWork(const Result<Worked> &worked);
    void saw(qint64 version);
    void takeNews(const Result<News> &news);
    void beat();
    [[nodiscard]] bool isPastBoundary() const;
    [[nodiscard]] bool tells() const; // somebody listens for thresholds

    const Options m_options;
    std::shared_ptr<Database> m_database;
    const Clock &m_clock;
    std::shared_ptr<ClaimDesk> m_desk; // shared with the database's thread
    QTimer m_look;
    QTimer m_beat;
    QTimer m_retry;
    qint64 m_version = -1; // last seen; -1: none
    qint64 m_toldOf = -1; // the last whose thresholds were looked at
    bool m_looking = false;
    bool m_lookAgain = false;
    QDateTime m_boundary; // when the next period or override ends that a status() has told of
};

} // namespace lineup
