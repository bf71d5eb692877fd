// SPDX-License-Identifier: GPL-3.0-or-later
// The Spend page through real keys and clicks, on a ledger in memory.
#include "SpendFixture.h"
#include "ui/spend/MetricCard.h"
#include "ui/spend/TabView.h"
#include "ui/spend/TopList.h"
#include "ui/spend/calls/CallsModel.h"
#include "ui/spend/charts/BarChart.h"
#include "ui/spend/charts/ChartPane.h"
#include "ui/spend/charts/ChartTable.h"
#include "ui/spend/charts/CopyTable.h"
#include "ui/theme/LineupStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/ToolChip.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDateEdit>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using test::callOn;

class TestSpendPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::SpendWorld> m_world;

    void open()
    {
        m_world->open();
        QVERIFY(QTest::qWaitForWindowExposed(m_world->page.get()));
        m_world->page->activateWindow();
        settle();
    }
    void settle() const
    {
        TabView *tab = m_world->page->tab(m_world->view().state().tab);
        QTRY_VERIFY(tab && !tab->inquiry().isBusy());
    }
    template<typename T>
    [[nodiscard]] T *child(const QString &name) const
    {
        return m_world->page->findChild<T *>(name);
    }
    [[nodiscard]] ChartPane *pane(const QString &name) const { return child<ChartPane>(name); }
    [[nodiscard]] const SpendState &state() const { return m_world->view().state(); }
    // Two models of two services: 3 dollars on 1 March, 1 and 4 on the 12th, 0.50 today.
    void fewCalls() const
    {
        m_world->reports.add(callOn(3, 1, 3));
        m_world->reports.add(callOn(3, 12, 1));
        m_world->reports.add(callOn(3, 12, 4, u"other/b"_s));
        m_world->reports.add(callOn(3, 14, 0.5));
    }
    void choose(const QString &range) const
    {
        for (QAction *action : child<ToolChip>(u"range"_s)->menu()->actions()) {
            if (action->text() == range)
                action->trigger();
        }
        settle();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setStyle(new LineupStyle);
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_world = std::make_unique<test::SpendWorld>();
    }
    void cleanup() { m_world.reset(); }

    void anEmptyLedgerSaysSo()
    {
        m_world->open();
        QTRY_VERIFY(!m_world->page->findChild<QTabBar *>()->isVisible());
        auto *compare = child<QPushButton>(u"openCompare"_s);
        QVERIFY(compare && compare->isVisible());
        QSignalSpy asked(m_world->page.get(), &Page::pageRequested);
        QTest::keyClick(compare, Qt::Key_Space);
        QCOMPARE(asked.value(0).value(0).toString(), u"compare"_s);
    }
    void withoutALedgerItOpensAsWell()
    {
        SpendPage page(m_world->context());
        page.show();
        QVERIFY(page.findChild<QPushButton *>(u"openCompare"_s)->isVisible());
        QVERIFY(!page.inspected());
        page.restoreState(page.saveState());
        page.openItem(u"today"_s);
    }

    void cardsHaveTheSums()
    {
        fewCalls();
        m_world->reports.add(callOn(2, 5, 17)); // in the 30 days before
        open();
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$8.50"_s);
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->note(), u"50% less"_s);
        QCOMPARE(child<MetricCard>(u"card-calls"_s)->value(), u"4"_s);
        QCOMPARE(child<MetricCard>(u"card-tokens"_s)->value(), u"4400"_s);
        QCOMPARE(pane(u"overviewChart"_s)->data().total, 8'500'000'000);
        // Calls since 5 February, so there are days to judge by.
        QVERIFY(child<MetricCard>(u"card-forecast"_s)->value().startsWith(u"≈ $"_s));
    }
    void theMonthIsNotGuessedTooEarly()
    {
        m_world->reports.add(callOn(3, 12, 1));
        open();
        QCOMPARE(child<MetricCard>(u"card-forecast"_s)->value(), u"–"_s);
    }
    void whatHasNoPriceIsABadge()
    {
        fewCalls();
        test::FakeCall unknown = callOn(3, 13, 0);
        unknown.line.unpriced = 1;
        m_world->reports.add(unknown);
        open();
        auto *badge = child<ToolChip>(u"unpriced"_s);
        QTRY_VERIFY(badge->isVisible());
        QVERIFY(badge->text().startsWith(u"1 "_s));
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$8.50"_s);
        QTest::mouseClick(badge, Qt::LeftButton);
        settle();
        QCOMPARE(state().tab, SpendTab::Explore);
        QCOMPARE(pane(u"exploreChart"_s)->data().total, 1);
    }
    void aDayThatStandsOutIsNamed()
    {
        for (int day = 1; day <= 10; ++day)
            m_world->reports.add(callOn(3, day, 2));
        m_world->reports.add(callOn(3, 11, 40, u"other/b"_s));
        open();
        auto *banner = child<Banner>(u"anomalies"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(
            banner->text().contains(u"$40.00"_s) && banner->text().contains(u"other/b"_s), qPrintable(banner->text()));
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        settle();
        QCOMPARE(state().tab, SpendTab::Explore);
        QCOMPARE(m_world->view().span(), (SpendSpan {QDate(2026, 3, 11), QDate(2026, 3, 11)}));
    }

    void rangesAreChosenAndUndone()
    {
        fewCalls();
        open();
        choose(u"7 days"_s);
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$5.50"_s);
        choose(u"Today"_s);
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$0.50"_s);
        QTest::keyClick(m_world->page.get(), Qt::Key_Z, Qt::ControlModifier);
        settle();
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$5.50"_s);
    }
    void anyDaysCanBeAskedFor()
    {
        fewCalls();
        open();
        choose(u"Custom…"_s);
        auto *dialog = m_world->page->findChild<QDialog *>(u"rangeDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        const QList<QDateEdit *> fields = dialog->findChildren<QDateEdit *>();
        fields.at(0)->setDate(QDate(2026, 3, 13));
        fields.at(1)->setDate(QDate(2026, 3, 12));
        QPushButton *show = nullptr;
        for (QPushButton *button : dialog->findChildren<QPushButton *>())
            show = button->text() == u"Show"_s ? button : show;
        QVERIFY(show && !show->isEnabled()); // the wrong way round
        fields.at(0)->setDate(QDate(2026, 3, 12));
        QTest::mouseClick(show, Qt::LeftButton);
        settle();
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$5.00"_s);
    }
    void filtersByTyping()
    {
        fewCalls();
        open();
        QTest::keyClick(m_world->page.get(), Qt::Key_F, Qt::ControlModifier);
        auto *field = child<SearchField>(u"filterField"_s);
        QTRY_VERIFY(field->hasFocus());
        QTRY_VERIFY(field->completer()->model()->rowCount() > 4);
        QTest::keyClicks(field, u"other/b"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(state().place.words.models, QStringList {u"other/b"_s});
        QVERIFY(field->text().isEmpty());
        settle();
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$4.00"_s);
        // The chip takes it away again.
        ToolChip *chip = nullptr;
        for (ToolChip *each : m_world->page->findChildren<ToolChip *>())
            chip = each->text().contains(u"other/b"_s) && each->isVisible() ? each : chip;
        QVERIFY(chip);
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(state().place.words.models.isEmpty());
    }
    void filtersFromTheMenu()
    {
        fewCalls();
        open();
        QMenu *menu = child<ToolChip>(u"addFilter"_s)->menu();
        Q_EMIT menu->aboutToShow();
        QMenu *services = menu->actions().first()->menu();
        QVERIFY(services);
        const auto fill = [services] {
            Q_EMIT services->aboutToShow();
            return services->actions().size();
        };
        QTRY_COMPARE(fill(), 2);
        QVERIFY(services->actions().first()->text().startsWith(u"acme"_s)); // the most used first
        services->actions().last()->trigger();
        QCOMPARE(state().place.words.services, QStringList {u"other"_s});
    }

    void barsAreWalkedByKeys()
    {
        fewCalls();
        open();
        BarChart &chart = pane(u"overviewChart"_s)->chart();
        chart.setFocus();
        QTest::keyClick(&chart, Qt::Key_End);
        QCOMPARE(chart.currentBar(), 29);
        QTest::keyClick(&chart, Qt::Key_Left);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(
            chart.barText(chart.currentBar()), u"Thursday, 12 March 2026: $5.00\nacme/a-1: $1.00\nother/b: $4.00"_s);
        QTest::keyClick(&chart, Qt::Key_Return);
        settle();
        QCOMPARE(m_world->view().span(), (SpendSpan {QDate(2026, 3, 12), QDate(2026, 3, 12)}));
        QVERIFY(child<QWidget>(u"trail"_s)->isVisible());
        QTest::keyClick(&chart, Qt::Key_Backspace);
        QCOMPARE(state().place.range, SpendRange::Days30);
        QVERIFY(!child<QWidget>(u"trail"_s)->isVisible());
    }
    void aClickOnABarLooksCloser()
    {
        fewCalls();
        open();
        BarChart &chart = pane(u"overviewChart"_s)->chart();
        QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, chart.barRect(27).center().toPoint());
        QCOMPARE(m_world->view().span().from, QDate(2026, 3, 12));
    }
    void aChartIsCopied()
    {
        fewCalls();
        open();
        choose(u"7 days"_s);
        BarChart &chart = pane(u"overviewChart"_s)->chart();
        chart.setFocus();
        QTest::keyClick(&chart, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.value(0), u"day\tother/b\tacme/a-1\tcost"_s);
        QCOMPARE(lines.value(5), u"2026-03-12\t4\t1\t5"_s);
        QCOMPARE(lines.value(8), u"total\t\t\t5.5"_s);
    }
    void theTableTwinHasTheSameSums()
    {
        fewCalls();
        open();
        auto *asTable = pane(u"overviewChart"_s)->findChild<ToolChip *>(u"asTable"_s);
        QTest::mouseClick(asTable, Qt::LeftButton);
        QVERIFY(state().table);
        QTableView &table = pane(u"overviewChart"_s)->table();
        QVERIFY(table.isVisible());
        QCOMPARE(table.model()->index(27, 1).data().toString(), u"$5.00"_s);
        table.sortByColumn(1, Qt::DescendingOrder);
        QCOMPARE(table.model()->index(0, 1).data().toString(), u"$5.00"_s);
        QCOMPARE(table.model()->index(1, 1).data().toString(), u"$3.00"_s);
    }
    void topListsLookCloser()
    {
        fewCalls();
        open();
        auto *list = child<TopList>(u"topList0"_s);
        QCOMPARE(list->table().item(0, 0)->text(), u"acme/a-1"_s); // 4.50 against 4
        QCOMPARE(list->table().item(0, 1)->text(), u"$4.50"_s);
        list->table().setFocus();
        list->table().setCurrentCell(1, 0);
        QTest::keyClick(&list->table(), Qt::Key_Return);
        QCOMPARE(state().place.words.models, QStringList {u"other/b"_s});
    }

    void exploreTakesAnyFigureApart()
    {
        fewCalls();
        open();
        QTest::keyClick(m_world->page.get(), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(state().tab, SpendTab::Explore);
        settle();
        const auto pick = [&](const QString &box, const QString &text) {
            auto *combo = child<QComboBox>(box);
            combo->setCurrentIndex(combo->findText(text));
            Q_EMIT combo->activated(combo->currentIndex());
            settle();
        };
        pick(u"metric"_s, u"Calls"_s);
        pick(u"group"_s, u"Service"_s);
        const ChartData data = pane(u"exploreChart"_s)->data();
        QVERIFY(data.sideways);
        QCOMPARE(data.bars.first().key, u"acme"_s);
        QCOMPARE(data.totals, (QList<qint64> {3, 1}));
        pick(u"metric"_s, u"Duration, mean"_s);
        QCOMPARE(pane(u"exploreChart"_s)->data().total, 2'000'000);
        QVERIFY(!child<QComboBox>(u"subgroup"_s)->isEnabled());
        m_world->view().stack().undo();
        settle();
        QCOMPARE(child<QComboBox>(u"metric"_s)->currentText(), u"Calls"_s);
    }

    void aCallGoesToTheInspector()
    {
        fewCalls();
        open();
        m_world->page->openItem(u"calls-today"_s);
        choose(u"30 days"_s);
        auto *table = child<CopyTable>(u"callsTable"_s);
        QCOMPARE(table->model()->rowCount(), 4);
        QTRY_COMPARE(table->model()->index(1, CallsModel::Asked).data().toString(), u"other/b"_s);
        QVERIFY(!m_world->page->inspected());
        QSignalSpy inspected(m_world->page.get(), &Page::inspectedChanged);
        QSignalSpy wanted(m_world->page.get(), &Page::inspectorWanted);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Down);
        QTRY_COMPARE(inspected.size(), 1);
        QCOMPARE(m_world->page->inspected()->record.id, u"call-3"_s);
        QVERIFY(wanted.isEmpty());
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_COMPARE(wanted.size(), 1);
        // What is filtered away is not looked at any more.
        choose(u"Today"_s);
        QVERIFY(!m_world->page->inspected());
    }
    void callsAreSortedByTheHead()
    {
        fewCalls();
        open();
        m_world->page->openItem(u"calls-today"_s);
        choose(u"30 days"_s);
        auto *table = child<CopyTable>(u"callsTable"_s);
        QHeaderView *head = table->horizontalHeader();
        const auto click = [&](int column) {
            QTest::mouseClick(
                head->viewport(), Qt::LeftButton, {}, {head->sectionViewportPosition(column) + 10, head->height() / 2});
        };
        click(CallsModel::CostColumn);
        if (head->sortIndicatorOrder() == Qt::AscendingOrder)
            click(CallsModel::CostColumn);
        QTRY_COMPARE(table->model()->index(0, CallsModel::CostColumn).data().toString(), u"$4.00"_s);
        click(CallsModel::Asked); // has no order: the sign goes back
        QCOMPARE(head->sortIndicatorSection(), int(CallsModel::CostColumn));
    }
    void newCallsDoNotMoveWhatIsRead()
    {
        fewCalls();
        open();
        m_world->page->openItem(u"calls-today"_s);
        settle();
        auto *table = child<CopyTable>(u"callsTable"_s);
        QTRY_COMPARE(table->model()->index(0, CallsModel::Asked).data().toString(), u"acme/a-1"_s);
        table->setCurrentIndex(table->model()->index(0, 0));
        m_world->reports.add(callOn(3, 14, 1, u"new/one"_s));
        Q_EMIT m_world->reports.changed();
        auto *fresh = child<ToolChip>(u"freshCalls"_s);
        QTRY_VERIFY(fresh->isVisible());
        QVERIFY(fresh->text().startsWith(u"1 "_s));
        QCOMPARE(table->model()->rowCount(), 1);
        QTest::mouseClick(fresh, Qt::LeftButton);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QTRY_COMPARE(table->model()->index(0, CallsModel::Asked).data().toString(), u"new/one"_s);
        QVERIFY(!fresh->isVisible());
    }
    void callsAreCopied()
    {
        fewCalls();
        open();
        m_world->page->openItem(u"calls-today"_s);
        settle();
        auto *table = child<CopyTable>(u"callsTable"_s);
        QTRY_COMPARE(table->model()->index(0, CallsModel::Asked).data().toString(), u"acme/a-1"_s);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QVERIFY(lines.value(0).startsWith(u"Time\tAsked for\tServed by"_s));
        QVERIFY(lines.value(1).contains(u"acme/a-1\tacme/a-1\tanswered\t1000"_s));
    }

    // 4 calls of 1000 tokens in and 100 out, at $0.15 and $0.60 a million: 4 × (0.00015 + 0.00006).
    void whatIfComparesWithAnotherModel()
    {
        fewCalls();
        test::FakeCall unknown = callOn(3, 13, 0);
        unknown.line.unpriced = 1;
        m_world->reports.add(unknown);
        open();
        SpendState wanted = state();
        wanted.tab = SpendTab::WhatIf;
        m_world->view().change(wanted, {});
        QVERIFY(!child<MetricCard>(u"whatIfPaid"_s)->isVisible()); // nothing is chosen
        wanted.whatIfModel = u"openai/gpt-4o-mini"_s;
        m_world->view().change(wanted, {});
        settle();
        QCOMPARE(child<MetricCard>(u"whatIfPaid"_s)->value(), u"$8.50"_s);
        QCOMPARE(child<MetricCard>(u"whatIfOther"_s)->value(), u"$0.00084"_s);
        QCOMPARE(child<MetricCard>(u"whatIfSaved"_s)->note(), u"100% cheaper"_s);
        QVERIFY(child<QLabel>(u"whatIfNote"_s)->text().contains(u"1 are left out"_s));
        const ChartData data = pane(u"whatIfChart"_s)->data();
        QCOMPARE(data.bars.size(), 30);
        QCOMPARE(data.totals.at(27), 420'000); // two calls on the 12th
        QCOMPARE(data.before.at(27), 5'000'000'000);
        QVERIFY(chartCsv(data).startsWith(u"day,cost,paid,difference\n"_s));
        QStringList named; // both of them, in the legend
        for (const QToolButton *entry : pane(u"whatIfChart"_s)->findChildren<QToolButton *>())
            named += entry->text();
        QVERIFY(named.contains(u"Would have cost"_s) && named.contains(u"Was paid"_s));
        QVERIFY(data.columns);
        wanted.whatIfModel = u"acme/a-1"_s; // has no price
        m_world->view().change(wanted, {});
        settle();
        QCOMPARE(child<MetricCard>(u"whatIfOther"_s)->value(), u"–"_s);
        QVERIFY(child<QLabel>(u"whatIfNote"_s)->text().contains(u"no price"_s));
    }
    void aBillIsHeldAgainstTheLedger()
    {
        fewCalls();
        open();
        SpendState wanted = state();
        wanted.tab = SpendTab::Reconcile;
        m_world->view().change(wanted, {});
        settle();
        QCOMPARE(child<QComboBox>(u"reconcileService"_s)->currentText(), u"acme"_s); // the most used
        QGuiApplication::clipboard()->setText(u"date;cost\n2026-03-01;3.004\n2026-03-12;2.000\n"_s);
        QTest::mouseClick(child<QPushButton>(u"pasteBill"_s), Qt::LeftButton);
        // 3.004 may be three thousand: that is asked.
        auto *sign = child<QComboBox>(u"decimalSign"_s);
        QTRY_VERIFY(sign->isVisible() && sign->count() == 3);
        QVERIFY(child<QLabel>(u"billNote"_s)->text().contains(u"decimal sign"_s));
        QVERIFY(!child<MetricCard>(u"billed"_s)->isVisible());
        sign->setCurrentIndex(1);
        Q_EMIT sign->activated(1);
        QTRY_VERIFY(child<MetricCard>(u"billed"_s)->isVisible());
        settle();
        QCOMPARE(child<MetricCard>(u"billed"_s)->value(), u"$5.00"_s);
        QCOMPARE(child<MetricCard>(u"inLedger"_s)->value(), u"$4.00"_s);
        QCOMPARE(child<MetricCard>(u"gap"_s)->value(), u"$1.00"_s);
        QVERIFY(child<QLabel>(u"causes"_s)->text().startsWith(u"The bill asks for $1.00 more"_s));
        QCOMPARE(pane(u"reconcileChart"_s)->data().before.at(11), 2'000'000'000);
        // Of another service it is another story.
        auto *service = child<QComboBox>(u"reconcileService"_s);
        service->setCurrentIndex(1);
        Q_EMIT service->activated(1);
        settle();
        QTRY_COMPARE(child<MetricCard>(u"inLedger"_s)->value(), u"$4.00"_s);
        QCOMPARE(pane(u"reconcileChart"_s)->data().totals.at(0), 0);
    }
    void whatIsNoBillIsSaid()
    {
        fewCalls();
        open();
        SpendState wanted = state();
        wanted.tab = SpendTab::Reconcile;
        m_world->view().change(wanted, {});
        settle();
        QGuiApplication::clipboard()->setText(u"good morning"_s);
        QTest::mouseClick(child<QPushButton>(u"pasteBill"_s), Qt::LeftButton);
        QTRY_VERIFY(child<Banner>(u"spendBanner"_s)->isVisible());
        QVERIFY(child<Banner>(u"spendBanner"_s)->text().contains(u"no table"_s));
    }

    void errorsAreToldAndTriedAgain()
    {
        fewCalls();
        open();
        m_world->reports.broken = Error {.kind = Error::Kind::Storage, .detail = u"disk on fire"_s};
        choose(u"7 days"_s);
        auto *banner = child<Banner>(u"spendBanner"_s);
        QTRY_VERIFY(banner->isVisible() && banner->text().contains(u"disk on fire"_s));
        m_world->reports.broken.reset();
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        settle();
        QVERIFY(!banner->isVisible());
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$5.50"_s);
    }
    void slowAnswersCanBeStopped()
    {
        fewCalls();
        open();
        m_world->reports.delay = 60'000;
        for (QAction *action : child<ToolChip>(u"range"_s)->menu()->actions()) {
            if (action->text() == u"7 days"_s)
                action->trigger();
        }
        auto *stop = child<ToolChip>(u"stopReading"_s);
        QTRY_VERIFY(stop->isVisible() && m_world->page->findChild<QProgressBar *>()->isVisible());
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(!stop->isVisible());
        QVERIFY(child<Banner>(u"spendBanner"_s)->isVisible());
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$8.50"_s); // as before
    }
    void anOldAnswerNeverWins()
    {
        fewCalls();
        open();
        m_world->reports.delay = 80;
        choose(u"Today"_s);
        m_world->reports.delay = 80;
        m_world->view().setRange(SpendRange::Days7);
        m_world->reports.delay = 0;
        m_world->view().setRange(SpendRange::Days30);
        settle();
        QTest::qWait(120);
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$8.50"_s);
    }
    void newCallsAreCounted()
    {
        fewCalls();
        open();
        m_world->reports.add(callOn(3, 14, 1));
        Q_EMIT m_world->reports.changed();
        QTRY_COMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$9.50"_s);
    }
    void stateIsKept()
    {
        fewCalls();
        open();
        choose(u"7 days"_s);
        m_world->view().addWord(SpendGroup::Service, u"other"_s);
        const QJsonObject kept = m_world->page->saveState();
        m_world->open();
        m_world->page->restoreState(kept);
        settle();
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), u"$4.00"_s);
        QVERIFY(!m_world->view().stack().canUndo());
    }
    void othersCanOpenToday()
    {
        fewCalls();
        open();
        m_world->page->openItem(u"today"_s);
        QCOMPARE(state().place.range, SpendRange::Today);
        QCOMPARE(state().tab, SpendTab::Overview);
    }

    void everyControlHasAName()
    {
        m_world->reports.inventYear(m_world->today(), 10);
        open();
        int seen = 0;
        auto *tabs = m_world->page->findChild<QTabBar *>();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            settle();
            for (QWidget *widget : m_world->page->findChildren<QWidget *>()) {
                if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                    continue;
                ++seen;
                QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(),
                    qPrintable(tabs->tabText(tab) + u' ' + QString::fromLatin1(widget->metaObject()->className()) + u' '
                        + widget->objectName()));
            }
        }
        QVERIFY(seen > 25);
    }
};

QTEST_MAIN(TestSpendPage)
#include "tst_spend_page.moc"
