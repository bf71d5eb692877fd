// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetworkHttpClient.h"
#include "core/providers/Catalogue.h"
#include "core/providers/ProviderCall.h"
#include "core/providers/ServiceAddress.h"
#include "core/providers/aws/AwsAuthorization.h"
#include "core/providers/aws/AwsProfile.h"
#include "core/providers/aws/SigV4.h"
#include "tests/support/EventStreamMessage.h"
#include "tests/support/LoopbackServer.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

// Where keys come from, what a request looks like with them, and whether a server that knows the secret agrees with the
// signature of what came over the wire.
class TestAwsAuthorization : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void readsProfiles_data();
    void readsProfiles();
    void takesKeysInTheirOrder_data();
    void takesKeysInTheirOrder();
    void saysWhatToDo_data();
    void saysWhatToDo();
    void takesTheRegionOfTheAddress_data();
    void takesTheRegionOfTheAddress();
    void findsTheRegion();
    void keepsTheSecretToItself();
    void theServerAgrees_data();
    void theServerAgrees();
    void refusesAnotherSecret();
    void takesAPlainAnswerToAStream();
    void tellsTheExceptionOfAStream();

private:
    void write(const char *variable, const QByteArray &text);
    QTemporaryDir m_folder;
};

namespace {

constexpr const char *secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

class FixedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return {QDate(2026, 8, 1), QTime(10, 20, 30), Qt::UTC}; }
    [[nodiscard]] std::chrono::nanoseconds monotonic() const override { return m_system.monotonic(); }

private:
    SystemClock m_system;
};

Service awsService(const QHash<QString, QString> &settings = {})
{
    Service service;
    service.id = u"bedrock"_s;
    service.label = u"Amazon Bedrock"_s;
    service.dialect = u"bedrock-converse"_s;
    service.auth = AuthScheme::AwsSigV4;
    service.signingName = u"bedrock"_s;
    service.baseUrl = QUrl(u"https://bedrock-runtime.eu-west-1.amazonaws.com"_s);
    service.settings = settings;
    if (!settings.contains(u"region"_s))
        service.settings.insert(u"region"_s, u"eu-west-1"_s);
    return service;
}

HttpRequest plainRequest(const QString &url = u"https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/converse"_s)
{
    HttpRequest request;
    request.url = QUrl(url);
    request.headers = {{"Content-Type", "application/json"}};
    request.body = "{}";
    return request;
}

Result<HttpRequest> authorized(const Service &service, const Credentials &credentials)
{
    return authorizeForAws(plainRequest(), service, credentials, FixedClock().now());
}

// What a server does that knows the secret: the signature anew, over exactly the headers that the client names.
bool agrees(const ServerRequest &request, const SecretBytes &key, const QByteArray &region, const QByteArray &service)
{
    static const QRegularExpression form(
        u"^AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([a-z0-9;-]+), "
        "Signature=([0-9a-f]{64})$"_s);
    const auto match = form.match(QString::fromLatin1(request.header("authorization")));
    if (!match.hasMatch() || match.captured(3).toLatin1() != region || match.captured(4).toLatin1() != service)
        return false;
    const qsizetype question = request.path.indexOf('?');
    SigV4Request wire {.method = request.method,
        .path = request.path.left(question < 0 ? request.path.size() : question),
        .query = question < 0 ? QByteArray() : request.path.mid(question + 1),
        .headers = {},
        .body = request.body};
    const QStringList names = match.captured(5).split(u';');
    if (!names.contains(u"host"_s) || !names.contains(u"x-amz-date"_s))
        return false;
    for (const QString &name : names)
        wire.headers.append({name.toLatin1(), request.header(name.toLatin1())});
    const QDateTime time
        = QDateTime::fromString(QString::fromLatin1(request.header("x-amz-date")), u"yyyyMMdd'T'hhmmss'Z'"_s);
    const SigV4Scope scope {.region = region, .service = service, .time = QDateTime(time.date(), time.time(), Qt::UTC)};
    return sigV4(wire, scope, key).signature == match.captured(6).toLatin1();
}

