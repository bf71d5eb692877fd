// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the ledger beside the calls: labels, status, prices, and the sums of days and months.
#include "core/spend/CallRows.h"
#include "core/spend/SqliteLedger.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/ledger/OlderCalls.h"
#include "core/spend/ledger/ScopeSums.h"
#include "core/spend/ledger/SpanTotals.h"
#include "tests/support/RandomLedger.h"
#include "tests/support/StoreHelp.h"

#include <QJsonArray>
#include <QRegularExpression>
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

AttemptRecord attemptAt(const QString &service, const QString &model, const Cost &cost)
{
    AttemptRecord attempt {.service = service, .model = model, .startedAt = noon};
    attempt.cost = cost;
    return attempt;
}

CallRecord callOf(const QString &id, const QList<AttemptRecord> &attempts)
{
    CallRecord call;
    call.id = id;
    call.startedAt = noon;
    call.requestedModel = u"m"_s;
    call.source = u"cli"_s;
    call.attempts = attempts;
    call.cost = totalCost(attempts);
    return call;
}

Error errorOf(Error::Kind kind, const QString &code = {})
{
    return {.kind = kind, .detail = u"no"_s, .code = code};
}

// The rows of an answer, each as its columns with | between.
QStringList rows(Database &database, const QString &sql, int columns)
{
    return wait(database.run([sql, columns](Connection &c) -> Result<QStringList> {
        QStringList out;
        const std::optional<Error> error = c.each(sql, {}, [&](const Row &row) {
            QStringList line;
            for (int i = 0; i < columns; ++i)
                line += row.isNull(i) ? u"NULL"_s : row.text(i);
            out += line.join(u'|');
        });
        return error ? Result<QStringList>(*error) : Result<QStringList>(out);
    })).value_or(QStringList {u"failed"_s});
}

bool record(Database &database, const QList<CallRecord> &calls)
{
    return wait(database.run([calls](Connection &c) -> Result<bool> {
        const auto error = c.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
            for (const CallRecord &call : calls) {
                if (const auto failed = CallRows::write(c, call))
                    return failed;
            }
            return std::nullopt;
        });
        return error ? Result<bool>(*error) : Result<bool>(true);
    })).has_value();
}

bool setZone(Database &database, const QString &zone)
{
    return wait(database.run([zone](Connection &c) -> Result<bool> {
        const auto error = LedgerSettings::set(c, LedgerSettings::timeZone, zone);
        return error ? Result<bool>(*error) : Result<bool>(true);
    })).has_value();
}

} // namespace

