// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ChainListModel.h"
#include "ui/models/ChainStepsModel.h"
#include "ui/models/ChainText.h"
#include "ui/models/RouteEventModel.h"
#include "ui/models/StepOutcomeModel.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

namespace {

TargetState lookup(const QString &model)
{
    TargetState out {.service = model.section(u'/', 0, 0), .serviceLabel = u"Acme"_s};
    if (model.startsWith(u"nokey/"_s))
        out.kind = TargetState::Kind::NoKey;
    if (model.startsWith(u"gone/"_s))
        out = {.kind = TargetState::Kind::Unknown, .problem = u"no such model"_s};
    if (model.startsWith(u"hot/"_s)) {
        out.kind = TargetState::Kind::Cooling;
        out.left = std::chrono::milliseconds(41'200);
    }
    if (model.startsWith(u"warm/"_s))
        out.kind = TargetState::Kind::Probed;
    if (model.startsWith(u"chain/"_s)) {
        out = {.kind = TargetState::Kind::Degraded, .problem = u"nokey/x: No key"_s};
        out.steps = 3;
    }
    ModelInfo info;
    info.price = Price {.input = UnitPrice::fromDecimal(u"0.0000025"), .output = UnitPrice::fromDecimal(u"0.00001")};
    if (out.kind == TargetState::Kind::Ok)
        out.info = info;
    return out;
}

QList<RouteStep> steps(const QStringList &models)
{
    QList<RouteStep> out;
    for (const QString &model : models) {
        RouteStep step;
        step.targets = {{.model = model}};
        out += step;
    }
    return out;
}

QStringList namesOf(const QList<RouteStep> &list)
{
    QStringList out;
    for (const RouteStep &step : list)
        out += step.targets.value(0).model;
    return out;
}

} // namespace

class TestChainModels : public QObject
{
    Q_OBJECT

    // Answers edits as the page does.
    static void obey(ChainStepsModel &model)
    {
        connect(&model, &ChainStepsModel::edited, &model,
            [&model](const QList<RouteStep> &changed) { model.setSteps(changed); });
    }

private Q_SLOTS:
    void stepsAreAGoodModel()
    {
        ChainStepsModel model(lookup);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        obey(model);
        model.setSteps(steps({u"a/1"_s, u"b/2"_s}));
        model.insert(1, steps({u"c/3"_s}).first());
        QCOMPARE(namesOf(model.steps()), (QStringList {u"a/1"_s, u"c/3"_s, u"b/2"_s}));
        model.move(0, 2);
        QCOMPARE(namesOf(model.steps()), (QStringList {u"c/3"_s, u"b/2"_s, u"a/1"_s}));
        model.remove(0);
        model.remove(0);
        model.remove(0);
        QCOMPARE(namesOf(model.steps()), QStringList {u"a/1"_s}); // the last one stays
        model.setSteps({});
        QCOMPARE(model.rowCount(), 0);
    }

    void cells()
    {
        ChainStepsModel model(lookup);
        QList<RouteStep> list = steps({u"acme/large"_s});
        list[0].retries = 2;
        list[0].timeouts = {.connect = std::chrono::seconds(10), .idle = std::chrono::milliseconds(2500)};
        list[0].maxCost = Money::fromDecimal(u"0.05");
        list[0].largerContext = u"acme/huge"_s;
        model.setSteps(list);
        const auto cell = [&](ChainStepsModel::Column column) { return model.index(0, column).data().toString(); };
        QCOMPARE(cell(ChainStepsModel::Number), u"1"_s);
        QCOMPARE(cell(ChainStepsModel::Model), u"acme/large"_s);
        QCOMPARE(cell(ChainStepsModel::TryOn), u"Usual errors"_s);
        QCOMPARE(cell(ChainStepsModel::Retries), u"2"_s);
        QCOMPARE(cell(ChainStepsModel::Timeouts), u"10 s / – / 2.5 s"_s);
        QCOMPARE(cell(ChainStepsModel::MaxCost), u"$0.050"_s);
        QCOMPARE(cell(ChainStepsModel::Larger), u"acme/huge"_s);
        QCOMPARE(cell(ChainStepsModel::InputPrice), u"$2.50"_s);
        QCOMPARE(cell(ChainStepsModel::OutputPrice), u"$10.00"_s);
        QCOMPARE(cell(ChainStepsModel::Status), u"OK"_s);
        list[0].fallOn = ErrorClass::RateLimited;
        model.setSteps(list);
        QCOMPARE(cell(ChainStepsModel::TryOn), u"Rate limited"_s);
    }

