// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/BudgetRace.h"

#include "core/spend/budgets/SqliteBudgets.h"
#include "tests/support/StoreHelp.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QThread>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

Budget blocking(const QString &name, const QString &project, qint64 limit)
{
    return {.name = name,
        .scope = {.project = project},
        .period = {.kind = BudgetPeriod::Kind::Total},
        .limit = limit,
        .actions = {{.kind = BudgetAction::Kind::Block, .percent = 100}}};
}

// How a call ended, as its row says.
struct Ended
{
    std::optional<qint64> nano; // empty: nobody knows
    bool isInterrupted = false;
};

Result<QHash<QString, Ended>> readCalls(Connection &connection)
{
    QHash<QString, Ended> out;
    const std::optional<Error> error
        = connection.each(u"SELECT id, cost_nano, status FROM calls"_s, {}, [&](const Row &row) {
              out.insert(row.text(0), {row.maybeInteger(1), row.text(2) == "interrupted"_L1});
          });
    if (error)
        return *error;
    return out;
}

} // namespace

BudgetRace::BudgetRace(Plan plan)
    : m_plan(std::move(plan)), m_processes(size_t(m_plan.processes)), m_progress(size_t(m_plan.processes))
{
}

BudgetRace::~BudgetRace() = default;

void BudgetRace::fault(const QString &text)
{
    if (m_outcome.faults.size() < 20)
        m_outcome.faults += text;
}

BudgetRace::Outcome BudgetRace::run()
{
    QElapsedTimer timer;
    timer.start();
    // Whoever watches waits for as long as it takes: all the others write without a pause.
    m_database = std::make_shared<Database>(
        m_dir.filePath(u"ledger.db"_s), Database::Options {.busyTimeout = std::chrono::minutes(1)});
    m_budgets
        = std::make_unique<SqliteBudgets>(m_database, m_clock, SqliteBudgets::Options {.firstBudget = std::nullopt});
    makeBudgets();
    race();
    readLogs();
    judgeLimits();
    judgeWhatIsLeft();
    m_outcome.milliseconds = timer.elapsed();
    return m_outcome;
}

// Half of what all who race would like to have at once, so that somebody is always refused.
qint64 BudgetRace::room(const QString &project) const
{
    const qint64 all = qint64(m_plan.processes) * m_plan.threads * m_plan.inFlight * 11 / 4 * raceUnit;
    return project.isEmpty() ? all : all / 4;
}

void BudgetRace::makeBudgets()
{
    QList<Budget> budgets {blocking(u"all"_s, {}, room({}))};
    for (int i = 0; i < raceProjects; ++i)
        budgets += blocking(u"b%1"_s.arg(i), u"p%1"_s.arg(i), room(u"p"_s));
    for (const Budget &budget : std::as_const(budgets)) {
        if (!wait(m_budgets->save(budget)))
            fault(u"a budget could not be made"_s);
    }
}

QString BudgetRace::logOf(int place) const
{
    return m_dir.filePath(u"log%1"_s.arg(place));
}

// Logs grow long: only what is new is read.
int BudgetRace::missing(int place)
{
    Progress &progress = m_progress[size_t(place)];
    QFile log(logOf(place));
    if (log.open(QFile::ReadOnly) && log.seek(progress.read)) {
        const QByteArray lines = log.readAll();
        progress.read += lines.size();
        progress.admitted += int(lines.count("A "));
    }
    return m_plan.reservations / m_plan.processes - progress.admitted;
}

void BudgetRace::start(int place)
{
    const RaceShare share {.file = m_dir.filePath(u"ledger.db"_s),
        .log = logOf(place),
        .threads = m_plan.threads,
        .inFlight = m_plan.inFlight,
        .reservations = missing(place),
        .seed = ++m_seed};
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedChannels);
    process->start(m_plan.program, m_plan.words + share.arguments());
    if (!process->waitForStarted())
        fault(u"a process could not be started"_s);
    m_processes[size_t(place)] = std::move(process);
}

