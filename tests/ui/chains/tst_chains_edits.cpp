// SPDX-License-Identifier: GPL-3.0-or-later
// Editing a chain with mouse and keys: what pops up, what is copied. Off screen nothing can be dragged: what a drop
// does is in tst_chain_models.
#include "tests/ui/chains/ChainsFixture.h"
#include "ui/compare/ModelPicker.h"

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

class TestChainsEdits : public QObject, private test::ChainsFixture
{
    Q_OBJECT

    static QWidget *popup() { return QApplication::activePopupWidget(); }
    static QStringList modelsOf(const RouteStep &step)
    {
        QStringList out;
        for (const RouteTarget &target : step.targets)
            out += target.model;
        return out;
    }
    // Types the name into the picker that is open.
    static void take(const QString &model)
    {
        auto *picker = qobject_cast<ModelPicker *>(popup());
        QVERIFY(picker != nullptr);
        auto *line = picker->findChild<QLineEdit *>();
        QTest::keyClicks(line, model);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(popup() == nullptr);
    }
    [[nodiscard]] static QDoubleSpinBox *weightOf(const QString &model)
    {
        for (auto *spin : popup()->findChildren<QDoubleSpinBox *>()) {
            if (spin->accessibleName() == u"Weight of "_s + model)
                return spin;
        }
        return nullptr;
    }
    void openGroup()
    {
        at(0, ChainStepsModel::Model);
        QTest::keyClick(steps(), Qt::Key_Return);
        QVERIFY(popup() != nullptr);
    }
    // A group of three in the first step.
    [[nodiscard]] static Chain grouped()
    {
        Chain chain = test::threeSteps();
        chain.steps[0].targets
            = {{.model = u"demo/swift"_s, .weight = 3}, {.model = u"demo/sage"_s}, {.model = u"demo/steady"_s}};
        return chain;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        renew();
    }
    void cleanup() { clear(); }

