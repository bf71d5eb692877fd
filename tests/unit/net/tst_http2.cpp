// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetworkHttpClient.h"
#include "tests/support/HttpCall.h"
#include "tests/support/TestCertificate.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using lineup::Error;
using lineup::headerValue;
using lineup::NetworkHttpClient;

// What HttpReply promises, over HTTP/2. Node.js serves it, because Qt has no server for it; skipped where there is
// none.
class TestHttp2 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void streamedAnswer();
    void errorStatus();
    void callsShareAConnection();
    void cutConnection();
    void refusedStreamIsNotSentTwice();
    void abortReachesTheServer();
    void cleanupTestCase();

private:
    [[nodiscard]] QUrl url(const QString &path) const;
    [[nodiscard]] static int number(const HttpCall &call, const char *header);

    QTemporaryDir m_folder;
    QProcess m_server;
    QSslConfiguration m_before;
    int m_port = 0;
};

void TestHttp2::initTestCase()
{
    m_before = QSslConfiguration::defaultConfiguration();
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    const TestCertificate certificate = TestCertificate::make();
    if (node.isEmpty() || !QSslSocket::supportsSsl() || !certificate.isValid())
        QSKIP("Node.js, openssl or TLS is not here");
    QFile key(m_folder.filePath(u"key.pem"_s));
    QFile chain(m_folder.filePath(u"certificate.pem"_s));
    QVERIFY(key.open(QFile::WriteOnly) && chain.open(QFile::WriteOnly));
    key.write(certificate.key().toPem());
    chain.write(certificate.certificate().toPem());
    key.close();
    chain.close();
    m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_server.start(
        node, {QStringLiteral(LINEUP_SOURCE_DIR "/tests/unit/net/http2_server.js"), key.fileName(), chain.fileName()});
    QVERIFY(m_server.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(m_server.canReadLine(), 20'000);
    m_port = m_server.readLine().trimmed().toInt();
    QVERIFY(m_port > 0);
    QSslConfiguration trusting = m_before;
    trusting.setCaCertificates({certificate.certificate()});
    QSslConfiguration::setDefaultConfiguration(trusting);
}

void TestHttp2::cleanupTestCase()
{
    QSslConfiguration::setDefaultConfiguration(m_before);
    m_server.closeWriteChannel();
    if (m_server.state() != QProcess::NotRunning && !m_server.waitForFinished(5000))
        m_server.kill();
}

QUrl TestHttp2::url(const QString &path) const
{
    return QUrl(u"https://127.0.0.1:%1%2"_s.arg(m_port).arg(path));
}

int TestHttp2::number(const HttpCall &call, const char *header)
{
    return call.head() ? headerValue(call.head()->headers, header).toInt() : -1;
}

void TestHttp2::streamedAnswer()
{
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(url(u"/stream"_s)));
    QTRY_VERIFY(call.over());
    QVERIFY2(call.succeeded(), call.error() ? qPrintable(call.error()->detail) : "");
    QCOMPARE(call.order(), u"chrf"_s);
    QCOMPARE(call.head()->status, 200);
    QCOMPARE(call.body(), QByteArray("data: 1\n\ndata: 2\n\n"));
    QCOMPARE(headerValue(call.head()->headers, "x-body"), QByteArray("{\"prompt\":\"canary\"}"));
    QCOMPARE(headerValue(call.head()->headers, "x-key"), QByteArray("Bearer sk-canary-0123456789"));
}

void TestHttp2::errorStatus()
{
    NetworkHttpClient client;
    HttpCall call(client, keyedPost(url(u"/error"_s)));
    QTRY_VERIFY(call.over());
    QVERIFY(call.succeeded());
    QCOMPARE(call.head()->status, 429);
    QCOMPARE(call.body(), QByteArray("data: 1\n\ndata: 2\n\n"));
}

void TestHttp2::callsShareAConnection()
{
    NetworkHttpClient client;
    HttpCall first(client, keyedPost(url(u"/stream"_s)));
    QTRY_VERIFY(first.over());
    const int sessions = number(first, "x-sessions");
    QList<std::shared_ptr<HttpCall>> calls;
    for (int i = 0; i < 8; ++i)
        calls.append(std::make_shared<HttpCall>(client, keyedPost(url(u"/stream"_s))));
    for (const std::shared_ptr<HttpCall> &call : calls) {
        QTRY_VERIFY(call->over());
        QVERIFY(call->succeeded());
        QVERIFY(number(*call, "x-sessions") <= sessions + 1); // one more manager at the most
    }
}

void TestHttp2::cutConnection()
{
    NetworkHttpClient client;
    HttpCall before(client, keyedPost(url(u"/count"_s)));
    QTRY_VERIFY(before.over());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"finished with error: \"Connection closed\""_s)); // Qt's
    HttpCall call(client, keyedPost(url(u"/cut"_s)));
    QTRY_VERIFY(call.over());
    QVERIFY(call.failedWith(Error::Kind::Network));
    QCOMPARE(call.order().count(u'f'), 1);
    QVERIFY(QByteArray("data: 1\n\n").startsWith(call.body()));
    HttpCall after(client, keyedPost(url(u"/count"_s)));
    QTRY_VERIFY(after.over());
    QCOMPARE(number(after, "x-requests"), number(before, "x-requests") + 1);
}

void TestHttp2::refusedStreamIsNotSentTwice()
{
    NetworkHttpClient client;
    HttpCall before(client, keyedPost(url(u"/count"_s)));
    QTRY_VERIFY(before.over());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Server refused a stream"_s)); // Qt says so
    HttpCall call(client, keyedPost(url(u"/refused"_s)));
    QTRY_VERIFY(call.over());
    QVERIFY(call.failedWith(Error::Kind::Network));
    HttpCall after(client, keyedPost(url(u"/count"_s)));
    QTRY_VERIFY(after.over());
    QCOMPARE(number(after, "x-requests"), number(before, "x-requests") + 1);
}

void TestHttp2::abortReachesTheServer()
{
    NetworkHttpClient client;
    HttpCall before(client, keyedPost(url(u"/count"_s)));
    QTRY_VERIFY(before.over());
    HttpCall call(client, keyedPost(url(u"/stall"_s)));
    QTRY_COMPARE(call.pieces(), 1);
    call.abort();
    QTRY_VERIFY(call.over());
    QVERIFY(call.failedWith(Error::Kind::Cancelled));
    int cancelled = 0;
    for (int i = 0; i < 100 && cancelled <= number(before, "x-cancelled"); ++i) {
        HttpCall after(client, keyedPost(url(u"/count"_s)));
        QTRY_VERIFY(after.over());
        cancelled = number(after, "x-cancelled");
        QTest::qWait(10);
    }
    QCOMPARE(cancelled, number(before, "x-cancelled") + 1);
}

QTEST_GUILESS_MAIN(TestHttp2)
#include "tst_http2.moc"
