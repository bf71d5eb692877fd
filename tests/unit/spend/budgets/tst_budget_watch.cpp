// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/budgets/BudgetRows.h"
#include "tests/unit/spend/budgets/BudgetBench.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;
using Action = BudgetAction::Kind;

namespace {

SqliteBudgets::Options quick()
{
    SqliteBudgets::Options options = BudgetBench::plain();
    options.lookEvery = 20ms;
    return options;
}

constexpr int aWhile = 200; // milliseconds in which ten looks are taken

} // namespace

// Budgets that are made, changed and told about.
class TestBudgetWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<BudgetNotice>(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theFirstRunHasOneThatWarns();
    void keepsWhatIsSaved();
    void refusesWhatCannotBeMeant_data();
    void refusesWhatCannotBeMeant();
    void aChangedBudgetCountsAnew();
    void turnedOffAndOnAgain();
    void correctedCallsAreCountedAnew();
    void saysWhatChanged();
    void saysWhenAPeriodEnds();
    void warnsOnceForAll();
    void warnsAgainInTheNextPeriod();
    void aRefusalIsTheEndOfTheLimit();
    void rollingDaysWarnAgainWhenTheyHaveFallen();
    void onlyWhoListensTells();
    void askedForOnceForAll();
};

void TestBudgetWatch::theFirstRunHasOneThatWarns()
{
    BudgetBench bench;
    bench.open({});
    const QList<BudgetStatus> all = bench.all();
    QCOMPARE(all.size(), 1);
    const Budget &budget = all.first().budget;
    QCOMPARE(budget.limit, 1000 * cent);
    QVERIFY(budget.period.kind == BudgetPeriod::Kind::Month);
    QVERIFY(budget.scope == BudgetScope());
    QVERIFY(!budget.blocks());
    QCOMPARE(budget.action(Action::Warn)->percent, 80);
    QCOMPARE(budget.createdAt, bench.clock.time);
    QVERIFY(bench.admits(2000 * cent));
    // Once ever: who has removed it does not find it again.
    QVERIFY(wait(bench.budgets->remove(budget.id)));
    bench.open({});
    QVERIFY(bench.all().isEmpty());
}

void TestBudgetWatch::keepsWhatIsSaved()
{
    BudgetBench bench;
    Budget budget {.name = u"  Night shift "_s,
        .scope = {u"ann"_s, u"openai"_s, u"openai/gpt-4o"_s, u"shop"_s, u"ci"_s, u"cli"_s},
        .period = {.kind = BudgetPeriod::Kind::Week, .weekStart = Qt::Saturday, .timeZone = "Asia/Kathmandu"},
        .meter = Budget::Meter::Tokens,
        .limit = 123456,
        .actions = {{Action::Warn, 50, {}}, {Action::Switch, 90, u"chain/cheap"_s}, {Action::Block, 100, {}}},
        .allowUnpriced = true};
    budget.id = bench.save(budget);
    const QString second = bench.save(BudgetBench::blocking(cent));
    budget.enabled = false;
    bench.save(budget); // keeps its place
    bench.open();
    const QList<BudgetStatus> all = bench.all();
    QCOMPARE(all.size(), 2);
    budget.name = u"Night shift"_s;
    budget.createdAt = bench.clock.time;
    QVERIFY(all.first().budget == budget);
    QCOMPARE(all.last().budget.id, second);
    QVERIFY(wait(bench.budgets->remove(budget.id)));
    QCOMPARE(bench.all().size(), 1);
    QVERIFY(wait(bench.budgets->remove(budget.id)).error().kind == Error::Kind::NotFound);
    QCOMPARE(bench.save(budget), budget.id); // undone
    QCOMPARE(bench.all().size(), 2);
}

