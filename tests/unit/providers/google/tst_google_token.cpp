// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetworkHttpClient.h"
#include "core/providers/Authorizer.h"
#include "core/providers/ProviderCall.h"
#include "core/providers/google/GoogleTokenSource.h"
#include "core/secrets/KeyText.h"
#include "tests/support/FakeHttpClient.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/TurnedClock.h"
#include "tests/unit/providers/google/RsaTestKey.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

const RsaTestKey &accountKey()
{
    static const RsaTestKey key = RsaTestKey::generated();
    return key;
}

QJsonObject serviceAccount(const QString &tokenAddress)
{
    return {{u"type"_s, u"service_account"_s}, {u"project_id"_s, u"acme"_s}, {u"private_key_id"_s, u"id-1"_s},
        {u"private_key"_s, QString::fromLatin1(accountKey().pem())},
        {u"client_email"_s, u"robot@acme.iam.gserviceaccount.com"_s}, {u"token_uri"_s, tokenAddress}};
}

QJsonObject personsLogin()
{
    return {{u"type"_s, u"authorized_user"_s}, {u"client_id"_s, u"c1"_s}, {u"client_secret"_s, u"s e+c"_s},
        {u"refresh_token"_s, u"1//refresh"_s}, {u"quota_project_id"_s, u"acme"_s}};
}

Credentials keyed(const QByteArray &key)
{
    const Result<SecretBytes> clean = cleanKey(key);
    return clean ? Credentials(*clean) : Credentials();
}

Credentials keyed(const QJsonObject &object)
{
    return keyed(QJsonDocument(object).toJson());
}

Service vertex(const QString &file = {})
{
    Service out;
    out.id = u"vertex_ai"_s;
    out.label = u"Vertex"_s;
    out.auth = AuthScheme::GoogleToken;
    out.baseUrl = QUrl(u"https://aiplatform.googleapis.com/v1"_s);
    out.settings = {{u"credentials_file"_s, file}};
    return out;
}

QHash<QString, QString> formOf(const QByteArray &body)
{
    QHash<QString, QString> out;
    for (const auto &[name, value] : QUrlQuery(QString::fromLatin1(body)).queryItems(QUrl::FullyDecoded))
        out.insert(name, value);
    return out;
}

// What a call was told.
struct Told
{
    int times = 0;
    HttpRequest request;
    std::optional<Error> error;
    [[nodiscard]] QByteArray header() const { return headerValue(request.headers, "Authorization"); }
};

} // namespace

class TestGoogleToken : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void aServiceAccountBuysAToken();
    void aRefusalTellsWhyWithoutTheKey();
    void aServiceThatIsDownIsNoBadKey();
    void aPersonsLoginIsRefreshed();
    void findsCredentialsInTheirOrder();
    void aTokenIsUsedAsItIs();
    void sellsOnlyOverEncryptedConnections_data();
    void sellsOnlyOverEncryptedConnections();
    void refusesWhatItCannotUse_data();
    void refusesWhatItCannotUse();
    void oneIdentityForOneCredential();
    void theCallHasTheTokenAndItsErrorsDoNot();
    void anAnswerWithoutATokenIsNone_data();
    void anAnswerWithoutATokenIsNone();

private:
    [[nodiscard]] QString written(const QString &name, const QJsonObject &object) const;
    void authorize(Authorizer &authorizer, const Credentials &credentials, Told &told);

    QTemporaryDir m_home;
    TurnedClock m_clock;
};

void TestGoogleToken::initTestCase()
{
    QVERIFY(m_home.isValid());
    qputenv("CLOUDSDK_CONFIG", (m_home.path() + u"/gcloud"_s).toUtf8()); // not the login of whoever runs this
}

QString TestGoogleToken::written(const QString &name, const QJsonObject &object) const
{
    const QString path = m_home.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QFile::WriteOnly))
        return {};
    file.write(QJsonDocument(object).toJson());
    return path;
}

void TestGoogleToken::authorize(Authorizer &authorizer, const Credentials &credentials, Told &told)
{
    authorizer.authorize({.url = QUrl(u"https://vertex.test/x"_s)}, vertex(), credentials, this,
        [&told](const Result<HttpRequest> &request) {
            ++told.times;
            if (request)
                told.request = *request;
            else
                told.error = request.error();
        });
}