    void headsStandAsTheirCells()
    {
        ChainStepsModel model(lookup);
        model.setSteps(steps({u"acme/large"_s}));
        for (int column = 0; column < model.columnCount(); ++column) {
            QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt(),
                model.index(0, column).data(Qt::TextAlignmentRole).toInt());
        }
        QCOMPARE(model.headerData(ChainStepsModel::Retries, Qt::Horizontal, Qt::TextAlignmentRole).toInt(),
            int(Qt::AlignRight | Qt::AlignVCenter));
    }
    void timeouts()
    {
        using std::chrono::seconds;
        QCOMPARE(ChainText::timeouts({}), u"usual"_s);
        QCOMPARE(ChainText::timeouts({.firstToken = seconds(30)}), u"– / 30 s / –"_s);
        QCOMPARE(ChainText::timeouts({.total = seconds(90)}), u"– / – / –, in all 90 s"_s);
    }
    void changesOfATest_data()
    {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("now");
        QTest::addColumn<QString>("text");
        const QString a = u"1 a/b: network"_s;
        QTest::newRow("another answers") << QStringList {a, u"= answered by c/d"_s}
                                         << QStringList {u"= answered by e/f"_s}
                                         << u"t – before: answered by c/d; now: answered by e/f"_s;
        QTest::newRow("another way") << QStringList {a, u"1 wait"_s, u"= network"_s} << QStringList {a, u"= network"_s}
                                     << u"t – before: 1 wait; now: network"_s;
        QTest::newRow("a longer way") << QStringList {a} << QStringList {u"1 wait"_s, a}
                                      << u"t – before: 1 a/b: network; now: 1 wait"_s;
        QTest::newRow("never saved") << QStringList() << QStringList {u"= network"_s}
                                     << u"t – before: nothing; now: network"_s;
    }
    void changesOfATest()
    {
        QFETCH(const QStringList, before);
        QFETCH(const QStringList, now);
        QTEST(ChainText::change({.scenario = u"t"_s, .before = before, .now = now}), "text");
    }

    void statusSaysWhatIsWrong()
    {
        ChainStepsModel model(lookup);
        model.setSteps(steps({u"nokey/x"_s, u"gone/x"_s, u"hot/x"_s, u"warm/x"_s}));
        const auto status = [&](int row) { return model.index(row, ChainStepsModel::Status).data().toString(); };
        QCOMPARE(status(0), u"No key – fix"_s);
        QCOMPARE(status(1), u"Unknown – fix"_s);
        QCOMPARE(status(2), u"Cooling 42 s"_s); // 41.2 of them are left
        QCOMPARE(status(3), u"Being tried"_s);
        // No price is known of those: empty, and said so.
        QCOMPARE(model.index(1, ChainStepsModel::InputPrice).data().toString(), QString());
        QCOMPARE(
            model.index(1, ChainStepsModel::InputPrice).data(Qt::ToolTipRole).toString(), u"The price is not known"_s);
    }

