// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ModelFilter.h"
#include "ui/models/ModelTreeModel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using lineup::ui::ModelFilter;
using lineup::ui::ModelGroup;
using lineup::ui::ModelTreeModel;

namespace {

ModelGroup::Entry entry(const QString &id, const QString &modelString, ModelInfo::Capabilities capabilities)
{
    ModelInfo info;
    info.id = id;
    info.contextTokens = 128'000;
    info.capabilities = capabilities;
    return {info, modelString};
}

ModelGroup::Entry priced(ModelGroup::Entry entry, QStringView input, QStringView output)
{
    Price price;
    price.input = UnitPrice::fromDecimal(input);
    price.output = UnitPrice::fromDecimal(output);
    entry.info.price = price;
    return entry;
}

QList<ModelGroup> sampleGroups()
{
    using Capability = ModelInfo::Capability;
    ModelGroup nokey {.service = u"zeta"_s, .label = u"Zeta"_s, .needsKey = true};
    nokey.models = {entry(u"z-1"_s, u"zeta/z-1"_s, Capability::Tools)};
    ModelGroup keyed {.service = u"acme"_s, .label = u"Acme"_s};
    keyed.models = {priced(entry(u"big"_s, u"big"_s, Capability::Vision | Capability::Tools), u"0.0000025", u"0.00001"),
        priced(entry(u"small"_s, u"small"_s, Capability::Reasoning), u"0.0000000375", u"1.5e-07")};
    ModelGroup local {.service = u"here"_s, .label = u"Here"_s, .local = true};
    local.models = {entry(u"tiny"_s, u"here/tiny"_s, {})};
    local.models.first().info.free = true;
    ModelGroup demo {.service = u"show"_s, .label = u"Show"_s, .demo = true};
    demo.models = {entry(u"one"_s, u"show/one"_s, {})};
    return {nokey, keyed, local, demo};
}

QStringList topLabels(const QAbstractItemModel &model)
{
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row)
        out += model.index(row, 0).data().toString();
    return out;
}

} // namespace

class TestModelTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void isAGoodModel()
    {
        ModelTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setGroups(sampleGroups());
        model.setGroups({});
        model.setGroups(sampleGroups());
        QCOMPARE(model.rowCount(), 4);
    }

    void ordersServices()
    {
        ModelTreeModel model;
        model.setGroups(sampleGroups());
        QCOMPARE(topLabels(model), (QStringList {u"Show"_s, u"Here"_s, u"Acme"_s, u"Zeta"_s}));
    }

    void sameGroupsDoNotReset()
    {
        ModelTreeModel model;
        model.setGroups(sampleGroups());
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setGroups(sampleGroups());
        QCOMPARE(reset.count(), 0);
    }

    void cells_data()
    {
        QTest::addColumn<QString>("modelString");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("text");
        QTest::newRow("name") << u"big"_s << int(ModelTreeModel::NameColumn) << u"big"_s;
        QTest::newRow("context") << u"big"_s << int(ModelTreeModel::ContextColumn) << u"128k"_s;
        QTest::newRow("input") << u"big"_s << int(ModelTreeModel::InputColumn) << u"$2.50"_s;
        QTest::newRow("output") << u"big"_s << int(ModelTreeModel::OutputColumn) << u"$10.00"_s;
        QTest::newRow("below a cent") << u"small"_s << int(ModelTreeModel::InputColumn) << u"$0.038"_s;
        QTest::newRow("free") << u"here/tiny"_s << int(ModelTreeModel::InputColumn) << u"free"_s;
        QTest::newRow("not known is empty") << u"zeta/z-1"_s << int(ModelTreeModel::InputColumn) << QString();
        QTest::newRow("badges") << u"big"_s << int(ModelTreeModel::BadgesColumn) << u"vision tools"_s;
        QTest::newRow("no key") << u"zeta/z-1"_s << int(ModelTreeModel::BadgesColumn) << u"no key tools"_s;
        QTest::newRow("local") << u"here/tiny"_s << int(ModelTreeModel::BadgesColumn) << u"local"_s;
        QTest::newRow("demo") << u"show/one"_s << int(ModelTreeModel::BadgesColumn) << u"demo"_s;
    }
    void cells()
    {
        QFETCH(const QString, modelString);
        QFETCH(const int, column);
        QFETCH(const QString, text);
        ModelTreeModel model;
        model.setGroups(sampleGroups());
        const QModelIndex index = model.find(modelString);
        QVERIFY(index.isValid());
        QCOMPARE(index.siblingAtColumn(column).data().toString(), text);
    }

    void exactPriceOnHover()
    {
        ModelTreeModel model;
        model.setGroups(sampleGroups());
        const QModelIndex price = model.find(u"small"_s).siblingAtColumn(ModelTreeModel::InputColumn);
        QVERIFY(price.data(Qt::ToolTipRole).toString().startsWith(u"$0.0375 "_s));
    }

    void missingPriceIsExplained()
    {
        ModelTreeModel model;
        model.setGroups(sampleGroups());
        const QModelIndex price = model.find(u"zeta/z-1"_s).siblingAtColumn(ModelTreeModel::InputColumn);
        QVERIFY(price.data(Qt::ToolTipRole).toString().contains(u"not known"_s));
    }

    void serviceWithoutKeyIsSelectableAndSaysWhy()
    {
        ModelTreeModel model;
        model.setGroups(sampleGroups());
        const QModelIndex index = model.find(u"zeta/z-1"_s);
        QVERIFY(index.flags().testFlag(Qt::ItemIsSelectable));
        QVERIFY(index.data(Qt::ToolTipRole).toString().contains(u"no key"_s));
        QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(u"no key"_s));
        QVERIFY(!index.parent().flags().testFlag(Qt::ItemIsSelectable));
    }

    void findsNothingThatIsNotThere()
    {
        ModelTreeModel model;
        model.setGroups(sampleGroups());
        QVERIFY(!model.find(u"nowhere/none"_s).isValid());
    }

    void filter_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("services");
        QTest::addColumn<QString>("first");
        QTest::newRow("nothing typed") << QString() << QStringList {u"Show"_s, u"Here"_s, u"Acme"_s, u"Zeta"_s}
                                       << u"show/one"_s;
        QTest::newRow("name") << u"bi"_s << QStringList {u"Acme"_s} << u"big"_s;
        QTest::newRow("case") << u"SMALL"_s << QStringList {u"Acme"_s} << u"small"_s;
        QTest::newRow("service") << u"zeta"_s << QStringList {u"Zeta"_s} << u"zeta/z-1"_s;
        QTest::newRow("what it can do") << u"tools"_s << QStringList {u"Acme"_s, u"Zeta"_s} << u"big"_s;
        QTest::newRow("two words") << u"acme reasoning"_s << QStringList {u"Acme"_s} << u"small"_s;
        QTest::newRow("no hit") << u"qqq"_s << QStringList {} << QString();
    }
    void filter()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, services);
        QFETCH(const QString, first);
        ModelTreeModel model;
        model.setGroups(sampleGroups());
        ModelFilter filter;
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setTree(&model);
        filter.setText(text);
        QCOMPARE(topLabels(filter), services);
        QCOMPARE(filter.firstModel().data(ModelTreeModel::ModelStringRole).toString(), first);
    }

    void filterFollowsTheModel()
    {
        ModelTreeModel model;
        ModelFilter filter;
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setTree(&model);
        filter.setText(u"big"_s);
        QCOMPARE(filter.rowCount(), 0);
        model.setGroups(sampleGroups());
        QCOMPARE(filter.rowCount(), 1);
        filter.setText({});
        QCOMPARE(filter.rowCount(), 4);
    }
};

QTEST_MAIN(TestModelTree)
#include "tst_model_tree.moc"
