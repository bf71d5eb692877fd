// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/budgets/BudgetJson.h"
#include "core/spend/budgets/UserBudgets.h"
#include "tests/unit/spend/budgets/BudgetBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;
using Kind = BudgetPeriod::Kind;

namespace {

// What is mapped needs the event loop.
template<typename T>
Result<T> answer(const QFuture<Result<T>> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }) || future.resultCount() == 0)
        return Error {.kind = Error::Kind::Timeout};
    return future.result();
}

constexpr Money cents(qint64 count)
{
    return Money::fromNano(count * cent);
}

} // namespace

class TestUserBudgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneLimitForAUser();
    void dailyLimitsOfUsers();
    void theTightestTells();
    void madeAgainItIsChanged();
    void onlyThoseForAUserAlone();
    void whatCannotBeMeant();
    void durations_data();
    void durations();
    void jsonBothWays();
    void amounts();
};

void TestUserBudgets::oneLimitForAUser()
{
    BudgetBench bench;
    UserBudgets users(*bench.budgets);
    QVERIFY(answer(users.createBudget(cents(10), u"ann"_s)));
    bench.spend(4 * cent); // by ann
    QVERIFY(answer(users.currentCost(u"ann"_s)) == cents(4));
    QVERIFY(answer(users.totalBudget(u"ann"_s)) == cents(10));
    QVERIFY(bench.admits(5 * cent));
    QVERIFY(answer(users.remaining(u"ann"_s)) == cents(1));
    QVERIFY(!bench.admits(2 * cent));
    bench.clock.time = bench.clock.time.addYears(3);
    QVERIFY(!bench.admits(2 * cent)); // in total
    QVERIFY(answer(users.users()) == QStringList {u"ann"_s});
    QVERIFY(answer(users.removeBudgets(u"ann"_s)));
    QVERIFY(bench.admits(100 * cent));
    QVERIFY(answer(users.currentCost(u"ann"_s)).error().kind == Error::Kind::NotFound);
}

void TestUserBudgets::dailyLimitsOfUsers()
{
    BudgetBench bench;
    UserBudgets users(*bench.budgets);
    QVERIFY(answer(users.createBudget(cents(5), u"ann"_s, u"daily"_s)));
    QVERIFY(answer(users.createBudget(cents(9), u"bob"_s, u"daily"_s)));
    bench.spend(5 * cent);
    QVERIFY(!bench.admits(1));
    SpendClaim bobs = bench.claim(9 * cent);
    bobs.user = u"bob"_s;
    QVERIFY(bench.admit(bobs));
    QVERIFY(answer(users.currentCost(u"bob"_s)) == Money());
    QVERIFY(answer(users.remaining(u"bob"_s)) == Money());
    SpendClaim nobodys = bench.claim(1000 * cent);
    nobodys.user.clear();
    QVERIFY(bench.admit(nobodys));
    bench.clock.time = bench.clock.time.addDays(2);
    QVERIFY(answer(users.currentCost(u"ann"_s)) == Money());
    QVERIFY(bench.admits(5 * cent));
    QVERIFY((answer(users.users()) == QStringList {u"ann"_s, u"bob"_s}));
}

void TestUserBudgets::theTightestTells()
{
    BudgetBench bench;
    UserBudgets users(*bench.budgets);
    QVERIFY(answer(users.createBudget(cents(100), u"ann"_s, u"total"_s)));
    QVERIFY(answer(users.createBudget(cents(20), u"ann"_s, u"30d"_s)));
    bench.spend(15 * cent);
    QVERIFY(answer(users.totalBudget(u"ann"_s)) == cents(20));
    QVERIFY(answer(users.remaining(u"ann"_s)) == cents(5));
    QVERIFY(answer(users.removeBudgets(u"ann"_s)));
    QVERIFY(bench.all().isEmpty());
}

void TestUserBudgets::madeAgainItIsChanged()
{
    BudgetBench bench;
    UserBudgets users(*bench.budgets);
    const Result<QString> first = answer(users.createBudget(cents(5), u"ann"_s, u"monthly"_s));
    const Result<QString> second = answer(users.createBudget(cents(7), u"ann"_s, u"1mo"_s));
    QVERIFY(first && second);
    QCOMPARE(*first, *second);
    QCOMPARE(bench.all().size(), 1);
    QVERIFY(answer(users.totalBudget(u"ann"_s)) == cents(7));
}

void TestUserBudgets::onlyThoseForAUserAlone()
{
    BudgetBench bench;
    UserBudgets users(*bench.budgets);
    bench.save(BudgetBench::blocking(cent, {.user = u"ann"_s, .service = u"openai"_s}));
    bench.save(BudgetBench::blocking(cent));
    Budget tokens = BudgetBench::blocking(1, {.user = u"ann"_s});
    tokens.meter = Budget::Meter::Tokens;
    bench.save(tokens);
    QVERIFY(answer(users.users())->isEmpty());
    QVERIFY(answer(users.removeBudgets(u"ann"_s)).error().kind == Error::Kind::NotFound);
    QCOMPARE(bench.all().size(), 3);
}