// The whole way, with a server that checks the assertion as Google does.
void TestGoogleToken::aServiceAccountBuysAToken()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::ok(R"({"access_token":"ya29.bought","expires_in":3599,"token_type":"Bearer"})"));
    const QString address = server.url(u"/token"_s).toString();
    NetworkHttpClient client;
    Authorizer authorizer(client, m_clock);
    const Credentials credentials = keyed(serviceAccount(address));
    Told told;
    authorize(authorizer, credentials, told);
    QTRY_COMPARE(told.times, 1);
    QCOMPARE(told.header(), QByteArray("Bearer ya29.bought"));
    QCOMPARE(told.request.url, QUrl(u"https://vertex.test/x"_s));

    QCOMPARE(server.requests().size(), 1);
    const ServerRequest asked = server.requests().first();
    QCOMPARE(asked.method, QByteArray("POST"));
    QCOMPARE(asked.path, QByteArray("/token"));
    QCOMPARE(asked.header("content-type"), QByteArray("application/x-www-form-urlencoded"));
    QVERIFY(asked.header("authorization").isNull());
    QVERIFY(!asked.body.contains("PRIVATE"));
    const QHash<QString, QString> form = formOf(asked.body);
    QCOMPARE(form.size(), 2);
    QCOMPARE(form[u"grant_type"_s], u"urn:ietf:params:oauth:grant-type:jwt-bearer"_s);
    const QList<QByteArray> parts = form[u"assertion"_s].toLatin1().split('.');
    QCOMPARE(parts.size(), 3);
    QVERIFY(accountKey().verifies(fromBase64Url(parts.at(2)), parts.at(0) + '.' + parts.at(1)));
    QCOMPARE(QJsonDocument::fromJson(fromBase64Url(parts.at(0))).object(),
        (QJsonObject {{u"alg"_s, u"RS256"_s}, {u"typ"_s, u"JWT"_s}, {u"kid"_s, u"id-1"_s}}));
    const qint64 now = m_clock.time.toSecsSinceEpoch();
    QCOMPARE(QJsonDocument::fromJson(fromBase64Url(parts.at(1))).object(),
        (QJsonObject {{u"iss"_s, u"robot@acme.iam.gserviceaccount.com"_s},
            {u"scope"_s, u"https://www.googleapis.com/auth/cloud-platform"_s}, {u"aud"_s, address}, {u"iat"_s, now},
            {u"exp"_s, now + 3600}}));

    // The next call has it, and after a refusal it is bought anew.
    Told next;
    authorize(authorizer, credentials, next);
    QCOMPARE(next.times, 1);
    QCOMPARE(next.header(), QByteArray("Bearer ya29.bought"));
    authorizer.refused(vertex(), credentials);
    server.setAnswer(ServerScript::ok(R"({"access_token":"ya29.second","expires_in":"3599"})"));
    Told anew;
    authorize(authorizer, credentials, anew);
    QTRY_COMPARE(anew.header(), QByteArray("Bearer ya29.second"));
    QCOMPARE(server.requests().size(), 2);
}

void TestGoogleToken::aRefusalTellsWhyWithoutTheKey()
{
    const QByteArray line = accountKey().pem().split('\n').at(3);
    FakeHttpClient client([&line](const HttpRequest &) {
        return FakeAnswer {.status = 400,
            .body = R"({"error":"invalid_grant","error_description":"Invalid JWT Signature of )" + line
                + R"(, robot@acme.iam.gserviceaccount.com"})"};
    });
    Authorizer authorizer(client, m_clock);
    Told told;
    authorize(authorizer, keyed(serviceAccount(u"https://oauth2.googleapis.com/token"_s)), told);
    QTRY_COMPARE(told.times, 1);
    QVERIFY(told.error);
    QCOMPARE(told.error->kind, Error::Kind::Auth);
    QCOMPARE(told.error->code, u"invalid_grant"_s);
    QCOMPARE(told.error->service, u"vertex_ai"_s);
    QVERIFY2(told.error->detail.contains(u"Invalid JWT Signature"_s), qPrintable(told.error->detail));
    QVERIFY(told.error->detail.contains(u"robot@acme"_s)); // which account it was is no secret
    QVERIFY(!told.error->detail.contains(QString::fromLatin1(line.left(20))));
}

void TestGoogleToken::aServiceThatIsDownIsNoBadKey()
{
    FakeHttpClient client([](const HttpRequest &) { return FakeAnswer {.status = 503, .body = "<html></html>"}; });
    Authorizer authorizer(client, m_clock);
    Told told;
    authorize(authorizer, keyed(serviceAccount(u"https://oauth2.googleapis.com/token"_s)), told);
    QTRY_COMPARE(told.times, 1);
    QCOMPARE(told.error->kind, Error::Kind::Overloaded);
}