    // A chain in a step counts for all of its steps, and its rules are not to be set here.
    void aChainInAStep()
    {
        ChainStepsModel model(lookup);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy edited(&model, &ChainStepsModel::edited);
        model.setSteps(steps({u"a/1"_s, u"chain/inner"_s, u"b/2"_s}));
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, ChainStepsModel::Number), u"1"_s);
        QCOMPARE(cell(1, ChainStepsModel::Number), u"2–4"_s);
        QCOMPARE(cell(2, ChainStepsModel::Number), u"5"_s);
        QCOMPARE(model.innerChain(1), u"inner"_s);
        QCOMPARE(model.innerChain(0), QString());
        QList<int> rows;
        for (int step = 0; step < 6; ++step)
            rows += model.rowOfStep(step);
        QCOMPARE(rows, (QList<int> {0, 1, 1, 1, 2, -1}));
        QCOMPARE(cell(1, ChainStepsModel::TryOn), u"its own"_s);
        QCOMPARE(cell(1, ChainStepsModel::Retries), u"–"_s);
        QCOMPARE(cell(1, ChainStepsModel::Status), u"Degraded – fix"_s);
        QVERIFY(model.index(1, ChainStepsModel::Status).data(Qt::ToolTipRole).toString().contains(u"nokey/x"_s));
        QVERIFY(!model.flags(model.index(1, ChainStepsModel::Retries)).testFlag(Qt::ItemIsEditable));
        QVERIFY(model.flags(model.index(0, ChainStepsModel::Retries)).testFlag(Qt::ItemIsEditable));
        QVERIFY(!model.setData(model.index(1, ChainStepsModel::Retries), 3));
        QCOMPARE(edited.count(), 0);
    }

    void onlyRetriesAndCostAreTypedInPlace()
    {
        ChainStepsModel model(lookup);
        obey(model);
        model.setSteps(steps({u"a/1"_s}));
        QSignalSpy edited(&model, &ChainStepsModel::edited);
        QVERIFY(model.setData(model.index(0, ChainStepsModel::Retries), 3));
        QVERIFY(model.setData(model.index(0, ChainStepsModel::MaxCost), u"$0.25"_s));
        QVERIFY(!model.setData(model.index(0, ChainStepsModel::MaxCost), u"much"_s));
        QVERIFY(!model.setData(model.index(0, ChainStepsModel::MaxCost), u"-1"_s));
        QVERIFY(!model.setData(model.index(0, ChainStepsModel::Model), u"b/2"_s));
        QCOMPARE(edited.count(), 2);
        QCOMPARE(model.steps().first().retries, 3);
        QCOMPARE(model.steps().first().maxCost, Money::fromDecimal(u"0.25"));
        QVERIFY(model.setData(model.index(0, ChainStepsModel::MaxCost), QString()));
        QVERIFY(!model.steps().first().maxCost);
    }

    void rowsAreDropped_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("before"); // the row that it is dropped in front of
        QTest::addColumn<QString>("order");
        QTest::newRow("down") << 0 << 2 << u"b a c"_s;
        QTest::newRow("to the end") << 0 << 3 << u"b c a"_s;
        QTest::newRow("up") << 2 << 0 << u"c a b"_s;
        QTest::newRow("where it is") << 1 << 1 << u"a b c"_s;
        QTest::newRow("behind itself") << 1 << 2 << u"a b c"_s;
    }
    void rowsAreDropped()
    {
        QFETCH(const int, from);
        QFETCH(const int, before);
        QFETCH(const QString, order);
        ChainStepsModel model(lookup);
        obey(model);
        model.setSteps(steps({u"a"_s, u"b"_s, u"c"_s}));
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(from, 1)}));
        QVERIFY(!model.dropMimeData(data.get(), Qt::MoveAction, before, 0, {}));
        QCOMPARE(namesOf(model.steps()).join(u' '), order);
    }

    void healthComesFromTheTargets()
    {
        const QTemporaryDir home;
        ChainBook book(home.filePath(u"chains.json"_s));
        ChainListModel model(book, [](const QString &, const QString &target) { return lookup(target); });
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(book.save({.name = u"fine"_s, .steps = steps({u"a/1"_s, u"b/2"_s})}));
        QVERIFY(book.save({.name = u"half"_s, .steps = steps({u"a/1"_s, u"nokey/2"_s})}));
        QVERIFY(book.save({.name = u"none"_s, .steps = steps({u"gone/1"_s})}));
        QCOMPARE(model.rowCount(), 3);
        const auto detail = [&](int row) { return model.index(row).data(ChainListModel::DetailRole).toString(); };
        QVERIFY(detail(0).startsWith(u"Good · 2"_s));
        QVERIFY(detail(1).startsWith(u"Degraded · 2"_s));
        QVERIFY(detail(2).startsWith(u"Broken · 1"_s));
        QVERIFY(book.save({.name = u"none"_s, .steps = steps({u"chain/half"_s})})); // which itself is half well
        QVERIFY(detail(2).startsWith(u"Degraded · 1"_s));
        QVERIFY(book.remove(u"half"_s));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf(u"none"_s), 1);
    }

    void theMatrixSaysWhatFollows()
    {
        StepOutcomeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RoutePlan plan {.steps = steps({u"a/1"_s, u"b/2"_s})};
        plan.steps[0].retries = 2;
        model.setPlan(plan);
        const auto cell = [&](int row, ErrorClass value) {
            return model.index(row, int(allErrorClasses().indexOf(value))).data().toString();
        };
        const auto tip = [&](int row, ErrorClass value) {
            return model.index(row, int(allErrorClasses().indexOf(value))).data(Qt::ToolTipRole).toString();
        };
        QCOMPARE(cell(0, ErrorClass::RateLimited), u"2× → next"_s);
        QVERIFY(tip(0, ErrorClass::RateLimited).startsWith(u"Rate limited: retry 2×, then next\nIt is retried only"_s));
        QCOMPARE(cell(0, ErrorClass::Auth), u"next"_s);
        QCOMPARE(tip(0, ErrorClass::Auth), u"Key refused: next step"_s);
        QCOMPARE(cell(0, ErrorClass::BadRequest), u"fails"_s);
        QCOMPARE(cell(1, ErrorClass::RateLimited), u"1× → fails"_s);
        QCOMPARE(cell(1, ErrorClass::Auth), u"fails"_s);
        plan.steps[0].largerContext = u"c/3"_s;
        model.setPlan(plan);
        QCOMPARE(cell(0, ErrorClass::ContextTooLong), u"larger → next"_s);
        // The heads break into two lines, and are whole for a screen reader.
        const int refused = int(allErrorClasses().indexOf(ErrorClass::ContentFiltered));
        QCOMPARE(model.headerData(refused, Qt::Horizontal, Qt::DisplayRole).toString(), u"Content\nrefused"_s);
        QCOMPARE(model.headerData(refused, Qt::Horizontal, Qt::AccessibleTextRole).toString(), u"Content refused"_s);
    }

    void theTimelineHasATable()
    {
        RouteEventModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RouteEvent failed {.model = u"a/1"_s, .took = std::chrono::milliseconds(420), .attempt = 0};
        failed.error = Error::Kind::RateLimited;
        failed.httpStatus = 429;
        AttemptRecord attempt;
        attempt.cost = Cost::known(*Money::fromDecimal(u"0.5"), Cost::Provenance::Computed);
        model.setRoute({failed}, {attempt});
        QCOMPARE(model.index(0, RouteEventModel::What).data().toString(), u"Rate limited (429)"_s);
        QCOMPARE(model.index(0, RouteEventModel::Took).data().toString(), u"0.42 s"_s);
        QCOMPARE(model.index(0, RouteEventModel::CostColumn).data().toString(), u"$0.50"_s);
    }
};

QTEST_MAIN(TestChainModels)
#include "tst_chain_models.moc"
