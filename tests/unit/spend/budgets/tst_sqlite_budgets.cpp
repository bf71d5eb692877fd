// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/budgets/LimitMark.h"
#include "tests/unit/spend/budgets/BudgetBench.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;
using Kind = BudgetPeriod::Kind;

// What is admitted, what is refused, and what counts.
class TestSqliteBudgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void admitsWhatFitsExactly();
    void saysWhatRefuses();
    void countsWhatWasSpent();
    void keepsTheWorstCaseOfWhatNobodyKnows_data();
    void keepsTheWorstCaseOfWhatNobodyKnows();
    void adjustsAndReleases();
    void everyMatchingBudgetCounts();
    void scopes_data();
    void scopes();
    void freeModelsPass();
    void unpricedModels();
    void otherMeters();
    void switches();
    void writesNothingWhereNothingMatches();
    void countsCallsThatNobodyAskedFor();
    void demoCallsCountNowhere();
    void aPeriodEnds();
    void aClockSetBackGivesNoNewAllowance();
    void rollingDays();
    void aLateCallCountsInLaterDays();
    void overridesLiftALimitForAWhile();
    void wantsToBeRead();
};

// A thousand at once against a budget that ten fit into.
void TestSqliteBudgets::admitsWhatFitsExactly()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    QList<QFuture<Result<Admission>>> futures;
    for (int i = 0; i < 1000; ++i)
        futures += bench.budgets->admit(bench.claim(cent));
    int admitted = 0;
    for (const auto &future : futures)
        admitted += wait(future).has_value() ? 1 : 0;
    QCOMPARE(admitted, 10);
    const BudgetStatus status = bench.status(id);
    QCOMPARE(status.reserved, 10 * cent);
    QCOMPARE(status.used, 0);
    QCOMPARE(status.remaining(), 0);
    QVERIFY(!bench.admits(1));
    QVERIFY(bench.admits(0));
}

void TestSqliteBudgets::saysWhatRefuses()
{
    BudgetBench bench;
    Budget budget = BudgetBench::blocking(100 * cent);
    budget.name = u"Lunch"_s;
    budget.period.timeZone = "Asia/Kathmandu"; // midnight at 18:15 UTC
    const QString id = bench.save(budget);
    bench.clock.time = utc(2026, 4, 22, 10, 15);
    bench.spend(60 * cent);
    bench.spend(5 * cent);
    bench.spend(7 * cent);
    bench.spend(8 * cent);
    QVERIFY(bench.admits(15 * cent));
    bench.clock.time = utc(2026, 4, 22, 12, 15);
    const Result<Admission> refused = bench.admit(bench.claim(6 * cent));
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == Error::Kind::BudgetExhausted);
    QCOMPARE(refused.error().code, id);
    QVERIFY(refused.error().retryAfter == std::optional<std::chrono::milliseconds>(6h));
    QCOMPARE(refused.error().detail,
        u"The budget \"Lunch\" refuses it: $0.80 of $1.00 used, $0.15 reserved by calls under way, and this call "
        "may take up to $0.06. It resets at 2026-04-23 00:00 (Asia/Kathmandu). The largest calls in it: openai/gpt-4o "
        "2026-04-22 16:00 $0.60; openai/gpt-4o 2026-04-22 16:00 $0.08; openai/gpt-4o 2026-04-22 16:00 $0.07."_s);
}

void TestSqliteBudgets::countsWhatWasSpent()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    const SpendClaim claim = bench.claim(10 * cent);
    QVERIFY(bench.admit(claim));
    QVERIFY(!bench.admits(cent));
    bench.record(BudgetBench::callOf(claim, BudgetBench::known(3 * cent)));
    const BudgetStatus status = bench.status(id);
    QCOMPARE(status.used, 3 * cent);
    QCOMPARE(status.reserved, 0);
    QCOMPARE(status.unpriced, 0);
    QCOMPARE(status.from, utc(2026, 3, 1, 0));
    QCOMPARE(status.to, utc(2026, 3, 2, 0));
    QVERIFY(!bench.admits(7 * cent + 1));
    QVERIFY(bench.admits(7 * cent));
    // What is written twice is one call.
    bench.record(BudgetBench::callOf(claim, BudgetBench::known(3 * cent)));
    QCOMPARE(bench.status(id).used, 3 * cent);
}