void TestUserBudgets::whatCannotBeMeant()
{
    BudgetBench bench;
    UserBudgets users(*bench.budgets);
    const auto kind = [&](const QFuture<Result<QString>> &future) { return answer(future).error().kind; };
    QVERIFY(kind(users.createBudget(cents(1), u"ann"_s, u"fortnightly"_s)) == Error::Kind::BadRequest);
    QVERIFY(kind(users.createBudget(cents(1), u" "_s)) == Error::Kind::BadRequest);
    QVERIFY(kind(users.createBudget(Money(), u"ann"_s)) == Error::Kind::BadRequest);
    QVERIFY(bench.all().isEmpty());
}

void TestUserBudgets::durations_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("days");
    const auto row = [](const char *text, Kind kind, int days = 30) { QTest::newRow(text) << int(kind) << days; };
    row("daily", Kind::Day);
    row("24h", Kind::Day);
    row("1d", Kind::Day);
    row("weekly", Kind::Week);
    row("monthly", Kind::Month);
    row("1mo", Kind::Month);
    row("Hour", Kind::Hour);
    row("total", Kind::Total);
    row("30d", Kind::Rolling, 30);
    row("7d", Kind::Rolling, 7);
    row("366d", Kind::Rolling, 366);
    row("yearly", Kind::Rolling, 365);
    for (const char *none : {"", "d", "0d", "-1d", "367d", "5h", "30", "2mo", "30s", "soon"})
        QTest::newRow(none) << -1 << 0;
}

void TestUserBudgets::durations()
{
    QFETCH(int, kind);
    QFETCH(int, days);
    const auto period = periodFromText(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(period.has_value(), kind >= 0);
    if (period) {
        QCOMPARE(int(period->kind), kind);
        QCOMPARE(period->days, days);
    }
}

void TestUserBudgets::jsonBothWays()
{
    const Budget budget {.id = u"id"_s,
        .name = u"ünïcode"_s,
        .enabled = false,
        .scope = {.project = u"shop"_s, .tag = u"ci"_s},
        .period = {.kind = Kind::Month, .monthDay = 31, .timeZone = "Europe/Berlin"},
        .limit = 1, // a nano-dollar
        .actions = {{BudgetAction::Kind::Switch, 90, u"chain/cheap"_s}, {BudgetAction::Kind::Block, 100, {}}},
        .allowUnpriced = true,
        .createdAt = utc(2026, 3, 1)};
    const QJsonObject json = budgetJson(budget);
    QCOMPARE(json.value("limit"_L1).toString(), u"0.000000001"_s);
    const Result<Budget> read = readBudget(json);
    QVERIFY(read);
    QVERIFY(*read == budget);
    for (const auto &[key, value] : {std::pair {u"meter"_s, QJsonValue(u"litres"_s)}, {u"limit"_s, u"much"_s},
             {u"actions"_s, u"none"_s}, {u"enabled"_s, 3}, {u"period"_s, QJsonObject {{u"kind"_s, u"moon"_s}}}}) {
        QJsonObject wrong = json;
        wrong.insert(key, value);
        const Result<Budget> refused = readBudget(wrong);
        QVERIFY2(!refused, qPrintable(key));
        QVERIFY2(refused.error().detail.contains(key), qPrintable(refused.error().detail));
    }
}

void TestUserBudgets::amounts()
{
    using Meter = Budget::Meter;
    QCOMPARE(amountText(Meter::Dollars, 1'500'000'000), u"$1.50"_s);
    QCOMPARE(amountText(Meter::Dollars, 12'000'000'000), u"$12.00"_s);
    QCOMPARE(amountText(Meter::Dollars, -1), u"-$0.000000001"_s);
    QCOMPARE(amountText(Meter::Tokens, 1), u"1 token"_s);
    QCOMPARE(amountText(Meter::Requests, 20), u"20 requests"_s);
    QVERIFY(amountFromText(Meter::Dollars, u"$0.25") == 250'000'000);
    QVERIFY(amountFromText(Meter::Tokens, u"1000") == 1000);
    QVERIFY(!amountFromText(Meter::Tokens, u"1.5"));
    QVERIFY(!amountFromText(Meter::Dollars, u"0.0000000001")); // less than there is
    QVERIFY(!amountFromText(Meter::Dollars, u"ten"));
}

QTEST_GUILESS_MAIN(TestUserBudgets)
#include "tst_user_budgets.moc"
