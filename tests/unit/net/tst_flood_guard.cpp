// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/FloodGuard.h"
#include "core/net/NetworkHttpClient.h"
#include "core/net/SocketBytes.h"
#include "tests/support/HttpCall.h"
#include "tests/support/LoopbackServer.h"

#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using lineup::Error;
using lineup::HttpRequest;
using lineup::NetworkHttpClient;
using lineup::SocketBytes;

namespace {

constexpr qint64 megabyte = 1024 * 1024;

std::optional<SocketBytes> bytesOf(const QTcpSocket &socket)
{
    for (const SocketBytes &one : lineup::socketBytes()) {
        if (one.descriptor == int(socket.socketDescriptor()))
            return one;
    }
    return std::nullopt;
}

} // namespace

// What belongs to no answer and never ends is stopped long before any limit of time is up, and nobody else with it.
class TestFloodGuard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void countsWhatAConnectionReceived();
    void stopsWhatNeverEnds_data();
    void stopsWhatNeverEnds();
    void leavesTheOthersOfAServer();
    void findsTheOneWhoFloods();
    void leavesALargeAnswerAlone();
};

void TestFloodGuard::initTestCase()
{
#ifndef Q_OS_LINUX
    QSKIP("only Linux tells what a connection has received; elsewhere the time for the first byte is the limit");
#endif
}

void TestFloodGuard::countsWhatAConnectionReceived()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QVERIFY(socket.waitForConnected());
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *other = server.nextPendingConnection();
    const std::optional<SocketBytes> before = bytesOf(socket);
    QVERIFY(before);
    QCOMPARE(before->received, 0U);
    QCOMPARE(before->peerPort, server.serverPort());
    QVERIFY(before->peer.isEqual(QHostAddress::LocalHost, QHostAddress::TolerantConversion));
    other->write(QByteArray(1000, 'x'));
    QTRY_COMPARE(socket.bytesAvailable(), 1000);
    const std::optional<SocketBytes> after = bytesOf(socket);
    QVERIFY(after && after->isSameConnection(*before));
    QCOMPARE(after->received, 1000U);
    QCOMPARE(bytesOf(*other)->received, 0U);
}

void TestFloodGuard::stopsWhatNeverEnds_data()
{
    QTest::addColumn<ServerScript>("answer");
    QTest::addColumn<QString>("order");
    const QByteArray filler(16 * 1024, '0');
    const QByteArray lines = QByteArray("x\r\nX-Filler: " + QByteArray(1000, 'x')).repeated(16);
    const auto chunked = [] { return ServerScript(200, ServerScript::Length::Chunked); };
    QTest::newRow("a header") << ServerScript::endlessHead(filler) << u"cf"_s;
    QTest::newRow("header after header") << ServerScript::endlessHead(lines) << u"cf"_s;
    QTest::newRow("the size of the first chunk") << chunked().bareForever(filler) << u"chf"_s;
    QTest::newRow("the size of a later chunk") << chunked().piece("hello").bareForever(filler) << u"chrf"_s;
}

void TestFloodGuard::stopsWhatNeverEnds()
{
    QFETCH(const ServerScript, answer);
    QFETCH(const QString, order);
    LoopbackServer server;
    server.setAnswer(answer);
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(call.over(), 60'000);
    QVERIFY(call.failedWith(Error::Kind::Network));
    QCOMPARE(call.error()->detail,
        order.contains(u'h') ? u"the server sends without end what belongs to no answer"_s
                             : u"the answer's headers are larger than 65536 bytes"_s);
    QCOMPARE(call.order(), order);
    QTRY_COMPARE_WITH_TIMEOUT(server.clientCloses(), 1, 20'000);
    QVERIFY2(server.bytesSent() < 200 * megabyte, QByteArray::number(server.bytesSent()).constData());
}

// Of two that the same server answers, the one that it floods ends, and the other gets its answer.
void TestFloodGuard::leavesTheOthersOfAServer()
{
    LoopbackServer server;
    server.setHandler([](const ServerRequest &request) {
        return request.path == "/flood" ? ServerScript::endlessHead(QByteArray(16 * 1024, 'x'))
                                        : ServerScript::raw({}).hold().bareBytes("HTTP/1.1 204 Nothing\r\n\r\n");
    });
    NetworkHttpClient client;
    HttpCall waiting(client, keyedPost(server.url(u"/wait"_s)));
    QTRY_VERIFY(waiting.connected());
    HttpCall flooded(client, keyedPost(server.url(u"/flood"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(flooded.over(), 60'000);
    QVERIFY(flooded.failedWith(Error::Kind::Network));
    QVERIFY(!waiting.over());
    server.release();
    QTRY_VERIFY_WITH_TIMEOUT(waiting.over(), 20'000);
    QVERIFY(waiting.succeeded());
}

// Another one waits for its headers too, from another server, and gets them in the end.
void TestFloodGuard::findsTheOneWhoFloods()
{
    LoopbackServer slow;
    slow.holdUntil(2);
    LoopbackServer flood;
    flood.setAnswer(ServerScript::endlessHead(QByteArray(16 * 1024, 'x')));
    NetworkHttpClient client;
    HttpCall waiting(client, keyedPost(slow.url()));
    HttpCall flooded(client, keyedPost(flood.url()));
    QTRY_VERIFY_WITH_TIMEOUT(flooded.over(), 60'000);
    QVERIFY(flooded.failedWith(Error::Kind::Network));
    QVERIFY(!waiting.over());
    HttpCall second(client, keyedPost(slow.url()));
    QTRY_VERIFY_WITH_TIMEOUT(waiting.over() && second.over(), 10'000);
    QVERIFY(waiting.succeeded() && second.succeeded());
}

// A large answer comes from the server that lets another call wait: what was delivered does not count as headers.
void TestFloodGuard::leavesALargeAnswerAlone()
{
    const QByteArray piece(256 * 1024, 'x');
    LoopbackServer server;
    server.setHandler([&piece](const ServerRequest &request) {
        if (request.path != "/large")
            return ServerScript::raw({}).hold().bareBytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
        ServerScript script(200, ServerScript::Length::Chunked);
        for (int i = 0; i < 120; ++i)
            script.piece(piece).pause(40ms);
        return script;
    });
    NetworkHttpClient client;
    HttpCall waiting(client, keyedPost(server.url(u"/late"_s)));
    QTRY_VERIFY(waiting.connected());
    HttpRequest request = keyedPost(server.url(u"/large"_s));
    request.streaming = true;
    HttpCall large(client, request);
    large.keepNothing();
    QTRY_VERIFY_WITH_TIMEOUT(large.over(), 60'000);
    QVERIFY(large.succeeded());
    QCOMPARE(large.bodySize(), 120 * piece.size());
    QVERIFY(!waiting.over());
    server.release();
    QTRY_VERIFY(waiting.over());
    QVERIFY(waiting.succeeded());
    QCOMPARE(waiting.body(), "late");
}

QTEST_GUILESS_MAIN(TestFloodGuard)
#include "tst_flood_guard.moc"
