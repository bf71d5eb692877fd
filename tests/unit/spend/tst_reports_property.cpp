// SPDX-License-Identifier: GPL-3.0-or-later
// All totals agree to the nano-dollar, over ledgers and filters by chance: every grouping, the table of calls page by
// page, the ledger's own totals, and a recount of the records that the test made.
#include "core/spend/SqliteLedger.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/reports/SqliteReports.h"
#include "tests/support/RandomLedger.h"
#include "tests/support/Sanitized.h"
#include "tests/support/StoreHelp.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using lineup::test::fits;
using lineup::test::RandomLedger;
using lineup::test::Recount;
using lineup::test::recount;
using lineup::test::wait;

namespace {

const QByteArray zoneId("Europe/Berlin");
const QDate firstDay(2026, 2, 20); // clocks change on 29 March
constexpr int days = 75;
constexpr int filters = 20 / lineup::test::thinning + 4;

const QList<SpendGroup> allGroups {SpendGroup::None, SpendGroup::Day, SpendGroup::Week, SpendGroup::Month,
    SpendGroup::Service, SpendGroup::Model, SpendGroup::Chain, SpendGroup::User, SpendGroup::Project, SpendGroup::Tag,
    SpendGroup::Source, SpendGroup::Status};
const QList<CallOrder> allOrders {
    CallOrder::Time, CallOrder::Cost, CallOrder::Input, CallOrder::Output, CallOrder::FirstToken, CallOrder::Duration};

qint64 valueOf(const CallLine &line, CallOrder order)
{
    switch (order) {
    case CallOrder::Time:
        return line.startedAt.toMSecsSinceEpoch();
    case CallOrder::Cost:
        return line.cost.nano();
    case CallOrder::Input:
        return line.input;
    case CallOrder::Output:
        return line.output;
    case CallOrder::FirstToken:
        return line.firstToken ? line.firstToken->count() : -1;
    case CallOrder::Duration:
        return line.total.count();
    }
    return 0;
}

} // namespace

class TestReportsProperty : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void allTotalsAgree_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed)
            QTest::addRow("ledger %u", seed) << seed;
    }

    void allTotalsAgree()
    {
        QFETCH(quint32, seed);
        const QTemporaryDir dir;
        make(dir.filePath(u"ledger.db"_s), seed);
        SqliteReports reports(dir.filePath(u"ledger.db"_s));
        RandomLedger random(seed + 1000);
        for (int i = 0; i < 12; ++i) {
            const SpendFilter filter = i == 0 ? SpendFilter() : random.filter(firstDay, days);
            checkSums(reports, filter, random);
            if (QTest::currentTestFailed())
                return;
            checkCalls(reports, filter, random);
            if (QTest::currentTestFailed())
                return;
        }
        // Each kind of words alone: such questions are answered from sums of their own.
        for (const SpendGroup group : wordGroups()) {
            SpendFilter filter;
            const SpendTable words = wait(reports.query({.groups = {group}})).value();
            setFilterWords(filter, group, {words.rows.at(random.below(int(words.rows.size()))).keys.first()});
            if (random.below(2) == 0)
                setFilterWords(filter, group,
                    filterWords(filter, group) << words.rows.at(random.below(int(words.rows.size()))).keys.first());
            filter.from = firstDay.addDays(random.below(days));
            checkSums(reports, filter, random);
            checkCalls(reports, filter, random);
            if (QTest::currentTestFailed())
                return;
        }
        SqliteLedger ledger(dir.filePath(u"ledger.db"_s));
        for (int i = 0; i < filters && !QTest::currentTestFailed(); ++i)
            checkLedger(ledger, reports, random);
    }

