// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/CommandFilter.h"
#include "ui/frame/CommandModel.h"

#include <QAbstractItemModelTester>
#include <QMenu>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup::ui;

class TestCommandFilter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void rank_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("rank"); // -1: none
        QTest::newRow("nothing typed") << u"Full screen"_s << QString() << 0;
        QTest::newRow("beginning") << u"Full screen"_s << u"fu"_s << 0;
        QTest::newRow("a word") << u"Full screen"_s << u"SCR"_s << 1;
        QTest::newRow("inside") << u"Full screen"_s << u"ree"_s << 2;
        QTest::newRow("letters in order") << u"Full screen"_s << u"fscn"_s << 3;
        QTest::newRow("letters of words") << u"Copy diagnostic info"_s << u"c d i"_s << 3;
        QTest::newRow("wrong order") << u"Full screen"_s << u"nf"_s << -1;
        QTest::newRow("spaces round it") << u"Full screen"_s << u"  full "_s << 0;
        QTest::newRow("too long") << u"Quit"_s << u"Quit now"_s << -1;
        QTest::newRow("inside, then a word") << u"Reread the thread"_s << u"thr"_s << 1;
    }
    void rank()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, typed);
        QTEST(matchRank(text, typed).value_or(-1), "rank");
    }
    void bestFirst()
    {
        QObject owner;
        QList<QAction *> actions;
        for (const QString &text : {u"Open a &full view"_s, u"Useful"_s, u"&Full screen"_s, u"Finish all calls"_s})
            actions.append(new QAction(text, &owner));
        CommandModel model;
        const QAbstractItemModelTester modelTester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        CommandFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setActions(actions);
        filter.setTyped(u"ful"_s);
        QStringList shown;
        for (int row = 0; row < filter.rowCount(); ++row)
            shown.append(filter.index(row, 0).data().toString());
        QCOMPARE(shown, QStringList({u"Full screen"_s, u"Open a full view"_s, u"Useful"_s}));
        filter.setTyped({});
        QCOMPARE(filter.rowCount(), 4);
        QCOMPARE(filter.index(0, 0).data().toString(), u"Open a full view"_s); // the order of the menus
    }
    void onlyWhatCanBeDone()
    {
        QObject owner;
        auto *off = new QAction(u"Off"_s, &owner);
        off->setEnabled(false);
        auto *hidden = new QAction(u"Hidden"_s, &owner);
        hidden->setVisible(false);
        auto *separator = new QAction(&owner);
        separator->setSeparator(true);
        QMenu menu(u"Menu"_s);
        auto *on = new QAction(u"Fish && chips"_s, &owner);
        on->setShortcut(QKeySequence(u"Ctrl+K"_s));
        CommandModel model;
        model.setActions({off, hidden, separator, menu.menuAction(), on, on});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data().toString(), u"Fish & chips"_s);
        QCOMPARE(model.index(0).data(CommandModel::ShortcutRole).toString(),
            on->shortcut().toString(QKeySequence::NativeText));
        QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(u"Ctrl+K"_s));
        QCOMPARE(model.action(0), on);
        delete on;
        QVERIFY(!model.index(0).data().isValid()); // gone while the palette is open
    }
};

QTEST_MAIN(TestCommandFilter)
#include "tst_command_filter.moc"
