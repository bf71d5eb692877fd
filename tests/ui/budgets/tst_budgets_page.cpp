// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/budgets/BudgetsFixture.h"
#include "ui/budgets/BudgetEditor.h"
#include "ui/budgets/HistoryChart.h"
#include "ui/compare/AllowMoreDialog.h"
#include "ui/models/BudgetModel.h"
#include "ui/widgets/AmountSpin.h"
#include "ui/widgets/Banner.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace lineup;
using namespace lineup::test;
using namespace lineup::ui;

class TestBudgetsPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<BudgetsWorld> m_world;
    std::unique_ptr<BudgetsPage> m_page;

    void open(const QString &budget = {})
    {
        m_page = std::make_unique<BudgetsPage>(m_world->budgetContext());
        m_page->resize(1200, 900);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
        if (!budget.isEmpty()) {
            m_page->openItem(u"id-"_s + budget);
            QTRY_COMPARE(field(u"name"_s)->text(), budget);
        }
    }
    template<typename T>
    [[nodiscard]] T *child(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    [[nodiscard]] QLineEdit *field(const QString &name) const { return child<QLineEdit>(name); }
    [[nodiscard]] QString text(const QString &label) const { return child<QLabel>(label)->text(); }
    [[nodiscard]] Budget saved(const QString &name) const
    {
        const Budget *found = m_world->budgets.find(name);
        return found ? *found : Budget();
    }
    [[nodiscard]] QUndoStack &stack() const { return m_page->edits()->stack(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *popup = QApplication::activePopupWidget(); // of a completer: it takes the keys
        QTest::keyClick(popup ? popup : QApplication::focusWidget(), Qt::Key(key), modifiers);
    }
    void undo() const
    {
        QTRY_VERIFY(!m_page->edits()->isSaving()); // a step is one when it has been saved
        stack().undo();
    }
    void retype(QWidget *widget, const QString &text) const
    {
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(widget, text);
    }
    [[nodiscard]] HistoryChart *chart() const { return child<HistoryChart>(u"historyChart"_s); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_world = std::make_unique<BudgetsWorld>();
    }
    void cleanup()
    {
        m_page.reset();
        m_world.reset();
    }

    void anEmptyPageMakesTheFirstBudget()
    {
        open();
        auto *create = child<QPushButton>(u"createBudget"_s);
        QTRY_VERIFY(create->isVisible());
        QTest::mouseClick(create, Qt::LeftButton);
        QTRY_COMPARE(m_world->budgets.list.size(), 1);
        const Budget made = saved(u"Monthly"_s);
        QCOMPARE(made.limit, 10 * dollar);
        QCOMPARE(made.period.kind, BudgetPeriod::Kind::Month);
        QVERIFY(!made.blocks()); // found by trying, and harmless
        // Its name stands ready to be typed over.
        QTRY_COMPARE(QApplication::focusWidget(), field(u"name"_s));
        QTest::keyClicks(QApplication::focusWidget(), u"Pocket money"_s);
        press(Qt::Key_Return);
        QTRY_COMPARE(saved(u"Pocket money"_s).limit, 10 * dollar);
        undo();
        QTRY_COMPARE(saved(u"Monthly"_s).limit, 10 * dollar);
        undo();
        QTRY_VERIFY(m_world->budgets.list.isEmpty());
        QTRY_VERIFY(create->isVisible());
        stack().redo();
        QTRY_COMPARE(saved(u"Monthly"_s).limit, 10 * dollar);
    }

    void theMenuHasMore()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        QMenu *menu = child<QToolButton>(u"addBudget"_s)->menu();
        menu->actions().at(1)->trigger();
        QTRY_COMPARE(m_world->budgets.list.size(), 7);
        const Budget made = saved(u"Daily 2"_s); // there is a Daily
        QCOMPARE(made.period.kind, BudgetPeriod::Kind::Day);
        QVERIFY(made.blocks());
        menu->actions().at(2)->trigger();
        QTRY_COMPARE(saved(u"Requests an hour"_s).meter, Budget::Meter::Requests);
    }

    void whatIsTypedIsReadBack()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        QCOMPARE(text(u"sentence"_s), u"At most $25 per calendar month for everything that is sent."_s);
        auto *limit = child<AmountSpin>(u"limit"_s);
        retype(limit, u"30"_s);
        QCOMPARE(text(u"sentence"_s), u"At most $30 per calendar month for everything that is sent."_s);
        QCOMPARE(saved(u"Everything"_s).limit, 25 * dollar); // not before the field is left
        press(Qt::Key_Return);
        QTRY_COMPARE(saved(u"Everything"_s).limit, 30 * dollar);
        QCOMPARE(limit->text(), u"$30.00"_s);
        auto *user = child<QComboBox>(u"scope-user"_s);
        retype(user->lineEdit(), u"ann"_s);
        press(Qt::Key_Tab);
        QTRY_COMPARE(saved(u"Everything"_s).scope.user, u"ann"_s);
        QCOMPARE(text(u"sentence"_s), u"At most $30 per calendar month for everything that user ann sends."_s);
        QTRY_VERIFY(!m_page->edits()->isSaving());
        QTRY_COMPARE(stack().undoText(), u"Change what counts"_s);
        undo();
        undo();
        QTRY_COMPARE(saved(u"Everything"_s).limit, 25 * dollar);
        QTRY_COMPARE(limit->amount(), 25 * dollar);
        QTRY_COMPARE(user->currentText(), QString());
    }

    void aServiceIsChosenByItsName()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        auto *service = child<QComboBox>(u"scope-service"_s);
        QTRY_VERIFY(service->findText(u"Anthropic"_s) > 0);
        retype(service->lineEdit(), u"anthropic"_s);
        press(Qt::Key_Tab);
        QTRY_COMPARE(saved(u"Everything"_s).scope.service, u"anthropic"_s);
        QVERIFY(text(u"sentence"_s).endsWith(u"sent to Anthropic."_s));
    }

    void stepsOfASpinBoxAreOneStepBack()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        auto *limit = child<AmountSpin>(u"limit"_s);
        limit->setFocus();
        for (int i = 1; i <= 3; ++i) {
            QTest::keyClick(limit, Qt::Key_Up);
            QTRY_COMPARE(saved(u"Everything"_s).limit, (25 + i) * dollar);
        }
        QTRY_VERIFY(!m_page->edits()->isSaving());
        QCOMPARE(stack().count(), 1);
        undo();
        QTRY_COMPARE(saved(u"Everything"_s).limit, 25 * dollar);
    }

    void faults_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("said");
        QTest::newRow("no name") << u"name"_s << u" "_s << u"A budget needs a name."_s;
        QTest::newRow("name of another") << u"name"_s << u"Daily"_s << u"Another budget has this name."_s;
        QTest::newRow("no amount") << u"limit"_s << u"0"_s << u"The limit has to be a number above zero."_s;
        QTest::newRow("time zone") << u"timeZone"_s << u"Atlantis"_s << u"There is no time zone of this name."_s;
    }
    void faults()
    {
        QFETCH(const QString, where);
        QFETCH(const QString, typed);
        QFETCH(const QString, said);
        m_world->inventYear();
        open(u"Everything"_s);
        auto *box = child<QComboBox>(where);
        retype(box ? box->lineEdit() : child<QWidget>(where), typed);
        QVERIFY2(text(u"problem"_s).startsWith(said), qPrintable(text(u"problem"_s)));
        QVERIFY(child<QLabel>(u"problem"_s)->isVisible());
        press(Qt::Key_Tab);
        QTest::qWait(50);
        QCOMPARE(m_world->budgets.saves, 0);
        // Another budget and back: what was typed is gone, and the fault with it.
        m_page->openItem(u"id-Daily"_s);
        m_page->openItem(u"id-Everything"_s);
        QTRY_COMPARE(field(u"name"_s)->text(), u"Everything"_s);
        QVERIFY(!child<QLabel>(u"problem"_s)->isVisible());
    }

    void periodsHaveTheirParts_data()
    {
        QTest::addColumn<int>("kind"); // row of the box
        QTest::addColumn<QString>("part"); // that is shown
        QTest::addColumn<QString>("words");
        QTest::newRow("hour") << 0 << QString() << u"per hour"_s;
        QTest::newRow("week") << 2 << u"weekStart"_s << u"per week from Monday"_s;
        QTest::newRow("rolling") << 4 << u"rollingDays"_s << u"in any 30 day"_s;
        QTest::newRow("total") << 5 << QString() << u"in all"_s;
    }
    void periodsHaveTheirParts()
    {
        QFETCH(const int, kind);
        QFETCH(const QString, part);
        QFETCH(const QString, words);
        m_world->inventYear();
        open(u"Everything"_s);
        auto *period = child<QComboBox>(u"period"_s);
        period->setFocus();
        while (period->currentIndex() != kind)
            QTest::keyClick(period, period->currentIndex() < kind ? Qt::Key_Down : Qt::Key_Up);
        QTRY_VERIFY(text(u"sentence"_s).contains(words));
        for (const QString &each : {u"weekStart"_s, u"monthDay"_s, u"rollingDays"_s})
            QCOMPARE(child<QWidget>(each)->isVisible(), each == part);
    }

    void whatHappensIsSaved()
    {
        m_world->inventYear();
        open(u"Daily"_s);
        auto *block = child<QCheckBox>(u"block"_s);
        auto *unpriced = child<QCheckBox>(u"allowUnpriced"_s);
        QVERIFY(block->isChecked() && unpriced->isEnabled());
        unpriced->setFocus();
        press(Qt::Key_Space);
        QTRY_VERIFY(saved(u"Daily"_s).allowUnpriced);
        block->setFocus();
        press(Qt::Key_Space);
        QTRY_VERIFY(!saved(u"Daily"_s).blocks());
        QVERIFY(!unpriced->isEnabled());
        auto *warnAt = child<QSpinBox>(u"warnAt"_s);
        retype(warnAt, u"50"_s);
        press(Qt::Key_Return);
        QTRY_COMPARE(saved(u"Daily"_s).actions.value(0).percent, 50);
        // To switch, a model is needed: until there is one nothing is saved.
        auto *elsewhere = child<QCheckBox>(u"switch"_s);
        elsewhere->setFocus();
        press(Qt::Key_Space);
        QVERIFY(text(u"problem"_s).startsWith(u"Choose the model or chain"_s));
        QWidget *picker = QApplication::activePopupWidget();
        QVERIFY(picker);
        QTest::keyClicks(picker->focusWidget(), u"acme/a-1"_s);
        QTest::keyClick(picker->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(saved(u"Daily"_s).action(BudgetAction::Kind::Switch));
        QCOMPARE(saved(u"Daily"_s).action(BudgetAction::Kind::Switch)->model, u"acme/a-1"_s);
        QCOMPARE(saved(u"Daily"_s).action(BudgetAction::Kind::Switch)->percent, 90);
    }

    void theLineIsDragged()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        QTRY_VERIFY(m_world->budgets.previews > 0);
        QTRY_VERIFY(text(u"previewSentence"_s).startsWith(u"Would have blocked"_s));
        HistoryChart *line = chart();
        const int before = line->lineY();
        const int x = line->width() / 2;
        QTest::mousePress(line, Qt::LeftButton, {}, QPoint(x, before + 1));
        QTest::mouseMove(line, QPoint(x, before + 20));
        QVERIFY(line->limit() < 25 * dollar);
        QVERIFY(!text(u"sentence"_s).contains(u"$25 "_s)); // follows at once
        QCOMPARE(saved(u"Everything"_s).limit, 25 * dollar); // is saved when it is let go
        QTest::mouseRelease(line, Qt::LeftButton, {}, QPoint(x, before + 20));
        QTRY_VERIFY(saved(u"Everything"_s).limit < 25 * dollar);
        QCOMPARE(saved(u"Everything"_s).limit, child<AmountSpin>(u"limit"_s)->amount());
        undo();
        QTRY_COMPARE(line->limit(), 25 * dollar);
    }

    void theLineIsMovedByKeys()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        QTRY_VERIFY(text(u"previewSentence"_s).contains(u"November 2025"_s)); // $31.20
        HistoryChart *line = chart();
        line->setFocus();
        press(Qt::Key_PageUp);
        QTRY_VERIFY(saved(u"Everything"_s).limit > 25 * dollar);
        const qint64 far = saved(u"Everything"_s).limit - 25 * dollar;
        press(Qt::Key_Up);
        QTRY_COMPARE(saved(u"Everything"_s).limit, 25 * dollar + far + far / 10);
        press(Qt::Key_PageUp);
        press(Qt::Key_PageUp);
        QTRY_VERIFY(saved(u"Everything"_s).limit > 3120 * dollar / 100);
        QTRY_VERIFY(text(u"previewSentence"_s).startsWith(u"Would have blocked nothing"_s));
        // Bars are read by keys as well.
        QSignalSpy said(line, &HistoryChart::currentChanged);
        press(Qt::Key_End);
        QCOMPARE(line->current(), 11);
        QVERIFY(said.takeLast().at(0).toString().startsWith(u"February 2026: $24.88, 100 call"_s));
        press(Qt::Key_Left);
        QVERIFY(said.takeLast().at(0).toString().startsWith(u"January 2026: $17.60"_s));
    }

    void theChartHasATable()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        auto *table = child<QTableView>(u"historyTable"_s);
        QVERIFY(!table->isVisible());
        QTest::mouseClick(child<QToolButton>(u"asTable"_s), Qt::LeftButton);
        QTRY_VERIFY(table->isVisible());
        QTRY_COMPARE(table->model()->rowCount(), 12);
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"February 2026"_s);
    }

    void moreIsAllowed()
    {
        m_world->inventYear();
        open(u"Ann on Claude"_s);
        QTRY_VERIFY(text(u"overrides"_s).startsWith(u"$1.00 more until Thu 00:00"_s));
        QTest::mouseClick(child<QPushButton>(u"allowMore"_s), Qt::LeftButton);
        auto *dialog = m_page->findChild<AllowMoreDialog *>();
        QVERIFY(dialog);
        auto *amount = dialog->findChild<AmountSpin *>(u"allowAmount"_s);
        QCOMPARE(amount->amount(), 3 * dollar); // 0.60 are missing, and a fifth of 12: 3.00
        auto *result = dialog->findChild<QLabel *>(u"allowResult"_s);
        QCOMPARE(result->text(), u"$2.40 can be used until Thu 00:00. It is written down with the budget."_s);
        amount->setFocus();
        QTest::keyClick(amount, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(amount, u"0.5"_s);
        QCOMPARE(result->text(), u"Still nothing is left then: $0.10 is missing."_s);
        QTest::keyClick(amount, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(amount, u"2"_s);
        QSignalSpy said(m_page.get(), &Page::statusMessage);
        QTest::keyClick(amount, Qt::Key_Return);
        QTRY_COMPARE(m_world->budgets.allowed.size(), 2);
        const BudgetOverride &written = m_world->budgets.allowed.first();
        QCOMPARE(written.amount, 2 * dollar);
        QCOMPARE(written.until, QDateTime(QDate(2026, 3, 19), QTime(0, 0), Qt::UTC)); // midnight
        QTRY_COMPARE(said.count(), 1);
        QCOMPARE(said.first().at(0).toString(), u"$2.00 more allowed for Ann on Claude until Thu 00:00"_s);
        QTRY_VERIFY(text(u"overrides"_s).startsWith(u"$2.00 more until"_s));
        QTRY_VERIFY(text(u"left"_s).startsWith(u"$1.40 left"_s));
    }

    void moreIsNotAllowedIntoThePast()
    {
        m_world->inventYear();
        open();
        m_page->openItem(u"allow:id-Daily"_s);
        QTRY_VERIFY(m_page->findChild<AllowMoreDialog *>());
        auto *dialog = m_page->findChild<AllowMoreDialog *>();
        auto *until = dialog->findChild<QComboBox *>(u"allowUntil"_s);
        until->setFocus();
        QTest::keyClick(until, Qt::Key_End);
        auto *moment = dialog->findChild<QWidget *>(u"allowMoment"_s);
        QVERIFY(moment->isVisible());
        QVERIFY(dialog->findChild<QPushButton *>(u"allow"_s)->isEnabled()); // a day from now
        m_world->clock.time = m_world->clock.time.addDays(2); // the dialog was left open
        QTest::keyClicks(dialog->findChild<AmountSpin *>(u"allowAmount"_s), u"1"_s);
        QVERIFY(!dialog->findChild<QPushButton *>(u"allow"_s)->isEnabled());
    }

    void deletedDuplicatedSwitched()
    {
        m_world->inventYear();
        open(u"Daily"_s);
        const QList<QAction *> actions = m_page->pageActions();
        const auto act = [&](const QString &text) {
            for (QAction *action : actions) {
                if (action->text().startsWith(text))
                    return action->trigger();
            }
            QFAIL(qPrintable(text));
        };
        act(u"Switch the budget off"_s);
        QTRY_VERIFY(!saved(u"Daily"_s).enabled);
        QTRY_VERIFY(!child<QCheckBox>(u"enabled"_s)->isChecked());
        act(u"Switch the budget on"_s);
        QTRY_VERIFY(saved(u"Daily"_s).enabled);
        act(u"Duplicate"_s);
        QTRY_COMPARE(saved(u"Daily 2"_s).limit, dollar);
        QTRY_COMPARE(field(u"name"_s)->text(), u"Daily 2"_s);
        QSignalSpy said(m_page.get(), &Page::statusMessage);
        auto *tree = child<QTreeView>(u"budgetTree"_s);
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Delete);
        QTRY_VERIFY(!m_world->budgets.find(u"Daily 2"_s));
        QVERIFY(said.first().at(0).toString().startsWith(u"Deleted Daily 2."_s));
        QTRY_VERIFY(field(u"name"_s)->text() != u"Daily 2"_s);
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(saved(u"Daily 2"_s).limit, dollar);
        QTRY_COMPARE(field(u"name"_s)->text(), u"Daily 2"_s); // what came back is shown
    }

    void keysAloneGoThroughTheTree()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        auto *tree = child<QTreeView>(u"budgetTree"_s);
        m_page->focusMain();
        QCOMPARE(QApplication::focusWidget(), tree);
        press(Qt::Key_Down);
        QCOMPARE(field(u"name"_s)->text(), u"Claude"_s);
        press(Qt::Key_Down);
        QCOMPARE(field(u"name"_s)->text(), u"Ann on Claude"_s); // inside of Claude
        QCOMPARE(tree->currentIndex().parent().data().toString(), u"Claude"_s);
        press(Qt::Key_F2);
        QCOMPARE(QApplication::focusWidget(), field(u"name"_s));
        QCOMPARE(field(u"name"_s)->selectedText(), u"Ann on Claude"_s);
    }

    void whatCannotBeSavedIsSaid()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        m_world->budgets.saveFails = Error {.kind = Error::Kind::Storage, .detail = u"no space left on device"_s};
        auto *limit = child<AmountSpin>(u"limit"_s);
        retype(limit, u"99"_s);
        press(Qt::Key_Return);
        auto *banner = child<Banner>(u"budgetsBanner"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(u"no space left on device"_s));
        QTRY_COMPARE(limit->amount(), 25 * dollar); // the field shows what is kept
        QVERIFY(!stack().canUndo());
        m_world->budgets.saveFails.reset();
        retype(limit, u"26"_s);
        press(Qt::Key_Return);
        QTRY_VERIFY(!banner->isVisible());
    }

    void whatCannotBeReadIsSaid()
    {
        m_world->inventYear();
        m_world->budgets.broken = Error {.kind = Error::Kind::Storage, .detail = u"lineup.db is malformed"_s};
        open();
        auto *banner = child<Banner>(u"budgetsBanner"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(u"lineup.db is malformed"_s));
        QVERIFY(!child<QWidget>(u"budgetsContent"_s)->isVisible());
        QVERIFY(!child<QPushButton>(u"createBudget"_s)->isVisible()); // "none" would be a lie
        m_world->budgets.broken.reset();
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_VERIFY(child<QWidget>(u"budgetsContent"_s)->isVisible());
        QVERIFY(!banner->isVisible());
    }

    void aChangeByAnotherProcessIsShown()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        auto *limit = child<AmountSpin>(u"limit"_s);
        // Only what is used has changed: what is being typed stays.
        retype(limit, u"4"_s);
        m_world->budgets.list[0].used = 20 * dollar;
        Q_EMIT m_world->budgets.changed();
        QTRY_VERIFY(text(u"used"_s).startsWith(u"$20.57 of $25.00"_s));
        QCOMPARE(limit->text(), u"4"_s);
        // The budget itself has changed: that is what is shown.
        m_world->budgets.list[0].budget.limit = 50 * dollar;
        Q_EMIT m_world->budgets.changed();
        QTRY_COMPARE(limit->text(), u"$50.00"_s);
    }

    void withoutALedgerThePageSaysSo()
    {
        BudgetsPage page(m_world->context());
        page.resize(1000, 700);
        page.show();
        page.openItem(u"new"_s);
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        bool said = false;
        for (const QLabel *label : page.findChildren<QLabel *>())
            said = said || (label->isVisible() && label->text().contains(u"no ledger"_s));
        QVERIFY(said);
    }

    void everythingThatTakesTheFocusHasAName()
    {
        m_world->inventYear();
        open(u"Everything"_s);
        int seen = 0;
        for (QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->focusProxy())
                continue;
            ++seen;
            const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            const QString name = face ? face->text(QAccessible::Name) : QString();
            const bool inside = qobject_cast<QLineEdit *>(widget)
                && qobject_cast<QAbstractSpinBox *>(widget->parentWidget()); // a part of the spin box
            QVERIFY2(inside || !name.isEmpty(),
                qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
        }
        QVERIFY(seen > 25);
    }
};

QTEST_MAIN(TestBudgetsPage)
#include "tst_budgets_page.moc"
