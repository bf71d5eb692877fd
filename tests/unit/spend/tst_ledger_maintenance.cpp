// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/SqliteLedger.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/maintenance/LedgerMaintenance.h"
#include "core/spend/reports/SqliteReports.h"
#include "tests/support/RandomLedger.h"
#include "tests/support/StoreHelp.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using lineup::test::RandomLedger;
using lineup::test::recount;
using lineup::test::wait;

namespace {

const QDate firstDay(2026, 2, 20);
constexpr int days = 40;
const QByteArray zoneId("Europe/Berlin");
const QDateTime now(QDate(2026, 4, 1), QTime(12, 0), QTimeZone::utc());

Result<bool> done(const std::optional<Error> &error)
{
    return error ? Result<bool>(*error) : Result<bool>(true);
}

// Everything in some tables, as text.
QStringList dump(const QString &file)
{
    Database database(file);
    return wait(database.run([](Connection &c) -> Result<QStringList> {
        QStringList out;
        for (const auto &[sql, columns] :
            {std::pair {u"SELECT * FROM attempts ORDER BY call_seq, number"_s, 47},
                {u"SELECT * FROM calls ORDER BY seq"_s, 44}, {u"SELECT * FROM spend_days ORDER BY day, scope_id"_s, 21},
                {u"SELECT * FROM spend_months ORDER BY month, scope_id"_s, 21}}) {
            const auto error = c.each(sql, {}, [&, count = columns](const Row &row) {
                QStringList line;
                for (int i = 0; i < count; ++i)
                    line += row.isNull(i) ? u"NULL"_s : row.text(i);
                out += line.join(u'|');
            });
            if (error)
                return *error;
        }
        return out;
    })).value_or(QStringList());
}

bool exec(const QString &file, const QString &sql)
{
    Database database(file);
    return wait(database.run([sql](Connection &c) { return done(c.execOnce(sql)); })).has_value();
}

RepriceRequest repricing(const QString &model, const char *perMillion)
{
    ModelInfo info {.id = model.section(u'/', 1), .service = model.section(u'/', 0, 0)};
    const auto price = UnitPrice::fromDecimalPerMillion(QString::fromLatin1(perMillion));
    info.price = Price {.input = price, .output = price, .inputImage = price, .outputImage = price, .webSearch = price};
    return {.models = {{model, info}}, .note = u"new prices"_s};
}

} // namespace

