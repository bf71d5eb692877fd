// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/aws/SigV4.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lineup;

// Both public suites of signed requests: the requests as text, and what has to come of them at every step.
class TestSigV4 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void classicSuite_data();
    void classicSuite();
    void suiteWithHeaders_data() { addContextRows(); }
    void suiteWithHeaders();
    void suiteWithAddresses_data() { addContextRows(); }
    void suiteWithAddresses();
    void encodesThePathTwice();
    void signsAWholeRequest();
    void replacesAnOlderSignature();

private:
    void addContextRows() const;
    QJsonArray m_classic;
    QJsonArray m_withContext;
};

namespace {

QJsonArray casesOf(const QString &name)
{
    QFile file(u"" LINEUP_SOURCE_DIR "/../shared/vectors/sigv4/"_s + name);
    return file.open(QFile::ReadOnly) ? QJsonDocument::fromJson(file.readAll())["cases"_L1].toArray() : QJsonArray();
}

// A request as it stands in the suites: the target may hold spaces and bare UTF-8, a value may go on in the next line.
SigV4Request parse(const QByteArray &text)
{
    SigV4Request out;
    const qsizetype end = text.indexOf("\n\n");
    QList<QByteArray> lines = text.left(end < 0 ? text.size() : end).split('\n');
    out.body = end < 0 ? QByteArray() : text.mid(end + 2);
    const QByteArray first = lines.takeFirst();
    const qsizetype before = first.indexOf(' ');
    const QByteArray target = first.mid(before + 1, first.lastIndexOf(' ') - before - 1);
    const qsizetype question = target.indexOf('?');
    out.method = first.left(before);
    out.path = target.left(question < 0 ? target.size() : question);
    out.query = question < 0 ? QByteArray() : target.mid(question + 1);
    for (const QByteArray &line : std::as_const(lines)) {
        if (line.startsWith(' '))
            out.headers.last().second += line;
        else if (const qsizetype colon = line.indexOf(':'); colon > 0)
            out.headers.append({line.left(colon), line.mid(colon + 1)});
    }
    return out;
}

QByteArray text(const QJsonValue &value)
{
    return value.toString().toUtf8();
}

QDateTime suiteTime()
{
    return {QDate(2015, 8, 30), QTime(12, 36), QTimeZone::utc()};
}

SecretBytes suiteSecret()
{
    return SecretBytes("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
}

struct Context
{
    SigV4Scope scope;
    SecretBytes secret;
    QByteArray accessKeyId;
    QByteArray token;
    QByteArray lateToken; // added after signing
    bool signBody = false;
};

Context contextOf(const QJsonObject &row, SigV4Request &request)
{
    const QJsonObject context = row["context"_L1].toObject();
    const QJsonObject keys = context["credentials"_L1].toObject();
    Context out;
    out.scope = {.region = text(context["region"_L1]),
        .service = text(context["service"_L1]),
        .time = QDateTime::fromString(context["timestamp"_L1].toString(), Qt::ISODate)};
    out.secret = SecretBytes(text(keys["secret_access_key"_L1]));
    out.accessKeyId = text(keys["access_key_id"_L1]);
    const bool late = context["omit_session_token"_L1].toBool();
    (late ? out.lateToken : out.token) = text(keys["token"_L1]);
    out.signBody = context["sign_body"_L1].toBool();
    request.normalizePath = context["normalize"_L1].toBool();
    return out;
}

} // namespace

void TestSigV4::initTestCase()
{
    m_classic = casesOf(u"aws4-testsuite.json"_s);
    m_withContext = casesOf(u"aws-c-auth-v4.json"_s);
    if (m_classic.isEmpty() && qEnvironmentVariable("CI") != "true"_L1)
        QSKIP("the public suites are not beside the source");
    QCOMPARE(m_classic.size(), 34);
    QCOMPARE(m_withContext.size(), 38);
}

void TestSigV4::classicSuite_data()
{
    QTest::addColumn<QJsonObject>("row");
    for (const QJsonValue &row : std::as_const(m_classic))
        QTest::newRow(qPrintable(row["dir"_L1].toString())) << row.toObject();
}

void TestSigV4::classicSuite()
{
    QFETCH(const QJsonObject, row);
    const SigV4Scope scope {.region = "us-east-1", .service = "service", .time = suiteTime()};
    SigV4Request request = parse(text(row["req"_L1]));
    // One row leaves the token, which it names only in what has to come out, to the signer.
    if (row["name"_L1] == "get-vanilla-with-session-token"_L1)
        request.headers.append(parse(text(row["sreq"_L1])).headers.at(2));
    const SigV4Result out = sigV4(request, scope, suiteSecret());
    QCOMPARE(out.canonicalRequest, text(row["creq"_L1]));
    QCOMPARE(out.stringToSign, text(row["sts"_L1]));
    const QByteArray authorization = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + sigV4ScopeText(scope)
        + ", SignedHeaders=" + out.signedHeaders + ", Signature=" + out.signature;
    QCOMPARE(authorization, text(row["authz"_L1]));
}

void TestSigV4::addContextRows() const
{
    QTest::addColumn<QJsonObject>("row");
    for (const QJsonValue &row : m_withContext)
        QTest::newRow(qPrintable(row["name"_L1].toString())) << row.toObject();
}

void TestSigV4::suiteWithHeaders()
{
    QFETCH(const QJsonObject, row);
    SigV4Request request = parse(text(row["request"_L1]));
    const Context context = contextOf(row, request);
    request.headers.append({"X-Amz-Date", sigV4Time(context.scope.time)});
    if (!context.token.isEmpty())
        request.headers.append({"X-Amz-Security-Token", context.token});
    if (context.signBody) {
        request.headers.append(
            {"x-amz-content-sha256", QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex()});
    }
    const SigV4Result out = sigV4(request, context.scope, context.secret);
    const QJsonObject expected = row["header"_L1].toObject();
    QCOMPARE(out.canonicalRequest, text(expected["canonical_request"_L1]));
    QCOMPARE(out.stringToSign, text(expected["string_to_sign"_L1]));
    QCOMPARE(out.signature, text(expected["signature"_L1]));
}

// The same rules where the signature goes into the address instead, which the program does not do.
void TestSigV4::suiteWithAddresses()
{
    QFETCH(const QJsonObject, row);
    SigV4Request request = parse(text(row["request"_L1]));
    const Context context = contextOf(row, request);
    const QByteArray names = sigV4(request, context.scope, context.secret).signedHeaders;
    const auto add = [&request](const QByteArray &name, const QByteArray &value) {
        if (!request.query.isEmpty())
            request.query += '&';
        request.query += name + '=' + value.toPercentEncoding();
    };
    add("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    add("X-Amz-Credential", context.accessKeyId + '/' + sigV4ScopeText(context.scope));
    add("X-Amz-Date", sigV4Time(context.scope.time));
    add("X-Amz-SignedHeaders", names);
    add("X-Amz-Expires", QByteArray::number(row["context"_L1]["expiration_in_seconds"_L1].toInt()));
    if (!context.token.isEmpty())
        add("X-Amz-Security-Token", context.token);
    const SigV4Result out = sigV4(request, context.scope, context.secret);
    const QJsonObject expected = row["query"_L1].toObject();
    QCOMPARE(out.canonicalRequest, text(expected["canonical_request"_L1]));
    QCOMPARE(out.stringToSign, text(expected["string_to_sign"_L1]));
    QCOMPARE(out.signature, text(expected["signature"_L1]));
}

void TestSigV4::encodesThePathTwice()
{
    const SigV4Scope scope {.region = "us-east-1", .service = "bedrock", .time = suiteTime()};
    const SigV4Request request {.method = "POST",
        .path = "/model/anthropic.claude-v2%3A1/converse",
        .query = {},
        .headers = {{"Host", "h"}},
        .body = {}};
    QVERIFY(sigV4(request, scope, suiteSecret())
                .canonicalRequest.startsWith("POST\n/model/anthropic.claude-v2%253A1/converse\n\nhost:h\n"));
}

void TestSigV4::signsAWholeRequest()
{
    HttpRequest request;
    request.method = "GET";
    request.url = QUrl(u"https://example.amazonaws.com/"_s);
    const SigV4Scope scope {.region = "us-east-1", .service = "service", .time = suiteTime()};
    const HttpRequest out = signedRequest(
        request, scope, {.accessKeyId = "AKIDEXAMPLE", .secretAccessKey = suiteSecret(), .sessionToken = {}});
    // The suite's plainest request (get-vanilla).
    QCOMPARE(headerValue(out.headers, "Authorization"),
        QByteArray("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                   "SignedHeaders=host;x-amz-date, "
                   "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"));
    QCOMPARE(headerValue(out.headers, "X-Amz-Date"), QByteArray("20150830T123600Z"));
    QCOMPARE(out.headers.size(), 2);
}

void TestSigV4::replacesAnOlderSignature()
{
    HttpRequest request;
    request.url = QUrl(u"https://127.0.0.1:8443/a?b=c"_s);
    request.headers = {{"Content-Type", "application/json"}};
    request.body = "{}";
    const AwsKeys keys {
        .accessKeyId = "ASIAEXAMPLE", .secretAccessKey = suiteSecret(), .sessionToken = SecretBytes("token")};
    const SigV4Scope early {.region = "eu-west-1", .service = "bedrock", .time = suiteTime()};
    SigV4Scope late = early;
    late.time = late.time.addSecs(600);
    const HttpRequest twice = signedRequest(signedRequest(request, early, keys), late, keys);
    QCOMPARE(twice.headers, signedRequest(request, late, keys).headers);
    QVERIFY(headerValue(twice.headers, "Authorization")
                .contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token,"));
    QVERIFY(headerValue(twice.headers, "Authorization")
        != headerValue(signedRequest(request, early, keys).headers, "Authorization"));
}

QTEST_GUILESS_MAIN(TestSigV4)
#include "tst_sigv4.moc"
