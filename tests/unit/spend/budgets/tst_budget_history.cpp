// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/budgets/BudgetCharge.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/maintenance/LedgerRetention.h"
#include "tests/support/RandomLedger.h"
#include "tests/unit/spend/budgets/BudgetBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;
using Kind = BudgetPeriod::Kind;

// What budgets make of the past, and of what is about to be sent.
class TestBudgetHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void usedIsWhatReportsSay_data();
    void usedIsWhatReportsSay();
    void daysWithoutCallsCountByTheirSums_data();
    void daysWithoutCallsCountByTheirSums();
    void aDayThatIsCutCountsWhole();
    void previewLeavesOutDaysWithoutCalls();
    void previewOfDays();
    void previewOfRollingDays();
    void previewBlocksNothingWhereItOnlyWarns();
    void forecastsBlocking();
    void forecastsSwitching();
    void forecastReservesNothing();
};

void TestBudgetHistory::usedIsWhatReportsSay_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

// Kept up call by call, made anew from the ledger, and counted from the records by the tests of reports: all the same.
void TestBudgetHistory::usedIsWhatReportsSay()
{
    QFETCH(int, seed);
    const QTimeZone zone("Europe/Berlin");
    RandomLedger random(quint32(seed), zone.id());
    const QDate from(2026, 3, 20);
    const QList<CallRecord> calls = random.calls(150, from, 14);
    BudgetBench bench;
    bench.clock.time = utc(2026, 3, 29); // when the clocks are moved
    struct Case
    {
        BudgetScope scope;
        SpendFilter filter;
    };
    const QList<Case> cases {{{}, {}}, {{.service = u"openai"_s}, {.services = {u"openai"_s}}},
        {{.model = u"router/openai/gpt"_s}, {.models = {u"router/openai/gpt"_s}}},
        {{.model = u"chain/reliable"_s}, {.chains = {u"reliable"_s}}}, {{.user = u"ada"_s}, {.users = {u"ada"_s}}},
        {{.project = u"shop"_s}, {.projects = {u"shop"_s}}}, {{.tag = u"night"_s}, {.tags = {u"night"_s}}},
        {{.source = u"cli"_s}, {.sources = {u"cli"_s}}},
        {{.service = u"openai"_s, .tag = u"ci"_s}, {.services = {u"openai"_s}, .tags = {u"ci"_s}}}};
    const QList<std::pair<BudgetPeriod, std::pair<QDate, QDate>>> periods {
        {{.kind = Kind::Day, .timeZone = zone.id()}, {QDate(2026, 3, 29), QDate(2026, 3, 29)}},
        {{.kind = Kind::Week, .timeZone = zone.id()}, {QDate(2026, 3, 23), QDate(2026, 3, 29)}},
        {{.kind = Kind::Month, .timeZone = zone.id()}, {QDate(2026, 3, 1), QDate(2026, 3, 31)}},
        {{.kind = Kind::Rolling, .days = 5, .timeZone = zone.id()}, {QDate(2026, 3, 25), QDate(2026, 3, 29)}},
        {{.kind = Kind::Total}, {QDate(), QDate()}}};
    const auto budgets = [&](const QString &when) {
        QStringList ids;
        for (const Case &each : cases) {
            for (const auto &[period, dates] : periods) {
                Budget budget = BudgetBench::blocking(1'000'000 * cent, each.scope);
                budget.period = period;
                budget.name = when + QString::number(ids.size());
                ids += bench.save(budget);
            }
        }
        return ids;
    };
    const QStringList before = budgets(u"before "_s);
    QCOMPARE(bench.all().size(), before.size()); // from here on they are kept up
    for (const CallRecord &call : calls)
        bench.ledger->record(call);
    QVERIFY(wait(bench.ledger->flush()));
    const QStringList after = budgets(u"after "_s);
    QHash<QString, BudgetStatus> all;
    for (const BudgetStatus &status : bench.all())
        all.insert(status.budget.id, status);
    qsizetype place = 0;
    for (const Case &each : cases) {
        for (const auto &[period, dates] : periods) {
            SpendQuery query {.filter = each.filter};
            query.filter.from = dates.first;
            query.filter.to = dates.second;
            const SpendSums expected = recount(calls, query, zone).total;
            for (const QString &id : {before.at(place), after.at(place)}) {
                const BudgetStatus status = all.value(id);
                QVERIFY2(status.used == expected.cost.nano(), qPrintable(status.budget.name));
                QVERIFY2(status.unpriced == expected.unpriced, qPrintable(status.budget.name));
            }
            ++place;
        }
    }
}