private:
    void make(const QString &file, quint32 seed)
    {
        Database database(file);
        QVERIFY(wait(database.run([](Connection &c) -> Result<bool> {
            const auto error = LedgerSettings::set(c, LedgerSettings::timeZone, QString::fromLatin1(zoneId));
            return error ? Result<bool>(*error) : Result<bool>(true);
        })).has_value());
        m_calls = RandomLedger(seed, zoneId).calls(400, firstDay, days);
        SqliteLedger ledger(file);
        for (int i = 0; i < m_calls.size(); ++i) {
            ledger.record(m_calls.at(i));
            if (i % 37 == 0)
                QVERIFY(wait(ledger.flush()).has_value());
        }
        QVERIFY(wait(ledger.flush()).has_value());
    }

    void check(SqliteReports &reports, const SpendQuery &query)
    {
        const Recount expected = recount(m_calls, query, m_zone);
        const Result<SpendTable> actual = wait(reports.query(query));
        QVERIFY2(actual.has_value(), actual ? "" : qPrintable(actual.error().detail));
        QVERIFY(actual->total == expected.total);
        QList<SpendRow> rows;
        for (auto it = expected.rows.cbegin(); it != expected.rows.cend(); ++it)
            rows += {it.key(), it.value()};
        QCOMPARE(actual->rows.size(), rows.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(actual->rows.at(i).keys, rows.at(i).keys);
            QVERIFY2(actual->rows.at(i).sums == rows.at(i).sums, qPrintable(rows.at(i).keys.join(u' ')));
        }
    }

    void checkSums(SqliteReports &reports, const SpendFilter &filter, RandomLedger &random)
    {
        check(reports, {.filter = filter, .groups = {}});
        for (const SpendGroup group : allGroups) {
            check(reports, {.filter = filter, .groups = {group}});
            const SpendGroup other = allGroups.at(random.below(static_cast<int>(allGroups.size())));
            if (other != group)
                check(reports, {.filter = filter, .groups = {group, other}});
            if (QTest::currentTestFailed()) {
                qInfo() << spendGroupName(group) << spendGroupName(other) << filter.from << filter.to;
                return;
            }
        }
    }

    QList<CallLine> allLines(SqliteReports &reports, const CallPageQuery &first)
    {
        CallPageQuery query = first;
        QList<CallLine> lines;
        for (;;) {
            const QList<CallLine> page = wait(reports.calls(query)).value_or(QList<CallLine>());
            lines += page;
            if (page.size() < query.count)
                return lines;
            query.after = page.last();
        }
    }

    void checkCalls(SqliteReports &reports, const SpendFilter &filter, RandomLedger &random)
    {
        const SpendSums total = recount(m_calls, {.filter = filter}, m_zone).total;
        QMultiHash<QDateTime, const CallRecord *> expected;
        for (const CallRecord &call : std::as_const(m_calls)) {
            const auto passes = [&](const AttemptRecord &attempt) { return fits(call, &attempt, filter, m_zone); };
            const bool any = call.attempts.isEmpty() ? fits(call, nullptr, filter, m_zone)
                                                     : std::any_of(call.attempts.begin(), call.attempts.end(), passes);
            if (any)
                expected.insert(call.startedAt, &call);
        }
        for (const CallOrder order : allOrders) {
            const bool descending = random.below(2) == 0;
            const QList<CallLine> lines = allLines(
                reports, {.filter = filter, .order = order, .descending = descending, .count = 3 + random.below(90)});
            QCOMPARE(lines.size(), expected.size());
            QCOMPARE(wait(reports.countCalls(filter)).value_or(-1), expected.size());
            SpendSums sums;
            QSet<qint64> seen;
            for (qsizetype i = 0; i < lines.size(); ++i) {
                const CallLine &line = lines.at(i);
                seen += line.seq;
                sums.cost += line.cost;
                sums.unpriced += line.unpriced;
                sums.inputFresh += line.input;
                sums.outputText += line.output;
                if (i > 0) {
                    const std::pair before {valueOf(lines.at(i - 1), order), lines.at(i - 1).seq};
                    const std::pair here {valueOf(line, order), line.seq};
                    QVERIFY(descending ? here < before : before < here);
                }
            }
            QCOMPARE(seen.size(), lines.size());
            QCOMPARE(sums.cost.nano(), total.cost.nano());
            QCOMPARE(sums.unpriced, total.unpriced);
            QCOMPARE(sums.inputFresh, total.input());
            QCOMPARE(sums.outputText, total.output());
            for (const CallLine &line : lines)
                QVERIFY(expected.contains(line.startedAt));
        }
    }

    // A span of whole days by the ledger, which the window asks, and by reports.
    void checkLedger(SqliteLedger &ledger, SqliteReports &reports, RandomLedger &random)
    {
        const QDate from = firstDay.addDays(random.below(days));
        const QDate to = from.addDays(random.below(40));
        const Result<SpendTotals> totals
            = wait(ledger.totals(from.startOfDay(m_zone), to.addDays(1).startOfDay(m_zone)));
        const Result<SpendTable> table = wait(reports.query({.filter = {.from = from, .to = to}}));
        QVERIFY(totals && table);
        QCOMPARE(totals->known.nano(), table->total.cost.nano());
        QCOMPARE(totals->calls, table->total.calls);
        QCOMPARE(totals->failed, table->total.failed);
        QCOMPARE(totals->unpriced, table->total.unpriced);
        // And between any two moments.
        const QDateTime start = from.startOfDay(m_zone).addMSecs(random.below(100'000'000));
        const QDateTime end = start.addMSecs(random.below(1'000'000'000));
        Money sum;
        for (const CallRecord &call : std::as_const(m_calls)) {
            if (!call.demo && call.startedAt >= start && call.startedAt < end)
                sum += recount({call}, {}, m_zone).total.cost;
        }
        QCOMPARE(wait(ledger.totals(start, end)).value_or(SpendTotals()).known.nano(), sum.nano());
    }

    QList<CallRecord> m_calls;
    const QTimeZone m_zone {zoneId};
};

QTEST_GUILESS_MAIN(TestReportsProperty)
#include "tst_reports_property.moc"