void TestGoogleToken::aPersonsLoginIsRefreshed()
{
    const Result<HttpRequest> request = googleTokenSource()->request(vertex(), keyed(personsLogin()), m_clock.now());
    QVERIFY(request);
    QCOMPARE(request->url, QUrl(u"https://oauth2.googleapis.com/token"_s));
    QCOMPARE(request->method, QByteArray("POST"));
    QCOMPARE(request->body,
        QByteArray("grant_type=refresh_token&client_id=c1&client_secret=s%20e%2Bc&refresh_token=1%2F%2Frefresh"));
}

void TestGoogleToken::findsCredentialsInTheirOrder()
{
    const TokenSource &source = *googleTokenSource();
    const auto host = [&](const Service &service, const Credentials &credentials) {
        const Result<HttpRequest> request = source.request(service, credentials, m_clock.now());
        return request ? request->url.host() : request.error().detail;
    };
    const Result<HttpRequest> nothing = source.request(vertex(), {}, m_clock.now());
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().kind, Error::Kind::Auth);
    QVERIFY(nothing.error().detail.contains(u"gcloud auth application-default login"_s));
    QVERIFY(!written(u"gcloud/application_default_credentials.json"_s, personsLogin()).isEmpty());
    QCOMPARE(host(vertex(), {}), u"oauth2.googleapis.com"_s);
    Service elsewhere = vertex();
    for (const char *address : {"https://vertex.test", "https://evilgoogleapis.com", "http://x.googleapis.com"}) {
        elsewhere.baseUrl = QUrl(QString::fromLatin1(address));
        QVERIFY(!source.request(elsewhere, {}, m_clock.now()));
    }
    const QString named = written(u"named.json"_s, serviceAccount(u"https://named.test/t"_s));
    QCOMPARE(host(vertex(named), {}), u"named.test"_s);
    const QString keyFile = written(u"key.json"_s, serviceAccount(u"https://key-file.test/t"_s));
    QCOMPARE(host(vertex(named), keyed(keyFile.toUtf8())), u"key-file.test"_s);
    QCOMPARE(host(vertex(named), keyed(serviceAccount(u"https://pasted.test/t"_s))), u"pasted.test"_s);
    QVERIFY(QFile::remove(m_home.filePath(u"gcloud/application_default_credentials.json"_s)));
}

void TestGoogleToken::aTokenIsUsedAsItIs()
{
    FakeHttpClient client;
    Authorizer authorizer(client, m_clock);
    Told told;
    authorize(authorizer, keyed(QByteArray("ya29.of-my-own")), told);
    QCOMPARE(told.times, 1);
    QCOMPARE(told.header(), QByteArray("Bearer ya29.of-my-own"));
    QCOMPARE(client.requests.size(), 0);
}