namespace {

// Days are those of the zone, and before the day only sums are kept.
void keepFrom(BudgetBench &bench, const QByteArray &zone, const QDate &day)
{
    const auto keep = [zone, day](Connection &connection) -> Result<qint64> {
        JobControl control;
        if (day.isValid())
            return dropDetailsBefore(connection, day, control);
        const auto error = LedgerSettings::set(connection, LedgerSettings::timeZone, QString::fromLatin1(zone));
        return error ? Result<qint64>(*error) : Result<qint64>(0);
    };
    QVERIFY(wait(bench.database()->run(keep)));
}

} // namespace

void TestBudgetHistory::daysWithoutCallsCountByTheirSums_data()
{
    QTest::addColumn<BudgetScope>("scope");
    QTest::addColumn<SpendFilter>("filter");
    QTest::newRow("all") << BudgetScope() << SpendFilter();
    QTest::newRow("a service") << BudgetScope {.service = u"openai"_s} << SpendFilter {.services = {u"openai"_s}};
    QTest::newRow("a model") << BudgetScope {.model = u"router/openai/gpt"_s}
                             << SpendFilter {.models = {u"router/openai/gpt"_s}};
    QTest::newRow("a chain") << BudgetScope {.model = u"chain/reliable"_s} << SpendFilter {.chains = {u"reliable"_s}};
    QTest::newRow("user and tag") << BudgetScope {.user = u"ada"_s, .tag = u"ci"_s}
                                  << SpendFilter {.users = {u"ada"_s}, .tags = {u"ci"_s}};
    QTest::newRow("project and source") << BudgetScope {.project = u"shop"_s, .source = u"cli"_s}
                                        << SpendFilter {.projects = {u"shop"_s}, .sources = {u"cli"_s}};
}

// A budget that is made when calls of its period are gone already.
void TestBudgetHistory::daysWithoutCallsCountByTheirSums()
{
    QFETCH(const BudgetScope, scope);
    QFETCH(SpendFilter, filter);
    const QTimeZone zone("Europe/Berlin");
    const QList<CallRecord> calls = RandomLedger(11, zone.id()).calls(200, QDate(2026, 3, 2), 28);
    BudgetBench bench;
    keepFrom(bench, zone.id(), {});
    bench.clock.time = utc(2026, 3, 29);
    for (const CallRecord &call : calls)
        bench.ledger->record(call);
    QVERIFY(wait(bench.ledger->flush()));
    keepFrom(bench, zone.id(), QDate(2026, 3, 20));
    filter.from = QDate(2026, 3, 1);
    filter.to = QDate(2026, 3, 31);
    const SpendSums expected = recount(calls, {.filter = filter}, zone).total;
    QVERIFY(expected.cost > Money());
    const QList<std::pair<Budget::Meter, qint64>> meters {{Budget::Meter::Dollars, expected.cost.nano()},
        {Budget::Meter::Tokens, expected.input() + expected.output()}, {Budget::Meter::Requests, expected.attempts}};
    for (const auto &[meter, used] : meters) {
        Budget budget = BudgetBench::blocking(1'000'000 * cent, scope);
        budget.period = {.kind = Kind::Month, .timeZone = zone.id()};
        budget.meter = meter;
        const QString id = bench.save(budget);
        for (const BudgetStatus &status : bench.all()) {
            if (status.budget.id == id)
                QCOMPARE(status.used, used);
        }
    }
}

