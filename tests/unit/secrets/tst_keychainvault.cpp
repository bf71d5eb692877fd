// SPDX-License-Identifier: GPL-3.0-or-later
// The vault against a real GNOME Keyring, against keyrings that misbehave, and against none.
#include "tests/unit/secrets/PrivateDesktop.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using lineup::test::PrivateDesktop;

namespace {

// Appears in nothing but the bytes that go to the vault.
const QByteArray canary = "sk-canary-5b1f0c77a9e34d2c8f10-4f2a";
constexpr int noStall = 400; // ms the event loop may stand still, with room for a busy machine

QString sha256(const QByteArray &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

QProcessEnvironment variable(const QString &name, const QString &value)
{
    QProcessEnvironment environment;
    environment.insert(name, value);
    return environment;
}

} // namespace

class TestKeychainVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QStringList missing = PrivateDesktop::missingPrograms();
        if (missing.isEmpty())
            return;
        const QString reason = u"not installed: "_s + missing.join(u", "_s);
        if (qEnvironmentVariable("CI") == "true"_L1)
            QFAIL(qPrintable(reason));
        QSKIP(qPrintable(reason));
    }

    void storesReadsAndDeletes()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startKeyring("pw") && desktop.startVault());

        QJsonObject answer = desktop.tell("find openai");
        QCOMPARE(answer.value(u"source"_s), u"none"_s);
        QCOMPARE(answer.value(u"state"_s), u"ready"_s);
        QCOMPARE(answer.value(u"storage"_s), u"GNOME Keyring"_s);
        QCOMPARE(answer.value(u"backend"_s), u"libsecret"_s);

        QCOMPARE(desktop.tell("remove openai").value(u"value"_s), false);
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        answer = desktop.tell("find openai");
        QCOMPARE(answer.value(u"source"_s), u"keychain"_s);
        QCOMPARE(answer.value(u"lastFour"_s), u"4f2a"_s);
        QCOMPARE(answer.value(u"sha256"_s), sha256(canary));
        QCOMPARE(desktop.tell("find anthropic").value(u"source"_s), u"none"_s);

        QCOMPARE(desktop.tell("store openai sk-another-key-0000-beef").value(u"value"_s), true);
        QCOMPARE(desktop.tell("find openai").value(u"lastFour"_s), u"beef"_s);
        QCOMPARE(desktop.tell("remove openai").value(u"value"_s), true);
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"none"_s);
        QCOMPARE(desktop.tell("remove openai").value(u"value"_s), false);
    }

    void keepsKeysOverARestart()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startKeyring("pw") && desktop.startVault());
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        desktop.endVault();
        desktop.stopKeyring();

        QVERIFY(desktop.startKeyring("pw") && desktop.startVault());
        const QJsonObject answer = desktop.tell("find openai");
        QCOMPARE(answer.value(u"source"_s), u"keychain"_s);
        QCOMPARE(answer.value(u"sha256"_s), sha256(canary));
    }

    void takesTheKeychainThenTheEnvironmentThenTheSession()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startKeyring("pw"));
        QVERIFY(desktop.startVault(5000, variable(u"OPENAI_API_KEY"_s, u" sk-environment-key-e0e0\n"_s)));

        QVERIFY(desktop.tell("session openai sk-session-key-5e55").value(u"ok"_s).toBool());
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"session"_s);
        const QJsonObject answer = desktop.tell("find openai NOT_SET OPENAI_API_KEY");
        QCOMPARE(answer.value(u"source"_s), u"environment"_s);
        QCOMPARE(answer.value(u"variable"_s), u"OPENAI_API_KEY"_s);
        QCOMPARE(answer.value(u"lastFour"_s), u"e0e0"_s);
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        QCOMPARE(desktop.tell("find openai OPENAI_API_KEY").value(u"source"_s), u"keychain"_s);
        QCOMPARE(desktop.tell("remove openai").value(u"value"_s), true);
        QCOMPARE(desktop.tell("find openai OPENAI_API_KEY").value(u"source"_s), u"environment"_s);
        // Storing took the session key's place, removing leaves nothing.
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"none"_s);
    }

    void refusesWhatIsNoKey_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("two megabytes") << QByteArray(2 * 1024 * 1024, 'k');
        QTest::newRow("not ASCII") << QByteArray("sk-schl\xc3\xbcssel-0000-0000");
    }
    void refusesWhatIsNoKey()
    {
        QFETCH(const QByteArray, key);
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startKeyring("pw") && desktop.startVault());
        const QJsonObject answer = desktop.tell("store openai " + key);
        QCOMPARE(answer.value(u"ok"_s), false);
        QCOMPARE(answer.value(u"kind"_s), u"bad_request"_s);
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"none"_s);
    }

    void keepsAKeyOfTheGreatestLength()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startKeyring("pw") && desktop.startVault());
        const QByteArray key(8 * 1024, 'k');
        QCOMPARE(desktop.tell("store openai " + key).value(u"value"_s), true);
        QVERIFY(desktop.tell("refresh").value(u"ok"_s).toBool());
        QCOMPARE(desktop.tell("find openai").value(u"sha256"_s), sha256(key));
    }

    // The library calls a locked ring "Entry not found"; the vault must not.
    void tellsALockedRingFromAMissingKey()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startKeyring("pw") && desktop.startVault());
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        desktop.endVault();
        QVERIFY(desktop.lockKeyring());

        QVERIFY(desktop.startVault(5000, variable(u"GROQ_API_KEY"_s, u"gsk_environment_key_0001"_s)));
        QJsonObject answer = desktop.tell("find openai");
        QCOMPARE(answer.value(u"ok"_s), false);
        QCOMPARE(answer.value(u"kind"_s), u"secret"_s);
        QCOMPARE(answer.value(u"code"_s), u"locked"_s);
        QCOMPARE(answer.value(u"state"_s), u"locked"_s);
        QCOMPARE(desktop.tell("store openai sk-new-key-0000-0000").value(u"code"_s), u"locked"_s);
        QCOMPARE(desktop.tell("remove openai").value(u"code"_s), u"locked"_s);
        // Everything else goes on.
        QCOMPARE(desktop.tell("find groq GROQ_API_KEY").value(u"source"_s), u"environment"_s);
        QVERIFY(desktop.tell("session openai sk-session-key-5e55").value(u"ok"_s).toBool());
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"session"_s);
    }

    void noticesThatTheRingIsLocked()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startKeyring("pw") && desktop.startVault());
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"keychain"_s);
        QVERIFY(desktop.lockKeyring());
        QCOMPARE(desktop.tell("await locked").value(u"state"_s), u"locked"_s);
        // What was read before is not given out of memory.
        QCOMPARE(desktop.tell("find openai").value(u"code"_s), u"locked"_s);
    }

    void unlocksThroughTheDesktop()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startFake(u"prompt"_s) && desktop.startVault());
        QCOMPARE(desktop.tell("find openai").value(u"code"_s), u"locked"_s);
        QVERIFY(desktop.tell("unlock").value(u"ok"_s).toBool());
        QCOMPARE(desktop.tell("await ready").value(u"state"_s), u"ready"_s);
    }

    void tellsWhyThereIsNoKeychain_data()
    {
        QTest::addColumn<QString>("fake"); // empty: nothing on the bus
        QTest::addColumn<bool>("bus");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("findCode"); // empty: having no key is no error
        QTest::addColumn<QString>("storeCode");
        const QString none;
        QTest::newRow("no bus") << none << false << u"absent"_s << none << u"absent"_s;
        QTest::newRow("no service") << none << true << u"absent"_s << none << u"absent"_s;
        QTest::newRow("denied") << u"deny"_s << true << u"denied"_s << u"denied"_s << u"denied"_s;
        QTest::newRow("silent") << u"silent"_s << true << u"unknown"_s << u"timeout"_s << u"timeout"_s;
        QTest::newRow("items denied") << u"deny-items"_s << true << u"denied"_s << u"denied"_s << u"denied"_s;
        QTest::newRow("items silent") << u"silent-items"_s << true << u"ready"_s << u"timeout"_s << u"timeout"_s;
    }
    void tellsWhyThereIsNoKeychain()
    {
        QFETCH(const QString, fake);
        QFETCH(const bool, bus);
        QFETCH(const QString, state);
        QFETCH(const QString, findCode);
        QFETCH(const QString, storeCode);
        PrivateDesktop desktop;
        QVERIFY(!bus || desktop.startBus());
        QVERIFY(fake.isEmpty() || desktop.startFake(fake));
        QVERIFY(desktop.startVault(700, variable(u"GROQ_API_KEY"_s, u"gsk_environment_key_0001"_s)));

        QJsonObject answer = desktop.tell("find openai");
        QCOMPARE(answer.value(u"state"_s), state);
        QCOMPARE(answer.value(u"code"_s).toString(), findCode);
        QCOMPARE(answer.value(u"ok"_s), findCode.isEmpty());
        QVERIFY2(answer.value(u"gap"_s).toInt() < noStall, qPrintable(QString::number(answer.value(u"gap"_s).toInt())));
        QVERIFY2(answer.value(u"ms"_s).toInt() < 4000, qPrintable(QString::number(answer.value(u"ms"_s).toInt())));

        answer = desktop.tell("store openai " + canary);
        QCOMPARE(answer.value(u"code"_s), storeCode);
        QCOMPARE(answer.value(u"kind"_s), u"secret"_s);
        QVERIFY(!answer.value(u"detail"_s).toString().isEmpty());
        // Nothing was put down somewhere else instead.
        QCOMPARE(desktop.filesHolding(canary), QStringList());

        QCOMPARE(desktop.tell("find groq GROQ_API_KEY").value(u"source"_s), u"environment"_s);
        QVERIFY(desktop.tell("session openai sk-session-key-5e55").value(u"ok"_s).toBool());
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"session"_s);
    }

    void asksASilentKeyringOnlyOnce()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startFake(u"silent"_s) && desktop.startVault(700));
        QVERIFY(desktop.tell("find openai").value(u"ms"_s).toInt() >= 600);
        QVERIFY(desktop.tell("find anthropic").value(u"ms"_s).toInt() < 300);
    }

    void findsAKeyringThatStartsLater()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startVault());
        QCOMPARE(desktop.tell("find openai").value(u"state"_s), u"absent"_s);
        QVERIFY(desktop.startKeyring("pw"));
        QCOMPARE(desktop.tell("await ready").value(u"state"_s), u"ready"_s);
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
    }

    void noticesThatTheKeyringHasGone()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startKeyring("pw") && desktop.startVault());
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        desktop.stopKeyring();
        QCOMPARE(desktop.tell("await absent").value(u"state"_s), u"absent"_s);
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"none"_s);
    }

    void leavesTheKeyNowhereElse()
    {
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus() && desktop.startKeyring("pw") && desktop.startVault());
        QCOMPARE(desktop.tell("store openai " + canary).value(u"value"_s), true);
        QCOMPARE(desktop.tell("find openai").value(u"source"_s), u"keychain"_s);
        QVERIFY(!desktop.vaultCommandLine().isEmpty());
        QVERIFY(!desktop.vaultCommandLine().contains(canary));
        QVERIFY(desktop.lockKeyring());
        QCOMPARE(desktop.tell("await locked").value(u"state"_s), u"locked"_s);
        QCOMPARE(desktop.tell("store openai " + canary).value(u"ok"_s), false);
        QCOMPARE(desktop.tell("store openai " + canary + "\xc3\xbc").value(u"ok"_s), false);
        desktop.endVault();
        QVERIFY(desktop.vaultLog().contains("keys are kept by")); // everything is logged
        QVERIFY(!desktop.vaultLog().contains(canary));
        QVERIFY(!desktop.vaultLog().contains(canary.toBase64()));
        // The keyring's own file is there and holds it encrypted.
        QVERIFY(!QDir(desktop.home() + u"/data/keyrings"_s).isEmpty());
        QCOMPARE(desktop.filesHolding(canary), QStringList());
        QCOMPARE(desktop.filesHolding(canary.toBase64()), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestKeychainVault)
#include "tst_keychainvault.moc"