void TestSqliteBudgets::keepsTheWorstCaseOfWhatNobodyKnows_data()
{
    QTest::addColumn<Cost>("cost");
    QTest::addColumn<qint64>("uncertain");
    QTest::addColumn<int>("unpriced");
    using Reason = Cost::Reason;
    QTest::newRow("maybe billed") << Cost::unknown(Reason::MaybeBilled) << 4 * cent << 1;
    QTest::newRow("no usage") << Cost::unknown(Reason::NoUsage) << 4 * cent << 1;
    QTest::newRow("not billed") << Cost::unknown(Reason::NotBilled) << qint64(0) << 0;
}

void TestSqliteBudgets::keepsTheWorstCaseOfWhatNobodyKnows()
{
    QFETCH(Cost, cost);
    QFETCH(qint64, uncertain);
    QFETCH(int, unpriced);
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    const SpendClaim claim = bench.claim(4 * cent);
    QVERIFY(bench.admit(claim));
    bench.budgets->adjust(claim.id, cost, 0);
    QCOMPARE(bench.status(id).reserved, uncertain);
    bench.record(BudgetBench::callOf(claim, cost));
    const auto check = [&](const BudgetStatus &status) {
        QCOMPARE(status.used, 0);
        QCOMPARE(status.reserved, 0);
        QCOMPARE(status.uncertain, uncertain);
        QCOMPARE(status.unpriced, unpriced);
    };
    check(bench.status(id));
    QVERIFY(!bench.admits(10 * cent - uncertain + 1));
    // Another budget that is made later counts the same.
    check(bench.status(bench.save(BudgetBench::blocking(20 * cent))));
}

void TestSqliteBudgets::adjustsAndReleases()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    const SpendClaim first = bench.claim(6 * cent);
    const SpendClaim second = bench.claim(4 * cent);
    QVERIFY(bench.admit(first));
    QVERIFY(bench.admit(second));
    bench.budgets->release(second.id);
    QVERIFY(bench.admits(4 * cent)); // in the order given
    bench.budgets->adjust(first.id, BudgetBench::known(2 * cent), 0);
    QCOMPARE(bench.status(id).reserved, 6 * cent);
    bench.budgets->adjust(first.id, BudgetBench::known(9 * cent), 0); // billed for more than its worst case
    QCOMPARE(bench.status(id).reserved, 13 * cent);
    QCOMPARE(bench.status(id).remaining(), -3 * cent);
    bench.budgets->release(second.id); // again, and for one that nobody knows
    bench.budgets->release(u"nobody"_s);
    QCOMPARE(bench.status(id).reserved, 13 * cent);
    bench.record(BudgetBench::callOf(first, BudgetBench::known(9 * cent)));
    QCOMPARE(bench.status(id).used, 9 * cent);
    QCOMPARE(bench.status(id).reserved, 4 * cent);
    bench.budgets->adjust(first.id, BudgetBench::known(1), 0); // too late
    QCOMPARE(bench.status(id).reserved, 4 * cent);
}

void TestSqliteBudgets::everyMatchingBudgetCounts()
{
    BudgetBench bench;
    const QString wide = bench.save(BudgetBench::blocking(10 * cent));
    const QString narrow = bench.save(BudgetBench::blocking(4 * cent, {.service = u"openai"_s}));
    const QString other = bench.save(BudgetBench::blocking(cent, {.service = u"gemini"_s}));
    QVERIFY(bench.admits(3 * cent));
    const Result<Admission> refused = bench.admit(bench.claim(2 * cent));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, narrow);
    QCOMPARE(bench.status(wide).reserved, 3 * cent); // what one refuses, none has reserved
    QCOMPARE(bench.status(narrow).reserved, 3 * cent);
    QCOMPARE(bench.status(other).reserved, 0);
    SpendClaim elsewhere = bench.claim(7 * cent + 1);
    elsewhere.service = u"ollama"_s;
    QCOMPARE(bench.admit(elsewhere).error().code, wide);
}