    void duplicate()
    {
        Chain chain = test::threeSteps();
        chain.description = u"what it is for"_s;
        chain.steps[1].retries = 7;
        chain.scenarios = {{.name = u"a test"_s, .expected = {u"= answered by acme/a-1"_s}}};
        open({chain});
        QToolButton *copy = nullptr;
        for (auto *button : m_page->findChildren<QToolButton *>()) {
            if (button->accessibleName() == u"Duplicate the chain"_s)
                copy = button;
        }
        QVERIFY(copy != nullptr);
        QTest::mouseClick(copy, Qt::LeftButton);
        const Chain *second = m_world->book.find(u"three-2"_s);
        QVERIFY(second != nullptr);
        QCOMPARE(second->steps, chain.steps);
        QCOMPARE(second->scenarios, chain.scenarios);
        QCOMPARE(second->description, chain.description);
        auto *list = child<QListView>(u"chainList"_s);
        QCOMPARE(list->currentIndex().data().toString(), u"three-2"_s);
        // What is changed there is not changed in the first.
        at(0, ChainStepsModel::Model);
        QTest::keyClick(steps(), Qt::Key_Delete);
        QCOMPARE(m_world->book.find(u"three-2"_s)->steps.size(), 2);
        QCOMPARE(three().steps.size(), 3);
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY(m_world->book.find(u"three-3"_s) != nullptr);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(steps(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_world->book.chains().size(), 1);
    }
    void aCopyOfTheLongestNameHasANameToo()
    {
        Chain chain = test::threeSteps();
        chain.name = QString(64, u'n');
        open({chain});
        m_page->pageActions().at(3)->trigger();
        QCOMPARE(m_world->book.chains().size(), 2);
        QCOMPARE(m_world->book.chains().last().name, QString(62, u'n') + u"-2"_s);
    }

    void anEmptyChainBeginsWithAModel()
    {
        open({});
        QMenu *menu = child<QPushButton>(u"createFromTemplate"_s)->menu();
        menu->actions().last()->trigger();
        take(u"demo/swift"_s);
        QCOMPARE(m_world->book.chains().size(), 1);
        QCOMPARE(modelsOf(m_world->book.chains().first().steps.first()), QStringList {u"demo/swift"_s});
    }

    void stepsAreAddedWithAKey()
    {
        open({test::threeSteps()});
        at(0, ChainStepsModel::Model);
        QTest::keyClick(steps(), Qt::Key_Insert);
        take(u"groq/llama-3"_s);
        QCOMPARE(order(), (QStringList {u"acme"_s, u"groq"_s, u"openai"_s, u"demo"_s}));
        QCOMPARE(steps()->currentStep(), 1);
        QTest::mouseClick(child<QToolButton>(u"addStep"_s), Qt::LeftButton);
        QTest::keyClick(popup()->findChild<QLineEdit *>(), Qt::Key_Escape); // thought better of it
        QTRY_VERIFY(popup() == nullptr);
        QCOMPARE(order().size(), 4);
    }

    void aModelBecomesAGroup()
    {
        open({test::threeSteps()});
        at(0, ChainStepsModel::Model);
        QTest::mouseClick(child<QToolButton>(u"editModels"_s), Qt::LeftButton);
        QVERIFY(popup() != nullptr);
        for (auto *out : popup()->findChildren<QToolButton *>())
            QVERIFY(!out->isEnabled()); // the only one stays
        QTest::mouseClick(popup()->findChild<QPushButton *>(u"addTarget"_s), Qt::LeftButton);
        take(u"demo/swift"_s);
        QCOMPARE(modelsOf(three().steps.first()), (QStringList {u"acme/a-1"_s, u"demo/swift"_s}));
        QCOMPARE(steps()->model()->index(0, ChainStepsModel::Model).data().toString(), u"acme/a-1 and 1 more"_s);
        // The same one again changes nothing.
        QTest::mouseClick(child<QToolButton>(u"editModels"_s), Qt::LeftButton);
        QTest::mouseClick(popup()->findChild<QPushButton *>(u"addTarget"_s), Qt::LeftButton);
        take(u"demo/swift"_s);
        QCOMPARE(three().steps.first().targets.size(), 2);
        QTest::mouseClick(child<QToolButton>(u"editModels"_s), Qt::LeftButton);
        QTest::mouseClick(popup()->findChild<QPushButton *>(u"replaceTarget"_s), Qt::LeftButton);
        take(u"demo/sage"_s);
        QCOMPARE(modelsOf(three().steps.first()), (QStringList {u"demo/sage"_s, u"demo/swift"_s}));
        QTest::keyClick(steps(), Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(steps(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(modelsOf(three().steps.first()), QStringList {u"acme/a-1"_s});
    }

    void weightsAndBalanceAreOneEdit()
    {
        open({grouped()});
        openGroup();
        auto *balance = popup()->findChild<QComboBox *>(u"balance"_s);
        balance->setFocus();
        QTest::keyClick(balance, Qt::Key_Down);
        QTest::keyClick(balance, Qt::Key_Down);
        QDoubleSpinBox *weight = weightOf(u"demo/sage"_s);
        QVERIFY(weight != nullptr);
        weight->setFocus();
        weight->selectAll();
        QTest::keyClicks(weight, u"2.5"_s);
        QVERIFY(three().steps.first() == grouped().steps.first()); // not before it is closed
        QTest::keyClick(popup(), Qt::Key_Return);
        QTRY_VERIFY(popup() == nullptr);
        const RouteStep &step = three().steps.first();
        QCOMPARE(step.balance, Balance::LowestLatency);
        QCOMPARE(step.targets.at(0).weight, 3.0);
        QCOMPARE(step.targets.at(1).weight, 2.5);
        QTest::keyClick(steps(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(three().steps.first() == grouped().steps.first());
    }
    void escapeLeavesTheGroupAsItWas()
    {
        open({grouped()});
        openGroup();
        QDoubleSpinBox *weight = weightOf(u"demo/swift"_s);
        QTest::keyClick(weight, Qt::Key_Up);
        QVERIFY(weight->value() > 3);
        QTest::keyClick(popup(), Qt::Key_Escape);
        QTRY_VERIFY(popup() == nullptr);
        QVERIFY(three() == grouped());
    }
    void oneIsTakenOutOfTheGroup()
    {
        open({grouped()});
        openGroup();
        for (auto *out : popup()->findChildren<QToolButton *>()) {
            if (out->accessibleName() == u"Take demo/sage out of the step"_s)
                QTest::mouseClick(out, Qt::LeftButton);
        }
        QTRY_VERIFY(popup() == nullptr);
        QCOMPARE(modelsOf(three().steps.first()), (QStringList {u"demo/swift"_s, u"demo/steady"_s}));
    }

    void timeoutsInSeconds()
    {
        open({test::threeSteps()});
        QCOMPARE(steps()->model()->index(1, ChainStepsModel::Timeouts).data().toString(), u"usual"_s);
        at(1, ChainStepsModel::Timeouts);
        QTest::keyClick(steps(), Qt::Key_Return);
        auto *first = popup()->findChild<QDoubleSpinBox *>(u"firstToken"_s);
        first->setFocus();
        first->selectAll();
        QTest::keyClicks(first, u"2.5"_s);
        QTest::keyClick(popup(), Qt::Key_Return);
        QTRY_COMPARE(three().steps.at(1).timeouts.firstToken, std::chrono::milliseconds(2'500));
        QCOMPARE(steps()->model()->index(1, ChainStepsModel::Timeouts).data().toString(), u"– / 2.5 s / –"_s);
    }

    void theLargerModelIsChosenAndTakenAway()
    {
        open({test::threeSteps()});
        at(0, ChainStepsModel::Larger);
        QTest::keyClick(steps(), Qt::Key_Return);
        take(u"demo/sage"_s);
        QCOMPARE(three().steps.first().largerContext, u"demo/sage"_s);
        QTest::keyClick(steps(), Qt::Key_Delete);
        QVERIFY(three().steps.first().largerContext.isEmpty());
        QCOMPARE(three().steps.size(), 3);
    }

    void aLimitOfCostIsTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("limit"); // empty: none
        QTest::newRow("plain") << u"0.05"_s << u"0.05"_s;
        QTest::newRow("with its sign") << u"$0.10"_s << u"0.1"_s;
        QTest::newRow("nonsense") << u"much"_s << QString();
        QTest::newRow("negative") << u"-1"_s << QString();
    }
    void aLimitOfCostIsTyped()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, limit);
        open({test::threeSteps()});
        at(2, ChainStepsModel::MaxCost);
        QTest::keyClick(steps(), Qt::Key_Return);
        auto *editor = steps()->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor != nullptr);
        QTest::keyClicks(editor, typed);
        QTest::keyClick(editor, Qt::Key_Return);
        const auto shown = [this] {
            const std::optional<Money> &most = three().steps.at(2).maxCost;
            return most ? most->toDecimal() : QString();
        };
        QTRY_COMPARE(shown(), limit);
    }
};

QTEST_MAIN(TestChainsEdits)
#include "tst_chains_edits.moc"