class TestLedgerSums : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir.emplace();
        m_database.emplace(m_dir->filePath(u"ledger.db"_s));
        QVERIFY(setZone(*m_database, u"UTC"_s));
    }
    void cleanup() { m_database.reset(); }

    void statusIsHowTheCallEnded_data()
    {
        QTest::addColumn<int>("kind"); // -1: no error
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("status");
        QTest::newRow("answered") << -1 << QString() << u"answered"_s;
        QTest::newRow("refused") << int(Error::Kind::RateLimited) << QString() << u"failed"_s;
        QTest::newRow("stopped") << int(Error::Kind::Cancelled) << QString() << u"cancelled"_s;
        QTest::newRow("process died") << int(Error::Kind::Cancelled) << u"interrupted"_s << u"interrupted"_s;
    }

    void statusIsHowTheCallEnded()
    {
        QFETCH(int, kind);
        QFETCH(QString, code);
        QFETCH(QString, status);
        CallRecord call = callOf(u"1"_s, {});
        if (kind >= 0)
            call.error = errorOf(static_cast<Error::Kind>(kind), code);
        QVERIFY(record(*m_database, {call}));
        QCOMPARE(rows(*m_database, u"SELECT status FROM calls"_s, 1), QStringList {status});
        QCOMPARE(rows(*m_database, u"SELECT status FROM spend_scopes"_s, 1), QStringList {status});
    }

    void labelsAreColumns()
    {
        CallRecord call = callOf(u"1"_s, {attemptAt(u"openai"_s, u"gpt"_s, nano(5))});
        call.requestedModel = u"chain/reliable"_s;
        call.user = u"ada"_s;
        call.metadata = {{u"project"_s, u"shop"_s}, {u"tags"_s, QJsonArray {u"night"_s, u"ci"_s, u"ci"_s}}};
        QVERIFY(record(*m_database, {call}));
        QCOMPARE(
            rows(*m_database, u"SELECT project, tags FROM calls"_s, 2), QStringList {u"shop|[\"ci\",\"night\"]"_s});
        QCOMPARE(rows(*m_database,
                     u"SELECT service, model, chain, user_name, project, tags, source, status FROM spend_scopes"_s, 8),
            QStringList {u"openai|gpt|reliable|ada|shop|[\"ci\",\"night\"]|cli|answered"_s});
        QCOMPARE(rows(*m_database, u"SELECT tag FROM spend_scope_tags ORDER BY tag"_s, 1),
            (QStringList {u"ci"_s, u"night"_s}));
    }

    void aScopeIsThereOnce()
    {
        QList<CallRecord> calls;
        for (int i = 0; i < 4; ++i)
            calls += callOf(QString::number(i), {attemptAt(u"s"_s, i % 2 ? u"a"_s : u"b"_s, nano(1))});
        QVERIFY(record(*m_database, calls));
        QCOMPARE(rows(*m_database, u"SELECT count(*), count(DISTINCT model) FROM spend_scopes"_s, 2),
            QStringList {u"2|2"_s});
    }

    void aPriceIsThereOnceAndANewOneBeside()
    {
        AttemptRecord attempt = attemptAt(u"s"_s, u"m"_s, nano(1));
        attempt.price = Price {.input = UnitPrice::fromDecimal(u"0.000001")};
        QVERIFY(record(*m_database, {callOf(u"1"_s, {attempt, attempt}), callOf(u"2"_s, {attempt})}));
        attempt.price->input = UnitPrice::fromDecimal(u"0.000002");
        QVERIFY(record(*m_database, {callOf(u"3"_s, {attempt})}));
        QCOMPARE(rows(*m_database, u"SELECT price FROM price_versions ORDER BY id"_s, 1),
            (QStringList {u"{\"input\":\"0.000001\"}"_s, u"{\"input\":\"0.000002\"}"_s}));
        QCOMPARE(rows(*m_database, u"SELECT price_id FROM attempts ORDER BY call_seq, number"_s, 1),
            (QStringList {u"1"_s, u"1"_s, u"1"_s, u"2"_s}));
    }

    void whatACostWasMadeOfComesBack()
    {
        AttemptRecord attempt = attemptAt(u"s"_s, u"m"_s, nano(11));
        attempt.price = Price {.input = UnitPrice::fromDecimal(u"0.00000015"), .asOf = QDate(2026, 4, 1)};
        attempt.serviceTier = u"flex"_s;
        attempt.searchContextSize = u"high"_s;
        attempt.computedCost = Money::fromNano(12);
        attempt.providerCost = Money();
        attempt.cacheSaved = Money::fromNano(-3);
        QVERIFY(record(*m_database, {callOf(u"1"_s, {attempt, attemptAt(u"s"_s, u"m"_s, nano(1))})}));
        const QList<CallRecord> calls
            = wait(m_database->run([](Connection &c) { return CallRows::newest(c, 1); })).value();
        const AttemptRecord first = calls.first().attempts.first();
        QVERIFY(first.price == attempt.price);
        QCOMPARE(first.serviceTier, u"flex"_s);
        QCOMPARE(first.searchContextSize, u"high"_s);
        QVERIFY(first.computedCost == attempt.computedCost);
        QVERIFY(first.providerCost == Money()); // 0 is a figure
        QVERIFY(first.cacheSaved == attempt.cacheSaved);
        const AttemptRecord plain = calls.first().attempts.last();
        QVERIFY(!plain.price && !plain.computedCost && !plain.providerCost && !plain.cacheSaved);
    }

    void everySumIsKeptForTheDay()
    {
        AttemptRecord first = attemptAt(u"a"_s, u"m"_s, Cost::known(Money::fromNano(7), Cost::Provenance::Estimated));
        first.usage = {.source = Usage::Source::Estimated,
            .inputFresh = 1,
            .inputCacheRead = 2,
            .inputCacheWrite5m = 3,
            .inputCacheWrite1h = 4,
            .inputAudio = 5,
            .inputImage = 6,
            .outputText = 7,
            .outputReasoning = 8,
            .outputAudio = 9,
            .outputImage = 10,
            .webSearches = 11};
        first.cacheSaved = Money::fromNano(-2);
        const AttemptRecord second = attemptAt(u"b"_s, u"n"_s, Cost::unknown(Cost::Reason::MaybeBilled));
        CallRecord call = callOf(u"1"_s, {first, second});
        call.error = errorOf(Error::Kind::Timeout);
        call.firstToken = 40us;
        call.total = 90us;
        QVERIFY(record(*m_database, {call}));
        const QString columns = u"cost_nano, estimated_nano, cache_saved_nano, calls, failed, cancelled, attempts, "
                                "unpriced, input_fresh, input_cache_read, input_cache_write, input_other, output_text, "
                                "output_reasoning, output_other, web_searches, first_token_us, timed_calls, total_us"_s;
        const QString ofFirst = u"7|7|-2|0|0|0|1|0|1|2|7|11|7|8|19|11|0|0|0"_s;
        const QString ofSecond = u"0|0|0|1|1|0|1|1|0|0|0|0|0|0|0|0|40|1|90"_s;
        const QString ofBoth = u"7|7|-2|1|1|0|2|1|1|2|7|11|7|8|19|11|40|1|90"_s;
        for (const QString &table : {u"spend_days"_s, u"spend_months"_s}) {
            QCOMPARE(
                rows(*m_database, u"SELECT %1 FROM %2 WHERE scope_id >= 0 ORDER BY scope_id"_s.arg(columns, table), 19),
                (QStringList {ofBoth, ofFirst, ofSecond}));
        }
        const QString day = QString::number(QDate(2026, 4, 22).toJulianDay());
        QCOMPARE(rows(*m_database, u"SELECT DISTINCT day FROM spend_days"_s, 1), QStringList {day});
    }

    void everyWordHasItsSums()
    {
        CallRecord call = callOf(u"1"_s, {attemptAt(u"a"_s, u"m"_s, nano(7)), attemptAt(u"b"_s, u"m"_s, nano(5))});
        call.user = u"ada"_s;
        call.metadata = {{u"tags"_s, QJsonArray {u"ci"_s, u"night"_s}}};
        QVERIFY(record(*m_database, {call, callOf(u"2"_s, {attemptAt(u"a"_s, u"m"_s, nano(1))})}));
        const QStringList expected {u"chain||13|2"_s, u"model|a/m|8|1"_s, u"model|b/m|5|1"_s, u"project||13|2"_s,
            u"service|a|8|1"_s, u"service|b|5|1"_s, u"source|cli|13|2"_s, u"status|answered|13|2"_s, u"tag||1|1"_s,
            u"tag|ci|12|1"_s, u"tag|night|12|1"_s, u"user||1|1"_s, u"user|ada|12|1"_s};
        for (const QString &table : {u"spend_days"_s, u"spend_months"_s}) {
            QCOMPARE(rows(*m_database,
                         u"SELECT w.kind, w.word, d.cost_nano, d.calls FROM spend_words w JOIN %1 d ON d.scope_id = "
                         "-w.id ORDER BY w.kind, w.word"_s.arg(table),
                         4),
                expected);
        }
    }

    // What a ledger of the sixth step has is brought forward: the sums of words from those of scopes, calls or not.
    void wordsOfOlderLedgersAreMade()
    {
        QVERIFY(record(*m_database, test::RandomLedger(3, "UTC").calls(120, QDate(2026, 1, 20), 40)));
        const QString sums = u"SELECT d.*, w.kind, w.word FROM spend_days d JOIN spend_words w ON d.scope_id = -w.id "
                             "ORDER BY w.kind, w.word, d.day"_s;
        const QString months = u"SELECT d.*, w.kind, w.word FROM spend_months d JOIN spend_words w ON d.scope_id = "
                               "-w.id ORDER BY w.kind, w.word, d.month"_s;
        const QStringList before = withoutIds(rows(*m_database, sums, 23) + rows(*m_database, months, 23));
        QVERIFY(before.size() > 200);
        m_database.reset();
        downgrade({u"DELETE FROM spend_days WHERE scope_id < 0"_s, u"DELETE FROM spend_months WHERE scope_id < 0"_s,
            u"DROP TABLE spend_scope_sums"_s, u"DROP TABLE spend_words"_s, u"DELETE FROM calls"_s,
            u"PRAGMA user_version = 6"_s});
        m_database.emplace(m_dir->filePath(u"ledger.db"_s));
        QCOMPARE(withoutIds(rows(*m_database, sums, 23) + rows(*m_database, months, 23)), before);
        QVERIFY(wait(m_database->run([](Connection &c) { return ScopeSums::isWhole(c); })).value_or(false));
    }

    void aCallWithoutAttemptsCounts()
    {
        CallRecord call = callOf(u"1"_s, {});
        call.error = errorOf(Error::Kind::BudgetExhausted);
        QVERIFY(record(*m_database, {call}));
        QCOMPARE(rows(*m_database,
                     u"SELECT s.service, s.model, d.calls, d.failed, d.attempts, d.unpriced FROM spend_days d JOIN "
                     "spend_scopes s ON s.id = d.scope_id"_s,
                     6),
            QStringList {u"||1|1|0|0"_s});
    }

    void demoCallsAreInNoSum()
    {
        CallRecord call = callOf(u"1"_s, {attemptAt(u"demo"_s, u"swift"_s, nano(5))});
        call.demo = true;
        QVERIFY(record(*m_database, {call}));
        QCOMPARE(rows(*m_database, u"SELECT count(*) FROM spend_days"_s, 1), QStringList {u"0"_s});
        QCOMPARE(rows(*m_database, u"SELECT count(*) FROM spend_scopes"_s, 1), QStringList {u"0"_s});
        QCOMPARE(rows(*m_database, u"SELECT scope_id FROM calls"_s, 1), QStringList {u"NULL"_s});
    }

    void theSameCallIsSummedOnce()
    {
        const CallRecord call = callOf(u"1"_s, {attemptAt(u"s"_s, u"m"_s, nano(5))});
        QVERIFY(record(*m_database, {call, call}));
        QVERIFY(record(*m_database, {call}));
        QCOMPARE(
            rows(*m_database, u"SELECT sum(cost_nano) FROM spend_days WHERE scope_id = 0"_s, 1), QStringList {u"5"_s});
    }

    void daysAreThoseOfTheLedgersZone()
    {
        QVERIFY(setZone(*m_database, u"Pacific/Auckland"_s)); // noon UTC is midnight there
        QList<CallRecord> calls {callOf(u"1"_s, {}), callOf(u"2"_s, {})};
        calls[0].startedAt = noon.addMSecs(-1);
        QVERIFY(record(*m_database, calls));
        const QDate day(2026, 4, 22);
        QCOMPARE(rows(*m_database, u"SELECT day, calls FROM spend_days WHERE scope_id = 0 ORDER BY day"_s, 2),
            (QStringList {u"%1|1"_s.arg(day.toJulianDay()), u"%1|1"_s.arg(day.toJulianDay() + 1)}));
    }

    void theZoneIsSetOnceForEverybody()
    {
        Database fresh(m_dir->filePath(u"fresh.db"_s));
        QVERIFY(record(fresh, {callOf(u"1"_s, {})}));
        const QStringList zone = rows(fresh, u"SELECT value FROM ledger_settings WHERE name = 'time_zone'"_s, 1);
        QCOMPARE(zone.size(), 1);
        QVERIFY(QTimeZone(zone.first().toLatin1()).isValid());
    }

    void callsOfOlderVersionsAreSummed()
    {
        AttemptRecord attempt = attemptAt(u"s"_s, u"m"_s, nano(5));
        attempt.usage = {.source = Usage::Source::Reported, .inputFresh = 3, .outputText = 4};
        CallRecord labelled
            = callOf(u"1"_s, {attemptAt(u"t"_s, u"m"_s, Cost::unknown(Cost::Reason::NotBilled)), attempt});
        labelled.metadata = {{u"project"_s, u"shop"_s}};
        CallRecord stopped = callOf(u"2"_s, {attempt});
        stopped.error = errorOf(Error::Kind::Cancelled);
        CallRecord demo = callOf(u"3"_s, {attempt});
        demo.demo = true;
        const QList<CallRecord> calls {labelled, stopped, demo, callOf(u"4"_s, {})};
        QVERIFY(record(*m_database, calls));
        const QString all
            = u"SELECT d.*, s.project, s.service, s.status FROM spend_days d LEFT JOIN spend_scopes s ON s.id = "
              "d.scope_id WHERE d.scope_id >= 0 ORDER BY s.service, s.status, s.project"_s;
        const QStringList before = rows(*m_database, all, 24);
        const QString keys
            = u"SELECT project, tags, status, attempt_count, is_mixed, sum_cost_nano, sum_input, sum_output "
              "FROM calls ORDER BY seq"_s;
        const QStringList columns = rows(*m_database, keys, 8);
        QCOMPARE(columns.first(), u"shop|[]|answered|2|1|5|3|4"_s);
        forgetSums();
        QCOMPARE(rows(*m_database, all, 24), QStringList());
        // Until that is done a total has them all the same.
        QCOMPARE(total().cost.nano(), 10);
        QVERIFY(wait(m_database->run([](Connection &c) -> Result<bool> {
            const auto error = sumOlderCalls(c);
            return error ? Result<bool>(*error) : Result<bool>(true);
        })).has_value());
        const QStringList after = rows(*m_database, all, 24);
        QCOMPARE(after.size(), before.size());
        for (int i = 0; i < after.size(); ++i) { // scopes may have new numbers
            QStringList actual = after.at(i).split(u'|');
            QStringList expected = before.at(i).split(u'|');
            actual.removeAt(1);
            expected.removeAt(1);
            QCOMPARE(actual, expected);
        }
        QCOMPARE(rows(*m_database, keys, 8), columns);
        QCOMPARE(total().cost.nano(), 10);
    }

    void aSpanIsWholeDaysAndWhatIsBesideThem()
    {
        QList<CallRecord> calls;
        const QDateTime start(QDate(2026, 4, 1), QTime(0, 0), QTimeZone::utc());
        for (int hour = 0; hour < 24 * 40; hour += 5) {
            CallRecord call = callOf(QString::number(hour), {attemptAt(u"s"_s, u"m"_s, nano(1LL << (hour % 50)))});
            call.startedAt = start.addSecs(hour * 3600LL);
            calls += call;
        }
        QVERIFY(record(*m_database, calls));
        for (const auto &[from, to] :
            {std::pair {-10, 2000}, {0, 24}, {7, 19}, {23, 25}, {5, 24 * 40 + 1}, {24, 48}, {30, 30}}) {
            qint64 expected = 0;
            for (int hour = 0; hour < 24 * 40; hour += 5)
                expected += hour >= from && hour < to ? 1LL << (hour % 50) : 0;
            QCOMPARE(total(start.addSecs(from * 3600LL), start.addSecs(to * 3600LL)).cost.nano(), expected);
        }
    }

