// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds as messages of the desktop, on a message bus of the test's own.
#include "FrameFakes.h"
#include "tests/support/FakeBudgets.h"
#include "ui/frame/BudgetNotices.h"

#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

namespace {

// What a desktop does with messages.
class FakeDesktop final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    QString summary, body;
    QStringList actions;
    QVariantMap hints;
    int count = 0;

public Q_SLOTS:
    uint Notify(const QString &, uint, const QString &, const QString &title, const QString &text,
        const QStringList &buttons, const QVariantMap &extras, int)
    {
        summary = title;
        body = text;
        actions = buttons;
        hints = extras;
        return uint(++count) + 40;
    }
Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void ActivationToken(uint id, const QString &token);
};

BudgetNotice spent()
{
    constexpr qint64 dollar = 1'000'000'000;
    BudgetStatus status;
    status.budget.id = u"id-Monthly"_s;
    status.budget.name = u"Monthly"_s;
    status.budget.limit = 25 * dollar;
    status.used = 2050 * dollar / 100;
    return {.status = status, .action = {.kind = BudgetAction::Kind::Block, .percent = 100}};
}

} // namespace

class TestDesktopMessage : public QObject
{
    Q_OBJECT

    StillClock m_clock;

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void theDesktopIsToldAndLeadsBack()
    {
        const QString daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
        if (daemon.isEmpty())
            QSKIP("no dbus-daemon");
        QProcess bus;
        bus.start(daemon, {u"--session"_s, u"--nofork"_s, u"--print-address=1"_s});
        QVERIFY(bus.waitForReadyRead(10'000));
        const QString address = QString::fromUtf8(bus.readLine()).trimmed();
        FakeDesktop desktop;
        {
            QDBusConnection server = QDBusConnection::connectToBus(address, u"fake-desktop"_s);
            QVERIFY(server.registerObject(u"/org/freedesktop/Notifications"_s, &desktop,
                QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
            QVERIFY(server.registerService(u"org.freedesktop.Notifications"_s));
            test::FakeBudgets budgets(m_clock);
            QWidget window; // never shown, so the person looks elsewhere
            BudgetNotices notices(budgets, m_clock, &window, address);
            budgets.reach(spent());
            QTRY_COMPARE(desktop.count, 1);
            QCOMPARE(desktop.summary, u"A budget is spent"_s);
            QVERIFY(desktop.body.startsWith(u"Monthly: $20.50 of $25.00 used."_s));
            QVERIFY(desktop.actions.contains(u"default"_s) && desktop.actions.contains(u"Show the budget"_s));
            QCOMPARE(desktop.hints.value(u"urgency"_s).toInt(), 2);
            QSignalSpy opened(&notices, &BudgetNotices::openRequested);
            QSignalSpy raised(&notices, &BudgetNotices::raiseRequested);
            QTest::qWait(100); // the answer with the message's number
            Q_EMIT desktop.ActionInvoked(7, u"default"_s); // of another program
            Q_EMIT desktop.ActivationToken(41, u"token-1"_s);
            Q_EMIT desktop.ActionInvoked(41, u"open"_s);
            QTRY_COMPARE(opened.count(), 1);
            QCOMPARE(opened.first().at(0).toString(), u"id-Monthly"_s);
            QCOMPARE(raised.first().at(0).toByteArray(), QByteArray("token-1"));
        }
        QDBusConnection::disconnectFromBus(u"fake-desktop"_s);
        QDBusConnection::disconnectFromBus(u"lineup-notifications"_s);
        bus.terminate();
        QVERIFY(bus.waitForFinished(10'000));
    }

    void aDesktopWithoutMessagesIsNoFault()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        DesktopNotifier notifier(u"unix:path=/nowhere/at/all"_s);
        QSignalSpy activated(&notifier, &DesktopNotifier::activated);
        notifier.show({.title = u"a"_s, .text = u"b"_s, .button = u"c"_s, .argument = u"d"_s});
        QTest::qWait(50);
        QCOMPARE(activated.count(), 0);
    }
};

QTEST_MAIN(TestDesktopMessage)
#include "tst_desktop_message.moc"
