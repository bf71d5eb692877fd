// SPDX-License-Identifier: GPL-3.0-or-later
// The vault on a Plasma desktop: against a wallet that answers as KDE's does, and against wallets that do not.
#include "tests/unit/secrets/PrivateDesktop.h"

#include <QCryptographicHash>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QTest>

using namespace Qt::StringLiterals;
using lineup::test::PrivateDesktop;

namespace {

const QByteArray canary = "sk-canary-77a9e34d5b1f0c2c8f10-9d3e";

QString sha256(const QByteArray &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

QProcessEnvironment plasma(const QString &version)
{
    QProcessEnvironment environment;
    environment.insert(u"XDG_CURRENT_DESKTOP"_s, u"KDE"_s);
    environment.insert(u"KDE_FULL_SESSION"_s, u"true"_s);
    environment.insert(u"KDE_SESSION_VERSION"_s, version);
    environment.insert(u"GROQ_API_KEY"_s, u"gsk_environment_key_0001"_s);
    return environment;
}

} // namespace

class TestKWallet : public QObject
{
    Q_OBJECT

    static void versions()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("Plasma 5") << u"5"_s;
#if LINEUP_NEWEST_KWALLET >= 6
        QTest::newRow("Plasma 6") << u"6"_s;
#endif
    }
    static bool start(PrivateDesktop &desktop, const QString &mode, const QString &version = u"5"_s, int limit = 5000)
    {
        return desktop.startBus() && desktop.startWallet(version, mode) && desktop.startVault(limit, plasma(version));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!PrivateDesktop::hasBus()) {
            if (qEnvironmentVariable("CI") == "true"_L1)
                QFAIL("not installed: dbus-daemon");
            QSKIP("not installed: dbus-daemon");
        }
    }

    void storesReadsAndDeletes_data()
    {
        versions();
    }
    void storesReadsAndDeletes()
    {
        QFETCH(const QString, version);
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"open"_s, version));
        QJsonObject answer = desktop.tell("find openai");
        QCOMPARE(answer.value(u"source"_s), u"none"_s);
        QCOMPARE(answer.value(u"state"_s), u"ready"_s);
        QCOMPARE(answer.value(u"storage"_s), u"KDE Wallet"_s);
        QCOMPARE(answer.value(u"backend"_s).toString(), QString(u"kwallet"_s + version));

        QCOMPARE(desktop.tell("remove openai").value(u"value"_s), false);
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        QVERIFY(desktop.tell("refresh").value(u"ok"_s).toBool()); // not out of memory
        answer = desktop.tell("find openai");
        QCOMPARE(answer.value(u"source"_s), u"keychain"_s);
        QCOMPARE(answer.value(u"lastFour"_s), u"9d3e"_s);
        QCOMPARE(answer.value(u"sha256"_s), sha256(canary));
        QCOMPARE(desktop.tell("find anthropic").value(u"source"_s), u"none"_s);
        // Text that was written there by another program is a key as well.
        QCOMPARE(desktop.tell("find kept").value(u"lastFour"_s), u"c0de"_s);

        QCOMPARE(desktop.tell("store openai sk-another-key-0000-beef").value(u"value"_s), true);
        QCOMPARE(desktop.tell("find openai").value(u"lastFour"_s), u"beef"_s);
        QCOMPARE(desktop.tell("remove openai").value(u"value"_s), true);
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"none"_s);
        QCOMPARE(desktop.tell("remove openai").value(u"value"_s), false);
    }

    void tellsAClosedWalletFromAMissingKey()
    {
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"closed-stays"_s));
        for (const char *command : {"find openai", "store openai sk-new-key-0000-0000", "remove openai"}) {
            const QJsonObject answer = desktop.tell(command);
            QCOMPARE(answer.value(u"kind"_s), u"secret"_s);
            QCOMPARE(answer.value(u"code"_s), u"locked"_s);
            QCOMPARE(answer.value(u"state"_s), u"locked"_s);
            QVERIFY(answer.value(u"detail"_s).toString().contains("kdewallet"_L1));
        }
        // Everything else goes on.
        QCOMPARE(desktop.tell("find groq GROQ_API_KEY").value(u"source"_s), u"environment"_s);
        QVERIFY(desktop.tell("session openai sk-session-key-5e55").value(u"ok"_s).toBool());
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"session"_s);
        // The person says no: it stays as it was, and nobody waits.
        QVERIFY(desktop.tell("unlock").value(u"ok"_s).toBool());
        QCOMPARE(desktop.tell("find kept").value(u"code"_s), u"locked"_s);
    }

    void opensThroughTheDesktop()
    {
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"closed"_s));
        QCOMPARE(desktop.tell("find kept").value(u"code"_s), u"locked"_s);
        QVERIFY(desktop.tell("unlock").value(u"ok"_s).toBool());
        QCOMPARE(desktop.tell("await ready").value(u"state"_s), u"ready"_s);
        QCOMPARE(desktop.tell("find kept").value(u"lastFour"_s), u"c0de"_s);
    }

    void noticesThatItIsClosed()
    {
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"open"_s));
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        QVERIFY(desktop.callWallet(u"5"_s, u"close"_s, {u"kdewallet"_s, true}));
        QCOMPARE(desktop.tell("await locked").value(u"state"_s), u"locked"_s);
        // What was read before is not given out of memory.
        QCOMPARE(desktop.tell("find openai").value(u"code"_s), u"locked"_s);
    }

    void noticesWhatOthersWrite()
    {
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"open"_s));
        QCOMPARE(desktop.tell("find kept").value(u"lastFour"_s), u"c0de"_s);
        constexpr int handle = 4711;
        QVERIFY(desktop.callWallet(u"5"_s, u"writePassword"_s,
            {handle, u"Lineup"_s, u"kept"_s, u"sk-by-the-wallet-manager-f00d"_s, u"other"_s}));
        QTRY_COMPARE(desktop.tell("find kept").value(u"lastFour"_s), u"f00d"_s);
    }

    void noticesThatItHasGone()
    {
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"open"_s));
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        desktop.endFake();
        QCOMPARE(desktop.tell("await absent").value(u"state"_s), u"absent"_s);
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"none"_s);
    }

    void tellsWhatIsWrong_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("findCode"); // empty: having no key is no error
        QTest::addColumn<QString>("storeCode");
        const auto row = [](const QString &mode, const QString &state, const QString &findCode, const QString &store) {
            QTest::addRow("%s", qPrintable(mode)) << mode << state << findCode << store;
        };
        row(u"disabled"_s, u"absent"_s, {}, u"absent"_s);
        row(u"deny"_s, u"ready"_s, u"denied"_s, u"denied"_s);
        row(u"refuse"_s, u"denied"_s, u"denied"_s, u"denied"_s);
        row(u"silent"_s, u"unknown"_s, u"timeout"_s, u"timeout"_s);
    }
    void tellsWhatIsWrong()
    {
        QFETCH(const QString, mode);
        QFETCH(const QString, findCode);
        PrivateDesktop desktop;
        QVERIFY(start(desktop, mode, u"5"_s, 700));
        QJsonObject answer = desktop.tell("find openai");
        QTEST(answer.value(u"state"_s).toString(), "state");
        QCOMPARE(answer.value(u"code"_s).toString(), findCode);
        QCOMPARE(answer.value(u"ok"_s), findCode.isEmpty());
        answer = desktop.tell("store openai " + canary);
        QTEST(answer.value(u"code"_s).toString(), "storeCode");
        QCOMPARE(answer.value(u"kind"_s), u"secret"_s);
        QVERIFY(!answer.value(u"detail"_s).toString().isEmpty());
        QCOMPARE(desktop.tell("find groq GROQ_API_KEY").value(u"source"_s), u"environment"_s);
        QVERIFY(desktop.tell("session openai sk-session-key-5e55").value(u"ok"_s).toBool());
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"session"_s);
    }

    // qtkeychain reports success whatever the wallet answers to a change: only what is read back is believed.
    void believesNoChangeThatDidNotHappen()
    {
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"read-only"_s));
        QCOMPARE(desktop.tell("store openai " + canary).value(u"code"_s), u"failed"_s);
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"none"_s);
        QCOMPARE(desktop.tell("remove kept").value(u"code"_s), u"failed"_s);
        QCOMPARE(desktop.tell("find kept").value(u"lastFour"_s), u"c0de"_s);
    }

    void anEntryThatIsNotGivenIsNoMissingKey()
    {
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"unreadable"_s));
        const QJsonObject stored = desktop.tell("store openai " + canary);
        QCOMPARE(stored.value(u"code"_s), u"failed"_s);
        QCOMPARE(stored.value(u"kind"_s), u"secret"_s);
        const QJsonObject found = desktop.tell("find openai");
        QCOMPARE(found.value(u"kind"_s), u"secret"_s);
        QCOMPARE(found.value(u"code"_s), u"failed"_s);
    }

    void leavesAKeyNowhereElse()
    {
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"open"_s));
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        QVERIFY(!desktop.vaultCommandLine().contains(canary));
        desktop.endVault();
        QVERIFY(desktop.vaultLog().contains("keys are kept by \"KDE Wallet\""));
        QVERIFY(!desktop.vaultLog().contains(canary));
        QCOMPARE(desktop.filesHolding(canary), QStringList());
        QCOMPARE(desktop.filesHolding(canary.toBase64()), QStringList());
    }

#if LINEUP_NEWEST_KWALLET < 6
    // The library of this system knows no wallet of Plasma 6, and would put keys elsewhere: that is what is named.
    void namesNoWalletThatTheLibraryCannotReach()
    {
        PrivateDesktop desktop;
        QVERIFY(start(desktop, u"open"_s, u"6"_s));
        const QJsonObject answer = desktop.tell("store openai " + canary);
        QCOMPARE(answer.value(u"code"_s), u"absent"_s);
        QVERIFY(answer.value(u"storage"_s) != u"KDE Wallet"_s);
    }
#endif
};

QTEST_GUILESS_MAIN(TestKWallet)
#include "tst_kwallet.moc"
