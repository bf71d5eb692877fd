// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector in the whole window, with real keys and clicks.
#include "ProgramFixture.h"
#include "tests/support/CpuTimer.h"
#include "ui/frame/CallFacts.h"
#include "ui/frame/Dressing.h"
#include "ui/frame/InspectorView.h"
#include "ui/frame/TimingBars.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::ui;
using test::Program;

namespace {

CallRecord twoAttempts()
{
    CallRecord call;
    call.id = u"call-1"_s;
    call.requestedModel = u"chain/reliable"_s;
    call.startedAt = QDateTime(QDate(2026, 3, 14), QTime(12, 0), Qt::UTC);
    call.total = 2s;
    AttemptRecord refused {.service = u"acme"_s, .model = u"large"_s, .total = 400ms, .httpStatus = 429};
    refused.error = Error {.kind = Error::Kind::RateLimited, .detail = u"slow down"_s};
    refused.connected = 100ms;
    refused.cost = Cost::unknown(Cost::Reason::NotBilled);
    AttemptRecord good {.service = u"other"_s, .model = u"m"_s, .total = 1350ms, .httpStatus = 200};
    good.connected = 50ms;
    good.firstToken = 350ms;
    good.requestId = u"req_77"_s;
    good.finishReason = FinishReason::Length;
    good.nativeFinishReason = u"max_tokens"_s;
    good.usage = {.source = Usage::Source::Reported, .inputFresh = 1000, .inputCacheRead = 24, .outputText = 512};
    good.cost = Cost::known(Money::fromNano(8'700'000), Cost::Provenance::Computed);
    good.mapping = {{MappingNote::Action::Dropped, u"seed"_s, {}, u"not taken"_s}};
    call.attempts = {refused, good};
    call.route = {{.kind = RouteEvent::Kind::Attempt,
                      .model = u"acme/large"_s,
                      .took = 400ms,
                      .attempt = 0,
                      .error = Error::Kind::RateLimited,
                      .httpStatus = 429},
        {.kind = RouteEvent::Kind::Wait, .model = u"acme/large"_s, .at = 400ms, .took = 250ms},
        {.kind = RouteEvent::Kind::Skip, .step = 1, .model = u"third/x"_s, .at = 650ms, .skipped = SkipReason::NoKey},
        {.kind = RouteEvent::Kind::Attempt,
            .step = 2,
            .model = u"other/m"_s,
            .at = 650ms,
            .took = 1350ms,
            .attempt = 1}};
    call.cost = good.cost;
    return call;
}

QPushButton *button(QWidget *under, const QString &text)
{
    for (QPushButton *each : under->findChildren<QPushButton *>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

QString everyFact(const InspectorView &view)
{
    return CallFacts::plainText(CallFacts::sections(*view.call()));
}

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        dress(*qApp);
    }

    void f4OpensItOnTheLastAnswer()
    {
        Program p;
        p.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&p.window));
        auto *dock = p.window.findChild<QDockWidget *>(u"inspector"_s);
        QVERIFY(dock && !dock->isVisible());
        p.compare->runDemo();
        QTRY_VERIFY_WITH_TIMEOUT(p.ledger.calls.size() >= 2 && p.window.callsInFlight() == 0, 30'000);
        QTest::keyClick(&p.window, Qt::Key_F4);
        QVERIFY(dock->isVisible());
        InspectorView *view = p.window.inspector();
        QVERIFY(view->call().has_value());
        QCOMPARE(view->call()->record.requestedModel,
            p.compare->panes().at(p.compare->board()->current())->model().modelString);
        QCOMPARE(view->call()->attempts.size(), 1);
        view->tabs()->setCurrentIndex(InspectorView::Request);
        const auto shown = [view] { return qobject_cast<QPlainTextEdit *>(view->tabs()->currentWidget()); };
        QVERIFY(shown()->toPlainText().startsWith(u"POST "_s));
        view->tabs()->setCurrentIndex(InspectorView::Answer);
        QVERIFY(shown()->toPlainText().startsWith(u"HTTP 200\n"_s));
        QTest::mouseClick(button(view, u"Copy as curl"_s), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().startsWith(u"curl --globoff -X 'POST' 'http"_s));
        p.compare->board()->goTo(1);
        QTRY_COMPARE(view->call()->record.requestedModel, p.compare->panes().at(1)->model().modelString);
        QTest::keyClick(&p.window, Qt::Key_F4);
        QVERIFY(!dock->isVisible());
    }