struct Outcome
{
    std::optional<Result<Completion>> result;
    AttemptRecord record;
};

Outcome callOver(LoopbackServer &server, const Credentials &credentials, const QString &model, bool stream)
{
    Service service = awsService({{u"access_key_id"_s, u"ASIAEXAMPLE"_s}});
    service.baseUrl = server.url();
    ChatRequest request;
    request.stream = stream;
    request.messages = {Message::fromText(Role::User, u"Größe?"_s)};
    const FixedClock clock;
    NetworkHttpClient client;
    Authorizer authorizer(client, clock);
    ProviderCall call(
        request, {.service = service, .model = model, .info = {}}, credentials, client, authorizer, clock);
    Outcome out;
    QObject::connect(
        &call, &ProviderCall::finished, &call, [&out](const Result<Completion> &result) { out.result = result; });
    call.start();
    [[maybe_unused]] const bool inTime = QTest::qWaitFor([&out] { return out.result.has_value(); }, 10'000);
    out.record = call.record();
    return out;
}

Credentials withToken()
{
    Credentials out {SecretBytes(secret)};
    out.fields.insert(u"session_token"_s, SecretBytes("a/session+token=="));
    return out;
}

} // namespace

void TestAwsAuthorization::initTestCase()
{
    for (const char *name : {"AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION",
             "AWS_DEFAULT_REGION", "AWS_BEDROCK_RUNTIME_ENDPOINT"})
        qunsetenv(name);
}

void TestAwsAuthorization::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    write("AWS_SHARED_CREDENTIALS_FILE", {});
    write("AWS_CONFIG_FILE", {});
}

void TestAwsAuthorization::write(const char *variable, const QByteArray &text)
{
    const QString path = m_folder.filePath(QString::fromLatin1(variable));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write(text);
    qputenv(variable, path.toUtf8());
}

void TestAwsAuthorization::readsProfiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value"); // of region
    QTest::newRow("default") << QByteArray("[default]\nregion = eu-west-1\n") << QByteArray("default")
                             << QByteArray("eu-west-1");
    QTest::newRow("named as in config") << QByteArray("[default]\nregion=a\n[profile work]\nregion=b\n")
                                        << QByteArray("work") << QByteArray("b");
    QTest::newRow("named as in credentials")
        << QByteArray("[work]\r\nregion = b\r\n") << QByteArray("work") << QByteArray("b");
    QTest::newRow("of another") << QByteArray("[other]\nregion=a\n") << QByteArray("work") << QByteArray();
    QTest::newRow("comments") << QByteArray("# x\n[default] ; y\n;region=z\nREGION = c # why\n")
                              << QByteArray("default") << QByteArray("c");
    QTest::newRow("nested settings") << QByteArray("[default]\ns3 =\n  region = no\nregion = yes\n")
                                     << QByteArray("default") << QByteArray("yes");
    QTest::newRow("a value with an equals sign")
        << QByteArray("[default]\nregion=a=b=\n") << QByteArray("default") << QByteArray("a=b=");
    QTest::newRow("no section") << QByteArray("region=a\n") << QByteArray("default") << QByteArray();
    QTest::newRow("half a section") << QByteArray("[default\nregion=a\n") << QByteArray("x") << QByteArray();
}

void TestAwsAuthorization::readsProfiles()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    QCOMPARE(awsProfileIn(text, name).value("region"), value);
}

