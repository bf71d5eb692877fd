// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetworkHttpClient.h"
#include "tests/support/HttpCall.h"
#include "tests/support/LoopbackServer.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using lineup::Error;
using lineup::HttpRequest;
using lineup::NetworkHttpClient;

// Four megabytes of numbers in no simple order.
static QByteArray largeBody()
{
    QByteArray body;
    quint32 number = 1;
    while (body.size() < 4'000'000) {
        number = number * 1664525 + 1013904223;
        body.append(QByteArray::number(number)).append(',');
    }
    return body;
}

class TestHttpClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        // Qt itself warns of a bomb in an error body.
        if (qstrcmp(QTest::currentTestFunction(), "refusesBombs") != 0)
            QTest::failOnWarning(QRegularExpression(u".*"_s));
    }

    void sendsWhatItWasGiven();
    void methods_data();
    void methods();
    void largeUpload();
    void statusIsNoError_data();
    void statusIsNoError();
    void challengeIsNoError_data();
    void challengeIsNoError();
    void streamComesPieceByPiece();
    void signalsComeInOrder();
    void headDoesNotWaitForTheBody();
    void emptyBody_data();
    void emptyBody();
    void unpacksGzip();
    void asksForNoCompressionOfStreams();
    void refusesACompressedStream();
    void refusesBombs_data();
    void refusesBombs();
    void limitsTheBody_data();
    void limitsTheBody();
    void limitsTheHeaders();
    void headersWithoutEndEnd();
    void largeBodies_data();
    void largeBodies();
    void keepsConnections();
    void keepsNoCookies();
    void takesNoPasswordFromTheUrl();
    void refusesOtherSchemes_data();
    void refusesOtherSchemes();
};

void TestHttpClient::sendsWhatItWasGiven()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::ok("{\"ok\":1}").header("x-request-id", "r1"));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url(u"/v1/chat"_s)));
    QVERIFY(!call.over());
    QTRY_VERIFY(call.over());
    QVERIFY(call.succeeded());
    QCOMPARE(call.body(), "{\"ok\":1}");
    QCOMPARE(call.head()->status, 200);
    QCOMPARE(lineup::headerValue(call.head()->headers, "X-Request-Id"), "r1");

    QCOMPARE(server.requests().size(), 1);
    const ServerRequest &request = server.requests().constFirst();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.path, "/v1/chat");
    QCOMPARE(request.body, "{\"prompt\":\"canary\"}");
    QCOMPARE(request.header("authorization"), "Bearer sk-canary-0123456789");
    QCOMPARE(request.header("content-type"), "application/json");
    QCOMPARE(request.header("user-agent"), "Lineup");
    QVERIFY(request.header("upgrade").isNull()); // no HTTP/2 upgrade asked of a plain server
}

void TestHttpClient::methods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    for (const char *method : {"GET", "POST", "PUT", "PATCH", "DELETE"})
        QTest::newRow(method) << QByteArray(method) << QByteArray(qstrcmp(method, "GET") == 0 ? "" : "{}");
    QTest::newRow("DELETE without body") << QByteArray("DELETE") << QByteArray();
    QTest::newRow("POST without body") << QByteArray("POST") << QByteArray();
}

void TestHttpClient::methods()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, body);
    LoopbackServer server;
    NetworkHttpClient client;
    HttpCall call(client, {.method = method, .url = server.url(), .body = body});
    QTRY_VERIFY(call.over());
    QVERIFY(call.succeeded());
    QCOMPARE(call.order(), u"chrf"_s);
    QCOMPARE(server.requests().constFirst().method, method);
    QCOMPARE(server.requests().constFirst().body, body);
}

void TestHttpClient::largeUpload()
{
    LoopbackServer server;
    NetworkHttpClient client;
    QByteArray body(5'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = static_cast<char>(i % 251);
    HttpCall call(client, {.url = server.url(), .body = body});
    QTRY_VERIFY_WITH_TIMEOUT(call.over(), 20'000);
    QVERIFY(call.succeeded());
    QVERIFY(server.requests().constFirst().body == body);
}

void TestHttpClient::statusIsNoError_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 418, 422, 429, 451, 500,
             501, 502, 503, 504, 529, 599})
        QTest::addRow("%d", status) << status;
}