void TestBudgetWatch::refusesWhatCannotBeMeant_data()
{
    QTest::addColumn<Budget>("budget");
    const auto row = [](const char *name, const std::function<void(Budget &)> &spoil) {
        Budget budget = BudgetBench::blocking(cent);
        spoil(budget);
        QTest::newRow(name) << budget;
    };
    row("no name", [](Budget &b) { b.name = u"  "_s; });
    row("no limit", [](Budget &b) { b.limit = 0; });
    row("a limit below zero", [](Budget &b) { b.limit = -1; });
    row("a zone that is none", [](Budget &b) { b.period.timeZone = "Europe/Atlantis"; });
    row("the 32nd", [](Budget &b) { b.period.monthDay = 32; });
    row("no days", [](Budget &b) { b.period.days = 0; });
    row("0 %", [](Budget &b) { b.actions.first().percent = 0; });
    row("101 %", [](Budget &b) { b.actions.first().percent = 101; });
    row("switched to nothing", [](Budget &b) { b.actions += {Action::Switch, 90, {}}; });
    row("switched twice", [](Budget &b) {
        b.actions += {Action::Switch, 80, u"chain/a"_s};
        b.actions += {Action::Switch, 90, u"chain/b"_s};
    });
    row("a model without its service", [](Budget &b) { b.scope.model = u"gpt-4o"_s; });
    row("a name that is taken", [](Budget &b) { b.name = u"taken"_s; });
}

void TestBudgetWatch::refusesWhatCannotBeMeant()
{
    QFETCH(Budget, budget);
    BudgetBench bench;
    Budget there = BudgetBench::blocking(cent);
    there.name = u"taken"_s;
    bench.save(there);
    const Result<QString> saved = wait(bench.budgets->save(budget));
    QVERIFY(!saved);
    QVERIFY(saved.error().kind == Error::Kind::BadRequest);
    QVERIFY(saved.error().detail.endsWith(u'.'));
    QCOMPARE(bench.all().size(), 1);
}

void TestBudgetWatch::aChangedBudgetCountsAnew()
{
    BudgetBench bench;
    Budget budget = BudgetBench::blocking(100 * cent, {.service = u"gemini"_s});
    budget.id = bench.save(budget);
    bench.save(BudgetBench::blocking(1000 * cent)); // where no budget is about a call its claim is not kept
    bench.clock.time = utc(2026, 2, 27);
    bench.spend(3 * cent);
    bench.clock.time = utc(2026, 3, 1);
    bench.spend(5 * cent);
    QVERIFY(bench.admits(7 * cent));
    QCOMPARE(bench.status(budget.id).counted(), 0);
    budget.scope = {};
    bench.save(budget);
    QCOMPARE(bench.status(budget.id).used, 5 * cent);
    QCOMPARE(bench.status(budget.id).reserved, 7 * cent);
    budget.period.kind = BudgetPeriod::Kind::Total;
    bench.save(budget);
    QCOMPARE(bench.status(budget.id).used, 8 * cent);
    QVERIFY(!bench.status(budget.id).to.isValid());
    budget.meter = Budget::Meter::Requests;
    budget.limit = 10;
    bench.save(budget);
    QCOMPARE(bench.status(budget.id).used, 2);
    QCOMPARE(bench.status(budget.id).reserved, 1);
    QVERIFY(bench.admits(cent));
    QCOMPARE(bench.status(budget.id).reserved, 2);
}

void TestBudgetWatch::turnedOffAndOnAgain()
{
    BudgetBench bench;
    Budget budget = BudgetBench::blocking(10 * cent);
    budget.id = bench.save(budget);
    Budget witness = BudgetBench::blocking(1000 * cent); // so that claims are kept
    bench.save(witness);
    const SpendClaim first = bench.claim(4 * cent);
    QVERIFY(bench.admit(first));
    budget.enabled = false;
    bench.save(budget);
    const SpendClaim second = bench.claim(50 * cent);
    QVERIFY(bench.admit(second));
    bench.record(BudgetBench::callOf(first, BudgetBench::known(3 * cent)));
    QCOMPARE(bench.status(budget.id).used, 3 * cent); // shown all the same
    QCOMPARE(bench.status(budget.id).reserved, 0);
    budget.enabled = true;
    bench.save(budget);
    QCOMPARE(bench.status(budget.id).used, 3 * cent);
    QCOMPARE(bench.status(budget.id).reserved, 50 * cent);
    QVERIFY(!bench.admits(1));
}