void TestAwsAuthorization::takesKeysInTheirOrder_data()
{
    using Settings = QHash<QString, QString>;
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("begins"); // of the Authorization header
    QTest::addColumn<QByteArray>("token");
    const QByteArray date = "/20260801/eu-west-1/bedrock/aws4_request";
    const QByteArray signedBy = "AWS4-HMAC-SHA256 Credential=";
    QTest::newRow("a bearer key") << Settings() << QByteArray("ABSKexample") << QByteArray("Bearer ABSKexample")
                                  << QByteArray();
    QTest::newRow("a short-lived bearer key")
        << Settings {{u"access_key_id"_s, u"AKIAOWN"_s}} << QByteArray("bedrock-api-key-x")
        << QByteArray("Bearer bedrock-api-key-x") << QByteArray();
    QTest::newRow("a pair") << Settings {{u"access_key_id"_s, u"ASIAOWN"_s}} << QByteArray(secret)
                            << QByteArray(signedBy + "ASIAOWN" + date) << QByteArray("a/session+token==");
    QTest::newRow("a pair that lasts") << Settings {{u"access_key_id"_s, u"AKIAOWN"_s}} << QByteArray(secret)
                                       << QByteArray(signedBy + "AKIAOWN" + date) << QByteArray();
    QTest::newRow("a pair before a profile")
        << Settings {{u"access_key_id"_s, u"AKIAOWN"_s}, {u"profile"_s, u"work"_s}} << QByteArray(secret)
        << QByteArray(signedBy + "AKIAOWN" + date) << QByteArray();
    QTest::newRow("a profile") << Settings {{u"profile"_s, u"work"_s}} << QByteArray()
                               << QByteArray(signedBy + "ASIAWORK" + date) << QByteArray("worktoken");
    QTest::newRow("the default profile") << Settings() << QByteArray() << QByteArray(signedBy + "AKIADEFAULT" + date)
                                         << QByteArray();
}

void TestAwsAuthorization::takesKeysInTheirOrder()
{
    using Settings = QHash<QString, QString>;
    QFETCH(const Settings, settings);
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, begins);
    QFETCH(const QByteArray, token);
    write("AWS_SHARED_CREDENTIALS_FILE",
        "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n"
        "[work]\naws_access_key_id=ASIAWORK\naws_secret_access_key=s\naws_session_token=worktoken\n");
    Credentials credentials = withToken();
    credentials.key = SecretBytes(key);
    const Result<HttpRequest> out = authorized(awsService(settings), credentials);
    QVERIFY2(out.has_value(), qPrintable(out ? QString() : out.error().detail));
    const QByteArray sent = headerValue(out->headers, "Authorization");
    QVERIFY2(sent.startsWith(begins), sent.constData());
    QCOMPARE(headerValue(out->headers, "X-Amz-Security-Token"), token);
}

void TestAwsAuthorization::saysWhatToDo_data()
{
    using Settings = QHash<QString, QString>;
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing at all") << Settings() << QByteArray() << QByteArray() << u"no AWS credentials"_s;
    QTest::newRow("a secret alone") << Settings() << QByteArray(secret)
                                    << QByteArray("[default]\naws_access_key_id=AKIAX\naws_secret_access_key=s\n")
                                    << u"AWS_ACCESS_KEY_ID"_s;
    QTest::newRow("an id alone") << Settings {{u"access_key_id"_s, u"AKIAOWN"_s}} << QByteArray()
                                 << QByteArray("[default]\naws_access_key_id=AKIAX\naws_secret_access_key=s\n")
                                 << u"AWS_SECRET_ACCESS_KEY"_s;
    QTest::newRow("a profile that is not there")
        << Settings {{u"profile"_s, u"gone"_s}} << QByteArray() << QByteArray() << u"\"gone\""_s;
    QTest::newRow("a profile that logs in")
        << Settings {{u"profile"_s, u"sso"_s}} << QByteArray() << QByteArray("[profile sso]\nsso_session = x\n")
        << u"export-credentials"_s;
    QTest::newRow("a region that is not known")
        << Settings {{u"access_key_id"_s, u"AKIAOWN"_s}, {u"region"_s, QString()}} << QByteArray(secret) << QByteArray()
        << u"AWS_REGION"_s;
}

void TestAwsAuthorization::saysWhatToDo()
{
    using Settings = QHash<QString, QString>;
    QFETCH(const Settings, settings);
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, config);
    QFETCH(const QString, says);
    write("AWS_CONFIG_FILE", config);
    const Result<HttpRequest> out = authorizeForAws(plainRequest(u"https://example.test/model/m/converse"_s),
        awsService(settings), SecretBytes(key), FixedClock().now());
    QVERIFY(!out.has_value());
    QCOMPARE(out.error().kind, Error::Kind::Auth);
    QVERIFY2(out.error().detail.contains(says), qPrintable(out.error().detail));
    QVERIFY(key.isEmpty() || !out.error().detail.contains(QString::fromLatin1(key)));
}

