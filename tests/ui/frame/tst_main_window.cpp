// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"
#include "ui/frame/CommandPalette.h"
#include "ui/frame/Diagnostics.h"
#include "ui/frame/Rail.h"
#include "ui/frame/StatusStrip.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/SearchField.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QListView>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using Id = ActionCatalogue::Id;

namespace {

QToolButton *railButton(const MainWindow &window, int index)
{
    auto *rail = window.findChild<Rail *>();
    return qobject_cast<QToolButton *>(rail->widgetForAction(rail->pageActions().at(index)));
}

QStringList statusTexts(const MainWindow &window)
{
    QStringList texts;
    for (const auto *button : window.findChild<StatusStrip *>()->findChildren<QToolButton *>()) {
        if (!button->isHidden())
            texts.append(button->text());
    }
    return texts;
}

QList<QAction *> menuActions(const MainWindow &window)
{
    QList<QAction *> actions;
    for (const QAction *top : window.menuBar()->actions())
        actions += top->menu()->actions();
    return actions;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*(propagateSizeHints|XDG_RUNTIME_DIR)).*"_s)); }

    void pagesByRailShortcutAndRequest()
    {
        WindowFixture f;
        auto *one = new PlainPage(u"one"_s, u"One"_s);
        auto *two = new PlainPage(u"two"_s, u"Two"_s);
        f.window.addPage(one);
        f.window.addPage(two);
        f.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QCOMPARE(f.window.currentPage(), one);
        QTest::keyClick(&f.window, Qt::Key_2, Qt::AltModifier);
        QCOMPARE(f.window.currentPage(), two);
        QVERIFY(railButton(f.window, 1)->isChecked() && !railButton(f.window, 0)->isChecked());
        QVERIFY(two->field->hasFocus());
        QTest::mouseClick(railButton(f.window, 0), Qt::LeftButton);
        QCOMPARE(f.window.currentPage(), one);
        Q_EMIT one->pageRequested(u"two"_s, u"openai"_s);
        QCOMPARE(f.window.currentPage(), two);
        QCOMPARE(two->opened, u"openai"_s);
        f.window.showPage(u"no such page"_s);
        QCOMPARE(f.window.currentPage(), two);
    }
    void railByKeyboardAlone()
    {
        WindowFixture f;
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        f.window.addPage(new PlainPage(u"two"_s, u"Two"_s));
        f.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        f.window.currentPage()->setFocus();
        f.window.currentPage()->focusMain();
        // F6 goes round page, status bar, rail; Down and Space choose there.
        f.window.command(Id::NextRegion)->trigger();
        QVERIFY(f.window.statusBar()->isAncestorOf(QApplication::focusWidget()));
        f.window.command(Id::NextRegion)->trigger();
        QCOMPARE(QApplication::focusWidget(), railButton(f.window, 0));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), railButton(f.window, 1));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(f.window.currentPage()->pageId(), u"two"_s);
        f.window.command(Id::PreviousRegion)->trigger();
        QCOMPARE(QApplication::focusWidget(), railButton(f.window, 1)); // where it was last
    }
    void menusHoldThePagesActionsAndTheWindows()
    {
        WindowFixture f;
        auto *one = new PlainPage(u"one"_s, u"One"_s);
        auto *two = new PlainPage(u"two"_s, u"Two"_s);
        f.window.addPage(one);
        f.window.addPage(two);
        QStringList titles;
        for (const QAction *top : f.window.menuBar()->actions())
            titles.append(top->text().remove(u'&'));
        QCOMPARE(titles, QStringList({u"File"_s, u"Edit"_s, u"View"_s, u"Run"_s, u"Window"_s, u"Help"_s}));
        QVERIFY(menuActions(f.window).contains(one->action));
        QVERIFY(!menuActions(f.window).contains(two->action));
        f.window.showPage(u"two"_s);
        QVERIFY(menuActions(f.window).contains(two->action));
        QVERIFY(!menuActions(f.window).contains(one->action));
    }
    void everyCommandHasAMenuOrShortcutAndNoTwoShareKeys()
    {
        WindowFixture f;
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        QHash<QString, QString> taken;
        for (const QAction *action : f.window.commands()) {
            QVERIFY2(
                menuActions(f.window).contains(action) || !action->shortcut().isEmpty(), qPrintable(action->text()));
            for (const QKeySequence &keys : action->shortcuts()) {
                const QString text = keys.toString();
                QVERIFY2(
                    !taken.contains(text), qPrintable(text + u": "_s + taken.value(text) + u", "_s + action->text()));
                taken.insert(text, action->text());
            }
        }
        QVERIFY(taken.contains(u"Ctrl+Shift+P"_s) && taken.contains(u"F6"_s) && taken.contains(u"F11"_s));
    }
    void pagesKeysWin()
    {
        WindowFixture f;
        auto *one = new PlainPage(u"one"_s, u"One"_s);
        auto *two = new PlainPage(u"two"_s, u"Two"_s);
        one->action->setShortcuts({QKeySequence(Qt::Key_F11), QKeySequence(Qt::CTRL | Qt::Key_Z)});
        f.window.addPage(one);
        f.window.addPage(two);
        const QAction *full = f.window.command(Id::FullScreen);
        QVERIFY(!full->shortcuts().contains(QKeySequence(Qt::Key_F11)));
        QVERIFY(full->isVisible() && !full->shortcuts().isEmpty()); // it has another
        f.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QSignalSpy done(one->action, &QAction::triggered);
        QTest::keyClick(&f.window, Qt::Key_F11);
        QCOMPARE(done.count(), 1);
        QVERIFY(!f.window.isFullScreen());
        f.window.showPage(u"two"_s);
        QVERIFY(full->shortcuts().contains(QKeySequence(Qt::Key_F11)));
        QVERIFY(f.window.command(Id::Undo)->isVisible());
    }
    void mnemonicsDoNotClash()
    {
        WindowFixture f;
        for (const QAction *top : f.window.menuBar()->actions()) {
            QSet<QChar> seen;
            for (const QAction *action : top->menu()->actions()) {
                const auto at = action->text().indexOf(u'&');
                if (action->isSeparator() || at < 0)
                    continue;
                const QChar letter = action->text().at(at + 1).toLower();
                QVERIFY2(!seen.contains(letter), qPrintable(top->text() + u": "_s + action->text()));
                seen.insert(letter);
            }
        }
    }
    void everyControlHasAName()
    {
        WindowFixture f;
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        f.window.show();
        for (const Id id : {Id::Settings, Id::Palette, Id::Shortcuts, Id::About})
            f.window.command(id)->trigger();
        QCOMPARE(f.window.findChildren<QDialog *>().size(), 4);
        int seen = 0;
        for (const QWidget *widget : f.window.findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith("qt_"_L1))
                continue;
            // What a combo box drops down has its name from when it is first shown.
            if (widget->parentWidget() && widget->parentWidget()->inherits("QComboBoxPrivateContainer"))
                continue;
            // A label whose words can be selected is named by them; an empty one is not to be seen.
            const auto *label = qobject_cast<const QLabel *>(widget);
            if (label && label->text().isEmpty())
                continue;
            ++seen;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(),
                qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u" in "_s
                    + widget->window()->windowTitle()));
        }
        QVERIFY(seen > 12);
    }
    void worksAt1024x640()
    {
        WindowFixture f;
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        const QSize least = f.window.minimumSizeHint();
        QVERIFY2(least.width() <= 1024 && least.height() <= 640,
            qPrintable(u"%1x%2"_s.arg(least.width()).arg(least.height())));
        f.window.resize(1024, 640);
        f.window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&f.window));
        QCOMPARE(f.window.size(), QSize(1024, 640));
        for (const auto *button : f.window.findChildren<QToolButton *>()) {
            if (!button->isVisible())
                continue;
            QVERIFY2(f.window.rect().contains(QRect(button->mapTo(&f.window, QPoint()), button->size())),
                qPrintable(button->text()));
            QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
        }
    }
    void spendingOfTheDay()
    {
        WindowFixture f;
        f.ledger.sums = {.known = Money::fromNano(420'000'000), .calls = 5, .failed = 1, .unpriced = 3};
        QTRY_VERIFY(statusTexts(f.window).first().contains(u"$0.42"_s));
        QVERIFY(statusTexts(f.window).first().contains(u"3 unpriced"_s));
        // The whole local day and nothing else.
        const QDate today = f.clock.time.toLocalTime().date();
        QVERIFY(f.ledger.asked.contains({today.startOfDay().toUTC(), today.addDays(1).startOfDay().toUTC()}));
        const auto before = f.ledger.asked.size();
        f.ledger.sums = {.known = Money::fromNano(12'400'000'000), .calls = 105};
        for (int i = 0; i < 100; ++i)
            f.ledger.record(CallRecord {});
        QTRY_VERIFY(statusTexts(f.window).first().contains(u"$12.40"_s));
        QVERIFY(!statusTexts(f.window).first().contains(u"unpriced"_s));
        QVERIFY(f.ledger.asked.size() - before <= 6); // of the day and of the month; not one a call
        f.ledger.broken = Error {.kind = Error::Kind::Storage, .detail = u"disk I/O error"_s};
        Q_EMIT f.ledger.faultChanged();
        QTRY_VERIFY(statusTexts(f.window).first().contains(u"not known"_s)); // never the old sum, never zero
    }
    void keychainStateHasAWord_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << int(VaultState::Unknown) << u"keychain not checked yet"_s;
        QTest::newRow("ready") << int(VaultState::Ready) << u"Test Ring ready"_s;
        QTest::newRow("locked") << int(VaultState::Locked) << u"Test Ring locked"_s;
        QTest::newRow("absent") << int(VaultState::Absent) << u"no keychain"_s;
        QTest::newRow("denied") << int(VaultState::Denied) << u"keychain refuses access"_s;
    }
    void keychainStateHasAWord()
    {
        QFETCH(const int, state);
        WindowFixture f;
        f.vault.become(VaultState(state));
        QTEST(statusTexts(f.window).last(), "text");
    }
    void callsInFlightAreCountedOverPages()
    {
        WindowFixture f;
        auto *one = new PlainPage(u"one"_s, u"One"_s);
        auto *two = new PlainPage(u"two"_s, u"Two"_s);
        f.window.addPage(one);
        f.window.addPage(two);
        QCOMPARE(statusTexts(f.window).size(), 3);
        one->setCalls(2);
        two->setCalls(3);
        QCOMPARE(statusTexts(f.window).first(), u"in flight 5"_s);
        one->setCalls(0);
        Q_EMIT f.window.findChild<StatusStrip *>()->callsClicked();
        QCOMPARE(f.window.currentPage(), two); // where they are
        two->setCalls(0);
        QCOMPARE(statusTexts(f.window).size(), 3);
    }
    void closingAsksWhileCallsRun()
    {
        WindowFixture f;
        auto *page = new PlainPage(u"one"_s, u"One"_s);
        f.window.addPage(page);
        page->setCalls(1);
        f.window.show();
        QVERIFY(!f.window.close());
        QVERIFY(!f.window.close()); // and asks only once
        QCOMPARE(f.window.findChildren<QMessageBox *>().size(), 1);
        auto *question = f.window.findChild<QMessageBox *>();
        QStringList verbs;
        for (const QAbstractButton *button : question->buttons())
            verbs.append(button->text());
        verbs.sort();
        QCOMPARE(verbs, QStringList({u"Keep running"_s, u"Stop and quit"_s}));
        question->reject();
        QVERIFY(f.window.isVisible());
        QTRY_VERIFY(!f.window.findChild<QMessageBox *>());
        QVERIFY(!f.window.close());
        for (QAbstractButton *button : f.window.findChild<QMessageBox *>()->buttons()) {
            if (button->text() == u"Stop and quit"_s)
                button->click();
        }
        QVERIFY(!f.window.isVisible());
        QCOMPARE(page->callsInFlight(), 0);
    }
    void sessionComesBack()
    {
        const QTemporaryDir home;
        {
            WindowFixture f(home.path());
            f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
            auto *two = new PlainPage(u"two"_s, u"Two"_s);
            f.window.addPage(two);
            f.window.showPage(u"two"_s);
            f.window.setGeometry(40, 30, 700, 500);
            two->field->setText(u"unsent"_s);
            f.window.show();
            f.window.close();
        }
        WindowFixture f(home.path());
        auto *two = new PlainPage(u"two"_s, u"Two"_s);
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        f.window.addPage(two);
        f.window.restoreSession();
        QCOMPARE(f.window.currentPage(), two);
        QCOMPARE(two->field->text(), u"unsent"_s);
        QCOMPARE(f.window.size(), QSize(700, 500));
    }
    void draftsSurviveAKill()
    {
        const QTemporaryDir home;
        WindowFixture f(home.path());
        auto *page = new PlainPage(u"one"_s, u"One"_s);
        f.window.addPage(page);
        f.window.show();
        QTest::keyClicks(page->field, u"half a thought"_s);
        QTRY_VERIFY(QFile::exists(home.filePath(u"session.json"_s))); // without closing
        const SessionStore seen(home.filePath(u"session.json"_s));
        QCOMPARE(seen.page(u"one"_s).value("draft"_L1).toString(), u"half a thought"_s);
    }
    void brokenSessionIsSaidAndHarmless()
    {
        const QTemporaryDir home;
        QFile file(home.filePath(u"session.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\": 1, \"pag");
        file.close();
        WindowFixture f(home.path());
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        f.window.restoreSession();
        QVERIFY(f.window.statusBar()->currentMessage().contains(u"session.json.broken"_s));
        QVERIFY(QFile::exists(home.filePath(u"session.json.broken"_s)));
    }
    void firstWindowFitsTheScreen()
    {
        WindowFixture f;
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        f.window.restoreSession(); // nothing was saved
        const QSize room = QGuiApplication::primaryScreen()->availableGeometry().size();
        QVERIFY(room.width() < 1280); // or this says nothing
        QVERIFY(f.window.width() <= room.width() && f.window.height() < room.height());
    }
    void windowIsNeverOffScreen()
    {
        const QTemporaryDir home;
        {
            WindowFixture f(home.path());
            f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
            f.window.setGeometry(20'000, 20'000, 700, 500); // a screen that has been unplugged
            f.session.flush();
        }
        WindowFixture f(home.path());
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        f.window.restoreSession();
        QVERIFY(QGuiApplication::primaryScreen()->availableGeometry().intersects(f.window.frameGeometry()));
    }
    void paletteFindsAndDoesByKeyboard()
    {
        WindowFixture f;
        auto *page = new PlainPage(u"one"_s, u"One"_s);
        f.window.addPage(page);
        f.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QSignalSpy done(page->action, &QAction::triggered);
        QTest::keyClick(&f.window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto *palette = f.window.findChild<CommandPalette *>();
        QVERIFY(palette && palette->isVisible());
        auto *field = palette->findChild<SearchField *>();
        const auto *list = palette->findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), f.window.commands().size() - 1); // not itself
        QTest::keyClicks(field, u"do one"_s);
        QCOMPARE(list->model()->rowCount(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(done.count(), 1);
        QTRY_VERIFY(!f.window.findChild<CommandPalette *>());
    }
    void paletteMovesAndLeaves()
    {
        WindowFixture f;
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        f.window.show();
        f.window.command(Id::Palette)->trigger();
        auto *palette = f.window.findChild<CommandPalette *>();
        auto *field = palette->findChild<SearchField *>();
        const auto *list = palette->findChild<QListView *>();
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Up);
        QCOMPARE(list->currentIndex().row(), 1);
        QTest::keyClick(field, Qt::Key_PageUp);
        QCOMPARE(list->currentIndex().row(), 0);
        QTest::keyClicks(field, u"zzzz"_s);
        QCOMPARE(list->model()->rowCount(), 0);
        QTest::keyClick(field, Qt::Key_Return); // nothing to do, nothing happens
        QVERIFY(palette->isVisible());
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(palette->isVisible() && field->text().isEmpty()); // first empties the field
        QTest::keyClick(field, Qt::Key_Escape);
        QTRY_VERIFY(!f.window.findChild<CommandPalette *>());
    }
    void textSizeAndColours()
    {
        const double before = QApplication::font().pointSizeF();
        WindowFixture f;
        f.window.command(Id::ZoomIn)->trigger();
        QVERIFY(std::abs(QApplication::font().pointSizeF() - before * 1.1) < 0.05);
        for (int i = 0; i < 50; ++i)
            f.window.command(Id::ZoomIn)->trigger();
        QCOMPARE(f.preferences.textZoom(), 200);
        f.window.command(Id::ZoomReset)->trigger();
        QCOMPARE(QApplication::font().pointSizeF(), before);
        f.preferences.setColorMode(ColorMode::Dark);
        QVERIFY(isDark());
        f.preferences.setColorMode(ColorMode::System);
        QVERIFY(!isDark());
    }
    void settingsHoldAtOnceAndAreKept()
    {
        const QTemporaryDir home;
        {
            WindowFixture f(home.path());
            f.window.show();
            f.window.command(Id::Settings)->trigger();
            auto *box = f.window.findChild<QDialog *>()->findChild<QComboBox *>();
            QCOMPARE(box->accessibleName(), u"Colours"_s);
            QTest::keyClick(box, Qt::Key_End); // the last is dark
            Q_EMIT box->activated(box->currentIndex());
            QVERIFY(isDark());
        }
        WindowFixture f(home.path());
        QCOMPARE(f.preferences.colorMode(), ColorMode::Dark);
        f.preferences.setColorMode(ColorMode::Light);
    }
    void sendingIsPassedOnToPages()
    {
        WindowFixture f;
        auto *page = new PlainPage(u"one"_s, u"One"_s);
        f.window.addPage(page);
        QCOMPARE(page->property("enterSends"), QVariant(false));
        f.window.show();
        f.window.command(Id::Settings)->trigger();
        for (auto *box : f.window.findChildren<QComboBox *>()) {
            if (box->accessibleName() != u"Sending"_s)
                continue;
            box->setCurrentIndex(1);
            Q_EMIT box->activated(1);
        }
        QCOMPARE(page->property("enterSends"), QVariant(true));
        QVERIFY(f.preferences.enterSends());
    }
    void editCommandsActOnTheFocus()
    {
        WindowFixture f;
        auto *page = new PlainPage(u"one"_s, u"One"_s);
        f.window.addPage(page);
        f.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        page->focusMain();
        page->field->setText(u"copy me"_s);
        f.window.command(Id::SelectAll)->trigger();
        f.window.command(Id::Copy)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"copy me"_s);
        f.window.command(Id::Cut)->trigger();
        QVERIFY(page->field->text().isEmpty());
        f.window.command(Id::Undo)->trigger();
        QCOMPARE(page->field->text(), u"copy me"_s);
    }
    void diagnosticsTellNoSecret()
    {
        qputenv("OPENAI_API_KEY", "sk-canary-1234567890");
        WindowFixture f;
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        f.window.command(Id::CopyDiagnostics)->trigger();
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY(text.contains(QString::fromLatin1(qVersion())));
        QVERIFY(text.contains(u"Test Ring"_s));
        QVERIFY(!text.contains(u"canary"_s));
        QVERIFY(QDir::homePath() == u"/"_s || !text.contains(QDir::homePath()));
        qunsetenv("OPENAI_API_KEY");
    }
    // Today's sum leads to the calls that it is made of.
    void todayOpensTheSpendPage()
    {
        WindowFixture f;
        f.window.addPage(new PlainPage(u"one"_s, u"One"_s));
        auto *spend = new PlainPage(u"spend"_s, u"Spend"_s);
        f.window.addPage(spend);
        f.window.show();
        QCOMPARE(f.window.currentPage()->pageId(), u"one"_s);
        Q_EMIT f.window.findChild<StatusStrip *>()->spendClicked();
        QCOMPARE(f.window.currentPage()->pageId(), u"spend"_s);
        QCOMPARE(spend->opened, u"today"_s);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
