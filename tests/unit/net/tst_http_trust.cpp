// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetworkErrors.h"
#include "core/net/NetworkHttpClient.h"
#include "core/net/Origin.h"
#include "tests/support/HttpCall.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/TestCertificate.h"

#include <QRegularExpression>
#include <QSslConfiguration>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using lineup::Error;
using lineup::HttpRequest;
using lineup::NetworkHttpClient;

#define NEED_TLS(certificate)                                                                                          \
    if (!QSslSocket::supportsSsl() || !(certificate).isValid()) {                                                      \
        if (qEnvironmentVariable("CI") == "true"_L1)                                                                   \
            QFAIL("TLS or the openssl command is missing");                                                            \
        QSKIP("TLS or the openssl command is not here");                                                               \
    }

namespace {

// Everybody trusts that certificate while this lives.
class Trusting
{
public:
    explicit Trusting(const QSslCertificate &certificate) : m_before(QSslConfiguration::defaultConfiguration())
    {
        QSslConfiguration trusting = m_before;
        trusting.setCaCertificates({certificate});
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    ~Trusting() { QSslConfiguration::setDefaultConfiguration(m_before); }
    Q_DISABLE_COPY_MOVE(Trusting)

private:
    const QSslConfiguration m_before;
};

} // namespace

// Where a key and a prompt may go: TLS, redirects, proxies.
class TestHttpTrust : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanup();

    void redirects_data();
    void redirects();
    void redirectWithoutATarget();
    void selfSignedIsRefused();
    void trustedCertificateIsTaken();
    void trustedButWrong_data();
    void trustedButWrong();
    void tlsThatNeverComesUp();
    void tlsFaultsInWords_data();
    void tlsFaultsInWords();
    void systemProxyIsUsed();
    void brokenProxies_data();
    void brokenProxies();
    void loopbackHasNoProxy_data();
    void loopbackHasNoProxy();
    void loopbackNames_data();
    void loopbackNames();
};

void TestHttpTrust::cleanup()
{
    for (const char *name : {"http_proxy", "https_proxy", "no_proxy"})
        qunsetenv(name);
}

void TestHttpTrust::redirects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("sameOrigin");
    for (const int status : {300, 301, 302, 303, 305, 307, 308}) {
        for (const char *method : {"GET", "POST"}) {
            for (const bool same : {false, true})
                QTest::addRow("%d %s %s", status, method, same ? "same origin" : "other origin")
                    << status << QByteArray(method) << same;
        }
    }
}

void TestHttpTrust::redirects()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, method);
    QFETCH(const bool, sameOrigin);
    LoopbackServer asked;
    LoopbackServer other;
    const LoopbackServer &target = sameOrigin ? asked : other;
    asked.enqueue(ServerScript::redirect(status, target.url(u"/elsewhere"_s).toEncoded() + "?token=canary"));
    NetworkHttpClient client;
    HttpRequest request = keyedPost(asked.url());
    request.method = method;
    HttpCall call(client, request);
    QTRY_VERIFY(call.over());
    QVERIFY(call.failedWith(Error::Kind::Network));
    QCOMPARE(call.error()->detail, u"redirect refused: status %1 to 127.0.0.1"_s.arg(status));
    QCOMPARE(call.error()->httpStatus, status);
    QVERIFY(!call.head());
    // Nothing reached another address: not the key, not the prompt, no request at all.
    QCOMPARE(asked.requests().size(), 1);
    QCOMPARE(other.connectionCount(), 0);
}

void TestHttpTrust::redirectWithoutATarget()
{
    LoopbackServer server;
    server.setAnswer(ServerScript(302).piece("moved"));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY(call.over());
    QCOMPARE(call.error()->detail, u"redirect refused: status 302 to nowhere"_s);
}

void TestHttpTrust::selfSignedIsRefused()
{
    const TestCertificate certificate = TestCertificate::make();
    NEED_TLS(certificate);
    LoopbackServer server;
    QVERIFY(server.useTls(certificate));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY(call.over());
    QCOMPARE(call.order(), u"f"_s);
    QVERIFY(call.failedWith(Error::Kind::Network));
    QCOMPARE(call.error()->detail, u"TLS: certificate is self-signed"_s);
    QVERIFY(server.requests().isEmpty());
}