void TestSqliteBudgets::scopes_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("counts");
    QTest::newRow("everything") << QString() << QString() << true;
    QTest::newRow("user") << u"user"_s << u"ann"_s << true;
    QTest::newRow("another user") << u"user"_s << u"bob"_s << false;
    QTest::newRow("service") << u"service"_s << u"openai"_s << true;
    QTest::newRow("another service") << u"service"_s << u"open"_s << false;
    QTest::newRow("model") << u"model"_s << u"openai/gpt-4o"_s << true;
    QTest::newRow("another model") << u"model"_s << u"openai/gpt-4"_s << false;
    QTest::newRow("chain") << u"model"_s << u"chain/reliable"_s << true;
    QTest::newRow("another chain") << u"model"_s << u"chain/cheap"_s << false;
    QTest::newRow("project") << u"project"_s << u"shop"_s << true;
    QTest::newRow("another project") << u"project"_s << u"shops"_s << false;
    QTest::newRow("tag") << u"tag"_s << u"night"_s << true;
    QTest::newRow("another tag") << u"tag"_s << u"day"_s << false;
    QTest::newRow("source") << u"source"_s << u"app"_s << true;
    QTest::newRow("another source") << u"source"_s << u"cli"_s << false;
}

// The same for what is reserved, what is counted when it ends, and what is counted anew from the ledger.
void TestSqliteBudgets::scopes()
{
    QFETCH(QString, member);
    QFETCH(QString, word);
    QFETCH(bool, counts);
    const QHash<QString, QString BudgetScope::*> members {{u"user"_s, &BudgetScope::user},
        {u"service"_s, &BudgetScope::service}, {u"model"_s, &BudgetScope::model}, {u"project"_s, &BudgetScope::project},
        {u"tag"_s, &BudgetScope::tag}, {u"source"_s, &BudgetScope::source}};
    Budget budget = BudgetBench::blocking(10 * cent);
    if (!member.isEmpty())
        budget.scope.*members.value(member) = word;
    BudgetBench bench;
    const QString id = bench.save(budget);
    SpendClaim claim = bench.claim(2 * cent);
    claim.requestedModel = u"chain/reliable"_s;
    claim.labels = {u"shop"_s, {u"ci"_s, u"night"_s}};
    QVERIFY(bench.admit(claim));
    QCOMPARE(bench.status(id).reserved, counts ? 2 * cent : 0);
    bench.record(BudgetBench::callOf(claim, BudgetBench::known(cent)));
    QCOMPARE(bench.status(id).reserved, 0);
    QCOMPARE(bench.status(id).used, counts ? cent : 0);
    budget.name = u"made later"_s;
    QCOMPARE(bench.status(bench.save(budget)).used, counts ? cent : 0);
}

void TestSqliteBudgets::freeModelsPass()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(cent));
    bench.spend(2 * cent);
    QVERIFY(!bench.admits(1));
    SpendClaim claim = bench.claim(0);
    claim.free = true;
    claim.worstCost = {};
    QVERIFY(bench.admit(claim));
    bench.record(BudgetBench::callOf(claim, Cost::known({}, Cost::Provenance::Free)));
    QCOMPARE(bench.status(id).used, 2 * cent);
    QCOMPARE(bench.status(id).unpriced, 0);
}

void TestSqliteBudgets::unpricedModels()
{
    BudgetBench bench;
    Budget budget = BudgetBench::blocking(10 * cent);
    budget.id = bench.save(budget);
    SpendClaim claim = bench.claim(0);
    claim.worstCost = {};
    const Result<Admission> refused = bench.admit(claim);
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == Error::Kind::BudgetExhausted);
    QVERIFY(!refused.error().retryAfter); // waiting does not help
    QVERIFY(refused.error().detail.contains(u"openai/gpt-4o has no known price"_s));
    budget.allowUnpriced = true;
    bench.save(budget);
    QVERIFY(bench.admit(claim));
    bench.record(BudgetBench::callOf(claim, Cost::unknown(Cost::Reason::NoPrice)));
    QCOMPARE(bench.status(budget.id).unpriced, 1);
    QCOMPARE(bench.status(budget.id).counted(), 0);
    bench.spend(10 * cent);
    claim.id = newId();
    QVERIFY(!bench.admit(claim)); // allowed does not mean without end
    budget.allowUnpriced = false;
    budget.actions = {{.kind = BudgetAction::Kind::Warn, .percent = 50}};
    bench.save(budget);
    QVERIFY(bench.admit(claim)); // only warns
}