void TestHttpClient::statusIsNoError()
{
    QFETCH(const int, status);
    LoopbackServer server;
    server.setAnswer(ServerScript(status).header("Retry-After", "7").piece("{\"error\":{\"message\":\"no\"}}"));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY(call.over());
    QVERIFY2(call.succeeded(), call.error() ? qPrintable(call.error()->detail) : "");
    QCOMPARE(call.head()->status, status);
    QCOMPARE(lineup::headerValue(call.head()->headers, "retry-after"), "7");
    QCOMPARE(call.body(), "{\"error\":{\"message\":\"no\"}}");
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::challengeIsNoError_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("challenge");
    QTest::newRow("Bearer") << 401 << QByteArray("Bearer realm=\"api\"");
    QTest::newRow("Basic") << 401 << QByteArray("Basic realm=\"api\"");
    QTest::newRow("Digest") << 401 << QByteArray("Digest realm=\"api\", nonce=\"n\", qop=\"auth\"");
    QTest::newRow("NTLM") << 401 << QByteArray("NTLM");
    QTest::newRow("Negotiate") << 401 << QByteArray("Negotiate");
}

void TestHttpClient::challengeIsNoError()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, challenge);
    LoopbackServer server;
    server.setAnswer(ServerScript(status).header("WWW-Authenticate", challenge).piece("{\"error\":\"bad key\"}"));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY(call.over());
    QVERIFY2(call.succeeded(), call.error() ? qPrintable(call.error()->detail) : "");
    QCOMPARE(call.head()->status, status);
    QCOMPARE(call.body(), "{\"error\":\"bad key\"}");
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::streamComesPieceByPiece()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::stream({"data: 1\n\n"}).hold().piece("data: 2\n\n").hold().piece("data: 3\n\n"));
    NetworkHttpClient client;
    HttpCall call(client, {.url = server.url(), .body = "{}", .streaming = true});
    QTRY_COMPARE(call.pieces(), 1);
    QCOMPARE(call.body(), "data: 1\n\n");
    QVERIFY(!call.over());
    connect(&call, &HttpCall::pieceNow, this, [&server] { server.release(); });
    server.release();
    QTRY_VERIFY(call.over());
    QVERIFY(call.succeeded());
    QCOMPARE(call.pieces(), 3);
    QCOMPARE(call.body(), "data: 1\n\ndata: 2\n\ndata: 3\n\n");
}

void TestHttpClient::signalsComeInOrder()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::stream({}).pause(10ms).byteByByte("data: 1\n\n", 1ms));
    NetworkHttpClient client;
    HttpCall call(client, {.url = server.url(), .body = "{}", .streaming = true});
    QCOMPARE(call.order(), QString());
    QTRY_VERIFY(call.over());
    QCOMPARE(call.order(), u"chrf"_s);
}

void TestHttpClient::headDoesNotWaitForTheBody()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::stream({}).stall());
    NetworkHttpClient client;
    HttpCall call(client, {.url = server.url(), .body = "{}", .streaming = true});
    QTRY_COMPARE(call.order(), u"ch"_s);
    QCOMPARE(call.head()->status, 200);
}

void TestHttpClient::emptyBody_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("200") << 200;
    QTest::newRow("204") << 204;
    QTest::newRow("500") << 500;
}

void TestHttpClient::emptyBody()
{
    QFETCH(const int, status);
    LoopbackServer server;
    server.setAnswer(ServerScript(status));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY(call.over());
    QVERIFY(call.succeeded());
    QCOMPARE(call.order(), u"chf"_s);
    QCOMPARE(call.head()->status, status);
}

void TestHttpClient::unpacksGzip()
{
    const QByteArray text = QByteArray("{\"text\":\"a long answer\"}").repeated(2000);
    LoopbackServer server;
    server.setAnswer(ServerScript::gzip(gzipped(text)));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY(call.over());
    QVERIFY2(call.succeeded(), call.error() ? qPrintable(call.error()->detail) : "");
    QVERIFY(call.body() == text);
    QVERIFY(server.requests().constFirst().header("accept-encoding").contains("gzip"));
}

