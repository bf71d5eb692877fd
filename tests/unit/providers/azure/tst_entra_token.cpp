// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Authorizer.h"
#include "core/providers/azure/EntraTokenSource.h"
#include "tests/support/FakeHttpClient.h"
#include "tests/support/TurnedClock.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

Service azure()
{
    Service out;
    out.id = u"azure"_s;
    out.label = u"Azure"_s;
    out.auth = AuthScheme::EntraToken;
    out.settings = {{u"tenant"_s, u"t-1"_s}, {u"client_id"_s, u"c-1"_s}, {u"authority"_s, u"https://login.test"_s},
        {u"scope"_s, u"https://scope.test/.default"_s}};
    return out;
}

Credentials with(const QByteArray &key, const QByteArray &clientSecret = {}, const QByteArray &adToken = {})
{
    Credentials out(SecretBytes {key});
    if (!clientSecret.isEmpty())
        out.fields.insert(u"client_secret"_s, SecretBytes(clientSecret));
    if (!adToken.isEmpty())
        out.fields.insert(u"ad_token"_s, SecretBytes(adToken));
    return out;
}

// What one call was told.
struct Told
{
    int times = 0;
    HttpHeaders headers;
    std::optional<Error> error;
};

} // namespace

class TestEntraToken : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void picks_data();
    void picks();
    void anApplicationBuysAToken();
    void oneThatLacksSomethingUsesTheKey();
    void withNothingItSaysWhatToGive();
    void sellsOnlyOverEncryptedConnections();
    void tokensAreOfOneApplication();
    void jsonGoesIntoNoHeader();

private:
    void authorize(const Service &service, const Credentials &credentials, Told &told);

    TurnedClock m_clock;
    FakeHttpClient m_client {[](const HttpRequest &) {
        return FakeAnswer {.body = R"({"token_type":"Bearer","expires_in":3599,"access_token":"eyJ.bought"})"};
    }};
    Authorizer m_authorizer {m_client, m_clock};
};

void TestEntraToken::authorize(const Service &service, const Credentials &credentials, Told &told)
{
    m_client.requests.clear();
    m_authorizer.authorize({.url = QUrl(u"https://acme.test/x"_s)}, service, credentials, this,
        [&told](const Result<HttpRequest> &request) {
            ++told.times;
            if (request)
                told.headers = request->headers;
            else
                told.error = request.error();
        });
}

void TestEntraToken::picks_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("bearer");
    QTest::addColumn<QByteArray>("apiKey");
    const QByteArray none;
    QTest::newRow("a key") << QByteArray("k-12345") << none << none << none << QByteArray("k-12345");
    QTest::newRow("a token") << none << none << QByteArray("eyJ.mine") << QByteArray("Bearer eyJ.mine") << none;
    QTest::newRow("a token before a key")
        << QByteArray("k-12345") << none << QByteArray("eyJ.mine") << QByteArray("Bearer eyJ.mine") << none;
    QTest::newRow("an application before all") << QByteArray("k-12345") << QByteArray("s-1") << QByteArray("eyJ.mine")
                                               << QByteArray("Bearer eyJ.bought") << none;
}

void TestEntraToken::picks()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, secret);
    QFETCH(const QByteArray, token);
    Told told;
    authorize(azure(), with(key, secret, token), told);
    QTRY_COMPARE(told.times, 1);
    QVERIFY(!told.error);
    QTEST(headerValue(told.headers, "Authorization"), "bearer");
    QTEST(headerValue(told.headers, "api-key"), "apiKey");
}

void TestEntraToken::anApplicationBuysAToken()
{
    const Result<HttpRequest> request = entraTokenSource()->request(azure(), with({}, "s&1 "), m_clock.now());
    QVERIFY(request);
    QCOMPARE(request->method, QByteArray("POST"));
    QCOMPARE(request->url, QUrl(u"https://login.test/t-1/oauth2/v2.0/token"_s));
    QCOMPARE(headerValue(request->headers, "content-type"), QByteArray("application/x-www-form-urlencoded"));
    QCOMPARE(request->body,
        QByteArray("grant_type=client_credentials&client_id=c-1&client_secret=s%261%20"
                   "&scope=https%3A%2F%2Fscope.test%2F.default"));
    const Result<AccessToken> token
        = entraTokenSource()->read({.status = 200}, R"({"access_token":"eyJ.x","expires_in":600})", m_clock.now());
    QVERIFY(token);
    QCOMPARE(token->token.view().toByteArray(), QByteArray("eyJ.x"));
    QCOMPARE(token->expiresAt, m_clock.now().addSecs(600));
    const Result<AccessToken> refused = entraTokenSource()->read({.status = 401},
        R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."})",
        m_clock.now());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Auth);
    QCOMPARE(refused.error().code, u"invalid_client"_s);
    QVERIFY(refused.error().detail.contains(u"AADSTS7000215"_s));
}

void TestEntraToken::oneThatLacksSomethingUsesTheKey()
{
    for (const QString &field : {u"tenant"_s, u"client_id"_s}) {
        Service service = azure();
        service.settings.remove(field);
        Told told;
        authorize(service, with("k-12345", "s-1"), told);
        QCOMPARE(told.times, 1);
        QCOMPARE(headerValue(told.headers, "api-key"), QByteArray("k-12345"));
        QVERIFY(m_client.requests.isEmpty());
    }
}

void TestEntraToken::withNothingItSaysWhatToGive()
{
    Told told;
    authorize(azure(), {}, told);
    QCOMPARE(told.times, 1);
    QVERIFY(told.error);
    QCOMPARE(told.error->kind, Error::Kind::Auth);
    QVERIFY(told.error->detail.contains(u"client_secret"_s));
    QVERIFY(m_client.requests.isEmpty());
}

void TestEntraToken::sellsOnlyOverEncryptedConnections()
{
    Service service = azure();
    service.settings.insert(u"authority"_s, u"http://login.test"_s);
    QVERIFY(!entraTokenSource()->request(service, with({}, "s-1"), m_clock.now()));
    service.settings.insert(u"authority"_s, u"http://localhost:8080"_s);
    QVERIFY(entraTokenSource()->request(service, with({}, "s-1"), m_clock.now()));
}

void TestEntraToken::tokensAreOfOneApplication()
{
    const TokenSource &source = *entraTokenSource();
    const QByteArray one = source.identity(azure(), with({}, "s-1"));
    QCOMPARE(source.identity(azure(), with("k-12345", "s-1")), one);
    QVERIFY(source.identity(azure(), with({}, "s-2")) != one);
    Service other = azure();
    other.settings.insert(u"scope"_s, u"https://other.test/.default"_s);
    QVERIFY(source.identity(other, with({}, "s-1")) != one);
    QVERIFY(!one.contains("s-1"));
}

// Credentials that were pasted for the wrong service stay here.
void TestEntraToken::jsonGoesIntoNoHeader()
{
    for (const AuthScheme scheme : {AuthScheme::EntraToken, AuthScheme::Bearer, AuthScheme::XApiKey}) {
        Service service = azure();
        service.auth = scheme;
        Told told;
        authorize(service, with(R"({"type":"service_account","private_key":"p"})"), told);
        QCOMPARE(told.times, 1);
        QVERIFY(told.error);
        QCOMPARE(told.error->kind, Error::Kind::Auth);
        QVERIFY(!told.error->detail.contains(u"private"_s));
    }
}

QTEST_GUILESS_MAIN(TestEntraToken)
#include "tst_entra_token.moc"