void TestBudgetWatch::correctedCallsAreCountedAnew()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    bench.spend(4 * cent);
    QCOMPARE(bench.status(id).used, 4 * cent);
    const Result<bool> corrected = wait(bench.database()->run([](Connection &connection) -> Result<bool> {
        const auto error = connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
            if (const auto failed = connection.exec(u"UPDATE attempts SET cost_nano = 70000000"_s))
                return failed;
            return BudgetRows::recount(connection);
        });
        return error ? Result<bool>(*error) : Result<bool>(true);
    }));
    QVERIFY(corrected);
    QCOMPARE(bench.status(id).used, 7 * cent);
    QVERIFY(!bench.admits(4 * cent));
}

void TestBudgetWatch::saysWhatChanged()
{
    BudgetBench bench;
    bench.open(quick());
    const QString id = bench.save(BudgetBench::blocking(100 * cent));
    QSignalSpy changed(bench.budgets.get(), &Budgets::changed);
    QTRY_VERIFY(!changed.isEmpty()); // what it was when it was connected
    const auto says = [&](const std::function<void()> &what) {
        QTest::qWait(aWhile);
        changed.clear();
        what();
        return QTest::qWaitFor([&] { return !changed.isEmpty(); });
    };
    QVERIFY(says([&] { QVERIFY(bench.admits(cent)); }));
    QVERIFY(says([&] { bench.spend(cent); })); // by the ledger
    QVERIFY(says([&] { QVERIFY(wait(bench.budgets->allowMore(id, cent, bench.clock.time.addSecs(9)))); }));
    SqliteBudgets other(std::make_shared<Database>(bench.file()), bench.clock, BudgetBench::plain());
    QVERIFY(says([&] { QVERIFY(wait(other.admit(bench.claim(cent)))); })); // as another process
    QVERIFY(says([&] { QVERIFY(wait(other.remove(id))); }));
    QVERIFY(says([&] { std::ignore = bench.all(); }) == false); // who only looks changes nothing
}

void TestBudgetWatch::saysWhenAPeriodEnds()
{
    BudgetBench bench;
    bench.open(quick());
    bench.save(BudgetBench::blocking(100 * cent));
    QSignalSpy changed(bench.budgets.get(), &Budgets::changed);
    const QFuture<Result<QList<BudgetStatus>>> status = bench.budgets->status();
    QTRY_VERIFY(status.isFinished() && !changed.isEmpty());
    QTest::qWait(aWhile);
    changed.clear();
    bench.clock.time = utc(2026, 3, 2, 0);
    QTRY_COMPARE(changed.size(), 1);
    QTest::qWait(aWhile);
    QCOMPARE(changed.size(), 1);
}

void TestBudgetWatch::warnsOnceForAll()
{
    BudgetBench bench;
    bench.open(quick());
    Budget budget = BudgetBench::blocking(100 * cent);
    budget.actions = {{Action::Warn, 50, {}}, {Action::Warn, 80, {}}, {Action::Block, 100, {}}};
    bench.save(budget);
    SqliteBudgets other(std::make_shared<Database>(bench.file()), bench.clock, quick());
    QSignalSpy here(bench.budgets.get(), &Budgets::reached);
    QSignalSpy there(&other, &Budgets::reached);
    const auto notices = [&] { return here.size() + there.size(); };
    bench.spend(49 * cent);
    QVERIFY(bench.admits(20 * cent)); // what is only reserved is no reason yet
    QTest::qWait(aWhile);
    QCOMPARE(notices(), 0);
    bench.spend(cent);
    QTRY_COMPARE(notices(), 1);
    const BudgetNotice notice = (here.isEmpty() ? there : here).first().first().value<BudgetNotice>();
    QCOMPARE(notice.action.percent, 50);
    QCOMPARE(notice.status.used, 50 * cent);
    bench.spend(35 * cent);
    QTRY_COMPARE(notices(), 2);
    bench.spend(15 * cent);
    QTRY_COMPARE(notices(), 3);
    QTest::qWait(aWhile);
    QCOMPARE(notices(), 3);
    bench.open(quick()); // nor is it said anew at the next start
    QSignalSpy again(bench.budgets.get(), &Budgets::reached);
    QTest::qWait(aWhile);
    QVERIFY(again.isEmpty());
}

