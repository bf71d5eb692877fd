// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chains/ChainsFixture.h"
#include "ui/chains/RouteView.h"
#include "ui/chains/SimulatorPanel.h"
#include "ui/theme/LineupStyle.h"
#include "ui/widgets/Banner.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

class TestChainsPage : public QObject, private test::ChainsFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        renew();
    }
    void cleanup() { clear(); }

    void anEmptyBookOffersTemplates()
    {
        open({});
        auto *create = child<QPushButton>(u"createFromTemplate"_s);
        QVERIFY(create->isVisible());
        QMenu *menu = create->menu();
        QVERIFY(menu);
        menu->actions().first()->trigger();
        QCOMPARE(m_world->book.chains().size(), 1);
        QCOMPARE(m_world->book.chains().first().name, u"reliable"_s);
        QVERIFY(!m_world->book.chains().first().steps.isEmpty());
        QVERIFY(child<QListView>(u"chainList"_s)->isVisible());
        // A second one gets a name of its own; taking both back leaves the empty page.
        menu->actions().first()->trigger();
        QCOMPARE(m_world->book.chains().last().name, u"reliable-2"_s);
        m_page->edits().stack().undo();
        m_page->edits().stack().undo();
        QVERIFY(m_world->book.chains().isEmpty());
        QVERIFY(create->isVisible());
        m_page->edits().stack().redo();
        QCOMPARE(m_world->book.chains().size(), 1);
    }

    void stepsMoveByKeys()
    {
        open({test::threeSteps()});
        at(0, ChainStepsModel::Model);
        QTest::keyClick(steps(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(order(), (QStringList {u"openai"_s, u"acme"_s, u"demo"_s}));
        QCOMPARE(steps()->currentStep(), 1);
        QTest::keyClick(steps(), Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(steps(), Qt::Key_Down, Qt::AltModifier); // at the end
        QCOMPARE(order(), (QStringList {u"openai"_s, u"demo"_s, u"acme"_s}));
        QTest::keyClick(steps(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(order(), (QStringList {u"openai"_s, u"acme"_s, u"demo"_s}));
        QCOMPARE(m_page->edits().stack().undoText(), u"Move step"_s);
        QTest::keyClick(steps(), Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(steps(), Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(steps(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(order(), (QStringList {u"acme"_s, u"openai"_s, u"demo"_s}));
        m_page->edits().stack().redo();
        QCOMPARE(order(), (QStringList {u"openai"_s, u"acme"_s, u"demo"_s}));
    }

    void stepsAreRemovedButTheLast()
    {
        open({test::threeSteps()});
        at(1, ChainStepsModel::Model);
        QTest::keyClick(steps(), Qt::Key_Delete);
        QCOMPARE(order(), (QStringList {u"acme"_s, u"demo"_s}));
        QTest::mouseClick(child<QToolButton>(u"removeStep"_s), Qt::LeftButton);
        QTest::mouseClick(child<QToolButton>(u"removeStep"_s), Qt::LeftButton);
        QCOMPARE(order().size(), 1);
    }

    void cellsAreEdited()
    {
        open({test::threeSteps()});
        at(0, ChainStepsModel::Retries);
        QTest::keyClick(steps(), Qt::Key_Return);
        auto *spin = steps()->findChild<QSpinBox *>();
        QVERIFY(spin);
        spin->selectAll();
        QTest::keyClicks(spin, u"4"_s);
        QTest::keyClick(spin, Qt::Key_Return);
        QTRY_COMPARE(m_world->book.find(u"three"_s)->steps.first().retries, 4);
        // Ticks.
        at(0, ChainStepsModel::TryOn);
        QTest::keyClick(steps(), Qt::Key_Return);
        QWidget *popup = QApplication::activePopupWidget();
        QVERIFY(popup);
        auto *bad = popup->findChild<QCheckBox *>(u"fall-bad_request"_s);
        QVERIFY(bad && !bad->isChecked());
        QTest::keyClick(bad, Qt::Key_Space);
        QTest::keyClick(popup, Qt::Key_Return);
        QVERIFY(m_world->book.find(u"three"_s)->steps.first().fallOn.testFlag(ErrorClass::BadRequest));
        // Esc keeps what was.
        QTest::keyClick(steps(), Qt::Key_Return);
        popup = QApplication::activePopupWidget();
        QVERIFY(popup);
        QTest::keyClick(popup->findChild<QCheckBox *>(u"fall-timeout"_s), Qt::Key_Space);
        QTest::keyClick(popup, Qt::Key_Escape);
        QVERIFY(m_world->book.find(u"three"_s)->steps.first().fallOn.testFlag(ErrorClass::Timeout));
    }

    void optionsAreSaved()
    {
        open({test::threeSteps()});
        auto *uncertain = child<QCheckBox>(u"uncertain"_s);
        QVERIFY(!uncertain->isChecked());
        QTest::keyClick(uncertain, Qt::Key_Space);
        QVERIFY(m_world->book.find(u"three"_s)->retryUncertain);
        m_page->edits().stack().undo();
        QVERIFY(!uncertain->isChecked());
        QVERIFY(!m_world->book.find(u"three"_s)->retryUncertain);
    }

    void aClickInTheRouteSelectsTheStep()
    {
        open({test::threeSteps()});
        auto *route = child<RouteView>(u"route"_s);
        QTest::mouseClick(route, Qt::LeftButton, {}, route->boxOf(2).center());
        QCOMPARE(steps()->currentStep(), 2);
        QTest::keyClick(route, Qt::Key_Left);
        QCOMPARE(steps()->currentStep(), 1);
        QVERIFY(route->accessibleDescription().contains(u"Step 2: gpt-4o-mini"_s));
    }

    // A sticky chain that has fallen back begins further down for a while, which the drawing says.
    void theRouteSaysWhereItBegins()
    {
        RouteView route;
        route.setSteps(test::threeSteps().steps);
        const QString word = u"calls begin here just now"_s;
        QVERIFY(!route.accessibleDescription().contains(word));
        route.setBeginning(1);
        QVERIFY2(route.accessibleDescription().contains(u"▶ Step 2: gpt-4o-mini. "_s + word),
            qPrintable(route.accessibleDescription()));
        route.setBeginning(0);
        QVERIFY(!route.accessibleDescription().contains(word));
    }

    void deletingAsksAndCanBeUndone()
    {
        open({test::threeSteps()});
        auto *list = child<QListView>(u"chainList"_s);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        auto *box = m_page->findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY(m_world->book.find(u"three"_s));
        for (QAbstractButton *button : box->buttons()) {
            if (button->text() == u"Delete chain"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QVERIFY(!m_world->book.find(u"three"_s));
        m_page->edits().stack().undo();
        QVERIFY(m_world->book.find(u"three"_s));
        QCOMPARE(order().size(), 3);
    }

    void renamingTakesTheTestsAlong()
    {
        open({test::threeSteps()});
        auto *list = child<QListView>(u"chainList"_s);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_F2);
        auto *dialog = m_page->findChild<QInputDialog *>(u"renameDialog"_s);
        QVERIFY(dialog);
        dialog->setTextValue(u"spaces are not taken"_s);
        dialog->accept();
        QVERIFY(m_world->book.find(u"three"_s));
        QVERIFY(child<Banner>(u"chainsBanner"_s)->isVisible());
        QTest::keyClick(list, Qt::Key_F2);
        dialog = m_page->findChildren<QInputDialog *>(u"renameDialog"_s).last();
        dialog->setTextValue(u"drei"_s);
        dialog->accept();
        QVERIFY(m_world->book.find(u"drei"_s));
        m_page->edits().stack().undo();
        QVERIFY(m_world->book.find(u"three"_s));
    }

    void presets_data()
    {
        QTest::addColumn<int>("preset");
        QTest::addColumn<int>("answeredBy"); // step, from 0; -1: nobody
        QTest::newRow("fine") << int(Preset::AllFine) << 0;
        QTest::newRow("limited") << int(Preset::PrimaryLimited) << 1;
        QTest::newRow("down") << int(Preset::PrimaryDown) << 1;
        QTest::newRow("cut") << int(Preset::CutMidStream) << -1;
        QTest::newRow("budget") << int(Preset::BudgetSpent) << -1;
        QTest::newRow("offline") << int(Preset::Offline) << -1;
    }
    void presets()
    {
        QFETCH(const int, preset);
        QFETCH(const int, answeredBy);
        Chain chain = test::threeSteps();
        chain.steps.removeLast(); // what is free is exempt of budgets
        open({chain});
        auto *which = child<QComboBox>(u"scenario"_s);
        which->setFocus();
        while (which->currentIndex() < preset)
            QTest::keyClick(which, Qt::Key_Down);
        auto *panel = m_page->findChild<SimulatorPanel *>();
        const Simulation &run = panel->result();
        const QString model = answeredBy < 0 ? QString() : chain.steps.at(answeredBy).targets.first().model;
        QCOMPARE(run.answeredBy, model);
        QCOMPARE(run.error.has_value(), answeredBy < 0);
        QCOMPARE(child<QTableView>(u"events"_s)->model()->rowCount(), int(run.events.size()));
        QVERIFY(!child<QLabel>(u"result"_s)->text().isEmpty());
    }

    void stepByStep()
    {
        open({test::threeSteps()});
        auto *which = child<QComboBox>(u"scenario"_s);
        which->setCurrentIndex(which->findText(u"Step by step…"_s));
        auto *second = child<QComboBox>(u"behaviour1"_s);
        QVERIFY(second && second->isVisible());
        auto *first = child<QComboBox>(u"behaviour0"_s);
        for (QComboBox *box : {first, second}) { // rate limited
            box->setFocus();
            QTest::keyClick(box, Qt::Key_Down);
        }
        QCOMPARE(m_page->findChild<SimulatorPanel *>()->result().answeredBy, u"demo/steady"_s);
    }

    void aSavedTestTellsOfAChange()
    {
        open({test::threeSteps()});
        auto *which = child<QComboBox>(u"scenario"_s);
        which->setCurrentIndex(int(Preset::PrimaryDown));
        QTest::mouseClick(child<QPushButton>(u"saveScenario"_s), Qt::LeftButton);
        auto *dialog = m_page->findChild<QInputDialog *>(u"scenarioDialog"_s);
        QVERIFY(dialog);
        dialog->setTextValue(u"first is down"_s);
        dialog->accept();
        QCOMPARE(m_world->book.find(u"three"_s)->scenarios.size(), 1);
        QVERIFY(!m_world->book.find(u"three"_s)->scenarios.first().expected.isEmpty());
        auto *banner = child<Banner>(u"changes"_s);
        QVERIFY(!banner->isVisible());
        at(1, ChainStepsModel::Model);
        QTest::keyClick(steps(), Qt::Key_Delete);
        QVERIFY(banner->isVisible());
        QCOMPARE(banner->meaning(), Meaning::Error);
        QVERIFY(banner->text().contains(u"first is down"_s));
        QVERIFY(banner->text().contains(u"before: "_s) && banner->text().contains(u"gpt-4o-mini"_s));
        m_page->edits().stack().undo();
        QVERIFY(!banner->isVisible());
        m_page->edits().stack().redo();
        QVERIFY(banner->isVisible());
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton); // accept
        QVERIFY(!banner->isVisible());
    }

    void aMissingKeyLeadsToTheKeys()
    {
        open({test::threeSteps()});
        const QModelIndex status = steps()->model()->index(0, ChainStepsModel::Status);
        QTRY_COMPARE(status.data().toString(), u"No key – fix"_s);
        QVERIFY(m_page->findChild<QListView *>(u"chainList"_s)
                    ->model()
                    ->index(0, 0)
                    .data(ChainListModel::DetailRole)
                    .toString()
                    .startsWith(u"Degraded"_s));
        QSignalSpy asked(m_page.get(), &Page::pageRequested);
        QTest::mouseClick(steps()->viewport(), Qt::LeftButton, {}, steps()->visualRect(status).center());
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().at(1).toString(), u"acme"_s);
    }

    void aSpentBudgetLeadsToTheBudgets()
    {
        Budget budget {.id = u"b-1"_s, .name = u"Daily"_s};
        budget.limit = 1'000'000'000; // a dollar
        m_world->budgets.answer.blocking = BudgetStatus {.budget = budget, .used = 1'000'000'000};
        Chain chain {.name = u"three"_s};
        chain.steps = {{.targets = {{.model = u"demo/swift"_s}}}, {.targets = {{.model = u"demo/steady"_s}}}};
        open({chain});
        const QModelIndex status = steps()->model()->index(1, ChainStepsModel::Status);
        QTRY_COMPARE(status.data().toString(), u"Over budget – fix"_s);
        QVERIFY(status.data(Qt::ToolTipRole).toString().contains(u"Daily $1"_s));
        const QModelIndex row = child<QListView>(u"chainList"_s)->model()->index(0, 0);
        QVERIFY(row.data(ChainListModel::DetailRole).toString().startsWith(u"Broken"_s));
        // Asked for the least there is, model by model.
        QCOMPARE(m_world->budgets.asked.size(), 2);
        QCOMPARE(m_world->budgets.asked.last().size(), 1);
        QCOMPARE(m_world->budgets.asked.last().first().model, u"steady"_s);
        QCOMPARE(m_world->budgets.asked.last().first().service, u"demo"_s); // for budgets of a service
        QCOMPARE(m_world->budgets.asked.last().first().requestedModel, u"chain/three"_s); // and of the chain
        QSignalSpy asked(m_page.get(), &Page::pageRequested);
        at(1, ChainStepsModel::Status);
        QTest::keyClick(steps(), Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().at(0).toString(), u"budgets"_s);
        QCOMPARE(asked.first().at(1).toString(), u"b-1"_s);
        m_world->budgets.answer = {};
        Q_EMIT m_world->budgets.changed();
        QTRY_COMPARE(m_world->budgets.asked.size(), 4);
        QTRY_COMPARE(status.data().toString(), u"OK"_s);
        QVERIFY(row.data(ChainListModel::DetailRole).toString().startsWith(u"Good"_s));
    }

    // A budget for what is asked through one chain refuses there, not in the other chain with the same model.
    void aBudgetOfOneChain()
    {
        Chain other {.name = u"other"_s, .steps = {{.targets = {{.model = u"demo/swift"_s}}}}};
        Chain three {.name = u"three"_s, .steps = {{.targets = {{.model = u"demo/swift"_s}}}}};
        Budget budget {.id = u"b-2"_s, .name = u"Three"_s};
        budget.limit = 1'000'000'000;
        m_world->budgets.blocksRequestsFor = u"chain/three"_s;
        m_world->budgets.answer.blocking = BudgetStatus {.budget = budget, .used = 1'000'000'000};
        open({other, three});
        const QAbstractItemModel *list = child<QListView>(u"chainList"_s)->model();
        const auto health = [list](int row) { return list->index(row, 0).data(ChainListModel::DetailRole).toString(); };
        QTRY_VERIFY(health(1).startsWith(u"Broken"_s));
        QVERIFY(health(0).startsWith(u"Good"_s));
    }

    void aChainInAStep()
    {
        Chain inner {.name = u"inner"_s};
        inner.steps = {{.targets = {{.model = u"acme/a-1"_s}}}, {.targets = {{.model = u"demo/swift"_s}}}};
        Chain outer {.name = u"outer"_s};
        outer.steps = {{.targets = {{.model = u"demo/steady"_s}}}, {.targets = {{.model = u"chain/inner"_s}}}};
        open({outer, inner});
        const auto cell = [this](int row, int column) { return steps()->model()->index(row, column); };
        QTRY_COMPARE(cell(1, ChainStepsModel::Status).data().toString(), u"Degraded – fix"_s); // acme has no key
        QVERIFY(cell(1, ChainStepsModel::Status).data(Qt::ToolTipRole).toString().contains(u"acme/a-1: No key"_s));
        QCOMPARE(cell(1, ChainStepsModel::Number).data().toString(), u"2–3"_s);
        // The drawn route and the matrix have all three, with where they come from; a click finds the step.
        auto *route = child<RouteView>(u"route"_s);
        QVERIFY(route->accessibleDescription().contains(u"Step 3 · inner: swift"_s));
        QCOMPARE(child<QTableView>(u"matrix"_s)->model()->rowCount(), 3);
        QTest::mouseClick(route, Qt::LeftButton, {}, route->boxOf(2).center());
        QCOMPARE(steps()->currentStep(), 1);
        QTest::keyClick(route, Qt::Key_Left);
        QCOMPARE(steps()->currentStep(), 0);
        // The simulator goes along them.
        auto *which = child<QComboBox>(u"scenario"_s);
        which->setCurrentIndex(int(Preset::Offline));
        QSet<int> asked;
        for (const RouteEvent &event : m_page->findChild<SimulatorPanel *>()->result().events)
            asked.insert(event.step);
        QCOMPARE(asked, (QSet<int> {0, 1, 2}));
        which->setCurrentIndex(which->findText(u"Step by step…"_s));
        QVERIFY(child<QComboBox>(u"behaviour2"_s));
        // Enter on a rule, as on what is wrong, opens the chain that has it.
        at(1, ChainStepsModel::TryOn);
        QTest::keyClick(steps(), Qt::Key_Return);
        QCOMPARE(steps()->model()->rowCount(), 2);
        QCOMPARE(cell(0, ChainStepsModel::Model).data().toString(), u"acme/a-1"_s);
    }
    void aCircleIsNotSaved()
    {
        Chain inner {.name = u"inner"_s, .steps = {{.targets = {{.model = u"demo/swift"_s}}}}};
        Chain outer {.name = u"outer"_s, .steps = {{.targets = {{.model = u"chain/inner"_s}}}}};
        open({inner, outer});
        at(0, ChainStepsModel::Model);
        QTest::keyClick(steps(), Qt::Key_Insert);
        auto *line = QApplication::activePopupWidget()->findChild<QLineEdit *>();
        QVERIFY(line);
        QTest::keyClicks(line, u"chain/outer"_s);
        QTest::keyClick(line, Qt::Key_Return);
        auto *banner = child<Banner>(u"chainsBanner"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(u"chain/inner → chain/outer → chain/inner"_s), qPrintable(banner->text()));
        QCOMPARE(m_world->book.find(u"inner"_s)->steps.size(), 1);
        QCOMPARE(steps()->model()->rowCount(), 1);
    }
    void deletingSaysWhoNamesIt()
    {
        Chain inner {.name = u"inner"_s, .steps = {{.targets = {{.model = u"demo/swift"_s}}}}};
        Chain outer {.name = u"outer"_s, .steps = {{.targets = {{.model = u"chain/inner"_s}}}}};
        open({inner, outer});
        child<QListView>(u"chainList"_s)->setFocus();
        QTest::keyClick(child<QListView>(u"chainList"_s), Qt::Key_Delete);
        auto *box = m_page->findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY2(box->informativeText().contains(u"outer"_s), qPrintable(box->informativeText()));
    }

    void everythingThatTakesTheFocusHasAName()
    {
        open({test::threeSteps()}, {900, 560});
        for (QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->focusProxy())
                continue;
            const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            const QString name = face ? face->text(QAccessible::Name) : QString();
            const bool inside = qobject_cast<QLineEdit *>(widget)
                && qobject_cast<QAbstractSpinBox *>(widget->parentWidget()); // a part of the spin box
            QVERIFY2(inside || !name.isEmpty(),
                qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
        }
    }

    void aSmallWindowHasRoomForAll_data()
    {
        QTest::addColumn<bool>("failing");
        QTest::newRow("all well") << false;
        QTest::newRow("a test that ends otherwise") << true;
    }
    void aSmallWindowHasRoomForAll()
    {
        QFETCH(const bool, failing);
        Chain chain = test::threeSteps();
        if (failing)
            chain.scenarios = {{.name = u"a name that is as long as a sentence about what is tested may be"_s,
                .expected = {u"1 somebody/else: network"_s, u"= answered by somebody/with-a-name-that-is-long"_s}}};
        open({chain}, {900, 560});
        QCOMPARE(m_page->size(), QSize(900, 560));
        for (const QString &name : {u"scenario"_s, u"saveScenario"_s, u"fireDrill"_s, u"result"_s}) {
            const auto *widget = child<QWidget>(name);
            const QRect place(widget->mapTo(m_page.get(), QPoint()), widget->size());
            QVERIFY2(m_page->rect().contains(place), qPrintable(name));
            QVERIFY2(widget->height() >= widget->minimumSizeHint().height(), qPrintable(name));
        }
        const auto *banner = child<Banner>(u"changes"_s);
        QCOMPARE(banner->isVisible(), failing);
        for (const QLabel *label : banner->findChildren<QLabel *>()) { // no line of it is cut
            if (failing && label->wordWrap())
                QVERIFY(label->height() >= label->heightForWidth(label->width()));
        }
    }
};

QTEST_MAIN(TestChainsPage)
#include "tst_chains_page.moc"