class TestLedgerMaintenance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir.emplace();
        m_file = m_dir->filePath(u"ledger.db"_s);
        make(m_file, zoneId);
        m_calls = RandomLedger(7, zoneId).calls(300, firstDay, days);
        SqliteLedger ledger(m_file);
        for (const CallRecord &call : std::as_const(m_calls))
            ledger.record(call);
        QVERIFY(wait(ledger.flush()).has_value());
        m_maintenance.emplace(m_file);
    }
    void cleanup() { m_maintenance.reset(); }

    void aSoundLedgerIsSaidToBe()
    {
        const LedgerAudit audit = wait(m_maintenance->check()).value();
        QVERIFY(audit.isSound());
        QVERIFY(audit.days >= days - 2 && audit.days <= days);
    }

    // Models that calls were made with, in the catalogue or not; those that nobody knows are left alone.
    void aCorrectionIsOfWhatWasUsed()
    {
        SpendTable used;
        used.rows = {{.keys = {u"openai/gpt"_s}}, {.keys = {u"openrouter/meta/llama"_s}}, {.keys = {u"gone/x"_s}}};
        QStringList asked;
        const RepriceRequest request = repriceRequest(
            {.services = {u"a"_s}}, used,
            [&asked](const QString &service, const QString &model) -> std::optional<ModelInfo> {
                asked += service + u'|' + model;
                if (service == u"gone"_s)
                    return std::nullopt;
                return ModelInfo {.id = model, .service = service};
            },
            u"why"_s);
        QCOMPARE(asked, (QStringList {u"openai|gpt"_s, u"openrouter|meta/llama"_s, u"gone|x"_s}));
        QCOMPARE(request.models.size(), 2);
        QCOMPARE(request.models.value(u"openrouter/meta/llama"_s).id, u"meta/llama"_s);
        QCOMPARE(request.filter.services, QStringList {u"a"_s});
        QCOMPARE(request.note, u"why"_s);
    }

    void wrongSumsAreFoundAndRepaired_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<bool>("isDay");
        QTest::newRow("a sum") << u"UPDATE spend_days SET cost_nano = cost_nano + 1 WHERE scope_id > 0 AND day = "
                                  "(SELECT min(day) + 3 FROM spend_days)"_s
                               << true;
        QTest::newRow("the sum of all") << u"UPDATE spend_days SET calls = calls - 1 WHERE scope_id = 0"_s << true;
        QTest::newRow("gone") << u"DELETE FROM spend_days WHERE day = (SELECT max(day) FROM spend_days)"_s << true;
        QTest::newRow("too much")
            << u"UPDATE spend_days SET day = day + 100 WHERE day = (SELECT max(day) FROM spend_days)"_s << true;
        QTest::newRow("a month") << u"UPDATE spend_months SET output_text = 0 WHERE scope_id > 0"_s << false;
        QTest::newRow("a word's sum") << u"UPDATE spend_days SET cost_nano = cost_nano + 1 WHERE scope_id = (SELECT "
                                         "min(scope_id) FROM spend_days)"_s
                                      << true;
        QTest::newRow("a word's month")
            << u"UPDATE spend_months SET calls = calls + 1 WHERE scope_id = (SELECT min(scope_id) FROM spend_days)"_s
            << false;
        QTest::newRow("a scope in no sum")
            << u"DELETE FROM spend_scope_sums WHERE scope_id = 1 AND sum_id < 0"_s << true;
        QTest::newRow("a word gone") << u"DELETE FROM spend_words WHERE id = (SELECT max(id) FROM spend_words)"_s
                                     << true;
        QTest::newRow("a call gone") << u"DELETE FROM calls WHERE seq = (SELECT max(seq) FROM calls WHERE demo = 0)"_s
                                     << true;
    }

    void wrongSumsAreFoundAndRepaired()
    {
        QFETCH(QString, sql);
        QFETCH(bool, isDay);
        QVERIFY(exec(m_file, sql));
        const LedgerAudit audit = wait(m_maintenance->check()).value();
        QVERIFY(audit.damage.isEmpty());
        QCOMPARE(!audit.wrongDays.isEmpty(), isDay);
        QVERIFY(!audit.isSound());
        QVERIFY(!wait(m_maintenance->repair()).value().isSound());
        QVERIFY(wait(m_maintenance->check()).value().isSound());
        if (QByteArray(QTest::currentDataTag()) != "a call gone")
            compareTotals(m_file, zoneId);
    }

    void whatIsWrittenIsReadBack_data()
    {
        QTest::addColumn<bool>("csv");
        QTest::newRow("json lines") << false;
        QTest::newRow("csv") << true;
    }

    // Into another ledger, and out of it again: the same bytes.
    void whatIsWrittenIsReadBack()
    {
        QFETCH(bool, csv);
        const TransferFormat format = csv ? TransferFormat::Csv : TransferFormat::JsonLines;
        const QString out = m_dir->filePath(u"out"_s);
        QCOMPARE(wait(m_maintenance->exportTo(out, format)).value().calls, m_calls.size());
        QCOMPARE(QFile::permissions(out) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const QString other = m_dir->filePath(u"other.db"_s);
        make(other, zoneId);
        LedgerMaintenance there(other);
        const TransferResult first = wait(there.importFrom(out)).value();
        QCOMPARE(first.calls, m_calls.size());
        QCOMPARE(first.already, 0);
        compareTotals(other, zoneId);
        QVERIFY(wait(there.check()).value().isSound());
        const TransferResult second = wait(there.importFrom(out)).value();
        QCOMPARE(second.calls, 0);
        QCOMPARE(second.already, m_calls.size());
        compareTotals(other, zoneId);
        QVERIFY(wait(there.exportTo(m_dir->filePath(u"again"_s), format)).has_value());
        QCOMPARE(test::contents(m_dir->filePath(u"again"_s)), test::contents(out));
    }

    void whatIsNoHistoryIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << u"line 1"_s;
        QTest::newRow("another table") << QByteArray("date,amount\n2026-01-01,3\n") << u"line 1"_s;
        QTest::newRow("another object") << QByteArray("{\"a\": 1}\n") << u"line 1"_s;
        QTest::newRow("cut off") << QByteArray("{\"lineup_ledger\":1}\n{\"id\":\"a\",\"started") << u"line 2"_s;
        QTest::newRow("too few cells") << QByteArray("id,started_ms\na\n") << u"line 2"_s;
        QTest::newRow("no cost and no reason") << QByteArray("id,started_ms\na,5\n") << u"line"_s;
    }

    void whatIsNoHistoryIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const QStringList before = dump(m_file);
        QVERIFY(test::writeFile(m_dir->filePath(u"in"_s), bytes));
        const Result<TransferResult> result = wait(m_maintenance->importFrom(m_dir->filePath(u"in"_s)));
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), int(Error::Kind::BadRequest));
        QVERIFY2(result.error().detail.contains(says), qPrintable(result.error().detail));
        QCOMPARE(dump(m_file), before);
    }

    void aMissingFileIsSaid()
    {
        QVERIFY(!wait(m_maintenance->importFrom(m_dir->filePath(u"none"_s))));
        QVERIFY(!wait(m_maintenance->exportTo(m_dir->filePath(u"no/folder"_s), TransferFormat::Csv)));
    }

    void sumsStayWhenDetailsGo()
    {
        QVERIFY(!wait(m_maintenance->detailsFrom()).value().isValid());
        const QString out = m_dir->filePath(u"out"_s);
        QVERIFY(wait(m_maintenance->exportTo(out, TransferFormat::JsonLines)).has_value());
        const QDate kept(2026, 3, 22);
        const qint64 gone = wait(m_maintenance->keepDetails(10, now)).value();
        QCOMPARE(wait(m_maintenance->detailsFrom()).value(), kept);
        const QTimeZone zone(zoneId);
        const auto isOld = [&](const CallRecord &call) { return call.startedAt.toTimeZone(zone).date() < kept; };
        QCOMPARE(gone, std::count_if(m_calls.begin(), m_calls.end(), isOld));
        compareTotals(m_file, zoneId);
        SqliteReports reports(m_file);
        const qint64 lines = std::count_if(
            m_calls.begin(), m_calls.end(), [&](const CallRecord &call) { return !call.demo && !isOld(call); });
        QCOMPARE(wait(reports.countCalls({})).value_or(-1), lines);
        QCOMPARE(wait(reports.calls({.count = 1000})).value().size(), lines);
        QVERIFY(wait(m_maintenance->check()).value().isSound());
        // What is gone would be counted twice if it came back.
        const TransferResult back = wait(m_maintenance->importFrom(out)).value();
        QCOMPARE(back.left, gone);
        QCOMPARE(back.already, m_calls.size() - gone);
        compareTotals(m_file, zoneId);
        QVERIFY(!wait(m_maintenance->setTimeZone("Asia/Tokyo")));
        QCOMPARE(wait(m_maintenance->keepDetails(10, now)).value(), 0);
        // The sums are in a copy of the history, and are not mistaken for calls.
        QVERIFY(wait(m_maintenance->exportTo(out, TransferFormat::JsonLines)).has_value());
        QVERIFY(test::contents(out).contains("\"sums_of\":\"2026-03-0"));
        const TransferResult again = wait(m_maintenance->importFrom(out)).value();
        QCOMPARE(again.calls + again.days + again.left + again.daysLeft, 0);
        compareTotals(m_file, zoneId);
    }

    // Sums of days whose calls are gone cannot be counted again; those of their words can.
    void sumsOnlyDaysAreRepairedFromTheirScopes()
    {
        QVERIFY(wait(m_maintenance->keepDetails(10, now)).has_value());
        QVERIFY(exec(m_file, u"UPDATE spend_days SET cost_nano = cost_nano + 1 WHERE scope_id <= 0"_s));
        QVERIFY(!wait(m_maintenance->check()).value().isSound());
        QVERIFY(wait(m_maintenance->repair()).has_value());
        QVERIFY(wait(m_maintenance->check()).value().isSound());
        compareTotals(m_file, zoneId);
    }

    void sumsOnlyDaysAreReadBack_data() { whatIsWrittenIsReadBack_data(); }

    void sumsOnlyDaysAreReadBack()
    {
        QFETCH(bool, csv);
        const TransferFormat format = csv ? TransferFormat::Csv : TransferFormat::JsonLines;
        const qint64 gone = wait(m_maintenance->keepDetails(10, now)).value();
        const QString out = m_dir->filePath(u"out"_s);
        const TransferResult written = wait(m_maintenance->exportTo(out, format)).value();
        QVERIFY(gone > 100 && written.days > 25);
        // The other ledger counts days elsewhere, but has none yet: it takes over the zone.
        const QString other = m_dir->filePath(u"other.db"_s);
        make(other, "Asia/Tokyo");
        LedgerMaintenance there(other);
        const TransferResult first = wait(there.importFrom(out)).value();
        QCOMPARE(first.calls, m_calls.size() - gone);
        QCOMPARE(first.days, written.days);
        QCOMPARE(first.left + first.daysLeft, 0);
        compareTotals(other, zoneId);
        QVERIFY(wait(there.check()).value().isSound());
        const TransferResult second = wait(there.importFrom(out)).value();
        QCOMPARE(second.calls + second.days + second.left + second.daysLeft, 0);
        compareTotals(other, zoneId);
        QVERIFY(wait(there.exportTo(m_dir->filePath(u"again"_s), format)).has_value());
        QCOMPARE(test::contents(m_dir->filePath(u"again"_s)), test::contents(out));
    }

    // They may be the same calls: nothing is counted twice.
    void sumsOfDaysWithCallsAreLeft()
    {
        const QString whole = m_dir->filePath(u"whole"_s);
        const QString sums = m_dir->filePath(u"sums"_s);
        QVERIFY(wait(m_maintenance->exportTo(whole, TransferFormat::JsonLines)).has_value());
        QVERIFY(wait(m_maintenance->keepDetails(10, now)).has_value());
        const TransferResult written = wait(m_maintenance->exportTo(sums, TransferFormat::JsonLines)).value();
        const QString other = m_dir->filePath(u"other.db"_s);
        make(other, zoneId);
        LedgerMaintenance there(other);
        QVERIFY(wait(there.importFrom(whole)).has_value());
        QCOMPARE(wait(there.importFrom(sums)).value().daysLeft, written.days);
        compareTotals(other, zoneId);
        // In another zone no day is the same.
        const QString far = m_dir->filePath(u"far.db"_s);
        make(far, "Asia/Tokyo");
        SqliteLedger ledger(far);
        CallRecord call = m_calls.first();
        call.demo = false;
        ledger.record(call);
        QVERIFY(wait(ledger.flush()).has_value());
        LedgerMaintenance elsewhere(far);
        QCOMPARE(wait(elsewhere.importFrom(sums)).value().daysLeft, written.days);
        QVERIFY(wait(elsewhere.check()).value().isSound());
    }

    void badSumsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no day") << QByteArray(R"({"sums_of":"soon","time_zone":"UTC","status":"answered"})");
        QTest::newRow("no status") << QByteArray(R"({"sums_of":"2026-01-01","time_zone":"UTC"})");
    }

    void badSumsAreRefused()
    {
        QFETCH(QByteArray, line);
        const QString in = m_dir->filePath(u"in"_s);
        QVERIFY(test::writeFile(in, "{\"lineup_ledger\":1}\n" + line + '\n'));
        const Result<TransferResult> result = wait(m_maintenance->importFrom(in));
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), int(Error::Kind::BadRequest));
        compareTotals(m_file, zoneId);
    }

    void aBackupIsWholeAndNotWrittenOver()
    {
        const QString copy = m_dir->filePath(u"copy.db"_s);
        QVERIFY(wait(m_maintenance->backup(copy)).has_value());
        QCOMPARE(dump(copy), dump(m_file));
        QVERIFY(!wait(m_maintenance->backup(copy)));
        QCOMPARE(dump(copy), dump(m_file));
        QVERIFY(wait(m_maintenance->compact()).has_value());
        QCOMPARE(dump(m_file), dump(copy));
    }

    void anotherZoneCountsAnew()
    {
        QVERIFY(wait(m_maintenance->setTimeZone("Pacific/Auckland")).has_value());
        compareTotals(m_file, "Pacific/Auckland");
        QVERIFY(wait(m_maintenance->check()).value().isSound());
        const Result<bool> nowhere = wait(m_maintenance->setTimeZone("Mars/Olympus"));
        QVERIFY(!nowhere);
        QCOMPARE(int(nowhere.error().kind), int(Error::Kind::BadRequest));
        compareTotals(m_file, "Pacific/Auckland");
    }

    void repricingCanBeSeenDoneAndUndone()
    {
        const QStringList before = dump(m_file);
        const RepriceRequest request = repricing(u"openai/gpt"_s, "2");
        const RepriceResult seen = wait(m_maintenance->previewRepricing(request)).value();
        QCOMPARE(dump(m_file), before);
        // By hand: two millionths of a dollar for each token and search, whatever its kind.
        qint64 attempts = 0;
        Money after;
        for (const CallRecord &call : std::as_const(m_calls)) {
            for (const AttemptRecord &attempt : call.attempts) {
                using P = Cost::Provenance;
                const bool worked = attempt.cost.isKnown()
                    ? attempt.cost.provenance() == P::Computed || attempt.cost.provenance() == P::Estimated
                    : attempt.cost.reason() == Cost::Reason::NoPrice;
                const Usage &usage = attempt.usage;
                const Money cost
                    = Money::fromNano((usage.inputTotal() + usage.outputTotal() + usage.webSearches) * 2000);
                if (call.demo || attempt.service != "openai"_L1 || attempt.model != "gpt"_L1 || !worked
                    || !usage.isKnown() || attempt.cost.amount() == cost)
                    continue;
                ++attempts;
                after += cost;
            }
        }
        QVERIFY(attempts > 20);
        QCOMPARE(seen.attempts, attempts);
        QCOMPARE(seen.after.nano(), after.nano());
        QCOMPARE(seen.batch, 0);
        const RepriceResult made = wait(m_maintenance->applyRepricing(request, now)).value();
        QVERIFY(made.lines == seen.lines);
        QVERIFY(made.batch > 0);
        QVERIFY(wait(m_maintenance->check()).value().isSound());
        SqliteReports reports(m_file);
        QCOMPARE(wait(reports.query({})).value().total.cost.nano(),
            recount(m_calls, {}, QTimeZone(zoneId)).total.cost.nano() - made.before.nano() + made.after.nano());
        QCOMPARE(wait(m_maintenance->previewRepricing(request)).value().attempts, 0);
        const QList<Correction> list = wait(m_maintenance->corrections()).value();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.first().attempts, attempts);
        QCOMPARE(list.first().note, u"new prices"_s);
        QVERIFY(wait(m_maintenance->undoRepricing(made.batch, now)).has_value());
        QCOMPARE(dump(m_file), before);
        QVERIFY(wait(m_maintenance->corrections()).value().first().undoneAt.isValid());
    }

    void theLaterCorrectionIsUndoneFirst()
    {
        const QStringList before = dump(m_file);
        const qint64 one = wait(m_maintenance->applyRepricing(repricing(u"openai/gpt"_s, "2"), now)).value().batch;
        const qint64 two = wait(m_maintenance->applyRepricing(repricing(u"openai/gpt"_s, "3"), now)).value().batch;
        const Result<bool> early = wait(m_maintenance->undoRepricing(one, now));
        QVERIFY(!early);
        QCOMPARE(int(early.error().kind), int(Error::Kind::BadRequest));
        QVERIFY(wait(m_maintenance->undoRepricing(two, now)).has_value());
        QVERIFY(!wait(m_maintenance->undoRepricing(two, now)));
        QVERIFY(wait(m_maintenance->undoRepricing(one, now)).has_value());
        QCOMPARE(dump(m_file), before);
        const Result<bool> unknown = wait(m_maintenance->undoRepricing(99, now));
        QVERIFY(!unknown);
        QCOMPARE(int(unknown.error().kind), int(Error::Kind::NotFound));
    }

    void reportsHearOfCorrections()
    {
        SqliteReports reports(m_file, {.watchEvery = std::chrono::milliseconds(20)});
        const QSignalSpy spy(&reports, &Reports::changed);
        QVERIFY(wait(reports.query({})).has_value());
        QTest::qWait(60);
        QVERIFY(wait(m_maintenance->applyRepricing(repricing(u"openai/gpt"_s, "2"), now)).value().batch > 0);
        QTRY_COMPARE(spy.count(), 1);
    }

    void progressIsSaidAndStopped()
    {
        const QSignalSpy spy(&*m_maintenance, &LedgerMaintenance::progress);
        QVERIFY(wait(m_maintenance->check()).has_value());
        QTRY_VERIFY(spy.count() > 0);
        QTRY_COMPARE(spy.last().at(0), spy.last().at(1));
        const QFuture<Result<LedgerAudit>> check = m_maintenance->check();
        const QFuture<Result<TransferResult>> copy
            = m_maintenance->exportTo(m_dir->filePath(u"out"_s), TransferFormat::Csv);
        m_maintenance->cancel();
        const Result<TransferResult> stopped = wait(copy);
        QVERIFY(!stopped);
        QCOMPARE(int(stopped.error().kind), int(Error::Kind::Cancelled));
        QVERIFY(!QFile::exists(m_dir->filePath(u"out"_s)));
        QVERIFY(wait(m_maintenance->check()).value().isSound()); // the next one runs
    }

