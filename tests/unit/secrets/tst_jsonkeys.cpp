// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/KeyRecognizer.h"
#include "core/secrets/KeyText.h"
#include "tests/support/MemoryVault.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

QByteArray downloaded();
QList<KeyShape> knownShapes();

} // namespace

class TestJsonKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void areKeptInOneLine();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void comeFromTheEnvironment();
    void showNoLastFour();
    void areRecognized();
    void areHiddenInTexts();
};

namespace {

// As it is downloaded: with line ends, and the key's own line ends inside of a text.
QByteArray downloaded()
{
    return R"({
  "type": "service_account",
  "project_id": "acme-prod",
  "private_key_id": "0123456789abcdef",
  "private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0\nqwertyuiopasdfghjklzxcvb\n-----END PRIVATE KEY-----\n",
  "client_email": "robot@acme-prod.iam.gserviceaccount.com",
  "token_uri": "https://oauth2.googleapis.com/token"
}
)";
}

QList<KeyShape> knownShapes()
{
    return {
        {u"openai"_s, {u"sk-"_s}, {u"OPENAI_API_KEY"_s}},
        {u"vertex_ai"_s, {u"ya29."_s, uR"({"type":"service_account"})"_s}, {u"VERTEXAI_CREDENTIALS"_s}},
    };
}

} // namespace

void TestJsonKeys::areKeptInOneLine()
{
    const Result<SecretBytes> key = cleanKey(downloaded());
    QVERIFY(key);
    const QByteArray line = key->view().toByteArray();
    QVERIFY(!line.contains('\n') && !line.contains(": "));
    QVERIFY(line.contains(R"("private_key":"-----BEGIN PRIVATE KEY-----\nMIIEvQ)"));
    QVERIFY(isJsonKey(*key));
    QVERIFY(!isJsonKey(SecretBytes("sk-abc")) && !isJsonKey({}));
    QCOMPARE(cleanKey(line)->view().toByteArray(), line); // what the keychain gives back is as good
}

void TestJsonKeys::refusesWhatIsNone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("cut") << downloaded().left(200);
    QTest::newRow("more behind it") << QByteArray(downloaded() + "x");
    QTest::newRow("a list") << QByteArray("[1, 2]");
    QTest::newRow("not ASCII") << QByteArray("{\"private_key\":\"sch\xc3\xb6n\"}");
    QTest::newRow("too long") << QByteArray("{\"a\":\"" + QByteArray(9000, 'x') + "\"}");
    QTest::newRow("very long") << QByteArray("{\"a\":\"" + QByteArray(2 << 20, 'x') + "\"}");
}

void TestJsonKeys::refusesWhatIsNone()
{
    QFETCH(const QByteArray, text);
    const Result<SecretBytes> key = cleanKey(text);
    QVERIFY(!key);
    QCOMPARE(key.error().kind, Error::Kind::BadRequest);
    QVERIFY(!key.error().detail.contains(u"private_key"_s));
}

void TestJsonKeys::comeFromTheEnvironment()
{
    test::FakeEnvironment environment;
    environment.values = {{u"VERTEXAI_CREDENTIALS"_s, downloaded()}};
    const Result<FoundKey> found = keyWithoutKeychain(environment, {u"VERTEXAI_CREDENTIALS"_s}, {});
    QVERIFY(found);
    QCOMPARE(found->key.view().toByteArray(), cleanKey(downloaded())->view().toByteArray());
    QCOMPARE(found->info.source, KeySource::Environment);
}

void TestJsonKeys::showNoLastFour()
{
    QCOMPARE(cleanKey(downloaded())->lastFour(), QString());
}

void TestJsonKeys::areRecognized()
{
    const QList<RecognizedKey> keys = recognizeKeys(QString::fromUtf8("\n" + downloaded()), knownShapes());
    QCOMPARE(keys.size(), 1);
    QCOMPARE(keys.first().services, QStringList {u"vertex_ai"_s});
    QCOMPARE(keys.first().key.view().toByteArray(), cleanKey(downloaded())->view().toByteArray());
    QVERIFY(recognizeKeys(uR"({"type":"something else","a":"b"})"_s, knownShapes()).isEmpty());
    QVERIFY(recognizeKeys(QString::fromUtf8(downloaded().left(100)), knownShapes()).isEmpty());
    // Other JSON with keys in it is read as before.
    QCOMPARE(recognizeKeys(uR"({"OPENAI_API_KEY": "sk-abcdefghijklmnop"})"_s, knownShapes()).size(), 1);
}

// The names of things stay readable, or nobody could tell what an error is about.
void TestJsonKeys::areHiddenInTexts()
{
    const SecretBytes key = *cleanKey(downloaded());
    const QString kept
        = u"robot@acme-prod.iam.gserviceaccount.com may not use acme-prod (https://oauth2.googleapis.com/token)"_s;
    QCOMPARE(withoutKey(kept, key), kept);
    for (const QString &secret : {u"MIIEvQIBADANBgkqhkiG9w0"_s, u"asdfghjklzx"_s, u"0123456789abcdef"_s}) {
        const QString hidden = withoutKey(u"bad: %1!"_s.arg(secret), key);
        QVERIFY2(!hidden.contains(secret), qPrintable(hidden));
        QVERIFY2(hidden.startsWith(u"bad: [hidden]"_s), qPrintable(hidden));
    }
    // Echoed as JSON, with the line ends written out.
    const QString echoed = withoutKey(QString::fromUtf8(key.view()), key);
    QVERIFY(!echoed.contains(u"qwertyui"_s) && !echoed.contains(u"MIIEvQIB"_s));
}

QTEST_GUILESS_MAIN(TestJsonKeys)
#include "tst_jsonkeys.moc"
