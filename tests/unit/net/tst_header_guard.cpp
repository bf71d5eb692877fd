// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/HeaderGuard.h"
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

// Headers that never end are stopped long before the time for the first byte is up, and nobody else with them.
class TestHeaderGuard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void countsWhatAConnectionReceived();
    void stopsHeadersWithoutEnd_data();
    void stopsHeadersWithoutEnd();
    void findsTheOneWhoFloods();
    void leavesALargeAnswerAlone();
};

void TestHeaderGuard::initTestCase()
{
#ifndef Q_OS_LINUX
    QSKIP("only Linux tells what a connection has received; elsewhere the time for the first byte is the limit");
#endif
}

void TestHeaderGuard::countsWhatAConnectionReceived()
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

void TestHeaderGuard::stopsHeadersWithoutEnd_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("one line") << QByteArray(16 * 1024, 'x');
    QTest::newRow("line after line") << QByteArray("x\r\nX-Filler: " + QByteArray(1000, 'x')).repeated(16);
}

void TestHeaderGuard::stopsHeadersWithoutEnd()
{
    QFETCH(const QByteArray, bytes);
    LoopbackServer server;
    server.setAnswer(ServerScript::endlessHead(bytes));
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(call.over(), 60'000);
    QVERIFY(call.failedWith(Error::Kind::Network));
    QCOMPARE(call.error()->detail, u"the answer's headers are larger than 65536 bytes"_s);
    QCOMPARE(call.order(), "cf"_L1);
    QTRY_COMPARE_WITH_TIMEOUT(server.clientCloses(), 1, 20'000);
    QVERIFY2(server.bytesSent() < 200 * megabyte, QByteArray::number(server.bytesSent()).constData());
}

// Another one waits for its headers too, from another server, and gets them in the end.
void TestHeaderGuard::findsTheOneWhoFloods()
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
void TestHeaderGuard::leavesALargeAnswerAlone()
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

QTEST_GUILESS_MAIN(TestHeaderGuard)
#include "tst_header_guard.moc"
