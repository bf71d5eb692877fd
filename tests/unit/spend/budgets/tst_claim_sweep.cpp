// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/budgets/ClaimOwner.h"
#include "tests/unit/spend/budgets/BudgetBench.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;
using Life = ClaimOwner::Life;

namespace {

// A process of that name, to which others look as they are told.
SqliteBudgets::Options process(const QString &owner, std::function<Life(const QString &)> look = {})
{
    SqliteBudgets::Options options = BudgetBench::plain();
    options.sweep.owner = owner;
    options.sweep.look = look ? look : [](const QString &) { return Life::Alive; };
    return options;
}

std::function<Life(const QString &)> all(Life life)
{
    return [life](const QString &) { return life; };
}

} // namespace

// What processes leave behind that end in the middle of a call.
class TestClaimSweep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theDeadStandInNobodysWay();
    void callsOfTheDeadAreKept();
    void whatWasKnownIsKept();
    void theLivingAreLeftAlone();
    void aClockThatJumpsKillsNobody();
    void strangersLiveByTheirSigns();
    void aCallThatIsInTheLedgerIsNotKeptTwice();
    void knowsProcesses();
};

void TestClaimSweep::theDeadStandInNobodysWay()
{
    BudgetBench bench;
    bench.open(process(u"first"_s));
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    SpendClaim free = bench.claim(10 * cent);
    free.free = true;
    QVERIFY(bench.admits(4 * cent));
    QVERIFY(bench.admit(free));
    SqliteBudgets other(std::make_shared<Database>(bench.file()), bench.clock, process(u"second"_s, all(Life::Dead)));
    // It takes what there is before it asks for more: nobody is looked for without need.
    QVERIFY(wait(other.admit(bench.claim(6 * cent))));
    const Result<Admission> refused = wait(other.admit(bench.claim(cent)));
    QVERIFY(!refused); // what the dead may have spent is used
    const BudgetStatus status = bench.status(id);
    QCOMPARE(status.used, 0);
    QCOMPARE(status.uncertain, 4 * cent);
    QCOMPARE(status.reserved, 6 * cent);
    QCOMPARE(status.unpriced, 1);
}

void TestClaimSweep::callsOfTheDeadAreKept()
{
    BudgetBench bench;
    bench.open(process(u"first"_s));
    bench.save(BudgetBench::blocking(100 * cent));
    SpendClaim claim = bench.claim(4 * cent);
    claim.requestedModel = u"chain/reliable"_s;
    claim.labels = {u"shop"_s, {u"ci"_s, u"night"_s}};
    QVERIFY(bench.admit(claim));
    bench.clock.time = bench.clock.time.addSecs(60);
    bench.open(process(u"second"_s, all(Life::Dead)));
    QVERIFY(wait(bench.budgets->status())); // the first thing that is asked
    const Result<QList<CallRecord>> calls = wait(bench.ledger->recent(10));
    QVERIFY(calls);
    QCOMPARE(calls->size(), 1);
    const CallRecord &call = calls->first();
    QCOMPARE(call.id, claim.callId);
    QCOMPARE(call.startedAt, claim.startedAt);
    QCOMPARE(call.requestedModel, u"chain/reliable"_s);
    QCOMPARE(call.user, u"ann"_s);
    QVERIFY(callLabels(call.metadata) == claim.labels);
    QVERIFY(call.error && call.error->code == u"interrupted"_s);
    QVERIFY(call.cost == Cost::unknown(Cost::Reason::MaybeBilled));
    QCOMPARE(call.attempts.size(), 1);
    QCOMPARE(call.attempts.first().service, u"openai"_s);
    QCOMPARE(call.attempts.first().model, u"gpt-4o"_s);
    QCOMPARE(bench.number(u"SELECT count(*) FROM calls WHERE status = 'interrupted'"_s), 1);
    QCOMPARE(bench.number(u"SELECT count(*) FROM claims"_s), 0);
}

// An attempt that was over has its cost, the one that was under way has not.
void TestClaimSweep::whatWasKnownIsKept()
{
    BudgetBench bench;
    bench.open(process(u"first"_s));
    const QString id = bench.save(BudgetBench::blocking(100 * cent));
    const SpendClaim first = bench.claim(4 * cent);
    SpendClaim second = bench.claim(7 * cent);
    second.callId = first.callId;
    SpendClaim third = bench.claim(9 * cent);
    third.callId = first.callId;
    QVERIFY(bench.admit(first));
    bench.budgets->adjust(first.id, BudgetBench::known(3 * cent), 120);
    QVERIFY(bench.admit(second));
    bench.budgets->adjust(second.id, Cost::unknown(Cost::Reason::NotBilled), 0);
    QVERIFY(bench.admit(third));
    bench.open(process(u"second"_s, all(Life::Dead)));
    const BudgetStatus status = bench.status(id);
    QCOMPARE(status.used, 3 * cent);
    QCOMPARE(status.uncertain, 9 * cent);
    QCOMPARE(status.reserved, 0);
    const Result<QList<CallRecord>> calls = wait(bench.ledger->recent(10));
    QCOMPARE(calls->size(), 1);
    QCOMPARE(calls->first().attempts.size(), 3);
    QVERIFY(calls->first().attempts.at(0).cost.amount() == Money::fromNano(3 * cent));
    QVERIFY(calls->first().attempts.at(1).cost == Cost::unknown(Cost::Reason::NotBilled));
}

