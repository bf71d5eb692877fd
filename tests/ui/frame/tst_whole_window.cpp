// SPDX-License-Identifier: GPL-3.0-or-later
// The window with its real pages, on the demo's recordings.
#include "ProgramFixture.h"
#include "ui/frame/Dressing.h"
#include "ui/frame/SettingsDialog.h"
#include "ui/frame/StatusStrip.h"

#include <QAbstractSpinBox>
#include <QAccessible>
#include <QCheckBox>
#include <QJsonArray>
#include <QLabel>
#include <QMenuBar>
#include <QStatusBar>
#include <QTabBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using test::Program;

namespace {

QJsonObject firstPane(const QString &sessionFile)
{
    const SessionStore seen(sessionFile);
    return seen.page(u"compare"_s).value("panes"_L1).toArray().first().toObject();
}

} // namespace

class TestWholeWindow : public QObject
{
    Q_OBJECT

    static void addPages()
    {
        QTest::addColumn<QString>("page");
        for (const char *page : {"compare", "chains", "budgets", "spend", "keys"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }
    static void fill(Program &p)
    {
        QVERIFY(p.chains.save({.name = u"three"_s, .steps = {{.targets = {{.model = u"demo/steady"_s}}}}}));
        p.inventSpending();
    }

private Q_SLOTS:
    void initTestCase() { dress(*qApp); }

    void everyControlOfEveryPageHasAName_data() { addPages(); }
    void everyControlOfEveryPageHasAName()
    {
        QFETCH(const QString, page);
        Program p;
        fill(p);
        p.window.show();
        if (page == "compare"_L1) {
            p.compare->runDemo();
            QTRY_VERIFY_WITH_TIMEOUT(p.ledger.calls.size() >= 2 && p.window.callsInFlight() == 0, 30'000);
        }
        p.window.showPage(page);
        QTest::qWait(100); // what it asks about is answered
        QSet<QWidget *> seen;
        const auto look = [&] {
            for (QWidget *widget : p.window.findChildren<QWidget *>()) {
                const bool inside = qobject_cast<QAbstractSpinBox *>(widget->parentWidget()); // a part of the spin box
                if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || inside)
                    continue;
                seen.insert(widget);
                QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(),
                    qPrintable(page + u": "_s + QString::fromLatin1(widget->metaObject()->className()) + u' '
                        + widget->objectName()));
            }
        };
        look();
        auto *tabs = p.window.currentPage()->findChild<QTabBar *>();
        for (int tab = 0; tabs && tab < tabs->count(); ++tab) { // those of Spend
            tabs->setCurrentIndex(tab);
            QTest::qWait(100);
            look();
        }
        QVERIFY2(seen.size() > 12, qPrintable(QString::number(seen.size())));
    }
    void noTwoCommandsShareKeys_data() { addPages(); }
    void noTwoCommandsShareKeys()
    {
        QFETCH(const QString, page);
        Program p;
        p.window.showPage(page);
        QHash<QString, QString> taken;
        for (const QAction *action : p.window.commands()) {
            for (const QKeySequence &keys : action->shortcuts()) {
                QVERIFY2(!taken.contains(keys.toString()),
                    qPrintable(keys.toString() + u": "_s + taken.value(keys.toString()) + u", "_s + action->text()));
                taken.insert(keys.toString(), action->text());
            }
        }
    }
    void everyPageFits1024x640_data() { addPages(); }
    void everyPageFits1024x640()
    {
        QFETCH(const QString, page);
        Program p;
        fill(p);
        p.window.show();
        p.window.showPage(page);
        QTest::qWait(100);
        const QSize least = p.window.minimumSizeHint();
        QVERIFY2(least.width() <= 1024 && least.height() <= 640,
            qPrintable(u"%1x%2"_s.arg(least.width()).arg(least.height())));
    }
    void demoIsNeverCounted()
    {
        Program p;
        p.window.show();
        p.compare->runDemo();
        QTRY_VERIFY_WITH_TIMEOUT(p.ledger.calls.size() >= 2 && p.window.callsInFlight() == 0, 30'000);
        for (const CallRecord &call : p.ledger.calls)
            QVERIFY(call.demo);
    }
    // On and off again by the keyboard, while the conversations are on the screen.
    void historyIsKeptOnlyWhenAsked()
    {
        Program p;
        const QString file = p.dir.filePath(u"session.json"_s);
        const QString broken = file + u".broken"_s;
        const auto kept = [&] { return !PaneRecord::fromJson(firstPane(file)).conversation.isEmpty(); };
        p.window.show();
        p.compare->runDemo();
        QTRY_VERIFY_WITH_TIMEOUT(p.ledger.calls.size() >= 2 && p.window.callsInFlight() == 0, 30'000);
        QVERIFY(p.compare->panes().hasConversation());
        p.session.flush();
        QVERIFY(firstPane(file).value("model"_L1).toString().startsWith(u"demo/"_s));
        QVERIFY(!kept());

        p.window.command(ActionCatalogue::Id::Settings)->trigger();
        const auto *settings = p.window.findChild<SettingsDialog *>();
        QVERIFY(settings);
        auto *box = settings->findChild<QCheckBox *>();
        QVERIFY(box && box->accessibleName() == u"Keep history"_s && !box->isChecked());
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
        QVERIFY(box->isChecked() && p.preferences.keepsHistory());
        QTRY_VERIFY_WITH_TIMEOUT(kept(), SessionStore::delay / 2);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        QVERIFY(QFile::copy(file, broken));
        QTest::keyClick(box, Qt::Key_Space);
        QVERIFY(!p.preferences.keepsHistory());
        QTRY_VERIFY_WITH_TIMEOUT(!kept(), SessionStore::delay / 2); // before a save by the timer
        QVERIFY(!QFile::exists(broken));
        QVERIFY(p.compare->panes().hasConversation()); // what is shown stays
    }
    void pluralsAreEnglish()
    {
        QCOMPARE(StatusStrip::tr("%n unpriced", nullptr, 3), u"3 unpriced"_s);
        QCOMPARE(MainWindow::tr("%n calls are still running.", nullptr, 1), u"1 call is still running."_s);
        QCOMPARE(MainWindow::tr("%n calls are still running.", nullptr, 2), u"2 calls are still running."_s);
    }
};

QTEST_MAIN(TestWholeWindow)
#include "tst_whole_window.moc"
