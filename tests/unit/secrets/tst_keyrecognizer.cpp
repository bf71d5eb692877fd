// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/KeyRecognizer.h"
#include "core/secrets/KeyText.h"
#include "tests/support/MemoryVault.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

const QList<KeyShape> shapes {
    {u"openai"_s, {u"sk-"_s, u"sk-proj-"_s}, {u"OPENAI_API_KEY"_s}},
    {u"anthropic"_s, {u"sk-ant-"_s}, {u"ANTHROPIC_API_KEY"_s}},
    {u"deepseek"_s, {u"sk-"_s}, {u"DEEPSEEK_API_KEY"_s}},
    {u"groq"_s, {u"gsk_"_s}, {u"GROQ_API_KEY"_s}},
    {u"mistral"_s, {}, {u"MISTRAL_API_KEY"_s}},
};

// "services=key" for each key found, one a line.
QStringList summary(const QList<RecognizedKey> &keys)
{
    QStringList lines;
    for (const RecognizedKey &key : keys)
        lines += key.services.join(u'+') + u'=' + QString::fromUtf8(key.key.view());
    return lines;
}

} // namespace

class TestKeyRecognizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void recognizes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        const QString ant = u"sk-ant-api03-abcdefghijklmnop"_s;
        const QString groq = u"gsk_abcdefghijklmnopqrst"_s;
        const QStringList anthropic {u"anthropic="_s + ant};
        const QStringList none;
        QTest::newRow("bare") << ant << anthropic;
        QTest::newRow("white space") << u"  \n\t"_s + ant + u" \r\n"_s << anthropic;
        QTest::newRow("double quotes") << u'"' + ant + u'"' << anthropic;
        QTest::newRow("single quotes") << u'\'' + ant + u'\'' << anthropic;
        QTest::newRow("export") << u"export ANTHROPIC_API_KEY=\""_s + ant + u'"' << anthropic;
        QTest::newRow("windows") << u"set ANTHROPIC_API_KEY="_s + ant << anthropic;
        QTest::newRow("powershell") << u"$env:ANTHROPIC_API_KEY = '"_s + ant + u'\'' << anthropic;
        QTest::newRow("yaml") << u"ANTHROPIC_API_KEY: "_s + ant << anthropic;
        QTest::newRow("json") << u"  \"ANTHROPIC_API_KEY\": \""_s + ant + u"\","_s << anthropic;
        QTest::newRow("header") << u"curl -H 'x-api-key: "_s + ant + u"' https://example.com"_s << anthropic;
        QTest::newRow("bearer") << u"Authorization: Bearer "_s + groq << QStringList {u"groq="_s + groq};
        QTest::newRow("in a sentence") << u"My key is "_s + groq + u". Thanks"_s << QStringList {u"groq="_s + groq};
        QTest::newRow("the longest prefix")
            << u"sk-proj-abcdefghijklmnop"_s << QStringList {u"openai=sk-proj-abcdefghijklmnop"_s};
        QTest::newRow("shared prefix") << u"sk-abcdefghijklmnop"_s
                                       << QStringList {u"openai+deepseek=sk-abcdefghijklmnop"_s};
        QTest::newRow("the name decides")
            << u"DEEPSEEK_API_KEY=sk-abcdefghijklmnop"_s << QStringList {u"deepseek=sk-abcdefghijklmnop"_s};
        QTest::newRow("a name without a prefix")
            << u"MISTRAL_API_KEY=abcdefghijklmnop1234"_s << QStringList {u"mistral=abcdefghijklmnop1234"_s};
        QTest::newRow("env file") << u"# keys\nMISTRAL_API_KEY=abcdefghijklmnop1234\n\nGROQ_API_KEY="_s + groq
                + u" # free\nPORT=8080\n"_s
                                  << QStringList {u"mistral=abcdefghijklmnop1234"_s, u"groq="_s + groq};
        QTest::newRow("twice") << ant + u'\n' + ant << anthropic;
        QTest::newRow("commented out") << u"# ANTHROPIC_API_KEY="_s + ant << none;
        QTest::newRow("too short") << u"sk-ant-abc"_s << none;
        QTest::newRow("prose") << u"Please sketch a skyline for the risk-averse reader-of-long-words"_s << none;
        QTest::newRow("unknown") << u"ghp_abcdefghijklmnopqrstuvwxyz"_s << none;
        QTest::newRow("cut") << u"sk-ant-api03-…"_s << none;
        QTest::newRow("empty") << QString() << none;
    }
    void recognizes()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, found);
        QCOMPARE(summary(recognizeKeys(text, shapes)), found);
    }

    void readsNoBooks()
    {
        const QString book = u"sk-ant-api03-abcdefghijklmnop\n"_s.repeated(20'000);
        QVERIFY(recognizeKeys(book, shapes).isEmpty());
    }

    void cleansKeys_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("key"); // empty: refused
        QTest::newRow("as it is") << QByteArray("sk-abc") << QByteArray("sk-abc");
        QTest::newRow("line end") << QByteArray("sk-abc\r\n") << QByteArray("sk-abc");
        QTest::newRow("around") << QByteArray(" \tsk-abc ") << QByteArray("sk-abc");
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("blank") << QByteArray(" \n") << QByteArray();
        QTest::newRow("inner space") << QByteArray("sk abc") << QByteArray();
        QTest::newRow("a header's end") << QByteArray("sk-abc\r\nX-Evil: 1") << QByteArray();
        QTest::newRow("zero") << QByteArray("sk\0abc", 6) << QByteArray();
        QTest::newRow("not ASCII") << QByteArray("sk-\xc3\xbc") << QByteArray();
        QTest::newRow("longest") << QByteArray(8192, 'k') << QByteArray(8192, 'k');
        QTest::newRow("too long") << QByteArray(8193, 'k') << QByteArray();
        QTest::newRow("two megabytes") << QByteArray(2 << 20, 'k') << QByteArray();
    }
    void cleansKeys()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, key);
        const Result<SecretBytes> clean = cleanKey(text);
        QCOMPARE(clean.has_value(), !key.isEmpty());
        if (clean) {
            QCOMPARE(clean->view().toByteArray(), key);
        } else {
            QCOMPARE(clean.error().kind, Error::Kind::BadRequest);
            QVERIFY(text.trimmed().isEmpty() || !clean.error().detail.contains(QString::fromUtf8(text.trimmed())));
        }
    }

    void takesTheFirstVariableThatIsSet()
    {
        test::FakeEnvironment environment;
        environment.values = {{u"B"_s, "sk-from-b-0000-bbbb"}, {u"C"_s, "sk-from-c-0000-cccc"}, {u"A"_s, "  "}};
        const Result<FoundKey> found = keyWithoutKeychain(environment, {u"A"_s, u"B"_s, u"C"_s}, {});
        QVERIFY(found);
        QCOMPARE(found->info, (KeyInfo {KeySource::Environment, u"bbbb"_s, u"B"_s}));
        environment.values = {{u"A"_s, "two words"}};
        const Result<FoundKey> refused = keyWithoutKeychain(environment, {u"A"_s}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::BadRequest);
        QVERIFY(refused.error().detail.startsWith(u"A: "_s));
    }

    void showsNothingOfAShortKey()
    {
        QCOMPARE(SecretBytes("shortkey").lastFour(), QString());
        QCOMPARE(SecretBytes("sk-0123456789abcdef").lastFour(), u"cdef"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeyRecognizer)
#include "tst_keyrecognizer.moc"