void TestSqliteBudgets::otherMeters()
{
    BudgetBench bench;
    Budget tokens = BudgetBench::blocking(2500);
    tokens.meter = Budget::Meter::Tokens;
    tokens.id = bench.save(tokens);
    Budget requests = BudgetBench::blocking(2);
    requests.meter = Budget::Meter::Requests;
    requests.id = bench.save(requests);
    const SpendClaim first = bench.claim(cent); // 1000 tokens
    QVERIFY(bench.admit(first));
    QCOMPARE(bench.status(tokens.id).reserved, 1000);
    QCOMPARE(bench.status(requests.id).reserved, 1);
    bench.budgets->adjust(first.id, BudgetBench::known(cent), 340);
    QCOMPARE(bench.status(tokens.id).reserved, 340);
    bench.record(BudgetBench::callOf(first, BudgetBench::known(cent), BudgetBench::tokens(300, 40)));
    QCOMPARE(bench.status(tokens.id).used, 340);
    QCOMPARE(bench.status(requests.id).used, 1);
    SpendClaim endless = bench.claim(cent);
    endless.worstTokens = 0;
    QCOMPARE(bench.admit(endless).error().code, tokens.id);
    SpendClaim free = bench.claim(0);
    free.free = true; // of dollars
    QVERIFY(bench.admit(free));
    bench.record(BudgetBench::callOf(free, Cost::unknown(Cost::Reason::MaybeBilled)));
    QCOMPARE(bench.status(tokens.id).uncertain, 1000);
    free.id = newId();
    QCOMPARE(bench.admit(free).error().code, requests.id);
    const QString detail = bench.admit(free).error().detail;
    QVERIFY2(detail.contains(u"2 of 2 requests used, and this call may take up to 1 request"_s), qPrintable(detail));
}

void TestSqliteBudgets::switches()
{
    BudgetBench bench;
    Budget budget = BudgetBench::blocking(100 * cent);
    budget.name = u"Careful"_s;
    budget.actions.prepend({.kind = BudgetAction::Kind::Switch, .percent = 90, .model = u"chain/cheap"_s});
    const QString id = bench.save(budget);
    QVERIFY(bench.admit(bench.claim(89 * cent))->switchTo.isEmpty());
    const SpendClaim more = bench.claim(cent);
    QVERIFY(bench.admit(more)->switchTo.isEmpty());
    const Result<Admission> sent = bench.admit(bench.claim(cent)); // 90 % are reached
    QVERIFY(sent);
    QCOMPARE(sent->switchTo, u"chain/cheap"_s);
    QCOMPARE(sent->because, u"Careful"_s);
    QCOMPARE(bench.status(id).reserved, 90 * cent); // nothing for the one that was sent elsewhere
    SpendClaim there = bench.claim(cent);
    there.switched = true;
    QVERIFY(bench.admit(there)->switchTo.isEmpty());
    SpendClaim asked = bench.claim(cent);
    asked.requestedModel = u"chain/cheap"_s;
    QVERIFY(bench.admit(asked)->switchTo.isEmpty());
    asked.id = newId();
    asked.worstCost = Money::fromNano(9 * cent);
    QVERIFY(!bench.admit(asked)); // there is no further way out
    bench.budgets->release(more.id);
    bench.budgets->release(there.id);
    QCOMPARE(bench.status(id).reserved, 90 * cent);
    bench.budgets->release(asked.id);
    // Below the percentage: what would not fit is sent on as well.
    BudgetBench fresh;
    fresh.save(budget);
    QCOMPARE(fresh.admit(fresh.claim(101 * cent))->switchTo, u"chain/cheap"_s);
}