void TestHttpTrust::trustedCertificateIsTaken()
{
    // Shows that the refusal above is about trust, and that TLS works at all.
    const TestCertificate certificate = TestCertificate::make();
    NEED_TLS(certificate);
    const Trusting trusting(certificate.certificate());
    LoopbackServer server;
    QVERIFY(server.useTls(certificate));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY(call.over());
    QVERIFY2(call.succeeded(), call.error() ? qPrintable(call.error()->detail) : "");
    QCOMPARE(call.order(), u"chrf"_s);
    QCOMPARE(call.body(), "{}");
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpTrust::trustedButWrong_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("names");
    QTest::addColumn<QString>("words");
    const QString here = u"DNS:localhost,IP:127.0.0.1"_s;
    QTest::newRow("good") << 2 << here << QString();
    QTest::newRow("expired") << -1 << here << u"TLS: certificate expired (20"_s;
    QTest::newRow("another host") << 2 << u"DNS:models.invalid"_s << u"TLS: certificate is for another host (leaf)"_s;
    QTest::newRow("another address") << 2 << u"IP:127.0.0.9"_s << u"TLS: certificate is for another host (leaf)"_s;
}

void TestHttpTrust::trustedButWrong()
{
    // Its issuer is trusted (the first row shows it): what is refused is the date or the name, and no request goes out.
    QFETCH(const int, days);
    QFETCH(const QString, names);
    QFETCH(const QString, words);
    static const TestCertificate authority = TestCertificate::make();
    const TestCertificate certificate = authority.sign(days, names);
    NEED_TLS(certificate);
    const Trusting trusting(authority.certificate());
    LoopbackServer server;
    QVERIFY(server.useTls(certificate));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY(call.over());
    if (words.isEmpty()) {
        QVERIFY2(call.succeeded(), call.error() ? qPrintable(call.error()->detail) : "");
        return;
    }
    QCOMPARE(call.order(), u"f"_s);
    QVERIFY(call.failedWith(Error::Kind::Network));
    QVERIFY2(call.error()->detail.startsWith(words), qPrintable(call.error()->detail));
    QVERIFY(server.requests().isEmpty());
}

void TestHttpTrust::tlsThatNeverComesUp()
{
    LoopbackServer server;
    server.setGreeting(LoopbackServer::Greeting::Silence);
    QUrl url = server.url();
    url.setScheme(u"https"_s);
    NetworkHttpClient client;
    HttpRequest request = keyedPost(url);
    request.timeouts.connect = 120ms;
    HttpCall call(client, request);
    QTRY_VERIFY(call.over());
    QCOMPARE(call.order(), u"f"_s);
    QVERIFY(call.failedWith(Error::Kind::Timeout));
    QCOMPARE(call.error()->detail, u"gave up connecting after 120 ms"_s);
}

void TestHttpTrust::tlsFaultsInWords_data()
{
    QTest::addColumn<QSslError::SslError>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("expired") << QSslError::CertificateExpired << u"certificate expired (20"_s;
    QTest::newRow("not yet") << QSslError::CertificateNotYetValid << u"not valid yet (until 20"_s;
    QTest::newRow("host") << QSslError::HostNameMismatch << u"for another host (localhost)"_s;
    QTest::newRow("chain") << QSslError::SelfSignedCertificateInChain << u"unknown authority"_s;
    QTest::newRow("issuer") << QSslError::UnableToGetLocalIssuerCertificate << u"issuer"_s;
    QTest::newRow("revoked") << QSslError::CertificateRevoked << u"revoked"_s;
    QTest::newRow("rare") << QSslError::PathLengthExceeded << u"TLS: "_s;
}

void TestHttpTrust::tlsFaultsInWords()
{
    QFETCH(const QSslError::SslError, fault);
    QFETCH(const QString, words);
    static const TestCertificate certificate = TestCertificate::make();
    NEED_TLS(certificate);
    const QString text = lineup::tlsErrorText(QSslError(fault, certificate.certificate()));
    QVERIFY2(text.startsWith(u"TLS: "_s) && text.contains(words), qPrintable(text));
}