    void itsPlaceIsRemembered()
    {
        QTemporaryDir home;
        {
            WindowFixture first(home.path());
            first.window.addPage(new PlainPage(u"one"_s, u"One"_s));
            first.window.show();
            first.window.command(ActionCatalogue::Id::Inspector)->trigger();
            first.session.flush();
        }
        WindowFixture second(home.path());
        second.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        second.window.restoreSession();
        second.window.show();
        QVERIFY(second.window.findChild<QDockWidget *>(u"inspector"_s)->isVisible());
        QVERIFY(second.window.command(ActionCatalogue::Id::Inspector)->isChecked());
    }

    void aCallOfTheLedgerIsShown()
    {
        Program p;
        p.inventSpending();
        p.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&p.window));
        p.window.showPage(u"spend"_s);
        p.window.currentPage()->findChild<QTabBar *>()->setCurrentIndex(2);
        auto *table = p.window.findChild<QTableView *>(u"callsTable"_s);
        QTRY_VERIFY(table && table->isVisible() && table->model()->rowCount() > 0);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 1)); // what was asked for
        QTRY_VERIFY(!table->currentIndex().data().toString().isEmpty());
        QTest::keyClick(table, Qt::Key_Return);
        InspectorView *view = p.window.inspector();
        QTRY_VERIFY(view->isVisible() && view->call());
        QCOMPARE(view->call()->record.requestedModel, table->currentIndex().data().toString());
        QVERIFY(!button(view, u"Copy as curl"_s)->isEnabled()); // it was not kept
    }

    void theFactsAreThere()
    {
        InspectorView view;
        view.setCall(CallDetails {.record = twoAttempts(), .attempts = {}});
        const QString all = everyFact(view);
        for (const QString &fact : {u"Request id: req_77"_s, u"length (max_tokens)"_s, u"HTTP status: 429"_s,
                 u"slow down"_s, u"$0.0087"_s, u"1,000"_s, u"24"_s, u"512"_s, u"seed was not sent"_s,
                 u"third/x skipped: no key"_s, u"waited 0.25 s"_s, u"is not kept"_s})
            QVERIFY2(all.contains(fact), qPrintable(fact + u" in\n"_s + all));
        QTest::mouseClick(button(&view, u"Copy details"_s), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), all);
    }

    void theTableSaysWhatTheBarsShow()
    {
        InspectorView view;
        view.setCall(CallDetails {.record = twoAttempts(), .attempts = {}});
        const auto *table = view.findChild<QTableWidget *>();
        const auto row = [table](int at) {
            QStringList out;
            for (int column = 0; column < table->columnCount(); ++column)
                out += table->item(at, column)->text();
            return out.join(u'|');
        };
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(row(0), u"acme/large|0 ms|–|0.10 s|0.30 s|–|0.40 s"_s);
        QCOMPARE(row(1), u"Wait|0.40 s|0.25 s|–|–|–|0.25 s"_s);
        QCOMPARE(row(2), u"other/m|0.65 s|–|50 ms|0.30 s|1.00 s|1.35 s"_s);
        view.resize(400, 600);
        QVERIFY(!view.grab().isNull());
    }

    void thePriceThatWasUsed()
    {
        CallRecord call = twoAttempts();
        AttemptRecord &attempt = call.attempts[1];
        attempt.price = Price {.input = UnitPrice::fromDecimalPerMillion(u"2.50"_s).value_or(UnitPrice()),
            .output = UnitPrice::fromDecimalPerMillion(u"10"_s).value_or(UnitPrice()),
            .cacheRead = UnitPrice::fromDecimalPerMillion(u"0.25"_s).value_or(UnitPrice()),
            .asOf = QDate(2026, 2, 3)};
        attempt.price->levels = {{.serviceTier = ServiceTier::Flex,
            .plain = {.input = UnitPrice::fromDecimalPerMillion(u"1.25"_s),
                .output = UnitPrice::fromDecimalPerMillion(u"5"_s)},
            .tiers = {}}};
        attempt.cacheSaved = Money::fromNano(54'000); // 24 x 2.25
        const auto text = [&] { return CallFacts::plainText(CallFacts::sections({.record = call, .attempts = {}})); };
        QVERIFY2(text().contains(u"input fresh: 1,000 at $2.50 per million"_s), qPrintable(text()));
        QVERIFY2(text().contains(u"cache read: 24 at $0.25 per million"_s), qPrintable(text()));
        QVERIFY(text().contains(QLocale().toString(QDate(2026, 2, 3), QLocale::ShortFormat)));
        QVERIFY2(text().contains(u"Saved by the cache: $0.000054"_s), qPrintable(text()));
        attempt.serviceTier = u"flex"_s;
        QVERIFY2(text().contains(u"1,000 at $1.25 per million"_s), qPrintable(text()));
        QVERIFY(text().contains(u"Service tier: flex"_s));
        const ModelInfo own {.ownPrice = true, .price = attempt.price};
        const QString mine = CallFacts::plainText(
            CallFacts::sections({.record = call, .attempts = {{}, {.exchange = {}, .info = own}}}));
        QVERIFY2(mine.contains(u"From: set by you"_s), qPrintable(mine));
    }

    void bothFiguresAndTheirDifference()
    {
        CallRecord call = twoAttempts();
        AttemptRecord &attempt = call.attempts[1];
        const auto text = [&] { return CallFacts::plainText(CallFacts::sections({.record = call, .attempts = {}})); };
        QVERIFY(!text().contains(u"By the provider"_s)); // it sent none
        attempt.providerCost = Money::fromNano(8'700'000);
        attempt.computedCost = Money::fromNano(8'700'004);
        QVERIFY2(text().contains(u"By the provider: $0.0087\n"_s), qPrintable(text()));
        QVERIFY2(text().contains(u"By the price list: $0.008700004\n"_s), qPrintable(text()));
        QVERIFY(!text().contains(u"Difference"_s)); // a rounding
        attempt.computedCost = Money::fromNano(12'000'000);
        QVERIFY(text().contains(u"Difference: "_s));
        attempt.computedCost.reset();
        QVERIFY(text().contains(u"By the price list: not known"_s));
    }

    void aMissingPriceCanBeSet()
    {
        CallRecord call = twoAttempts();
        InspectorView view;
        QSignalSpy wanted(&view, &InspectorView::priceRequested);
        view.setCall(CallDetails {.record = call, .attempts = {}});
        QPushButton *set = button(&view, u"Set a price…"_s);
        QVERIFY(set->isHidden());
        call.id = u"call-2"_s;
        call.attempts[1].cost = Cost::unknown(Cost::Reason::NoPrice);
        view.setCall(CallDetails {.record = call, .attempts = {}});
        QVERIFY(!set->isHidden());
        QTest::mouseClick(set, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(0).toString(), u"other"_s);
        QCOMPARE(wanted.first().at(1).toString(), u"m"_s);
    }

    void largeTextsDoNotStallTheWindow()
    {
        CallDetails call {.record = twoAttempts(), .attempts = {{}, {}}};
        Exchange &exchange = call.attempts[1].exchange;
        exchange.method = "POST";
        exchange.status = 200;
        exchange.body = exchange.answer = QByteArray(maxExchangeBytes, 'a'); // one line
        InspectorView view;
        view.resize(400, 600);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        CpuTimer timer;
        timer.start();
        view.setCall(call);
        view.tabs()->setCurrentIndex(InspectorView::Request);
        view.tabs()->setCurrentIndex(InspectorView::Answer);
        QVERIFY(!view.grab().isNull());
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed()))); // built without optimisation
        QTest::mouseClick(button(&view, u"Copy answer"_s), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().endsWith(QString::fromLatin1(exchange.answer)));
    }

    void everyControlHasAName()
    {
        InspectorView view;
        view.setCall(CallDetails {.record = twoAttempts(), .attempts = {}});
        view.show();
        for (QWidget *widget : view.findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