void TestClaimSweep::theLivingAreLeftAlone()
{
    BudgetBench bench;
    bench.open(process(u"first"_s));
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    const SpendClaim claim = bench.claim(10 * cent);
    QVERIFY(bench.admit(claim));
    SqliteBudgets other(std::make_shared<Database>(bench.file()), bench.clock, process(u"second"_s));
    QVERIFY(!wait(other.admit(bench.claim(cent))));
    QCOMPARE(bench.status(id).reserved, 10 * cent);
    bench.budgets->release(claim.id);
    QCOMPARE(bench.status(id).reserved, 0);
    QVERIFY(wait(other.admit(bench.claim(10 * cent))));
}

void TestClaimSweep::aClockThatJumpsKillsNobody()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    QVERIFY(bench.admits(10 * cent)); // by this very process
    bench.clock.time = bench.clock.time.addYears(10);
    SqliteBudgets::Options options = BudgetBench::plain();
    options.sweep.owner = u"another"_s;
    SqliteBudgets other(std::make_shared<Database>(bench.file()), bench.clock, options);
    QVERIFY(wait(other.admit(bench.claim(10 * cent)))); // of another day
    QVERIFY(!wait(other.admit(bench.claim(1))));
    bench.clock.time = utc(2026, 3, 1);
    QVERIFY(!wait(other.admit(bench.claim(1))));
    QCOMPARE(bench.status(id).reserved, 10 * cent);
}

// Of processes on other machines one knows only that their number grows.
void TestClaimSweep::strangersLiveByTheirSigns()
{
    BudgetBench bench;
    SqliteBudgets::Options far = process(u"far"_s);
    far.beatEvery = 20ms;
    bench.open(far);
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    QVERIFY(bench.admits(10 * cent));
    const auto beats = [&] { return bench.number(u"SELECT beat FROM claim_owners WHERE owner = 'far'"_s); };
    QTRY_VERIFY(beats() > 1);
    SqliteBudgets::Options near = process(u"near"_s, all(Life::Unknown));
    near.sweep.lease = 60s;
    TurnedClock clock;
    SqliteBudgets other(std::make_shared<Database>(bench.file()), clock, near);
    const auto admits = [&] { return wait(other.admit(bench.claim(1))).has_value(); };
    QVERIFY(!admits());
    for (int i = 0; i < 5; ++i) { // it shows that it lives: however long this goes on
        clock.time = clock.time.addSecs(59);
        const qint64 before = beats();
        QTRY_VERIFY(beats() > before);
        QVERIFY(!admits());
    }
    bench.open(process(u"nobody"_s)); // it ends without a word
    QVERIFY(!admits());
    clock.time = clock.time.addSecs(59);
    QVERIFY(!admits());
    clock.time = clock.time.addSecs(2);
    QVERIFY(!admits()); // given back, but it may have been spent
    QCOMPARE(bench.status(id).reserved, 0);
    QCOMPARE(bench.status(id).uncertain, 10 * cent);
    QCOMPARE(beats(), -1); // forgotten
}

void TestClaimSweep::aCallThatIsInTheLedgerIsNotKeptTwice()
{
    BudgetBench bench;
    bench.open(process(u"first"_s));
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    const SpendClaim claim = bench.claim(4 * cent);
    bench.record(BudgetBench::callOf(claim, BudgetBench::known(cent)));
    QVERIFY(bench.admit(claim)); // too late: its call is there already
    bench.open(process(u"second"_s, all(Life::Dead)));
    QCOMPARE(bench.status(id).used, cent);
    QCOMPARE(bench.status(id).counted(), cent);
    QCOMPARE(wait(bench.ledger->recent(10))->size(), 1);
}

void TestClaimSweep::knowsProcesses()
{
    const QString own = ClaimOwner::ofThisProcess();
    QVERIFY(ClaimOwner::look(own) == Life::Alive);
    QVERIFY(ClaimOwner::look(u"some words"_s) == Life::Unknown);
    QStringList parts = own.split(u'/');
    if (parts.size() != 5)
        QSKIP("this system does not tell who lives");
    const auto with = [&](int place, const QString &text) {
        QStringList changed = parts;
        changed[place] = text;
        return changed.join(u'/');
    };
    QVERIFY(ClaimOwner::look(with(4, u"1"_s)) == Life::Dead); // the number was given again
    QVERIFY(ClaimOwner::look(with(3, u"999999999"_s)) == Life::Dead);
    QVERIFY(ClaimOwner::look(with(2, u"pid:[1]"_s)) == Life::Unknown); // another container
    QVERIFY(ClaimOwner::look(with(0, u"elsewhere"_s)) == Life::Unknown);
    const bool isFirstSpace = parts.at(2) == "pid:[4026531836]"_L1;
    QVERIFY(ClaimOwner::look(with(1, u"before"_s)) == (isFirstSpace ? Life::Dead : Life::Unknown));

    // A child that runs, has ended and is not waited for yet, and is gone.
    QProcess child;
    child.start(u"cat"_s, {});
    QVERIFY(child.waitForStarted());
    const auto startOf = [](qint64 pid) {
        const QByteArray stat = contents(u"/proc/%1/stat"_s.arg(pid));
        return QString::fromLatin1(stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(19));
    };
    parts[3] = QString::number(child.processId());
    parts[4] = startOf(child.processId());
    const QString name = parts.join(u'/');
    QVERIFY(ClaimOwner::look(name) == Life::Alive);
    child.kill();
    QTRY_VERIFY(ClaimOwner::look(name) == Life::Dead);
    child.waitForFinished();
    QVERIFY(ClaimOwner::look(name) == Life::Dead);
}

QTEST_GUILESS_MAIN(TestClaimSweep)
#include "tst_claim_sweep.moc"