void TestAwsAuthorization::takesTheRegionOfTheAddress_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("region");
    QTest::newRow("runtime") << u"https://bedrock-runtime.us-west-2.amazonaws.com/"_s << QByteArray("us-west-2");
    QTest::newRow("control") << u"https://bedrock.ap-southeast-2.amazonaws.com/"_s << QByteArray("ap-southeast-2");
    QTest::newRow("government") << u"https://bedrock-runtime.us-gov-west-1.amazonaws.com/"_s
                                << QByteArray("us-gov-west-1");
    QTest::newRow("mantle") << u"https://bedrock-mantle.eu-north-1.api.aws/v1"_s << QByteArray("eu-north-1");
    QTest::newRow("private") << u"https://vpce-1-2.bedrock-runtime.us-east-2.vpce.amazonaws.com/"_s
                             << QByteArray("us-east-2");
    QTest::newRow("a proxy") << u"https://gateway.example.test/"_s << QByteArray("eu-west-1");
    QTest::newRow("one that pretends") << u"https://bedrock.us-west-2.amazonaws.com.example.test/"_s
                                       << QByteArray("eu-west-1");
}

void TestAwsAuthorization::takesTheRegionOfTheAddress()
{
    QFETCH(const QString, url);
    QFETCH(const QByteArray, region);
    const Result<HttpRequest> out = authorizeForAws(
        plainRequest(url), awsService({{u"access_key_id"_s, u"AKIAOWN"_s}}), SecretBytes(secret), FixedClock().now());
    QVERIFY(out.has_value());
    QVERIFY(headerValue(out->headers, "Authorization").contains(QByteArray("/20260801/" + region + "/bedrock/")));
}

void TestAwsAuthorization::findsTheRegion()
{
    const Catalogue catalogue;
    const Service *bedrock = catalogue.service(u"bedrock_converse");
    QVERIFY(bedrock);
    const auto host = [bedrock] { return resolved(*bedrock).baseUrl.host(); };
    QCOMPARE(host(), u"bedrock-runtime.us-east-1.amazonaws.com"_s);
    write("AWS_CONFIG_FILE", "[default]\nregion=eu-central-1\n[profile work]\nregion=eu-north-1\n");
    QCOMPARE(host(), u"bedrock-runtime.eu-central-1.amazonaws.com"_s);
    qputenv("AWS_PROFILE", "work");
    QCOMPARE(host(), u"bedrock-runtime.eu-north-1.amazonaws.com"_s);
    qputenv("AWS_DEFAULT_REGION", "sa-east-1");
    QCOMPARE(host(), u"bedrock-runtime.sa-east-1.amazonaws.com"_s);
    qputenv("AWS_REGION", "ca-central-1");
    QCOMPARE(host(), u"bedrock-runtime.ca-central-1.amazonaws.com"_s);
    initTestCase();
}

void TestAwsAuthorization::keepsTheSecretToItself()
{
    const Result<HttpRequest> out = authorized(awsService({{u"access_key_id"_s, u"ASIAOWN"_s}}), withToken());
    QVERIFY(out.has_value());
    QVERIFY(!out->url.toEncoded().contains("token") && !out->body.contains(secret));
    for (const auto &[name, value] : out->headers) {
        QVERIFY(!value.contains(secret));
        QCOMPARE(value.contains("session+token"), name == "X-Amz-Security-Token");
    }
}

void TestAwsAuthorization::theServerAgrees_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("plain") << u"amazon.nova-lite-v1:0"_s << QByteArray("/model/amazon.nova-lite-v1%3A0/");
    QTest::newRow("profile") << u"us.anthropic.claude-x"_s << QByteArray("/model/us.anthropic.claude-x/");
    QTest::newRow("ARN") << u"arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-x"_s
                         << QByteArray("/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2F"
                                       "eu.anthropic.claude-x/");
}