void TestGoogleToken::sellsOnlyOverEncryptedConnections_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("good");
    QTest::newRow("https") << u"https://oauth2.googleapis.com/token"_s << true;
    QTest::newRow("this machine") << u"http://127.0.0.1:8080/token"_s << true;
    QTest::newRow("http") << u"http://oauth2.googleapis.com/token"_s << false;
    QTest::newRow("looks like this machine") << u"http://127.0.0.1.evil.test/token"_s << false;
    QTest::newRow("a file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("no address") << u"token"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void TestGoogleToken::sellsOnlyOverEncryptedConnections()
{
    QFETCH(const QString, address);
    QFETCH(const bool, good);
    const Result<HttpRequest> request
        = googleTokenSource()->request(vertex(), keyed(serviceAccount(address)), m_clock.now());
    QCOMPARE(request.has_value(), good);
    if (!request)
        QCOMPARE(request.error().kind, Error::Kind::Auth);
}

void TestGoogleToken::refusesWhatItCannotUse_data()
{
    QTest::addColumn<QJsonObject>("credentials");
    QTest::addColumn<QString>("says");
    QJsonObject account = serviceAccount(u"https://t.test"_s);
    account.remove(u"client_email"_s);
    QTest::newRow("no account") << account << u"client_email"_s;
    account = serviceAccount(u"https://t.test"_s);
    account.insert(u"private_key"_s, u"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"_s);
    QTest::newRow("a broken key") << account << u"cannot be read"_s;
    QJsonObject login = personsLogin();
    login.remove(u"refresh_token"_s);
    QTest::newRow("nothing to refresh") << login << u"refresh_token"_s;
    QTest::newRow("another kind") << QJsonObject {{u"type"_s, u"external_account"_s}} << u"external_account"_s;
    QTest::newRow("no kind") << QJsonObject {{u"a"_s, 1}} << u"not known"_s;
}

void TestGoogleToken::refusesWhatItCannotUse()
{
    QFETCH(const QJsonObject, credentials);
    QFETCH(const QString, says);
    const Result<HttpRequest> request = googleTokenSource()->request(vertex(), keyed(credentials), m_clock.now());
    QVERIFY(!request);
    QCOMPARE(request.error().kind, Error::Kind::Auth);
    QCOMPARE(request.error().service, u"vertex_ai"_s);
    QVERIFY2(request.error().detail.contains(says), qPrintable(request.error().detail));
    // A key of another of Google's services is no token.
    const Credentials other = keyed(QByteArray("AIzaSyA1234567890"));
    QVERIFY(!googleTokenSource()->ready(vertex(), other, m_clock.now()));
    QVERIFY(!googleTokenSource()->request(vertex(), other, m_clock.now()));
}

void TestGoogleToken::oneIdentityForOneCredential()
{
    const TokenSource &source = *googleTokenSource();
    const QJsonObject account = serviceAccount(u"https://t.test"_s);
    const QString path = written(u"same.json"_s, account);
    const QByteArray pasted = source.identity(vertex(), keyed(account));
    QCOMPARE(source.identity(vertex(), keyed(path.toUtf8())), pasted);
    QVERIFY(source.identity(vertex(), keyed(personsLogin())) != pasted);
    QVERIFY(!pasted.contains("acme"));
}

// A service that echoes what it was sent.
void TestGoogleToken::theCallHasTheTokenAndItsErrorsDoNot()
{
    FakeHttpClient client([](const HttpRequest &request) {
        if (request.url.path() == "/token"_L1)
            return FakeAnswer {.body = R"({"access_token":"bought-7f3e9a1c","expires_in":3599})"};
        return FakeAnswer {.status = 401, .body = R"({"error":{"message":"who is bought-7f3e9a1c?"}})"};
    });
    Authorizer authorizer(client, m_clock);
    Target target {.service = vertex(), .model = u"gemini-x"_s};
    target.service.dialect = u"vertex-gemini"_s;
    ChatRequest request;
    request.messages = {Message::fromText(Role::User, u"hi"_s)};
    const auto attempt = [&] {
        ProviderCall call(
            request, target, keyed(serviceAccount(u"https://t.test/token"_s)), client, authorizer, m_clock);
        std::optional<Error> error;
        connect(&call, &ProviderCall::finished, this, [&error](const Result<Completion> &result) {
            error = result ? std::nullopt : std::optional(result.error());
        });
        call.start();
        [&error] { QTRY_VERIFY(error); }();
        return error.value_or(Error());
    };
    const Error error = attempt();
    QCOMPARE(error.kind, Error::Kind::Auth);
    QCOMPARE(error.detail, u"who is [hidden]?"_s);
    QCOMPARE(client.requests.size(), 2);
    QCOMPARE(headerValue(client.requests.at(1).headers, "authorization"), QByteArray("Bearer bought-7f3e9a1c"));
    QVERIFY(!client.requests.at(1).body.contains("PRIVATE"));
    // The token that was refused is not tried again.
    QCOMPARE(attempt().kind, Error::Kind::Auth);
    QCOMPARE(client.requests.size(), 4);
}

void TestGoogleToken::anAnswerWithoutATokenIsNone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("ya29.x");
    QTest::newRow("none") << QByteArray(R"({"expires_in":5})");
    QTest::newRow("not text") << QByteArray(R"({"access_token":5})");
    QTest::newRow("a header's end") << QByteArray(R"({"access_token":"a\r\nX-Evil: 1"})");
}

void TestGoogleToken::anAnswerWithoutATokenIsNone()
{
    QFETCH(const QByteArray, body);
    const Result<AccessToken> token = googleTokenSource()->read({.status = 200}, body, m_clock.now());
    QVERIFY(!token);
    QCOMPARE(token.error().kind, Error::Kind::Malformed);
}

QTEST_GUILESS_MAIN(TestGoogleToken)
#include "tst_google_token.moc"