void TestSqliteBudgets::writesNothingWhereNothingMatches()
{
    BudgetBench bench;
    bench.save(BudgetBench::blocking(cent, {.service = u"gemini"_s}));
    Budget off = BudgetBench::blocking(cent);
    off.enabled = false;
    bench.save(off);
    const Result<qint64> before = wait(bench.database()->run([](Connection &c) { return BudgetBook::version(c); }));
    QVERIFY(bench.admits(100 * cent));
    const SpendClaim claim = bench.claim(cent);
    QVERIFY(bench.admit(claim));
    bench.budgets->adjust(claim.id, BudgetBench::known(1), 0);
    bench.budgets->release(claim.id);
    QCOMPARE(bench.number(u"SELECT version FROM budget_state"_s), *before);
    QCOMPARE(bench.number(u"SELECT count(*) FROM claims"_s), 0);
}

void TestSqliteBudgets::countsCallsThatNobodyAskedFor()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    CallRecord call = BudgetBench::callOf(bench.claim(0), BudgetBench::known(9 * cent));
    call.attempts.first().claim.clear();
    call.attempts += call.attempts.first();
    call.attempts.last().cost = Cost::unknown(Cost::Reason::MaybeBilled);
    bench.record(call);
    QCOMPARE(bench.status(id).used, 9 * cent);
    QCOMPARE(bench.status(id).unpriced, 1);
    QVERIFY(!bench.admits(2 * cent));
}

void TestSqliteBudgets::demoCallsCountNowhere()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    const SpendClaim claim = bench.claim(cent);
    QVERIFY(bench.admit(claim));
    CallRecord call = BudgetBench::callOf(claim, BudgetBench::known(cent));
    call.demo = true;
    bench.record(call);
    QCOMPARE(bench.status(id).counted(), 0);
    QCOMPARE(bench.status(bench.save(BudgetBench::blocking(cent))).used, 0);
}

void TestSqliteBudgets::aPeriodEnds()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    bench.clock.time = utc(2026, 3, 1, 23, 59, 59);
    const SpendClaim late = bench.claim(6 * cent);
    QVERIFY(bench.admit(late));
    QVERIFY(!bench.admits(5 * cent));
    bench.clock.time = utc(2026, 3, 2, 0, 0, 0);
    QVERIFY(bench.admits(10 * cent));
    QCOMPARE(bench.status(id).reserved, 10 * cent);
    // What began yesterday counts yesterday, however late it ends or is tried again.
    SpendClaim again = late;
    again.id = newId();
    again.worstCost = Money::fromNano(5 * cent);
    QVERIFY(!bench.admit(again));
    bench.record(BudgetBench::callOf(late, BudgetBench::known(6 * cent)));
    QCOMPARE(bench.status(id).used, 0);
    bench.clock.time = utc(2026, 3, 1, 12);
    QCOMPARE(bench.status(id).used, 6 * cent);
}

void TestSqliteBudgets::aClockSetBackGivesNoNewAllowance()
{
    BudgetBench bench;
    bench.save(BudgetBench::blocking(10 * cent));
    bench.spend(10 * cent); // on the 1st
    bench.clock.time = utc(2026, 3, 2);
    bench.spend(10 * cent);
    for (const QDateTime &time : {utc(2026, 3, 1), utc(2026, 3, 2), utc(2026, 3, 1, 0), utc(2026, 3, 2, 23)}) {
        bench.clock.time = time;
        QVERIFY(!bench.admits(1));
    }
}

void TestSqliteBudgets::rollingDays()
{
    BudgetBench bench;
    Budget budget = BudgetBench::blocking(10 * cent);
    budget.period = {.kind = Kind::Rolling, .days = 3, .timeZone = "Europe/Berlin"};
    const QString id = bench.save(budget);
    bench.spend(4 * cent); // on the 1st
    bench.clock.time = utc(2026, 3, 3);
    bench.spend(5 * cent);
    QCOMPARE(bench.status(id).used, 9 * cent);
    QCOMPARE(bench.status(id).from, utc(2026, 2, 28, 23));
    QCOMPARE(bench.status(id).to, utc(2026, 3, 3, 23));
    QVERIFY(!bench.admits(2 * cent));
    bench.clock.time = utc(2026, 3, 3, 22, 59, 59);
    QVERIFY(!bench.admits(2 * cent));
    bench.clock.time = utc(2026, 3, 3, 23, 0, 0); // the 4th in Berlin
    QCOMPARE(bench.status(id).used, 5 * cent);
    QVERIFY(bench.admits(5 * cent));
}