void TestAwsAuthorization::theServerAgrees()
{
    QFETCH(const QString, model);
    QFETCH(const QByteArray, path);
    LoopbackServer server;
    server.setHandler([](const ServerRequest &request) {
        if (!agrees(request, SecretBytes(secret), "eu-west-1", "bedrock"))
            return ServerScript(403).piece(R"({"message":"The request signature does not match"})");
        if (request.path.endsWith("/converse")) {
            return ServerScript::ok(R"({"output":{"message":{"role":"assistant","content":[{"text":"Plain"}]}},
                "stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}})");
        }
        return ServerScript::stream(
            {eventStreamEvent("messageStart", R"({"role":"assistant"})"),
                eventStreamEvent("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"Streamed"}})"),
                eventStreamEvent("messageStop", R"({"stopReason":"end_turn"})"),
                eventStreamEvent("metadata", R"({"usage":{"inputTokens":4,"outputTokens":1}})")},
            "application/vnd.amazon.eventstream")
            .header("x-amzn-RequestId", "id-1");
    });
    const Outcome plain = callOver(server, withToken(), model, false);
    QVERIFY(plain.result.has_value());
    QVERIFY2(
        plain.result->has_value(), qPrintable(plain.result->has_value() ? QString() : plain.result->error().detail));
    QCOMPARE((*plain.result)->text(), u"Plain"_s);
    QCOMPARE((*plain.result)->usage.inputFresh, 3);
    const Outcome streamed = callOver(server, withToken(), model, true);
    QVERIFY(streamed.result.has_value() && streamed.result->has_value());
    QCOMPARE((*streamed.result)->text(), u"Streamed"_s);
    QVERIFY((*streamed.result)->complete);
    QCOMPARE((*streamed.result)->usage.inputFresh, 4);
    QCOMPARE(streamed.record.requestId, u"id-1"_s);
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests().first().path, QByteArray(path + "converse"));
    QCOMPARE(server.requests().last().path, QByteArray(path + "converse-stream"));
    QCOMPARE(server.requests().first().header("x-amz-security-token"), QByteArray("a/session+token=="));
}

void TestAwsAuthorization::refusesAnotherSecret()
{
    LoopbackServer server;
    server.setHandler([](const ServerRequest &request) {
        const bool good = agrees(request, SecretBytes("another secret"), "eu-west-1", "bedrock");
        return ServerScript(good ? 200 : 403)
            .header("x-amzn-ErrorType", "InvalidSignatureException:http://internal.amazon.com/coral/")
            .piece(R"({"message":"The request signature we calculated does not match the signature you provided."})");
    });
    const Outcome out = callOver(server, withToken(), u"m"_s, false);
    QVERIFY(out.result.has_value() && !out.result->has_value());
    QCOMPARE(out.result->error().kind, Error::Kind::Auth);
    QCOMPARE(out.result->error().code, u"InvalidSignatureException"_s);
}

// Gateways that stream nothing answer with the whole object.
void TestAwsAuthorization::takesAPlainAnswerToAStream()
{
    LoopbackServer server;
    server.setAnswer(
        ServerScript::ok(R"({"output":{"message":{"content":[{"text":"Whole"}]}},"stopReason":"end_turn"})"));
    const Outcome out = callOver(server, withToken(), u"m"_s, true);
    QVERIFY(out.result.has_value() && out.result->has_value());
    QCOMPARE((*out.result)->text(), u"Whole"_s);
}

void TestAwsAuthorization::tellsTheExceptionOfAStream()
{
    LoopbackServer server;
    server.setAnswer(
        ServerScript::stream({eventStreamEvent("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"So"}})"),
                                 eventStreamException("throttlingException", R"({"message":"Slow down"})")},
            "application/vnd.amazon.eventstream"));
    const Outcome out = callOver(server, withToken(), u"m"_s, true);
    QVERIFY(out.result.has_value() && !out.result->has_value());
    QCOMPARE(out.result->error().kind, Error::Kind::RateLimited);
    QCOMPARE(out.result->error().detail, u"Slow down"_s);
    QVERIFY(out.record.partial);
}

QTEST_GUILESS_MAIN(TestAwsAuthorization)
#include "tst_aws_authorization.moc"
