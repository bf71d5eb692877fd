// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/BudgetRaceChild.h"

#include "core/spend/LedgerQueue.h"
#include "core/spend/budgets/ClaimDesk.h"
#include "core/store/Database.h"

#include <QFile>
#include <QJsonObject>
#include <QUuid>

#include <fcntl.h>
#include <random>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

// Written at once and whole, by whatever thread: what is in it survives the process.
class Log
{
public:
    explicit Log(const QString &path)
        : m_file(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600))
    {
    }
    ~Log() { ::close(m_file); }
    Q_DISABLE_COPY_MOVE(Log)
    void line(const QString &text) const
    {
        const QByteArray bytes = text.toUtf8() + '\n';
        if (::write(m_file, bytes.constData(), size_t(bytes.size())) != bytes.size())
            std::_Exit(3);
    }

private:
    int m_file;
};

// What every thread of a process shares, as the window and its calls do.
struct Process
{
    explicit Process(const RaceShare &raceShare)
        : share(raceShare), log(raceShare.log), database(raceShare.file), desk(clock, {}, raceShare.file)
    {
    }

    void work()
    {
        if (!desk.claimWork())
            return;
        const auto job = [this](Connection &connection) -> Result<bool> {
            std::optional<Error> error = desk.begin(connection, std::nullopt);
            if (error)
                desk.fail(*error);
            else
                error = desk.work(connection);
            return error ? Result<bool>(*error) : Result<bool>(true);
        };
        std::ignore = database.run(job, desk.patience());
    }
    void record(const CallRecord &call)
    {
        std::ignore = queue.add(call, 0);
        if (queue.claimWrite())
            std::ignore = write();
    }
    // Who was told that they are written does not need them here.
    QFuture<Result<bool>> write()
    {
        return database.run([this](Connection &connection) {
            const Result<bool> written = queue.writeAll(connection);
            std::ignore = queue.takeWritten();
            return written;
        });
    }

    const RaceShare share;
    const Log log;
    SystemClock clock;
    std::atomic<int> left {share.reservations};
    LedgerQueue queue;
    Database database;
    ClaimDesk desk; // its jobs end with the database, which is waited for before
};

struct Flight
{
    SpendClaim claim;
    QFuture<Result<Admission>> answer;
};

class Racer
{
public:
    Racer(Process &process, int number) : m_process(process), m_random(unsigned(process.share.seed * 1000 + number)) { }

    void run()
    {
        QList<Flight> flights;
        while (m_process.left > 0) {
            while (flights.size() < m_process.share.inFlight)
                flights += ask();
            end(flights.takeFirst());
        }
        for (const Flight &flight : std::as_const(flights))
            end(flight);
    }

private:
    int random(int below) { return int(m_random() % unsigned(below)); }

    Flight ask()
    {
        const auto id = [] { return QUuid::createUuid().toString(QUuid::WithoutBraces); };
        SpendClaim claim {.id = id(),
            .callId = id(),
            .startedAt = m_process.clock.now(),
            .source = u"race"_s,
            .labels = {.project = u"p%1"_s.arg(random(raceProjects))},
            .requestedModel = u"acme/large"_s,
            .service = u"acme"_s,
            .model = u"large"_s,
            .worstCost = Money::fromNano((1 + random(10)) * raceUnit)};
        Flight flight {claim, m_process.desk.admit(claim)};
        m_process.work();
        return flight;
    }

    void end(Flight flight)
    {
        flight.answer.waitForFinished();
        const Result<Admission> answer = flight.answer.result();
        if (!answer) {
            const bool isRefusal = answer.error().kind == Error::Kind::BudgetExhausted;
            m_process.log.line(isRefusal ? u"R"_s : u"E "_s + answer.error().detail);
            return;
        }
        const SpendClaim &claim = flight.claim;
        m_process.log.line(
            u"A %1 %2 %3 %4"_s.arg(claim.id, claim.callId, claim.labels.project).arg(claim.worstCost->nano()));
        --m_process.left;
        if (random(10) < 3)
            giveBack(claim);
        else
            send(claim);
    }

    void giveBack(const SpendClaim &claim)
    {
        m_process.log.line(u"X "_s + claim.id);
        m_process.desk.release(claim.id);
        m_process.work();
    }

    // It costs next to nothing, so that the budgets stay tight but last.
    void send(const SpendClaim &claim)
    {
        CallRecord call;
        call.id = claim.callId;
        call.startedAt = claim.startedAt;
        call.requestedModel = claim.requestedModel;
        call.source = claim.source;
        call.metadata = {{u"project"_s, claim.labels.project}};
        AttemptRecord attempt {.service = claim.service, .model = claim.model, .startedAt = claim.startedAt};
        attempt.cost = Cost::known(Money::fromNano(1 + random(50)), Cost::Provenance::Computed);
        attempt.claim = claim.id;
        call.attempts = {attempt};
        call.cost = attempt.cost;
        if (random(2) == 0) {
            m_process.desk.adjust(claim.id, attempt.cost, 0);
            m_process.work();
        }
        m_process.record(call);
    }

    Process &m_process;
    std::mt19937 m_random;
};

} // namespace

QStringList RaceShare::arguments() const
{
    return {file, log, QString::number(threads), QString::number(inFlight), QString::number(reservations),
        QString::number(seed)};
}

RaceShare RaceShare::fromArguments(const QStringList &arguments)
{
    return {arguments.value(0), arguments.value(1), arguments.value(2).toInt(), arguments.value(3).toInt(),
        arguments.value(4).toInt(), arguments.value(5).toInt()};
}

int runRaceShare(const RaceShare &share)
{
    Process process(share);
    std::vector<std::thread> threads;
    for (int i = 0; i < share.threads; ++i)
        threads.emplace_back([&process, i] { Racer(process, i).run(); });
    for (std::thread &thread : threads)
        thread.join();
    // Everything that was given back or recorded is on disk; what could not be written before is tried once more.
    QFuture<Result<bool>> last = process.write();
    last.waitForFinished();
    return last.result() ? 0 : 1;
}

} // namespace lineup::test
