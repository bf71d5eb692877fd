// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/google/Rs256.h"
#include "tests/unit/providers/google/RsaTestKey.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

QJsonObject vectors(const QString &name)
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/../shared/vectors/jwt/") + name);
    return file.open(QFile::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

// Where a build is checked they have to be there.
#define LINEUP_NO_VECTORS()                                                                                            \
    do {                                                                                                               \
        if (qEnvironmentVariable("CI") == QLatin1String("true"))                                                       \
            QFAIL("the test vectors are missing");                                                                     \
        QSKIP("the test vectors are not beside the source");                                                           \
    } while (false)

QJsonObject parsed(const QByteArray &base64Url)
{
    return QJsonDocument::fromJson(fromBase64Url(base64Url)).object();
}

} // namespace

class TestRs256 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void signsAsTheCookbookDoes();
    void agreesWithVerifiersOnWhatIsValid();
    void makesAToken();
    void refusesOtherKeys_data();
    void refusesOtherKeys();
};

// RFC 7520, 4.1. The signature is made of the text alone, so that it is the same every time.
void TestRs256::signsAsTheCookbookDoes()
{
    const QJsonObject vector = vectors(u"rfc7520-rs256.json"_s)["vector"_L1].toObject();
    if (vector.isEmpty())
        LINEUP_NO_VECTORS();
    const RsaTestKey key = RsaTestKey::fromJwk(vector["input"_L1]["key"_L1].toObject());
    const QByteArray compact = vector["output"_L1]["compact"_L1].toString().toLatin1();
    const qsizetype dot = compact.lastIndexOf('.');
    const Result<QByteArray> signature = signRs256(key.pem(), compact.left(dot));
    QVERIFY(signature);
    QCOMPARE(*signature, fromBase64Url(compact.mid(dot + 1)));
}

// What a verifier has to accept is what we write, byte for byte; what it has to refuse we never write.
void TestRs256::agreesWithVerifiersOnWhatIsValid()
{
    const QJsonArray groups = vectors(u"wycheproof-jws-rsa.json"_s)["testGroups"_L1].toArray();
    if (groups.isEmpty())
        LINEUP_NO_VECTORS();
    int valid = 0;
    int invalid = 0;
    for (const QJsonValue &group : groups) {
        const QString purpose = group["comment"_L1].toString();
        const QJsonObject jwk = group["private"_L1].toObject();
        if (jwk["alg"_L1] != "RS256"_L1 || (purpose != "rs256"_L1 && !purpose.startsWith("rfc7520"_L1)))
            continue; // keys for other ends, and other algorithms
        const QByteArray pem = RsaTestKey::fromJwk(jwk).pem();
        for (const QJsonValue &test : group["tests"_L1].toArray()) {
            const QList<QByteArray> parts = test["jws"_L1].toString().toLatin1().split('.');
            if (parts.size() != 3 || parsed(parts.first())["alg"_L1] != "RS256"_L1)
                continue; // other forms, and other algorithms
            const Result<QByteArray> signature = signRs256(pem, parts.at(0) + '.' + parts.at(1));
            QVERIFY(signature);
            const bool same
                = signature->toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) == parts.at(2);
            const bool good = test["result"_L1] == "valid"_L1;
            QVERIFY2(same == good, qPrintable(QString::number(test["tcId"_L1].toInt())));
            ++(good ? valid : invalid);
        }
    }
    QVERIFY(valid >= 2);
    QVERIFY(invalid >= 200);
}

void TestRs256::makesAToken()
{
    const RsaTestKey key = RsaTestKey::generated();
    const Result<QByteArray> token = signedJwt(
        key.pem(), {{u"alg"_s, u"RS256"_s}, {u"kid"_s, u"k1"_s}}, {{u"iss"_s, u"a@b.test"_s}, {u"exp"_s, 5}});
    QVERIFY(token);
    const QList<QByteArray> parts = token->split('.');
    QCOMPARE(parts.size(), 3);
    QVERIFY(!token->contains('=') && !token->contains('+') && !token->contains('/'));
    QCOMPARE(parsed(parts.at(0)), (QJsonObject {{u"alg"_s, u"RS256"_s}, {u"kid"_s, u"k1"_s}}));
    QCOMPARE(parsed(parts.at(1)), (QJsonObject {{u"iss"_s, u"a@b.test"_s}, {u"exp"_s, 5}}));
    QVERIFY(key.verifies(fromBase64Url(parts.at(2)), parts.at(0) + '.' + parts.at(1)));
    QVERIFY(!RsaTestKey::generated().verifies(fromBase64Url(parts.at(2)), parts.at(0) + '.' + parts.at(1)));
}

void TestRs256::refusesOtherKeys_data()
{
    QTest::addColumn<QByteArray>("pem");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no PEM") << QByteArray("hello");
    QTest::newRow("cut") << RsaTestKey::generated().pem().left(600);
    QTest::newRow("with a password") << RsaTestKey::generated().pem("secret");
    QTest::newRow("too short") << RsaTestKey::generated(1024).pem();
    QTest::newRow("another kind") << RsaTestKey::curve().pem();
}

void TestRs256::refusesOtherKeys()
{
    QFETCH(const QByteArray, pem);
    const Result<QByteArray> signature = signRs256(pem, "text");
    QVERIFY(!signature);
    QCOMPARE(signature.error().kind, Error::Kind::Auth);
    for (const QByteArray &line : pem.split('\n'))
        QVERIFY(line.size() < 8 || !signature.error().detail.contains(QString::fromLatin1(line)));
}

QTEST_GUILESS_MAIN(TestRs256)
#include "tst_rs256.moc"