// A call that began yesterday and is tried again today counts in the days of yesterday and in those of today.
void TestSqliteBudgets::aLateCallCountsInLaterDays()
{
    BudgetBench bench;
    Budget budget = BudgetBench::blocking(10 * cent);
    budget.period = {.kind = Kind::Rolling, .days = 2, .timeZone = "UTC"};
    const QString id = bench.save(budget);
    SpendClaim late = bench.claim(4 * cent);
    late.startedAt = utc(2026, 3, 1, 23, 59, 59);
    bench.clock.time = utc(2026, 3, 2, 0, 0, 1);
    QVERIFY(bench.admits(7 * cent)); // today
    QVERIFY(!bench.admit(late));
    late.worstCost = Money::fromNano(3 * cent);
    QVERIFY(bench.admit(late));
    QCOMPARE(bench.status(id).reserved, 10 * cent);
}

void TestSqliteBudgets::overridesLiftALimitForAWhile()
{
    BudgetBench bench;
    const QString id = bench.save(BudgetBench::blocking(10 * cent));
    bench.spend(10 * cent);
    QVERIFY(!bench.admits(cent));
    QVERIFY(wait(bench.budgets->allowMore(id, 2 * cent, utc(2026, 3, 1, 18))));
    QVERIFY(wait(bench.budgets->allowMore(id, cent, utc(2026, 3, 1, 20))));
    QVERIFY(bench.admits(2 * cent));
    BudgetStatus status = bench.status(id);
    QCOMPARE(status.extra, 3 * cent);
    QCOMPARE(status.extraUntil, utc(2026, 3, 1, 18));
    QCOMPARE(status.limit(), 13 * cent);
    QVERIFY(!bench.admits(2 * cent));
    bench.clock.time = utc(2026, 3, 1, 18);
    QVERIFY(!bench.admits(1));
    QCOMPARE(bench.status(id).extra, cent);
    const auto log = wait(bench.budgets->overrides(id));
    QVERIFY(log);
    QCOMPARE(log->size(), 2);
    QCOMPARE(log->first().amount + log->last().amount, 3 * cent);
    QCOMPARE(log->first().allowedAt, utc(2026, 3, 1, 12));
    QCOMPARE(log->first().source, u"app"_s);
    QVERIFY(wait(bench.budgets->allowMore(u"none"_s, 1, utc(2027, 1, 1))).error().kind == Error::Kind::NotFound);
    QVERIFY(wait(bench.budgets->allowMore(id, 0, utc(2027, 1, 1))).error().kind == Error::Kind::BadRequest);
    QVERIFY(wait(bench.budgets->allowMore(id, 1, bench.clock.time)).error().kind == Error::Kind::BadRequest);
}

// A limit that cannot be checked holds: nothing is let through.
void TestSqliteBudgets::wantsToBeRead()
{
    QTemporaryDir dir;
    QVERIFY(writeFile(dir.filePath(u"ledger.db"_s), "this is no database, but long enough to be taken for one. "));
    QVERIFY(!LimitMark(dir.filePath(u"ledger.db"_s)).set(true));
    const TurnedClock clock;
    SqliteBudgets budgets(std::make_shared<Database>(dir.filePath(u"ledger.db"_s)), clock);
    const BudgetBench bench;
    budgets.release(u"x"_s);
    const QFuture<Result<Admission>> future = budgets.admit(bench.claim(1));
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QVERIFY(future.result().error().kind == Error::Kind::Storage);
    QVERIFY(!wait(budgets.status()));
}

QTEST_GUILESS_MAIN(TestSqliteBudgets)
#include "tst_sqlite_budgets.moc"