void TestHttpTrust::systemProxyIsUsed()
{
    LoopbackServer proxy;
    proxy.setAnswer(ServerScript::ok("{\"through\":\"proxy\"}"));
    qputenv("http_proxy", proxy.url().toEncoded());
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(QUrl(u"http://models.invalid/v1/chat"_s)));
    QTRY_VERIFY(call.over());
    QVERIFY2(call.succeeded(), call.error() ? qPrintable(call.error()->detail) : "");
    QCOMPARE(call.body(), "{\"through\":\"proxy\"}");
    QCOMPARE(proxy.requests().size(), 1);
    QCOMPARE(proxy.requests().constFirst().path, "http://models.invalid/v1/chat");
    QCOMPARE(proxy.requests().constFirst().body, "{\"prompt\":\"canary\"}");
}

void TestHttpTrust::brokenProxies_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<ServerScript>("answer");
    QTest::addColumn<bool>("refuses");
    const QString plain = u"http://models.invalid/"_s;
    const QString secure = u"https://models.invalid/"_s;
    QTest::newRow("refuses") << plain << ServerScript() << true;
    QTest::newRow("refuses a tunnel") << secure << ServerScript() << true;
    QTest::newRow("closes") << plain << ServerScript::raw({}).close() << false;
    QTest::newRow("closes a tunnel") << secure << ServerScript::raw({}).close() << false;
    QTest::newRow("asks for a password") << secure
                                         << ServerScript(407).header("Proxy-Authenticate", "Basic realm=\"p\"")
                                         << false;
}

void TestHttpTrust::brokenProxies()
{
    QFETCH(const QString, target);
    QFETCH(const ServerScript, answer);
    QFETCH(const bool, refuses);
    LoopbackServer proxy;
    proxy.setAnswer(answer);
    if (refuses)
        proxy.refuse();
    qputenv("http_proxy", proxy.url().toEncoded());
    qputenv("https_proxy", proxy.url().toEncoded());
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(QUrl(target)));
    QTRY_VERIFY(call.over());
    QVERIFY(call.failedWith(Error::Kind::Network));
    QVERIFY(!call.error()->detail.isEmpty());
    for (const ServerRequest &request : proxy.requests()) {
        if (request.method == "CONNECT")
            QVERIFY(request.header("authorization").isNull());
    }
}

void TestHttpTrust::loopbackHasNoProxy_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("address") << u"127.0.0.1"_s;
    QTest::newRow("name") << u"localhost"_s;
    QTest::newRow("another address") << u"127.8.9.10"_s;
}

void TestHttpTrust::loopbackHasNoProxy()
{
    QFETCH(const QString, host);
    LoopbackServer proxy;
    LoopbackServer server;
    qputenv("http_proxy", proxy.url().toEncoded());
    NetworkHttpClient client;
    QUrl url = server.url();
    url.setHost(host);
    HttpCall call(client, keyedPost(url));
    QTRY_VERIFY(call.over()); // 127.8.9.10 is refused: the server listens on 127.0.0.1 alone
    QCOMPARE(call.succeeded(), host != u"127.8.9.10"_s);
    QCOMPARE(proxy.connectionCount(), 0);
}

void TestHttpTrust::loopbackNames_data()
{
    QTest::addColumn<bool>("loopback");
    for (const char *host : {"localhost", "ollama.localhost", "127.0.0.1", "127.255.255.254", "::1"})
        QTest::newRow(host) << true;
    for (const char *host : {"localhost.example.com", "127.0.0.1.example.com", "notlocalhost", "10.0.0.1", "0.0.0.0",
             "192.168.0.2", "::", "fe80::1", "2001:db8::1", "api.openai.com", ""})
        QTest::newRow(host) << false;
}

void TestHttpTrust::loopbackNames()
{
    QTEST(lineup::isLoopback(QString::fromLatin1(QTest::currentDataTag())), "loopback");
}

QTEST_GUILESS_MAIN(TestHttpTrust)
#include "tst_http_trust.moc"
