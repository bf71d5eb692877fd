// SPDX-License-Identifier: GPL-3.0-or-later
// No call that was said to be recorded is lost, or there twice, whatever happens to the process or its disk.
// LINEUP_CRASH_ROUNDS: how often a process is killed (./dev bench crash does it a thousand times).
#include "core/spend/maintenance/LedgerMaintenance.h"
#include "core/spend/reports/SqliteReports.h"
#include "tests/support/StoreHelp.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace lineup;
using lineup::test::wait;

namespace {

// What a child said.
struct Said
{
    QHash<QString, qint64> calls;
    QStringList faults;
    int twice = 0;
};

void take(Said &said, const QByteArray &output)
{
    for (const QByteArray &line : output.split('\n')) {
        const QList<QByteArray> words = line.trimmed().split(' ');
        if (words.size() != 2 || !line.startsWith("call-")) {
            if (line.startsWith("fault "))
                said.faults += QString::fromLatin1(words.value(1));
            continue;
        }
        const QString id = QString::fromLatin1(words.at(0));
        said.twice += said.calls.contains(id) ? 1 : 0;
        said.calls.insert(id, words.at(1).toLongLong());
    }
}

} // namespace

class TestLedgerCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_dir.emplace(); }

    void aKilledProcessLosesNothing()
    {
        const int rounds = qMax(1, qEnvironmentVariableIntValue("LINEUP_CRASH_ROUNDS", nullptr));
        const int all = rounds > 1 ? rounds : 6;
        const QString file = m_dir->filePath(u"ledger.db"_s);
        Said said;
        for (int round = 1; round <= all; ++round) {
            QProcess child;
            child.start(program(), {file, QString::number(round)});
            QVERIFY(child.waitForStarted());
            // It may be at its start, in the middle of its calls, or between two.
            const QDeadlineTimer life(50 + QRandomGenerator::global()->bounded(951));
            QByteArray output;
            while (!life.hasExpired()) {
                if (child.waitForReadyRead(int(life.remainingTime())))
                    output += child.readAllStandardOutput();
            }
            ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
            QVERIFY(child.waitForFinished(20'000));
            take(said, output + child.readAllStandardOutput());
            if (round % 50 == 0 || round == all)
                checkLedger(file, said);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(said.calls.size() > all);
        qInfo("%d processes killed, %d calls said to be recorded", all, int(said.calls.size()));
    }

    // Its files may not grow beyond a bound: writing fails in the middle of a transaction.
    void aFullDiskIsSaidAndLosesNothing()
    {
        const QString file = m_dir->filePath(u"ledger.db"_s);
        make(file);
        QProcess child;
        child.start(program(), {file, u"1"_s, QString::number(QFileInfo(file).size() + 60'000)});
        expectFault(child, file);
    }

    void aDiskThatDoesNotSyncIsSaidAndLosesNothing()
    {
        const QString shim = QCoreApplication::applicationDirPath() + u"/libfailing_fsync.so"_s;
        if (!QFileInfo::exists(shim) || QByteArray(LINEUP_SANITIZED) != "")
            QSKIP("needs a library that is loaded before the others");
        const QString file = m_dir->filePath(u"ledger.db"_s);
        make(file);
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LD_PRELOAD"_s, shim);
        environment.insert(u"LINEUP_FSYNC_GOOD"_s, u"12"_s);
        child.setProcessEnvironment(environment);
        child.start(program(), {file, u"1"_s});
        expectFault(child, file);
    }

private:
    static QString program() { return QCoreApplication::applicationDirPath() + u"/crash_child"_s; }

    static void make(const QString &file)
    {
        LedgerMaintenance maker(file);
        QVERIFY(wait(maker.check()).has_value());
    }

    void expectFault(QProcess &child, const QString &file)
    {
        QVERIFY(child.waitForStarted());
        QByteArray output;
        QElapsedTimer timer;
        timer.start();
        while (!output.contains("fault ") && timer.elapsed() < 30'000) {
            child.waitForReadyRead(500);
            output += child.readAllStandardOutput();
        }
        QTest::qWait(300); // it goes on trying
        ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
        QVERIFY(child.waitForFinished(20'000));
        output += child.readAllStandardOutput();
        Said said;
        take(said, output);
        QVERIFY2(!said.faults.isEmpty(), output.constData());
        QVERIFY(said.faults.first() != "none"_L1);
        QVERIFY(!said.calls.isEmpty());
        checkLedger(file, said);
    }

    // Integrity, each acknowledged call once and with its cost, sums that are those of the calls.
    void checkLedger(const QString &file, const Said &said)
    {
        QCOMPARE(said.twice, 0);
        LedgerMaintenance maintenance(file);
        const Result<LedgerAudit> audit = wait(maintenance.check());
        QVERIFY2(audit.has_value(), audit ? "" : qPrintable(audit.error().detail));
        QVERIFY2(audit->isSound(), qPrintable(audit->damage.join(u' ')));
        QHash<QString, qint64> kept;
        qint64 total = 0;
        Database database(file);
        QVERIFY(wait(database.run([&](Connection &c) -> Result<bool> {
            const auto error = c.each(u"SELECT id, sum_cost_nano, demo FROM calls"_s, {}, [&](const Row &row) {
                kept.insert(row.text(0), row.integer(2) != 0 ? 0 : row.integer(1));
                total += row.integer(2) != 0 ? 0 : row.integer(1);
            });
            return error ? Result<bool>(*error) : Result<bool>(true);
        })).has_value());
        for (auto it = said.calls.cbegin(); it != said.calls.cend(); ++it) {
            QVERIFY2(kept.contains(it.key()), qPrintable(it.key()));
            QCOMPARE(kept.value(it.key()), it.value());
        }
        SqliteReports reports(file);
        QCOMPARE(wait(reports.query({})).value().total.cost.nano(), total);
    }

    std::optional<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestLedgerCrash)
#include "tst_ledger_crash.moc"