void BudgetRace::kill(int place)
{
    QProcess &process = *m_processes[size_t(place)];
    if (process.state() != QProcess::Running)
        return;
    process.kill(); // SIGKILL
    process.waitForFinished(20'000);
    ++m_outcome.killed;
    makeRoomForTheLost();
    m_processes[size_t(place)] = std::make_unique<QProcess>(); // in its place
    if (missing(place) > 0)
        start(place);
}

void BudgetRace::race()
{
    for (int place = 0; place < m_plan.processes; ++place)
        start(place);
    int killsLeft = m_plan.kills;
    const auto isRunning = [](const std::unique_ptr<QProcess> &p) { return p->state() == QProcess::Running; };
    while (std::any_of(m_processes.begin(), m_processes.end(), isRunning)) {
        QThread::msleep(30);
        for (const std::unique_ptr<QProcess> &process : m_processes)
            process->waitForFinished(1); // it has no event loop that would notice
        // Spread over the race: the next one when its part of the reservations has been had.
        int left = 0;
        for (int place = 0; place < m_plan.processes; ++place)
            left += missing(place);
        if (killsLeft > 0 && left < m_plan.reservations / (m_plan.kills + 1) * killsLeft) {
            --killsLeft;
            kill(QRandomGenerator::global()->bounded(m_plan.processes));
        }
    }
    for (const std::unique_ptr<QProcess> &process : m_processes) {
        if (process->exitStatus() != QProcess::NormalExit || process->exitCode() != 0)
            fault(u"a process ended with %1"_s.arg(process->exitCode()));
    }
}

// What a killed process may have spent stays used for good; so that the race can go on, every limit is put as far above
// what is used as it was. Whoever claims at that moment sees the one or the other.
void BudgetRace::makeRoomForTheLost()
{
    SpendClaim needle {.id = QUuid::createUuid().toString(), .callId = u"none"_s, .startedAt = m_clock.now()};
    needle.worstCost = Money::fromNano(1'000'000 * raceUnit); // fits nowhere: the dead are looked for
    if (wait(m_budgets->admit(needle)))
        fault(u"a claim beyond every limit was admitted"_s);
    const Result<QList<BudgetStatus>> all = wait(m_budgets->status());
    for (const BudgetStatus &status : all ? *all : QList<BudgetStatus>()) {
        Budget budget = status.budget;
        budget.limit = room(budget.scope.project) + status.used + status.uncertain;
        if (status.counted() > status.limit())
            fault(u"%1: %2 of %3"_s.arg(budget.name).arg(status.counted()).arg(status.limit()));
        if (const auto saved = wait(m_budgets->save(budget)); !saved)
            fault(u"a budget could not be changed: "_s + saved.error().detail);
    }
}

void BudgetRace::readLogs()
{
    for (int place = 0; place < m_plan.processes; ++place) {
        const QList<QByteArray> lines = contents(logOf(place)).split('\n');
        for (const QByteArray &line : lines) {
            const QStringList words = QString::fromUtf8(line).split(u' ');
            if (words.first() == "A"_L1)
                m_admitted.insert(words.value(1), {words.value(2), words.value(3), words.value(4).toLongLong()});
            else if (words.first() == "X"_L1)
                m_admitted[words.value(1)].givenBack = true;
            else if (words.first() == "R"_L1)
                ++m_outcome.refused;
            else if (words.first() == "E"_L1)
                fault(QString::fromUtf8(line));
        }
    }
    m_outcome.admitted = m_admitted.size();
}

// Of all that was admitted: what it cost, or its worst case where its process was killed.
void BudgetRace::judgeLimits()
{
    // Whoever was killed last is looked for.
    makeRoomForTheLost();
    const Result<QHash<QString, Ended>> calls = wait(m_database->run(readCalls));
    const Result<QList<BudgetStatus>> all = wait(m_budgets->status());
    if (!calls || !all)
        return fault(u"the ledger cannot be read"_s);
    QHash<QString, qint64> sums;
    for (const Admitted &claim : std::as_const(m_admitted)) {
        const auto call = calls->constFind(claim.call);
        if (call == calls->constEnd() && !claim.givenBack)
            fault(u"a call was admitted, and is lost"_s);
        const qint64 took = call == calls->constEnd() ? 0 : call->nano.value_or(claim.nano);
        sums[claim.project] += took;
        sums[QString()] += took;
    }
    for (const Ended &call : *calls)
        m_outcome.interrupted += call.isInterrupted ? 1 : 0;
    for (const BudgetStatus &status : *all) {
        const qint64 sum = sums.value(status.budget.scope.project);
        if (sum > status.limit())
            fault(u"%1: overspent by %2"_s.arg(status.budget.name).arg(sum - status.limit()));
        // It may count more: what was reserved by who was killed before it could say so.
        if (sum > status.used + status.uncertain || status.reserved != 0)
            fault(u"%1: counts %2, not %3"_s.arg(status.budget.name).arg(status.counted()).arg(sum));
    }
}

// Exactly what is left can be had, by anybody: nothing is held by the dead.
void BudgetRace::judgeWhatIsLeft()
{
    const auto database = std::make_shared<Database>(m_dir.filePath(u"ledger.db"_s));
    SqliteBudgets fresh(database, m_clock, SqliteBudgets::Options {.firstBudget = std::nullopt});
    const Result<QList<BudgetStatus>> all = wait(fresh.status());
    for (const BudgetStatus &status : all ? *all : QList<BudgetStatus>()) {
        if (status.budget.scope.project.isEmpty())
            continue;
        SpendClaim claim {.id = QUuid::createUuid().toString(), .callId = u"last"_s, .startedAt = m_clock.now()};
        claim.labels.project = status.budget.scope.project;
        claim.worstCost = Money::fromNano(status.remaining() + 1);
        if (wait(fresh.admit(claim)))
            fault(u"more than what was left was admitted"_s);
        claim.worstCost = Money::fromNano(status.remaining());
        if (const Result<Admission> answer = wait(fresh.admit(claim)); !answer)
            fault(u"what was left was refused: "_s + answer.error().detail);
        fresh.release(claim.id);
    }
}

} // namespace lineup::test
