// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/SqliteLedger.h"
#include "tests/support/StoreHelp.h"

#include <QFutureWatcher>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using lineup::test::wait;

namespace {

const QDateTime noon(QDate(2026, 4, 22), QTime(12, 0), QTimeZone::utc());

CallRecord callAt(const QDateTime &time, const Cost &cost, const QString &id = {})
{
    CallRecord call;
    call.id = id;
    call.startedAt = time;
    call.requestedModel = u"gpt-4o-mini"_s;
    call.source = u"app"_s;
    call.cost = cost;
    return call;
}

Cost nano(qint64 amount)
{
    return Cost::known(Money::fromNano(amount), Cost::Provenance::Computed);
}

Usage fullUsage(qint64 base)
{
    return {.source = Usage::Source::Reported,
        .inputFresh = base + 1,
        .inputCacheRead = base + 2,
        .inputCacheWrite5m = base + 3,
        .inputCacheWrite1h = base + 4,
        .inputAudio = base + 5,
        .inputImage = base + 6,
        .outputText = base + 7,
        .outputReasoning = base + 8,
        .outputAudio = base + 9,
        .outputImage = base + 10,
        .webSearches = base + 11};
}

Error fullError()
{
    return {.kind = Error::Kind::RateLimited,
        .detail = u"slow down, \"é\" 🙂"_s,
        .httpStatus = 429,
        .retryAfter = 1500ms,
        .service = u"openai"_s,
        .requestId = u"req_1"_s,
        .code = u"rate_limit_exceeded"_s};
}

AttemptRecord fullAttempt()
{
    AttemptRecord attempt;
    attempt.service = u"openai"_s;
    attempt.model = u"gpt-4o-mini-2024-07-18"_s;
    attempt.startedAt = noon.addMSecs(7);
    attempt.connected = 12us;
    attempt.firstToken = 345us;
    attempt.total = 6789us;
    attempt.httpStatus = 429;
    attempt.usage = fullUsage(100);
    attempt.cost = Cost::known(Money::fromNano(11), Cost::Provenance::Estimated);
    attempt.error = fullError();
    attempt.finishReason = FinishReason::Length;
    attempt.nativeFinishReason = u"max_tokens"_s;
    attempt.requestId = u"req_2"_s;
    attempt.mapping = {{MappingNote::Action::Clamped, u"temperature"_s, u"1"_s, u"at most 1"_s},
        {MappingNote::Action::Dropped, u"seed"_s, {}, u"not taken"_s}};
    attempt.partial = true;
    return attempt;
}

CallRecord fullCall()
{
    CallRecord call;
    call.id = u"6b1d3c1e-0000-4000-8000-000000000001"_s;
    call.startedAt = noon.addMSecs(5);
    call.requestedModel = u"openai/gpt-4o-mini"_s;
    call.kind = CallRecord::Kind::Embedding;
    call.source = u"cli"_s;
    call.user = u"someone"_s;
    call.metadata = {{u"team"_s, u"α"_s}, {u"n"_s, 3}, {u"nested"_s, QJsonObject {{u"a"_s, QJsonValue()}}}};
    call.streamed = true;
    call.demo = true;
    AttemptRecord last;
    last.service = u"gemini"_s;
    last.startedAt = noon.addSecs(1);
    last.cost = Cost::unknown(Cost::Reason::MaybeBilled);
    call.attempts = {fullAttempt(), last};
    call.error = fullError();
    call.firstToken = 98us;
    call.total = 765us;
    call.usage = fullUsage(5'000'000'000);
    call.cost = Cost::unknown(Cost::Reason::MaybeBilled);
    return call;
}

void compare(const AttemptRecord &actual, const AttemptRecord &expected)
{
    QCOMPARE(actual.service, expected.service);
    QCOMPARE(actual.model, expected.model);
    QCOMPARE(actual.startedAt, expected.startedAt);
    QVERIFY(actual.connected == expected.connected);
    QVERIFY(actual.firstToken == expected.firstToken);
    QVERIFY(actual.total == expected.total);
    QCOMPARE(actual.httpStatus, expected.httpStatus);
    QVERIFY(actual.usage == expected.usage);
    QVERIFY(actual.cost == expected.cost);
    QVERIFY(actual.error == expected.error);
    QCOMPARE(int(actual.finishReason), int(expected.finishReason));
    QCOMPARE(actual.nativeFinishReason, expected.nativeFinishReason);
    QCOMPARE(actual.requestId, expected.requestId);
    QVERIFY(actual.mapping == expected.mapping);
    QCOMPARE(actual.partial, expected.partial);
}

void compare(const CallRecord &actual, const CallRecord &expected)
{
    QCOMPARE(actual.id, expected.id);
    QCOMPARE(int(actual.kind), int(expected.kind));
    QCOMPARE(actual.startedAt, expected.startedAt);
    QCOMPARE(actual.requestedModel, expected.requestedModel);
    QCOMPARE(actual.source, expected.source);
    QCOMPARE(actual.user, expected.user);
    QCOMPARE(actual.metadata, expected.metadata);
    QCOMPARE(actual.streamed, expected.streamed);
    QCOMPARE(actual.demo, expected.demo);
    QVERIFY(actual.error == expected.error);
    QVERIFY(actual.firstToken == expected.firstToken);
    QVERIFY(actual.total == expected.total);
    QVERIFY(actual.usage == expected.usage);
    QVERIFY(actual.cost == expected.cost);
    QCOMPARE(actual.attempts.size(), expected.attempts.size());
    for (qsizetype i = 0; i < actual.attempts.size(); ++i)
        compare(actual.attempts.at(i), expected.attempts.at(i));
}

Result<bool> limitPages(Connection &connection, int pages)
{
    const auto error = connection.each(u"PRAGMA max_page_count = %1"_s.arg(pages), {}, [](const Row &) {});
    return error ? Result<bool>(*error) : Result<bool>(true);
}

Result<qint64> number(Connection &connection, const QString &sql)
{
    qint64 value = -1;
    const auto error = connection.each(sql, {}, [&](const Row &row) { value = row.integer(0); });
    return error ? Result<qint64>(*error) : Result<qint64>(value);
}

} // namespace

class TestSqliteLedger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir.emplace();
        m_file = m_dir->filePath(u"ledger.db"_s);
    }

    void startsWithoutTouchingTheDisk()
    {
        {
            const SqliteLedger ledger(m_file);
            QVERIFY(!ledger.fault());
        }
        QVERIFY(!QFile::exists(m_file));
    }

    void aCallComesBackAsItWas()
    {
        SqliteLedger ledger(m_file);
        ledger.record(fullCall());
        const Result<QList<CallRecord>> calls = wait(ledger.recent(5));
        QVERIFY2(calls.has_value(), calls ? "" : qPrintable(calls.error().detail));
        QCOMPARE(calls->size(), 1);
        compare(calls->first(), fullCall());
    }

    void anEmptyCallComesBackAsItWas()
    {
        CallRecord call;
        call.id = u"x"_s;
        call.startedAt = noon;
        call.attempts = {AttemptRecord {.startedAt = noon}};
        SqliteLedger ledger(m_file);
        ledger.record(call);
        const QList<CallRecord> calls = wait(ledger.recent(1)).value();
        QCOMPARE(calls.size(), 1);
        compare(calls.first(), call);
    }

    void everyWordComesBack()
    {
        using Provenance = Cost::Provenance;
        using Reason = Cost::Reason;
        QList<Cost> costs;
        for (const Provenance p : {Provenance::Computed, Provenance::Provider, Provenance::Estimated, Provenance::Free})
            costs += Cost::known(Money::fromNano(3), p);
        for (const Reason r :
            {Reason::NoPrice, Reason::NoUsage, Reason::Running, Reason::NotBilled, Reason::MaybeBilled})
            costs += Cost::unknown(r);
        SqliteLedger ledger(m_file);
        for (const Cost &cost : costs)
            ledger.record(callAt(noon, cost));
        for (int kind = 0; kind <= int(Error::Kind::Unsupported); ++kind) {
            CallRecord call = callAt(noon.addSecs(1), nano(1));
            call.error = Error {.kind = static_cast<Error::Kind>(kind)};
            ledger.record(call);
        }
        for (int reason = 0; reason <= int(FinishReason::PauseTurn); ++reason) {
            CallRecord call = callAt(noon.addSecs(2), nano(1));
            call.attempts = {AttemptRecord {.startedAt = noon, .finishReason = static_cast<FinishReason>(reason)}};
            ledger.record(call);
        }
        const QList<CallRecord> calls = wait(ledger.recent(1000)).value();
        constexpr int reasons = int(FinishReason::PauseTurn) + 1;
        constexpr int kinds = int(Error::Kind::Unsupported) + 1;
        QCOMPARE(calls.size(), costs.size() + kinds + reasons);
        for (int i = 0; i < reasons; ++i)
            QCOMPARE(int(calls.at(i).attempts.first().finishReason), reasons - 1 - i);
        for (int i = 0; i < kinds; ++i)
            QCOMPARE(int(calls.at(reasons + i).error->kind), kinds - 1 - i);
        for (int i = 0; i < costs.size(); ++i)
            QVERIFY(calls.at(reasons + kinds + i).cost == costs.at(costs.size() - 1 - i));
    }

    void recentIsNewestFirstAndBounded()
    {
        SqliteLedger ledger(m_file);
        for (const int second : {3, 1, 2})
            ledger.record(callAt(noon.addSecs(second), nano(1), QString::number(second)));
        const QList<CallRecord> two = wait(ledger.recent(2)).value();
        QCOMPARE(two.size(), 2);
        QCOMPARE(two.at(0).id, u"3"_s);
        QCOMPARE(two.at(1).id, u"2"_s);
        QCOMPARE(wait(ledger.recent(0)).value().size(), 0);
    }

    void recordedIsEmittedWhenItIsOnDisk()
    {
        SqliteLedger ledger(m_file);
        QStringList seen;
        bool onDisk = true;
        connect(&ledger, &Ledger::recorded, this, [&](const CallRecord &call) {
            seen += call.id;
            Database other(m_file);
            const auto count = [id = call.id](Connection &c) {
                return number(c, u"SELECT count(*) FROM calls WHERE id = '%1'"_s.arg(id));
            };
            onDisk = onDisk && wait(other.run(count)).value_or(0) == 1;
        });
        for (int i = 0; i < 5; ++i)
            ledger.record(callAt(noon, nano(1), QString::number(i)));
        QCOMPARE(seen.size(), 0); // never from inside record()
        QTRY_COMPARE(seen.size(), 5);
        const QStringList order {u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s};
        QCOMPARE(seen, order);
        QVERIFY(onDisk);
    }

    void manyQueuedRecordsArrive()
    {
        constexpr int many = 10'000;
        SqliteLedger ledger(m_file);
        const QSignalSpy spy(&ledger, &Ledger::recorded);
        for (int i = 1; i <= many; ++i) {
            CallRecord call = callAt(noon, nano(i), QString::number(i));
            call.attempts = {AttemptRecord {.service = u"s"_s, .startedAt = noon, .cost = nano(i)}};
            ledger.record(call);
        }
        QVERIFY(wait(ledger.flush()).has_value());
        const SpendTotals totals = wait(ledger.totals(noon, noon.addSecs(1))).value();
        QCOMPARE(totals.calls, many);
        QCOMPARE(totals.known.nano(), qint64(many) * (many + 1) / 2);
        QTRY_COMPARE(spy.count(), many);
        QCOMPARE(spy.at(0).at(0).value<CallRecord>().id, u"1"_s);
        QCOMPARE(spy.at(many - 1).at(0).value<CallRecord>().id, QString::number(many));
        QCOMPARE(wait(ledger.recent(many + 1)).value().size(), many);
    }

    void totalsCountApart()
    {
        SqliteLedger ledger(m_file);
        ledger.record(callAt(noon, nano(100)));
        ledger.record(callAt(noon, Cost::known(Money(), Cost::Provenance::Free)));
        ledger.record(callAt(noon, Cost::unknown(Cost::Reason::NoPrice)));
        ledger.record(callAt(noon, Cost::unknown(Cost::Reason::NoUsage)));
        CallRecord refused = callAt(noon, Cost::unknown(Cost::Reason::NotBilled)); // costs nothing: priced, so to say
        refused.error = fullError();
        ledger.record(refused);
        CallRecord failed = callAt(noon, Cost::unknown(Cost::Reason::MaybeBilled));
        failed.error = fullError();
        ledger.record(failed);
        CallRecord failedAndPaid = callAt(noon, nano(23));
        failedAndPaid.error = fullError();
        ledger.record(failedAndPaid);
        CallRecord demo = callAt(noon, nano(1'000'000));
        demo.demo = true;
        ledger.record(demo);
        demo.cost = Cost::unknown(Cost::Reason::NoPrice);
        demo.error = fullError();
        ledger.record(demo);
        const SpendTotals expected {.known = Money::fromNano(123), .calls = 7, .failed = 3, .unpriced = 3};
        QVERIFY(wait(ledger.totals(noon, noon.addSecs(1))).value() == expected);
    }

    void totalsAreOfASpanOfTime()
    {
        SqliteLedger ledger(m_file);
        ledger.record(callAt(noon.addMSecs(-1), nano(1)));
        ledger.record(callAt(noon, nano(10)));
        ledger.record(callAt(noon.addSecs(60).addMSecs(-1), nano(100)));
        ledger.record(callAt(noon.addSecs(60), nano(1000)));
        QCOMPARE(wait(ledger.totals(noon, noon.addSecs(60))).value().known.nano(), 110);
        // The same instant said in another zone.
        const QDateTime elsewhere = noon.toOffsetFromUtc(5 * 3600 + 1800);
        QCOMPARE(wait(ledger.totals(elsewhere, elsewhere.addSecs(60))).value().known.nano(), 110);
        QVERIFY(wait(ledger.totals(noon.addDays(1), noon.addDays(2))).value() == SpendTotals());
    }

    void sumsAreOf64Bits()
    {
        SqliteLedger ledger(m_file);
        constexpr qint64 billion = 1'000'000'000'000'000'000; // 1e9 dollars in nano-dollars
        for (int i = 0; i < 9; ++i)
            ledger.record(callAt(noon, nano(billion + 1)));
        QCOMPARE(wait(ledger.totals(noon, noon.addSecs(1))).value().known.nano(), 9 * billion + 9);
    }

    void theSameCallIsWrittenOnce()
    {
        SqliteLedger ledger(m_file);
        ledger.record(callAt(noon, nano(5), u"same"_s));
        QVERIFY(wait(ledger.flush()).has_value());
        CallRecord again = callAt(noon, nano(7), u"same"_s);
        again.attempts = {AttemptRecord {.startedAt = noon}};
        ledger.record(again);
        QVERIFY(wait(ledger.flush()).has_value());
        const QList<CallRecord> calls = wait(ledger.recent(10)).value();
        QCOMPARE(calls.size(), 1);
        QVERIFY(calls.first().cost == nano(5));
        QCOMPARE(calls.first().attempts.size(), 0);
    }

    void aCallWithoutAnIdGetsOne()
    {
        SqliteLedger ledger(m_file);
        ledger.record(callAt(noon, nano(1)));
        ledger.record(callAt(noon, nano(1)));
        const QList<CallRecord> calls = wait(ledger.recent(10)).value();
        QCOMPARE(calls.size(), 2);
        QCOMPARE(calls.at(0).id.size(), 36);
        QVERIFY(calls.at(0).id != calls.at(1).id);
    }

    void flushReportsAfterRecorded()
    {
        SqliteLedger ledger(m_file);
        const QSignalSpy spy(&ledger, &Ledger::recorded);
        ledger.record(callAt(noon, nano(1)));
        qsizetype before = -1;
        QFutureWatcher<Result<bool>> watcher;
        connect(&watcher, &QFutureWatcherBase::finished, this, [&] { before = spy.count(); });
        watcher.setFuture(ledger.flush());
        QTRY_VERIFY(before >= 0);
        QCOMPARE(before, 1);
        QVERIFY(watcher.result().has_value());
    }

    void destructorWritesWhatIsQueued()
    {
        {
            SqliteLedger ledger(m_file);
            for (int i = 0; i < 500; ++i)
                ledger.record(callAt(noon, nano(1)));
        }
        SqliteLedger ledger(m_file);
        QCOMPARE(wait(ledger.totals(noon, noon.addSecs(1))).value().calls, 500);
    }

    void aSlotMayDeleteTheLedger()
    {
        auto *ledger = new SqliteLedger(m_file);
        int count = 0;
        connect(ledger, &Ledger::recorded, this, [&] {
            ++count;
            delete ledger;
        });
        ledger->record(callAt(noon, nano(1)));
        ledger->record(callAt(noon, nano(1)));
        QTRY_COMPARE(count, 1);
        SqliteLedger again(m_file);
        QCOMPARE(wait(again.totals(noon, noon.addSecs(1))).value().calls, 2);
    }

    void twoLedgersOnOneFile()
    {
        SqliteLedger one(m_file);
        SqliteLedger two(m_file);
        for (int i = 0; i < 300; ++i) {
            one.record(callAt(noon, nano(1), u"a%1"_s.arg(i)));
            two.record(callAt(noon, nano(1), u"b%1"_s.arg(i)));
        }
        QVERIFY(wait(one.flush()).has_value());
        QVERIFY(wait(two.flush()).has_value());
        QCOMPARE(wait(one.totals(noon, noon.addSecs(1))).value().calls, 600);
    }

    void fullDiskLosesNothing()
    {
        auto database = std::make_shared<Database>(m_file);
        SqliteLedger ledger(database, {.retryAfter = 1h});
        const QSignalSpy faults(&ledger, &Ledger::faultChanged);
        QStringList seen;
        connect(&ledger, &Ledger::recorded, this, [&](const CallRecord &call) { seen += call.id; });
        ledger.record(callAt(noon, nano(1), u"before"_s));
        QTRY_COMPARE(seen.size(), 1);
        QVERIFY(wait(database->run([](Connection &c) { return limitPages(c, 1); })).has_value());
        CallRecord big = callAt(noon, nano(10), u"big"_s);
        big.user = QString(100'000, u'x');
        ledger.record(big);
        ledger.record(callAt(noon, nano(100), u"behind"_s));
        QTRY_VERIFY(ledger.fault().has_value());
        QCOMPARE(ledger.fault()->code, u"full"_s);
        QCOMPARE(ledger.fault()->kind, Error::Kind::Storage);
        const Result<bool> flushed = wait(ledger.flush());
        QVERIFY(!flushed);
        QCOMPARE(seen.size(), 1);
        QCOMPARE(wait(ledger.totals(noon, noon.addSecs(1))).value().known.nano(), 1);
        QVERIFY(wait(database->run([](Connection &c) { return limitPages(c, 1'000'000); })).has_value());
        ledger.record(callAt(noon, nano(1000), u"after"_s)); // takes the others along
        QTRY_COMPARE(seen.size(), 4);
        const QStringList order {u"before"_s, u"big"_s, u"behind"_s, u"after"_s};
        QCOMPARE(seen, order);
        QVERIFY(!ledger.fault());
        QCOMPARE(faults.count(), 2);
        QCOMPARE(wait(ledger.totals(noon, noon.addSecs(1))).value().known.nano(), 1111);
    }

    void lockedFileIsTriedAgainByItself()
    {
        auto database = std::make_shared<Database>(m_file, Database::Options {.busyTimeout = 50ms});
        SqliteLedger ledger(database, {.retryAfter = 20ms});
        const QSignalSpy recorded(&ledger, &Ledger::recorded);
        QVERIFY(wait(ledger.flush()).has_value());
        test::Locker locker(m_file);
        QVERIFY(locker.isLocked());
        ledger.record(callAt(noon, nano(1)));
        QTRY_VERIFY(ledger.fault().has_value());
        QCOMPARE(ledger.fault()->code, u"locked"_s);
        QCOMPARE(recorded.count(), 0);
        locker.release();
        QTRY_COMPARE(recorded.count(), 1);
        QVERIFY(!ledger.fault());
    }

    void whatWaitsIsBounded()
    {
        auto database = std::make_shared<Database>(m_file);
        SqliteLedger ledger(database, {.retryAfter = 1h, .mostWaiting = 3});
        const QSignalSpy recorded(&ledger, &Ledger::recorded);
        QVERIFY(wait(ledger.flush()).has_value());
        QVERIFY(wait(database->run([](Connection &c) { return limitPages(c, 1); })).has_value());
        CallRecord big = callAt(noon, nano(1));
        big.user = QString(100'000, u'x');
        ledger.record(big);
        QTRY_VERIFY(ledger.fault().has_value());
        ledger.record(callAt(noon, nano(1)));
        ledger.record(callAt(noon, nano(1)));
        for (int i = 0; i < 2; ++i) {
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"queue is full.*is not kept"_s));
            ledger.record(callAt(noon, nano(1)));
        }
        QTRY_VERIFY2(
            ledger.fault()->detail.contains(u"2 calls are not recorded"_s), qPrintable(ledger.fault()->detail));
        QVERIFY(wait(database->run([](Connection &c) { return limitPages(c, 1'000'000); })).has_value());
        QVERIFY(wait(ledger.flush()).has_value());
        QTRY_COMPARE(recorded.count(), 3);
        QVERIFY(!ledger.fault());
    }

    void unusableFileIsAFault_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("these are notes of mine, not a database").repeated(200);
        QTest::newRow("a newer version's") << newerDatabase();
    }
    void unusableFileIsAFault()
    {
        QFETCH(const QByteArray, bytes);
        QVERIFY(bytes.size() > 1000);
        QVERIFY(test::writeFile(m_file, bytes));
        {
            SqliteLedger ledger(m_file);
            const QSignalSpy faults(&ledger, &Ledger::faultChanged);
            ledger.record(callAt(noon, nano(1)));
            QTRY_VERIFY(ledger.fault().has_value());
            QVERIFY2(ledger.fault()->detail.contains(m_file), qPrintable(ledger.fault()->detail));
            QCOMPARE(ledger.fault()->kind, Error::Kind::Storage);
            QCOMPARE(faults.count(), 1);
            QVERIFY(!wait(ledger.totals(noon, noon.addSecs(1))));
            QVERIFY(!wait(ledger.recent(1)));
            QVERIFY(!wait(ledger.flush()));
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"1 calls could not be written"_s));
        }
        QCOMPARE(test::contents(m_file), bytes);
    }

    void aReadThatFailsIsAFaultUntilOneWorks()
    {
        QVERIFY(test::writeFile(m_file, "no database, but long enough to be read as one ......................"));
        SqliteLedger ledger(m_file);
        QVERIFY(!wait(ledger.recent(1)));
        QTRY_VERIFY(ledger.fault().has_value());
        QVERIFY(QFile::remove(m_file));
        QVERIFY(wait(ledger.recent(1)).has_value());
        QTRY_VERIFY(!ledger.fault());
    }

    void killedInTheMiddleLosesNothingAcknowledged()
    {
        for (int round = 0; round < 3; ++round) {
            const QString file = m_dir->filePath(u"killed-%1.db"_s.arg(round));
            QProcess child;
            child.start(QCoreApplication::applicationDirPath() + u"/ledger_child"_s, {file});
            QByteArray output;
            while (output.count('\n') < 200 + round * 150) {
                QVERIFY(child.waitForReadyRead(30'000));
                output += child.readAllStandardOutput();
            }
            child.kill(); // SIGKILL
            QVERIFY(child.waitForFinished(30'000));
            output += child.readAllStandardOutput();
            QList<QByteArray> acknowledged = output.split('\n');
            acknowledged.removeLast(); // empty, or cut

            auto database = std::make_shared<Database>(file);
            SqliteLedger ledger(database);
            QSet<QByteArray> onDisk;
            const QList<CallRecord> calls = wait(ledger.recent(10'000'000)).value();
            for (const CallRecord &call : calls) {
                onDisk += call.id.toUtf8();
                QCOMPARE(call.attempts.size(), 1); // whole
            }
            for (const QByteArray &id : std::as_const(acknowledged))
                QVERIFY2(onDisk.contains(id), id.constData());
            const auto problems = [](Connection &c) {
                return number(c, u"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"_s);
            };
            QCOMPARE(wait(database->run(problems)).value(), 0);
        }
    }

private:
    static QByteArray newerDatabase()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(u"x.db"_s);
        {
            Database database(file);
            const auto raise = [](Connection &c) -> Result<bool> {
                const auto error = c.setSchemaVersion(999);
                return error ? Result<bool>(*error) : Result<bool>(true);
            };
            std::ignore = wait(database.run(raise));
        }
        return test::contents(file);
    }

    std::optional<QTemporaryDir> m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestSqliteLedger)
#include "tst_sqliteledger.moc"
