// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/SqliteLedger.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/reports/SqliteReports.h"
#include "tests/support/StoreHelp.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using lineup::test::wait;

namespace {

const QDateTime noon(QDate(2026, 4, 22), QTime(12, 0), QTimeZone::utc());

Cost nano(qint64 amount)
{
    return Cost::known(Money::fromNano(amount), Cost::Provenance::Computed);
}

AttemptRecord attemptOf(const QString &service, const Cost &cost, const Usage &usage = {})
{
    return {.service = service, .model = u"m"_s, .startedAt = noon, .usage = usage, .cost = cost};
}

CallRecord callOf(const QList<AttemptRecord> &attempts, const QDateTime &at = noon)
{
    CallRecord call;
    call.startedAt = at;
    call.requestedModel = u"m"_s;
    call.source = u"app"_s;
    call.attempts = attempts;
    call.cost = totalCost(attempts);
    return call;
}

Usage reported(qint64 fresh, qint64 cacheRead, qint64 output)
{
    return {.source = Usage::Source::Reported, .inputFresh = fresh, .inputCacheRead = cacheRead, .outputText = output};
}

ModelInfo otherModel()
{
    ModelInfo model {.id = u"other"_s, .service = u"elsewhere"_s, .contextTokens = 100'000};
    model.price = Price {.input = UnitPrice::fromDecimalPerMillion(u"1"),
        .output = UnitPrice::fromDecimalPerMillion(u"2"),
        .cacheRead = UnitPrice::fromDecimalPerMillion(u"0.1")};
    model.price->tiers = {{.aboveInputTokens = 50'000,
        .input = UnitPrice::fromDecimalPerMillion(u"3"),
        .output = UnitPrice::fromDecimalPerMillion(u"4"),
        .cacheRead = UnitPrice::fromDecimalPerMillion(u"0.3")}};
    return model;
}

} // namespace

class TestReports : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir.emplace();
        m_file = m_dir->filePath(u"ledger.db"_s);
        Database database(m_file);
        QVERIFY(wait(database.run([](Connection &c) -> Result<bool> {
            const auto error = LedgerSettings::set(c, LedgerSettings::timeZone, u"UTC"_s);
            return error ? Result<bool>(*error) : Result<bool>(true);
        })).has_value());
    }

    void startsWithoutTouchingTheDisk()
    {
        const SqliteReports reports(m_dir->filePath(u"none.db"_s));
        QVERIFY(!QFile::exists(m_dir->filePath(u"none.db"_s)));
    }

    void anEmptyLedgerHasNoRows()
    {
        SqliteReports reports(m_file);
        const Result<SpendTable> table = wait(reports.query({.groups = {SpendGroup::Day}}));
        QVERIFY(table.has_value());
        QVERIFY(table->rows.isEmpty());
        QVERIFY(table->total == SpendSums());
        QCOMPARE(wait(reports.countCalls({})).value_or(-1), 0);
        QVERIFY(wait(reports.calls({})).value().isEmpty());
    }

    void theZoneIsTheLedgers()
    {
        SqliteReports reports(m_file);
        QCOMPARE(wait(reports.timeZone()).value(), QByteArray("UTC"));
    }

    void aBrokenFileIsSaid()
    {
        const QString file = m_dir->filePath(u"broken.db"_s);
        QVERIFY(test::writeFile(file, QByteArray(5000, 'x')));
        SqliteReports reports(file);
        const Result<SpendTable> table = wait(reports.query({}));
        QVERIFY(!table);
        QCOMPARE(int(table.error().kind), int(Error::Kind::Storage));
        QVERIFY(table.error().detail.contains(u"broken.db"_s));
    }

    void aLineIsWhatTheCallWas()
    {
        CallRecord call = callOf({attemptOf(u"a"_s, Cost::unknown(Cost::Reason::MaybeBilled)),
            attemptOf(u"b"_s, Cost::known(Money::fromNano(9), Cost::Provenance::Provider), reported(5, 3, 2))});
        call.user = u"ada"_s;
        call.metadata = {{u"project"_s, u"shop"_s}, {u"tags"_s, QJsonArray {u"x"_s}}};
        call.firstToken = 30us;
        call.total = 80us;
        record({call});
        SqliteReports reports(m_file);
        const QList<CallLine> lines = wait(reports.calls({})).value();
        QCOMPARE(lines.size(), 1);
        CallLine expected {.seq = lines.first().seq,
            .startedAt = noon,
            .requestedModel = u"m"_s,
            .service = u"b"_s,
            .model = u"m"_s,
            .source = u"app"_s,
            .user = u"ada"_s,
            .project = u"shop"_s,
            .tags = {u"x"_s},
            .attempts = 2,
            .cost = Money::fromNano(9),
            .unpriced = 1,
            .provider = true,
            .input = 8,
            .cached = 3,
            .output = 2,
            .firstToken = 30us,
            .total = 80us};
        QVERIFY(lines.first() == expected);
        // Of a service that only failed: what is the call's stays, amounts are of the attempt there.
        const QList<CallLine> ofA = wait(reports.calls({.filter = {.services = {u"a"_s}}})).value();
        QCOMPARE(ofA.size(), 1);
        expected.cost = {};
        expected.provider = false;
        expected.input = expected.cached = expected.output = 0;
        QVERIFY(ofA.first() == expected);
        QCOMPARE(wait(reports.countCalls({.services = {u"a"_s}})).value_or(-1), 1);
        QCOMPARE(wait(reports.query({.filter = {.services = {u"a"_s}}})).value().total.calls, 0);
    }

    void freeIsOnlyWhatIsFreeAltogether()
    {
        const Cost free = Cost::known(Money(), Cost::Provenance::Free);
        record({callOf({attemptOf(u"a"_s, free), attemptOf(u"a"_s, free)}),
            callOf({attemptOf(u"a"_s, free), attemptOf(u"a"_s, nano(0))}), callOf({})});
        SqliteReports reports(m_file);
        const QList<CallLine> lines = wait(reports.calls({.descending = false})).value();
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines.at(0).free);
        QVERIFY(!lines.at(1).free);
        QVERIFY(!lines.at(2).free);
    }

    void aCallIsFoundByItsNumber()
    {
        record({callOf({attemptOf(u"a"_s, nano(1))}), callOf({attemptOf(u"b"_s, nano(2))})});
        SqliteReports reports(m_file);
        const QList<CallLine> lines = wait(reports.calls({.order = CallOrder::Cost})).value();
        const Result<CallRecord> call = wait(reports.call(lines.first().seq));
        QVERIFY(call.has_value());
        QCOMPARE(call->attempts.first().service, u"b"_s);
        const Result<CallRecord> none = wait(reports.call(999));
        QVERIFY(!none);
        QCOMPARE(int(none.error().kind), int(Error::Kind::NotFound));
    }

    void valuesAreTheMostUsedFirst()
    {
        QList<CallRecord> calls;
        for (const char *service : {"b", "a", "c", "c", "c", "a"})
            calls += callOf({attemptOf(QString::fromLatin1(service), nano(1))});
        calls += callOf({}); // has no service
        record(calls);
        SqliteReports reports(m_file);
        const SpendTable table = wait(reports.values(SpendGroup::Service, {})).value();
        QStringList words;
        for (const SpendRow &row : table.rows)
            words += u"%1 %2"_s.arg(row.keys.first()).arg(row.sums.calls);
        QCOMPARE(words, (QStringList {u"c 3"_s, u"a 2"_s, u"b 1"_s}));
        QVERIFY(wait(reports.values(SpendGroup::Service, {.from = QDate(2027, 1, 1)})).value().rows.isEmpty());
    }

    // 1000 fresh, 500 cached and 100 out: 1000 x 1 + 500 x 0.1 + 100 x 2 = 1250 millionths of a dollar. Above 50 000
    // tokens of input all of it is at the higher rates: 60000 x 3 + 0 + 10 x 4 = 180 040.
    void whatIfPricesEveryBucket()
    {
        record({callOf({attemptOf(u"a"_s, nano(5), reported(1000, 500, 100))}),
            callOf({attemptOf(u"a"_s, nano(7), reported(60'000, 0, 10))}, noon.addDays(1)),
            callOf({attemptOf(u"a"_s, nano(9), reported(100'001, 0, 0))}),
            callOf({attemptOf(u"a"_s, nano(11))}), // no usage
            callOf({attemptOf(u"a"_s, Cost::unknown(Cost::Reason::NoPrice), reported(1, 0, 1))}),
            callOf({attemptOf(u"a"_s, Cost::unknown(Cost::Reason::NotBilled))}),
            callOf({attemptOf(u"b"_s, nano(13), reported(1, 1, 1))})});
        SqliteReports reports(m_file);
        const WhatIf what = wait(reports.whatIf({.services = {u"a"_s}}, otherModel())).value();
        QCOMPARE(what.compared, 2);
        QCOMPARE(what.unknown, 2);
        QCOMPARE(what.tooLong, 1);
        QCOMPARE(what.actual.nano(), 12);
        QCOMPARE(what.alternative.nano(), 1'250'000 + 180'040'000);
        QCOMPARE(int(what.reason), int(Cost::Reason::None));
        QCOMPARE(what.days.size(), 2);
        QCOMPARE(what.days.at(0).keys, QStringList {u"2026-04-22"_s});
        QCOMPARE(what.days.at(0).sums.cost.nano(), 1'250'000);
        QCOMPARE(what.days.at(1).sums.cost.nano(), 180'040'000);
        QCOMPARE(what.paid.size(), 2); // of what is compared alone
        QCOMPARE(what.paid.at(0).keys, QStringList {u"2026-04-22"_s});
        QCOMPARE(what.paid.at(0).sums.cost.nano(), 5);
        QCOMPARE(what.paid.at(1).sums.cost.nano(), 7);
    }

    void whatIfSaysWhyThereIsNothing()
    {
        record({callOf({attemptOf(u"a"_s, nano(5), reported(1, 0, 1))})});
        SqliteReports reports(m_file);
        ModelInfo model = otherModel();
        model.price.reset();
        const WhatIf what = wait(reports.whatIf({}, model)).value();
        QCOMPARE(what.compared, 0);
        QCOMPARE(what.unknown, 1);
        QCOMPARE(int(what.reason), int(Cost::Reason::NoPrice));
    }

    void whatIfCountsSearches()
    {
        AttemptRecord attempt = attemptOf(u"a"_s, nano(5), reported(0, 0, 0));
        attempt.usage.webSearches = 2;
        attempt.searchContextSize = u"low"_s;
        record({callOf({attempt})});
        ModelInfo model = otherModel();
        model.price->webSearchLow = UnitPrice::fromDecimal(u"0.01");
        model.price->webSearchHigh = UnitPrice::fromDecimal(u"0.05");
        SqliteReports reports(m_file);
        QCOMPARE(wait(reports.whatIf({}, model)).value().alternative.nano(), 20'000'000);
    }

    void changedWhenAnybodyRecords()
    {
        SqliteReports reports(m_file, {.watchEvery = 20ms});
        const QSignalSpy spy(&reports, &Reports::changed);
        QVERIFY(wait(reports.query({})).has_value());
        QTest::qWait(100);
        QCOMPARE(spy.count(), 0);
        SqliteLedger ledger(m_file);
        ledger.record(callOf({attemptOf(u"a"_s, nano(1))}));
        QTRY_COMPARE(spy.count(), 1);
        QTest::qWait(100);
        QCOMPARE(spy.count(), 1); // nothing new
        QCOMPARE(wait(reports.query({})).value().total.calls, 1);
    }

    void changedAtMostOnceALook()
    {
        SqliteReports reports(m_file, {.watchEvery = 200ms});
        const QSignalSpy spy(&reports, &Reports::changed);
        QVERIFY(wait(reports.query({})).has_value());
        SqliteLedger ledger(m_file);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 500) {
            ledger.record(callOf({}));
            QTest::qWait(10);
        }
        QTRY_VERIFY(spy.count() >= 1);
        QVERIFY(spy.count() <= timer.elapsed() / 200 + 1);
    }

    void otherWritesChangeNothing()
    {
        SqliteReports reports(m_file, {.watchEvery = 20ms});
        const QSignalSpy spy(&reports, &Reports::changed);
        QVERIFY(wait(reports.query({})).has_value());
        Database other(m_file);
        const auto note = [](Connection &c) -> Result<bool> {
            const auto error = LedgerSettings::set(c, "note"_L1, u"x"_s);
            return error ? Result<bool>(*error) : Result<bool>(true);
        };
        QVERIFY(wait(other.run(note)).has_value());
        QTest::qWait(100);
        QCOMPARE(spy.count(), 0);
        const auto correct = [](Connection &c) -> Result<bool> {
            const auto error = LedgerSettings::raiseRevision(c);
            return error ? Result<bool>(*error) : Result<bool>(true);
        };
        QVERIFY(wait(other.run(correct)).has_value());
        QTRY_COMPARE(spy.count(), 1);
    }

    void aScanDelaysNoQuestion()
    {
        QList<CallRecord> calls;
        for (int i = 0; i < 3000; ++i)
            calls += callOf({attemptOf(u"a"_s, nano(1), reported(1, 0, 1))});
        record(calls);
        SqliteReports reports(m_file);
        QVERIFY(wait(reports.query({})).has_value());
        QFuture<Result<WhatIf>> scan = reports.whatIf({}, otherModel());
        QVERIFY(wait(reports.query({})).has_value());
        QCOMPARE(wait(scan).value().compared, 3000);
    }

private:
    void record(const QList<CallRecord> &calls)
    {
        SqliteLedger ledger(m_file);
        for (const CallRecord &call : calls)
            ledger.record(call);
        QVERIFY(wait(ledger.flush()).has_value());
    }

    std::optional<QTemporaryDir> m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestReports)
#include "tst_reports.moc"