void TestHttpClient::asksForNoCompressionOfStreams()
{
    LoopbackServer server;
    NetworkHttpClient client;
    HttpCall call(client, {.url = server.url(), .body = "{}", .streaming = true});
    QTRY_VERIFY(call.over());
    QCOMPARE(server.requests().constFirst().header("accept-encoding"), "identity");
}

void TestHttpClient::refusesACompressedStream()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::gzip(gzipped("data: 1\n\n"), "text/event-stream"));
    NetworkHttpClient client;
    HttpCall call(client, {.url = server.url(), .body = "{}", .streaming = true});
    QTRY_VERIFY(call.over());
    QVERIFY(call.failedWith(Error::Kind::Network));
    QVERIFY(call.error()->detail.contains(u"compressed"_s));
    QVERIFY(call.body().isEmpty());
}

void TestHttpClient::refusesBombs_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("answer") << 200;
    QTest::newRow("error body") << 429;
}

void TestHttpClient::refusesBombs()
{
    QFETCH(const int, status);
    LoopbackServer server;
    const QByteArray bomb = gzipBomb(Q_INT64_C(300) * 1024 * 1024);
    QVERIFY(bomb.size() < 1024 * 1024);
    server.setAnswer(ServerScript(status).header("Content-Encoding", "gzip").piece(bomb));
    NetworkHttpClient client;
    HttpRequest request = keyedPost(server.url());
    HttpCall call(client, request);
    call.keepNothing();
    QTRY_VERIFY_WITH_TIMEOUT(call.over(), 20'000);

    QVERIFY(call.bodySize() <= request.limits.body);
    if (status == 200) {
        QVERIFY(call.failedWith(Error::Kind::Network));
        QVERIFY(call.error()->detail.contains(u"unpacked"_s));
    }
}

void TestHttpClient::limitsTheBody_data()
{
    QTest::addColumn<ServerScript>("answer");
    QTest::addColumn<bool>("fits");
    const QByteArray thousand(1000, 'x');
    QTest::newRow("fits") << ServerScript::ok(thousand) << true;
    QTest::newRow("one byte more") << ServerScript::ok(thousand + QByteArray("x")) << false;
    QTest::newRow("chunked") << ServerScript::stream({thousand, "x"}) << false;
    QTest::newRow("until closed")
        << ServerScript(200, ServerScript::Length::UntilClose).piece(thousand).piece("x").hold() << false;
    QTest::newRow("unpacked") << ServerScript::gzip(gzipped(thousand + QByteArray("x"))) << false;
    QTest::newRow("without end") << ServerScript::stream({}).forever(thousand) << false;
    QTest::newRow("an error body without end")
        << ServerScript(500, ServerScript::Length::Chunked).forever(thousand) << false;
}

void TestHttpClient::limitsTheBody()
{
    QFETCH(const ServerScript, answer);
    QFETCH(const bool, fits);
    LoopbackServer server;
    server.setAnswer(answer);
    NetworkHttpClient client;
    HttpRequest request = keyedPost(server.url());
    request.limits.body = 1000;
    HttpCall call(client, request);
    QTRY_VERIFY(call.over());
    QCOMPARE(call.succeeded(), fits);
    QVERIFY(call.bodySize() <= 1000);
    if (!fits) {
        QVERIFY(call.failedWith(Error::Kind::Network));
        QVERIFY(call.error()->detail.contains(u"larger than 1000 bytes"_s));
        // It is really stopped: an answer without end sees the connection go.
        if (QByteArray(QTest::currentDataTag()).contains("without end"))
            QTRY_COMPARE_WITH_TIMEOUT(server.clientCloses(), 1, 20'000); // the flood comes first on a busy machine
    }
}

void TestHttpClient::limitsTheHeaders()
{
    LoopbackServer server;
    server.enqueue(ServerScript::ok("{}").headerBytes(20'000)).enqueue(ServerScript::ok("{}").headerBytes(70'000));
    NetworkHttpClient client;
    HttpCall small(client, keyedPost(server.url()));
    QTRY_VERIFY(small.over());
    QVERIFY(small.succeeded());
    HttpCall large(client, keyedPost(server.url()));
    QTRY_VERIFY(large.over());
    QVERIFY(large.failedWith(Error::Kind::Network));
    QVERIFY(large.error()->detail.contains(u"65536"_s));
    QVERIFY(!large.head());
}

void TestHttpClient::headersWithoutEndEnd()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::raw("HTTP/1.1 200 OK\r\n").forever("X-Filler: " + QByteArray(1000, 'h') + "\r\n"));
    NetworkHttpClient client;
    HttpRequest request = keyedPost(server.url());
    request.timeouts.firstByte = 300ms;
    HttpCall call(client, request);
    QTRY_VERIFY(call.over());
    // Qt has no bound of its own and hears of the end only when the server pauses: but the call is over in time.
    QVERIFY(call.failedWith(Error::Kind::Timeout));
    QCOMPARE(call.order(), u"cf"_s);
}

