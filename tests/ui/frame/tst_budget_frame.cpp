// SPDX-License-Identifier: GPL-3.0-or-later
// Budgets in the window's frame: the month in the status bar, and what is said when a threshold is reached.
#include "WindowFixture.h"
#include "tests/support/FakeBudgets.h"
#include "ui/frame/BudgetNotices.h"
#include "ui/frame/MonthButton.h"
#include "ui/frame/SpendMonth.h"
#include "ui/widgets/Banner.h"

#include <QStatusBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

namespace {

constexpr qint64 dollar = 1'000'000'000;

BudgetStatus month(const QString &name, qint64 limit, qint64 used)
{
    BudgetStatus out;
    out.budget.id = u"id-"_s + name;
    out.budget.name = name;
    out.budget.limit = limit;
    out.budget.period.timeZone = "UTC";
    out.budget.actions = {{.kind = BudgetAction::Kind::Warn, .percent = 80}};
    out.used = used;
    out.from = QDateTime(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC);
    out.to = QDateTime(QDate(2026, 4, 1), QTime(0, 0), Qt::UTC);
    return out;
}

} // namespace

class TestBudgetFrame : public QObject
{
    Q_OBJECT

    StillClock m_clock;

    [[nodiscard]] static MonthButton *button(WindowFixture &fixture)
    {
        return fixture.window.findChild<MonthButton *>();
    }
    static BudgetNotice notice(BudgetAction::Kind kind, int percent)
    {
        return {.status = month(u"Monthly"_s, 25 * dollar, 2050 * dollar / 100),
            .action = {.kind = kind, .percent = percent}};
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void theTightestMonth_data()
    {
        QTest::addColumn<QList<BudgetStatus>>("budgets");
        QTest::addColumn<QString>("chosen");
        const BudgetStatus loose = month(u"loose"_s, 100 * dollar, 10 * dollar);
        const BudgetStatus tight = month(u"tight"_s, 20 * dollar, 10 * dollar);
        BudgetStatus off = month(u"off"_s, dollar, dollar);
        off.budget.enabled = false;
        BudgetStatus part = month(u"part"_s, dollar, dollar);
        part.budget.scope.user = u"ann"_s;
        BudgetStatus day = month(u"day"_s, dollar, dollar);
        day.budget.period.kind = BudgetPeriod::Kind::Day;
        BudgetStatus shifted = month(u"shifted"_s, dollar, dollar);
        shifted.budget.period.monthDay = 15;
        BudgetStatus tokens = month(u"tokens"_s, 10, 10);
        tokens.budget.meter = Budget::Meter::Tokens;
        QTest::newRow("none") << QList<BudgetStatus> {} << QString();
        QTest::newRow("the fuller one") << QList<BudgetStatus> {loose, tight} << u"tight"_s;
        QTest::newRow("none that counts it all") << QList<BudgetStatus> {off, part, day, shifted, tokens} << QString();
        QTest::newRow("among others") << QList<BudgetStatus> {off, part, loose, day} << u"loose"_s;
    }
    void theTightestMonth()
    {
        QFETCH(const QList<BudgetStatus>, budgets);
        QFETCH(const QString, chosen);
        const std::optional<BudgetStatus> found = SpendMonth::tightestMonth(budgets);
        QCOMPARE(found ? found->budget.name : QString(), chosen);
    }

    void theMonthAgainstItsBudget()
    {
        test::FakeBudgets budgets(m_clock);
        budgets.list = {month(u"Monthly"_s, 25 * dollar, 1180 * dollar / 100)};
        WindowFixture fixture({}, &budgets);
        auto *page = new PlainPage(u"budgets"_s, u"⟦Budgets⟧"_s);
        fixture.window.addPage(new PlainPage(u"compare"_s, u"⟦Compare⟧"_s));
        fixture.window.addPage(page);
        fixture.window.show();
        MonthButton *shown = button(fixture);
        QTRY_COMPARE(shown->text(), u"month $11.80 / $25.00"_s);
        QVERIFY(shown->values() && !shown->values()->meaning);
        QVERIFY(shown->word().isEmpty());
        QTest::mouseClick(shown, Qt::LeftButton);
        QCOMPARE(fixture.window.currentPage(), page);
        QCOMPARE(page->opened, u"id-Monthly"_s);
        const int before = shown->sizeHint().width();
        budgets.list[0].used = 21 * dollar;
        Q_EMIT budgets.changed();
        QTRY_COMPARE(shown->word(), u"84%"_s); // a word and a sign, not a colour alone
        QCOMPARE(shown->accessibleName(), u"month $21.00 / $25.00, 84%"_s);
        QVERIFY(shown->values()->meaning == Meaning::Warning);
        QVERIFY(shown->sizeHint().width() > before);
        budgets.list[0].used = 25 * dollar;
        Q_EMIT budgets.changed();
        QTRY_COMPARE(shown->word(), u"spent"_s);
    }

    void theMonthWithoutABudget()
    {
        WindowFixture fixture;
        fixture.ledger.sums = {.known = *Money::fromDecimal(u"3.5"), .calls = 9};
        MonthButton *shown = button(fixture);
        QTRY_COMPARE(shown->text(), u"month $3.50"_s);
        QVERIFY(!shown->values());
        QVERIFY(shown->budget().isEmpty());
        fixture.ledger.broken = Error {.kind = Error::Kind::Storage, .detail = u"lineup.db is malformed"_s};
        Q_EMIT fixture.ledger.faultChanged();
        QTRY_COMPARE(shown->text(), u"month: not known"_s);
        QVERIFY(shown->toolTip().contains(u"lineup.db is malformed"_s));
    }

    void aThresholdIsSaid()
    {
        test::FakeBudgets budgets(m_clock);
        WindowFixture fixture({}, &budgets);
        auto *page = new PlainPage(u"budgets"_s, u"⟦Budgets⟧"_s);
        fixture.window.addPage(new PlainPage(u"compare"_s, u"⟦Compare⟧"_s));
        fixture.window.addPage(page);
        fixture.window.show();
        fixture.window.activateWindow();
        auto *banner = fixture.window.findChild<Banner *>(u"budgetNotice"_s);
        QVERIFY(banner && !banner->isVisible());
        budgets.reach(notice(BudgetAction::Kind::Warn, 80));
        QVERIFY(banner->isVisible());
        // 14 March 15:09 to 1 April.
        QCOMPARE(banner->text(), u"Monthly: $20.50 of $25.00 used. It begins anew in 17 d 8 h, 1 Apr 00:00."_s);
        QCOMPARE(banner->meaning(), Meaning::Warning);
        QCOMPARE(fixture.window.statusBar()->currentMessage(), banner->text());
        const QList<QPushButton *> buttons = banner->findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 1);
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QCOMPARE(page->opened, u"id-Monthly"_s);
        QVERIFY(!banner->isVisible());
        budgets.reach(notice(BudgetAction::Kind::Block, 100));
        QCOMPARE(banner->meaning(), Meaning::Error);
        QVERIFY(banner->text().contains(u"Calls that could go beyond are refused."_s));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QTest::mouseClick(banner->findChildren<QPushButton *>().first(), Qt::LeftButton);
        QCOMPARE(page->opened, u"allow:id-Monthly"_s);
    }
};

QTEST_MAIN(TestBudgetFrame)
#include "tst_budget_frame.moc"