private:
    SpendSums total(const QDateTime &from = noon.addDays(-1), const QDateTime &to = noon.addDays(1))
    {
        const qint64 start = from.toMSecsSinceEpoch();
        const qint64 end = to.toMSecsSinceEpoch();
        return wait(m_database->run([start, end](Connection &c) {
            return spanTotals(c, start, end);
        })).value_or(SpendSums {.calls = -1});
    }

    // Numbers of rows may be others: second columns.
    static QStringList withoutIds(const QStringList &lines)
    {
        QStringList out;
        for (const QString &line : lines) {
            QStringList words = line.split(u'|');
            words.removeAt(1);
            out += words.join(u'|');
        }
        return out;
    }

    // Past the program, which would bring it forward again.
    void downgrade(const QStringList &statements)
    {
        auto connection = Connection::open(m_dir->filePath(u"ledger.db"_s), 1s);
        QVERIFY(connection.has_value());
        for (const QString &sql : statements)
            QVERIFY2(!(*connection)->execOnce(sql), qPrintable(sql));
    }

    // As the fourth step of the schema leaves a ledger that is brought forward.
    void forgetSums()
    {
        QVERIFY(wait(m_database->run([](Connection &c) -> Result<bool> {
            for (const char *sql : {"DELETE FROM spend_days", "DELETE FROM spend_months",
                     "DELETE FROM spend_scope_sums", "DELETE FROM spend_words", "DELETE FROM spend_scope_tags",
                     "DELETE FROM spend_scopes", "UPDATE attempts SET scope_id = NULL",
                     "UPDATE calls SET scope_id = NULL, project = '', tags = '[]', is_mixed = 0"}) {
                if (const auto error = c.execOnce(QString::fromLatin1(sql)))
                    return *error;
            }
            return true;
        })).has_value());
    }

    std::optional<QTemporaryDir> m_dir;
    std::optional<Database> m_database;
};

QTEST_GUILESS_MAIN(TestLedgerSums)
#include "tst_ledger_sums.moc"