void TestHttpClient::largeBodies_data()
{
    QTest::addColumn<ServerScript>("answer");
    // Far beyond what Qt reads ahead; numbers, so that gzip leaves much of it.
    const QByteArray body = largeBody();
    QTest::newRow("content length") << ServerScript::ok(body);
    QTest::newRow("chunked") << ServerScript::stream(
        {body.first(1'000'000), body.sliced(1'000'000)}, "application/json");
    QTest::newRow("until closed") << ServerScript(200, ServerScript::Length::UntilClose).piece(body).hold();
    QTest::newRow("gzip") << ServerScript::gzip(gzipped(body));
    QTest::newRow("error body") << ServerScript(500).piece(body);
}

void TestHttpClient::largeBodies()
{
    QFETCH(const ServerScript, answer);
    LoopbackServer server;
    server.setAnswer(answer);
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    // A body that ends with its connection: where head, body and end come in one piece, Qt may take them for a
    // connection that was closed before an answer (TestHttpFaults::answersUntilTheEndAreAllOrNothing).
    connect(&call, &HttpCall::pieceNow, this, [&server] { server.release(); });
    QTRY_VERIFY_WITH_TIMEOUT(call.over(), 20'000);
    QVERIFY2(call.succeeded(), call.error() ? qPrintable(call.error()->detail) : "");
    QVERIFY(call.body() == largeBody());
}

void TestHttpClient::keepsConnections()
{
    LoopbackServer server;
    NetworkHttpClient client;
    for (int i = 0; i < 20; ++i) {
        HttpCall call(client, keyedPost(server.url()));
        QTRY_VERIFY(call.over());
        QVERIFY(call.succeeded());
    }
    QCOMPARE(server.connectionCount(), 1);
    QCOMPARE(client.managerCount(), 1);
}

void TestHttpClient::keepsNoCookies()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::ok("{}").header("Set-Cookie", "session=1; Path=/"));
    NetworkHttpClient client;
    for (int i = 0; i < 2; ++i) {
        HttpCall call(client, keyedPost(server.url()));
        QTRY_VERIFY(call.over());
    }
    QVERIFY(server.requests().constLast().header("cookie").isNull());
}

void TestHttpClient::takesNoPasswordFromTheUrl()
{
    LoopbackServer server;
    server.setAnswer(ServerScript(401).header("WWW-Authenticate", "Basic realm=\"x\""));
    NetworkHttpClient client;
    QUrl url = server.url();
    url.setUserInfo(u"user:secret"_s);
    HttpCall call(client, {.method = "GET", .url = url});
    QTRY_VERIFY(call.over());
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(server.requests().constFirst().header("authorization").isNull());
}

void TestHttpClient::refusesOtherSchemes_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("file") << QUrl(u"file:///etc/hostname"_s);
    QTest::newRow("data") << QUrl(u"data:text/plain,hello"_s);
    QTest::newRow("ftp") << QUrl(u"ftp://127.0.0.1/x"_s);
    QTest::newRow("qrc") << QUrl(u"qrc:/x"_s);
    QTest::newRow("no host") << QUrl(u"http:///x"_s);
    QTest::newRow("nothing") << QUrl();
}

void TestHttpClient::refusesOtherSchemes()
{
    QFETCH(const QUrl, url);
    NetworkHttpClient client;
    HttpCall call(client, {.method = "GET", .url = url});
    QVERIFY(!call.over());
    QTRY_VERIFY(call.over());
    QCOMPARE(call.order(), u"f"_s);
    QVERIFY(call.failedWith(Error::Kind::Network));
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"