void TestBudgetWatch::warnsAgainInTheNextPeriod()
{
    BudgetBench bench;
    bench.open(quick());
    Budget budget = BudgetBench::blocking(100 * cent);
    budget.actions = {{Action::Warn, 50, {}}};
    budget.id = bench.save(budget);
    QSignalSpy reached(bench.budgets.get(), &Budgets::reached);
    bench.spend(60 * cent);
    QTRY_COMPARE(reached.size(), 1);
    bench.clock.time = utc(2026, 3, 2);
    bench.spend(60 * cent);
    QTRY_COMPARE(reached.size(), 2);
    budget.limit = 110 * cent; // another limit, another warning
    bench.save(budget);
    QTRY_COMPARE(reached.size(), 3);
    bench.clock.time = utc(2026, 3, 1); // set back: said already
    bench.spend(cent);
    QTRY_COMPARE(reached.size(), 4); // but not of the new limit
    QTest::qWait(aWhile);
    QCOMPARE(reached.size(), 4);
}

void TestBudgetWatch::aRefusalIsTheEndOfTheLimit()
{
    BudgetBench bench;
    bench.open(quick());
    bench.save(BudgetBench::blocking(10 * cent));
    QSignalSpy reached(bench.budgets.get(), &Budgets::reached);
    QVERIFY(bench.admits(4 * cent));
    QVERIFY(!bench.admits(7 * cent));
    QTRY_COMPARE(reached.size(), 1);
    QVERIFY(reached.first().first().value<BudgetNotice>().action.kind == Action::Block);
    QVERIFY(!bench.admits(7 * cent));
    QTest::qWait(aWhile);
    QCOMPARE(reached.size(), 1);
}

void TestBudgetWatch::rollingDaysWarnAgainWhenTheyHaveFallen()
{
    BudgetBench bench;
    bench.open(quick());
    Budget budget = BudgetBench::blocking(100 * cent);
    budget.period = {.kind = BudgetPeriod::Kind::Rolling, .days = 3, .timeZone = "UTC"};
    budget.actions = {{Action::Warn, 50, {}}};
    bench.save(budget);
    QSignalSpy reached(bench.budgets.get(), &Budgets::reached);
    bench.spend(60 * cent); // on the 1st
    QTRY_COMPARE(reached.size(), 1);
    bench.clock.time = utc(2026, 3, 2);
    bench.spend(cent);
    QTest::qWait(aWhile);
    QCOMPARE(reached.size(), 1); // it never fell
    bench.clock.time = utc(2026, 3, 4);
    bench.spend(cent); // 2 cents of three days
    QTest::qWait(aWhile);
    bench.spend(60 * cent);
    QTRY_COMPARE(reached.size(), 2);
}

void TestBudgetWatch::onlyWhoListensTells()
{
    BudgetBench bench;
    bench.open(quick());
    Budget budget = BudgetBench::blocking(100 * cent);
    budget.actions = {{Action::Warn, 50, {}}};
    bench.save(budget);
    bench.spend(60 * cent);
    bench.budgets->look(); // a command that shows no notices
    QTest::qWait(aWhile);
    QSignalSpy reached(bench.budgets.get(), &Budgets::reached);
    QTRY_COMPARE(reached.size(), 1);
}

// A command asks once at its end, and what it was told no window says again; nor the other way round.
void TestBudgetWatch::askedForOnceForAll()
{
    BudgetBench bench;
    bench.open(quick());
    Budget budget = BudgetBench::blocking(100 * cent);
    budget.actions = {{Action::Warn, 50, {}}, {Action::Warn, 80, {}}};
    bench.save(budget);
    SqliteBudgets command(std::make_shared<Database>(bench.file()), bench.clock, quick());
    const auto taken = [](SqliteBudgets &budgets) {
        QList<int> out;
        const QList<BudgetNotice> notices = test::wait(budgets.takeNotices()).value();
        for (const BudgetNotice &notice : notices)
            out += notice.action.percent;
        return out;
    };
    QCOMPARE(taken(command), QList<int>());
    bench.spend(60 * cent);
    QCOMPARE(taken(command), QList<int> {50});
    QCOMPARE(taken(command), QList<int>());
    QSignalSpy window(bench.budgets.get(), &Budgets::reached);
    QTest::qWait(aWhile);
    QVERIFY(window.isEmpty());
    bench.spend(30 * cent);
    QTRY_COMPARE(window.size(), 1);
    QCOMPARE(taken(command), QList<int>());
}

QTEST_GUILESS_MAIN(TestBudgetWatch)
#include "tst_budget_watch.moc"
