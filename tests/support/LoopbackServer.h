// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "HeldPort.h"
#include "ServerScript.h"

#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

class ServerConnection;
class TestCertificate;

// What a LoopbackServer was asked.
struct ServerRequest
{
    QByteArray method;
    QByteArray path; // the request target as sent; a proxy gets a whole URL
    QList<std::pair<QByteArray, QByteArray>> headers; // names in lower case
    QByteArray body;
    int connection = 0; // counted from 1
    [[nodiscard]] QByteArray header(const QByteArray &lowerCaseName) const; // null when absent
};

// A scripted HTTP/1.1 server on 127.0.0.1, in the thread of the test, which must spin its event loop (QTRY_…).
// Each request gets the next script of the queue, or what the handler makes, or the standing answer.
//     LoopbackServer server;
//     server.enqueue(ServerScript(503)).enqueue(ServerScript::ok("{}"));
//     … client.send({.url = server.url("/v1/chat/completions"), …})
//     QCOMPARE(server.requests().size(), 2);
class LoopbackServer : public QTcpServer
{
    Q_OBJECT
public:
    using Handler = std::function<ServerScript(const ServerRequest &)>;
    enum class Greeting {
        Answer, // as HTTP says
        CloseAtOnce, // accepts, and closes without a word
        Silence, // accepts, and never reads or answers: TLS never comes up
        PlainForTls, // answers the first word of TLS with one of plain HTTP
        CutHandshake // ends the connection at the first word of TLS
    };

    LoopbackServer();
    ~LoopbackServer() override;
    [[nodiscard]] QUrl url(const QString &path = {}) const;
    [[nodiscard]] bool useTls(const TestCertificate &certificate); // before the first connection

    void setAnswer(const ServerScript &script) { m_standing = script; }
    void setHandler(Handler handler) { m_handler = std::move(handler); }
    LoopbackServer &enqueue(const ServerScript &script);
    void setGreeting(Greeting greeting) { m_greeting = greeting; }
    // No answer begins until this many requests wait for one; then all do.
    void holdUntil(int waitingRequests) { m_holdUntil = waitingRequests; }
    void release(); // lets one hold() be passed, now or when a script comes to it
    void refuse() { close(); } // from now on; url() keeps naming the port, which nobody else gets
    void closeIdle(); // ends every connection that waits for a request

    [[nodiscard]] const QList<ServerRequest> &requests() const { return m_requests; }
    [[nodiscard]] int connectionCount() const { return m_connections; } // ever
    [[nodiscard]] int openConnections() const { return static_cast<int>(m_open.size()); }
    [[nodiscard]] int mostAtOnce() const { return m_mostAtOnce; } // requests in work at the same time
    [[nodiscard]] qint64 bytesSent() const { return m_bytesSent; } // taken by the sockets
    [[nodiscard]] int clientCloses() const { return m_clientCloses; } // connections that the client ended mid-answer

Q_SIGNALS:
    void requested(const ServerRequest &request);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class ServerConnection;
    void take(ServerConnection *connection, const ServerRequest &request);
    void answered() { --m_inWork; }
    void gone(ServerConnection *connection, bool midAnswer);
    void spoil(QTcpSocket *socket);
    [[nodiscard]] bool takeRelease() { return m_releases > 0 && m_releases-- > 0; }
    [[nodiscard]] ServerScript scriptFor(const ServerRequest &request);

    HeldPort m_port;
    Greeting m_greeting = Greeting::Answer;
    std::unique_ptr<TestCertificate> m_certificate;
    Handler m_handler;
    QList<ServerScript> m_queue;
    ServerScript m_standing = ServerScript::ok("{}");
    QList<ServerRequest> m_requests;
    QList<ServerConnection *> m_open;
    QList<std::pair<ServerConnection *, ServerScript>> m_held;
    int m_holdUntil = 0;
    int m_releases = 0; // not used yet
    int m_connections = 0;
    int m_inWork = 0;
    int m_mostAtOnce = 0;
    int m_clientCloses = 0;
    qint64 m_bytesSent = 0;
};
