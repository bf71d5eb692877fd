// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/budgets/Budget.h"
#include "tests/support/BudgetRaceChild.h"

#include <QHash>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace lineup {
class Database;
class SqliteBudgets;
} // namespace lineup

namespace lineup::test {

// Processes that race for budgets in one file, some of them killed in the middle. What they were answered is judged by
// their own logs and the ledger's calls, not by what the budgets say of themselves.
class BudgetRace
{
public:
    struct Plan
    {
        QString program; // followed by RaceShare::arguments() behind `words`
        QStringList words;
        int processes = 4;
        int threads = 8; // of each
        int inFlight = 4; // of each thread
        int reservations = 2000; // of all together
        int kills = 4;
    };
    struct Outcome
    {
        qint64 admitted = 0;
        qint64 refused = 0;
        int killed = 0;
        qint64 interrupted = 0; // calls that were under way in a process that was killed
        QStringList faults; // what went wrong, in words; empty: nothing
        qint64 milliseconds = 0;
    };
    explicit BudgetRace(Plan plan);
    ~BudgetRace();
    Q_DISABLE_COPY_MOVE(BudgetRace)
    [[nodiscard]] Outcome run();

private:
    struct Admitted
    {
        QString call;
        QString project;
        qint64 nano = 0;
        bool givenBack = false;
    };
    [[nodiscard]] qint64 room(const QString &project) const; // empty: of all together
    void makeBudgets();
    void start(int place);
    void kill(int place);
    [[nodiscard]] int missing(int place); // reservations that it still has to get
    [[nodiscard]] QString logOf(int place) const;
    void race();
    void makeRoomForTheLost();
    void readLogs();
    void judgeLimits();
    void judgeWhatIsLeft();
    void fault(const QString &text);

    const Plan m_plan;
    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::shared_ptr<Database> m_database;
    std::unique_ptr<SqliteBudgets> m_budgets;
    std::vector<std::unique_ptr<QProcess>> m_processes;
    QHash<QString, Admitted> m_admitted; // by claim
    struct Progress
    {
        qint64 read = 0; // bytes of the log
        int admitted = 0;
    };
    std::vector<Progress> m_progress; // by place
    int m_seed = 0;
    Outcome m_outcome;
};

} // namespace lineup::test