// The budget's day begins at noon of the ledger's: how the first half was spent nobody knows any more.
void TestBudgetHistory::aDayThatIsCutCountsWhole()
{
    BudgetBench bench;
    keepFrom(bench, "UTC", {});
    for (const int hour : {3, 15}) {
        bench.clock.time = utc(2026, 3, 10, hour);
        bench.spend(4 * cent);
    }
    bench.clock.time = utc(2026, 3, 11, 3);
    bench.spend(cent);
    Budget budget = BudgetBench::blocking(8 * cent);
    budget.period = {.kind = Kind::Day, .timeZone = "Pacific/Auckland"}; // from 11:00 UTC on
    QCOMPARE(wait(bench.budgets->preview(budget, 1)).value().first().used, 5 * cent);
    keepFrom(bench, "UTC", QDate(2026, 3, 11));
    bench.save(budget);
    QCOMPARE(bench.all().first().used, 9 * cent);
    QVERIFY(!bench.admits(cent));
}

void TestBudgetHistory::previewLeavesOutDaysWithoutCalls()
{
    BudgetBench bench;
    keepFrom(bench, "UTC", {});
    for (int day = 1; day <= 4; ++day) {
        bench.clock.time = utc(2026, 3, day);
        bench.spend(6 * cent);
    }
    keepFrom(bench, "UTC", QDate(2026, 3, 3));
    const auto shown = wait(bench.budgets->preview(BudgetBench::blocking(5 * cent), 4)).value();
    QCOMPARE(shown.size(), 2);
    QCOMPARE(shown.first().from, utc(2026, 3, 3, 0));
    QCOMPARE(shown.first().wouldBlock, 1);
    Budget month = BudgetBench::blocking(100 * cent);
    month.period = {.kind = Kind::Month, .timeZone = "UTC"};
    const auto months = wait(bench.budgets->preview(month, 3)).value();
    QCOMPARE(months.size(), 1);
    QCOMPARE(months.first().used, 24 * cent);
}

void TestBudgetHistory::previewOfDays()
{
    BudgetBench bench;
    const QList<QList<qint64>> days {{4, 4, 4, 1}, {}, {11, 3}}; // from the 1st on
    for (qsizetype day = 0; day < days.size(); ++day) {
        for (qsizetype i = 0; i < days.at(day).size(); ++i) {
            bench.clock.time = utc(2026, 3, 1 + int(day), 8 + int(i));
            bench.spend(days.at(day).at(i) * cent);
        }
    }
    const auto shown = wait(bench.budgets->preview(BudgetBench::blocking(10 * cent), 4));
    QVERIFY(shown);
    QCOMPARE(shown->size(), 4);
    const auto check = [&](int place, qint64 used, int calls, int wouldBlock) {
        QCOMPARE(shown->at(place).used, used * cent);
        QCOMPARE(shown->at(place).calls, calls);
        QCOMPARE(shown->at(place).wouldBlock, wouldBlock);
    };
    check(0, 0, 0, 0);
    check(1, 13, 4, 1); // the third; the fourth fits in its place
    check(2, 0, 0, 0);
    check(3, 14, 2, 1); // the first alone is too much
    QCOMPARE(shown->at(1).from, utc(2026, 3, 1, 0));
    QCOMPARE(shown->at(1).to, utc(2026, 3, 2, 0));
    QVERIFY(bench.all().isEmpty()); // it is not kept
}

void TestBudgetHistory::previewOfRollingDays()
{
    BudgetBench bench;
    for (int day = 1; day <= 4; ++day) {
        bench.clock.time = utc(2026, 3, day);
        bench.spend(6 * cent);
    }
    Budget budget = BudgetBench::blocking(10 * cent);
    budget.period = {.kind = Kind::Rolling, .days = 2, .timeZone = "UTC"};
    const auto shown = wait(bench.budgets->preview(budget, 3));
    QVERIFY(shown);
    QCOMPARE(shown->size(), 3);
    // What the 1st had, the 2nd could not have; so the 3rd could.
    QCOMPARE(shown->at(0).from, utc(2026, 3, 1, 0));
    QCOMPARE(shown->at(0).used, 12 * cent);
    QCOMPARE(shown->at(0).wouldBlock, 1);
    QCOMPARE(shown->at(1).wouldBlock, 0);
    QCOMPARE(shown->at(2).wouldBlock, 1);
    QCOMPARE(shown->at(2).calls, 2);
}