private:
    static void make(const QString &file, const QByteArray &zone)
    {
        Database database(file);
        QVERIFY(wait(database.run([zone](Connection &c) {
            return done(LedgerSettings::set(c, LedgerSettings::timeZone, QString::fromLatin1(zone)));
        })).has_value());
    }

    void compareTotals(const QString &file, const QByteArray &zone)
    {
        SqliteReports reports(file);
        for (const SpendGroup group : {SpendGroup::Day, SpendGroup::Month, SpendGroup::Model, SpendGroup::Tag}) {
            const SpendQuery query {.groups = {group}};
            const test::Recount expected = recount(m_calls, query, QTimeZone(zone));
            const SpendTable actual = wait(reports.query(query)).value();
            QVERIFY(actual.total == expected.total);
            QCOMPARE(actual.rows.size(), expected.rows.size());
            for (const SpendRow &row : actual.rows)
                QVERIFY2(row.sums == expected.rows.value(row.keys), qPrintable(row.keys.first()));
        }
    }

    std::optional<QTemporaryDir> m_dir;
    QString m_file;
    QList<CallRecord> m_calls;
    std::optional<LedgerMaintenance> m_maintenance;
};

QTEST_GUILESS_MAIN(TestLedgerMaintenance)
#include "tst_ledger_maintenance.moc"
