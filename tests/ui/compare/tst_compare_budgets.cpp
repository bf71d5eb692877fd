// SPDX-License-Identifier: GPL-3.0-or-later
// What budgets say to a prompt before and after it is sent, and the ways out.
#include "CompareActs.h"
#include "tests/support/FakeBudgets.h"
#include "ui/compare/AllowMoreDialog.h"
#include "ui/compare/ErrorCard.h"
#include "ui/compare/ModelPicker.h"
#include "ui/widgets/AmountSpin.h"
#include "ui/widgets/ElidedLabel.h"

#include <QLabel>
#include <QMenu>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::ui;

namespace {

constexpr qint64 dollar = 1'000'000'000;

BudgetStatus daily(const BudgetScope &scope = {})
{
    BudgetStatus out;
    out.budget.id = u"id-daily"_s;
    out.budget.name = u"Daily"_s;
    out.budget.limit = dollar;
    out.budget.scope = scope;
    out.budget.period = {.kind = BudgetPeriod::Kind::Day, .timeZone = "UTC"};
    out.budget.actions = {{.kind = BudgetAction::Kind::Block, .percent = 100}};
    out.used = 97 * dollar / 100;
    out.from = QDateTime(QDate(2026, 3, 14), QTime(0, 0), Qt::UTC);
    out.to = out.from.addDays(1); // the clock stands at 15:09
    return out;
}

} // namespace

class TestCompareBudgets : public QObject, private CompareActs
{
    Q_OBJECT

    TurnedClock m_clock;
    std::unique_ptr<test::FakeBudgets> m_budgets;