void TestBudgetHistory::previewBlocksNothingWhereItOnlyWarns()
{
    BudgetBench bench;
    bench.spend(50 * cent);
    Budget budget = BudgetBench::blocking(10 * cent);
    budget.actions = {{BudgetAction::Kind::Warn, 80, {}}};
    const auto shown = wait(bench.budgets->preview(budget, 1));
    QCOMPARE(shown->first().used, 50 * cent);
    QCOMPARE(shown->first().wouldBlock, 0);
    budget.limit = 0;
    QVERIFY(wait(bench.budgets->preview(budget, 1)).error().kind == Error::Kind::BadRequest);
}

void TestBudgetHistory::forecastsBlocking()
{
    BudgetBench bench;
    const QString wide = bench.save(BudgetBench::blocking(100 * cent));
    const QString narrow = bench.save(BudgetBench::blocking(10 * cent, {.user = u"ann"_s}));
    bench.save(BudgetBench::blocking(cent, {.user = u"bob"_s}));
    const auto ask = [&](const QList<SpendClaim> &claims) { return *wait(bench.budgets->forecast(claims)); };
    const SpendClaim claim = bench.claim(4 * cent);
    BudgetForecast fits = ask({claim, claim});
    QVERIFY(!fits.blocking);
    QCOMPARE(fits.matching.size(), 2);
    QCOMPARE(fits.matching.first().budget.id, narrow); // the tightest
    QCOMPARE(fits.matching.last().budget.id, wide);
    const BudgetForecast tooMuch = ask({claim, claim, claim}); // each alone would fit
    QVERIFY(tooMuch.blocking);
    QCOMPARE(tooMuch.blocking->budget.id, narrow);
    SpendClaim unpriced = claim;
    unpriced.worstCost = {};
    QVERIFY(ask({claim, unpriced}).blocking);
    SpendClaim free = unpriced;
    free.free = true;
    QVERIFY(!ask({claim, claim, free}).blocking);
    QVERIFY(ask({}).matching.isEmpty());
}

void TestBudgetHistory::forecastsSwitching()
{
    BudgetBench bench;
    Budget budget = BudgetBench::blocking(10 * cent);
    budget.actions.prepend({BudgetAction::Kind::Switch, 50, u"chain/cheap"_s});
    bench.save(budget);
    QVERIFY(!wait(bench.budgets->forecast({bench.claim(cent)}))->switching);
    bench.spend(5 * cent);
    BudgetForecast forecast = *wait(bench.budgets->forecast({bench.claim(cent)}));
    QVERIFY(forecast.switching);
    QCOMPARE(forecast.switchTo, u"chain/cheap"_s);
    QVERIFY(!forecast.blocking);
    SpendClaim there = bench.claim(6 * cent);
    there.requestedModel = u"chain/cheap"_s;
    forecast = *wait(bench.budgets->forecast({there}));
    QVERIFY(!forecast.switching);
    QVERIFY(forecast.blocking);
}

void TestBudgetHistory::forecastReservesNothing()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    SpendClaim nameless = bench.claim(10 * cent);
    nameless.id.clear();
    for (int i = 0; i < 3; ++i)
        QVERIFY(!wait(bench.budgets->forecast({nameless}))->blocking);
    QCOMPARE(bench.status(id).reserved, 0);
    QVERIFY(bench.admits(10 * cent));
    QVERIFY(wait(bench.budgets->forecast({nameless}))->blocking);
}

QTEST_GUILESS_MAIN(TestBudgetHistory)
#include "tst_budget_history.moc"