    // A: a model with a price; B: one on this computer.
    void open()
    {
        f->show();
        f->page->panes().load({{.model = u"openai/gpt-4o-mini"_s}, {.model = u"ollama/words"_s}});
        f->page->board()->setCurrent(0);
        f->page->focusMain();
    }
    [[nodiscard]] QPushButton *sendButton() const { return f->page->findChild<QPushButton *>(u"send"_s); }
    [[nodiscard]] QAction *wayOut(const QString &name) const
    {
        const QMenu *menu = sendButton()->menu();
        return menu ? menu->findChild<QAction *>(name) : nullptr;
    }
    void block(const BudgetScope &scope = {})
    {
        m_budgets->list = {daily(scope)};
        m_budgets->answer.blocking = daily(scope);
        m_budgets->answer.matching = {daily(scope)};
    }
    [[nodiscard]] ErrorCard *card(int pane) const { return f->page->board()->view(pane)->findChild<ErrorCard *>(); }
    [[nodiscard]] bool cardSays(int pane, const QString &text) const
    {
        const QList<QLabel *> labels = card(pane)->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not).*"_s));
        m_budgets = std::make_unique<test::FakeBudgets>(m_clock);
        f = std::make_unique<CompareFixture>(m_budgets.get());
    }
    void cleanup()
    {
        f.reset();
        m_budgets.reset();
    }

    void whatWouldBeSentIsAskedFor()
    {
        open();
        QTest::qWait(200);
        QVERIFY(m_budgets->asked.isEmpty()); // nobody is about to send
        type(u"Why is the sky blue?"_s);
        QTRY_COMPARE(m_budgets->asked.size(), 1); // once for twenty letters
        const QList<SpendClaim> claims = m_budgets->asked.first();
        QCOMPARE(claims.size(), 2);
        QCOMPARE(claims.at(0).service, u"openai"_s);
        QCOMPARE(claims.at(0).model, u"gpt-4o-mini"_s);
        QCOMPARE(claims.at(0).requestedModel, u"openai/gpt-4o-mini"_s);
        QCOMPARE(claims.at(0).source, u"app"_s);
        QVERIFY(claims.at(0).worstCost && claims.at(0).worstCost->nano() > 0);
        QVERIFY(sendButton()->text().startsWith(u"Send · ~$"_s));
        QVERIFY(sendButton()->text().contains(u", at most $"_s));
        QVERIFY(!sendButton()->menu());
    }

    void aBlockIsSaidBeforeSending()
    {
        block();
        open();
        type(u"Hello"_s);
        QTRY_COMPARE(sendButton()->text(), u"Blocked: Daily $1.00 – $0.97 used"_s);
        QVERIFY(sendButton()->isEnabled());
        QVERIFY(sendButton()->toolTip().contains(u"Left: $0.03"_s));
        QSignalSpy said(f->page.get(), &Page::statusMessage);
        press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(f->starter->calls.isEmpty());
        QCOMPARE(said.first().at(0).toString(), u"Not sent: Daily $1.00 – $0.97 used"_s);
        QTRY_VERIFY(sendButton()->menu()->isVisible());
        sendButton()->menu()->close();
        // It goes when the budget has room again, without a further key.
        m_budgets->answer = {};
        Q_EMIT m_budgets->changed();
        QTRY_VERIFY(sendButton()->text().startsWith(u"Send"_s));
        QTRY_VERIFY(!QApplication::activePopupWidget());
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QTRY_COMPARE(f->starter->calls.size(), 2);
    }

    void raisingLeadsToTheBudget()
    {
        block();
        open();
        type(u"Hello"_s);
        QTRY_VERIFY(wayOut(u"raise"_s));
        QSignalSpy asked(f->page.get(), &Page::pageRequested);
        wayOut(u"raise"_s)->trigger();
        QCOMPARE(asked.first().at(0).toString(), u"budgets"_s);
        QCOMPARE(asked.first().at(1).toString(), u"id-daily"_s);
    }

    void allowingMoreOpensTheWay()
    {
        block();
        open();
        type(u"Hello"_s);
        QTRY_VERIFY(wayOut(u"allow"_s));
        wayOut(u"allow"_s)->trigger();
        QTRY_VERIFY(f->page->findChild<AllowMoreDialog *>());
        auto *dialog = f->page->findChild<AllowMoreDialog *>();
        QCOMPARE(dialog->findChild<AmountSpin *>(u"allowAmount"_s)->amount(), dollar / 5);
        m_budgets->answer = {};
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"allow"_s), Qt::LeftButton);
        QTRY_COMPARE(m_budgets->allowed.size(), 1);
        QTRY_VERIFY(sendButton()->text().startsWith(u"Send"_s));
    }

    void theOthersAreSentWithoutIt()
    {
        block({.service = u"openai"_s});
        open();
        type(u"Hello"_s);
        QTRY_VERIFY(wayOut(u"without"_s));
        QCOMPARE(wayOut(u"without"_s)->text(), u"Send without A"_s);
        wayOut(u"without"_s)->trigger();
        QTRY_COMPARE(f->starter->calls.size(), 1);
        QCOMPARE(f->starter->requests.first().model, u"ollama/words"_s);
    }

    void theCurrentPaneIsSentWhenItIsNotConcerned()
    {
        block({.service = u"openai"_s});
        open();
        f->page->board()->setCurrent(1);
        type(u"Hello"_s);
        QTRY_VERIFY(wayOut(u"without"_s));
        press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(f->starter->calls.size(), 1);
        QCOMPARE(f->starter->requests.first().model, u"ollama/words"_s);
    }

    void nobodyIsLeftToSendTo()
    {
        block();
        m_budgets->answer.blocking->budget.meter = Budget::Meter::Requests; // both panes count
        open();
        type(u"Hello"_s);
        QTRY_VERIFY(wayOut(u"without"_s));
        QVERIFY(!wayOut(u"without"_s)->isEnabled());
    }

    void aCheaperModelIsChosen()
    {
        block({.service = u"openai"_s});
        open();
        f->page->board()->setCurrent(1);
        type(u"Hello"_s);
        QTRY_VERIFY(wayOut(u"cheaper"_s));
        QCOMPARE(wayOut(u"cheaper"_s)->text(), u"Use a cheaper model in A…"_s);
        wayOut(u"cheaper"_s)->trigger();
        QCOMPARE(f->page->board()->current(), 0);
        auto *picker = f->page->findChild<ModelPicker *>();
        QVERIFY(picker && picker->isVisible());
        picker->close();
    }

    void aSwitchIsSaid()
    {
        m_budgets->answer.switching = daily();
        m_budgets->answer.switchTo = u"chain/cheap"_s;
        open();
        type(u"Hello"_s);
        const auto said = [this] {
            const QList<ElidedLabel *> labels = f->page->prompt()->findChildren<ElidedLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const ElidedLabel *label) {
                return label->fullText() == u"Daily is nearly used: this goes to chain/cheap."_s;
            });
        };
        QTRY_VERIFY(said());
        QVERIFY(sendButton()->text().startsWith(u"Send"_s));
    }

    void whatCannotBeAskedIsNoBlock()
    {
        m_budgets->broken = Error {.kind = Error::Kind::Storage, .detail = u"locked"_s};
        open();
        type(u"Hello"_s);
        QTRY_COMPARE(m_budgets->asked.size(), 1);
        QTest::qWait(50);
        QVERIFY(sendButton()->text().startsWith(u"Send"_s));
        QVERIFY(sendButton()->isEnabled());
    }

    void aRefusalIsExplained()
    {
        m_budgets->list = {daily()};
        open();
        askAll(u"Hello"_s);
        QTRY_COMPARE(f->starter->calls.size(), 2);
        f->call(0).fail(Error {.kind = Error::Kind::BudgetExhausted,
            .detail = u"The budget \"Daily\" refuses it: the largest calls in it: gpt-4o at 9:12."_s,
            .retryAfter = 3h,
            .code = u"id-daily"_s});
        f->call(1).fail(Error {.kind = Error::Kind::Auth, .detail = u"no key"_s});
        QTRY_VERIFY(card(0)->isVisible());
        // 15:09 to midnight.
        QTRY_VERIFY(cardSays(0, u"Daily: $0.97 of $1.00 used. It begins anew in 8 h 51 min, Sun 00:00."_s));
        QVERIFY(cardSays(0, u"gpt-4o at 9:12"_s));
        QVERIFY(!buttonWith(*card(0), u"Retry in"_s) || !buttonWith(*card(0), u"Retry in"_s)->isVisible());
        QVERIFY(buttonWith(*card(0), u"Use a cheaper model"_s)->isVisible());
        QVERIFY(!buttonWith(*card(1), u"Raise"_s)->isVisible());
        QSignalSpy asked(f->page.get(), &Page::pageRequested);
        QTest::mouseClick(buttonWith(*card(0), u"Raise the limit"_s), Qt::LeftButton);
        QCOMPARE(asked.first().at(1).toString(), u"id-daily"_s);
        QTest::mouseClick(buttonWith(*card(0), u"Allow more"_s), Qt::LeftButton);
        QTRY_VERIFY(f->page->findChild<AllowMoreDialog *>());
        QTest::mouseClick(
            f->page->findChild<AllowMoreDialog *>()->findChild<QPushButton *>(u"allow"_s), Qt::LeftButton);
        QTRY_VERIFY(cardSays(0, u"Daily: $0.97 of $1.20 used."_s)); // follows
        QTest::mouseClick(buttonWith(*card(0), u"Retry now"_s), Qt::LeftButton);
        QTRY_COMPARE(f->starter->calls.size(), 3);
    }
};

QTEST_MAIN(TestCompareBudgets)
#include "tst_compare_budgets.moc"
