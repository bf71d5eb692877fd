// SPDX-License-Identifier: GPL-3.0-or-later
#include "LoopbackServer.h"

#include "ServerConnection.h"
#include "TestCertificate.h"

#include <QSslSocket>

using namespace Qt::StringLiterals;

QByteArray ServerRequest::header(const QByteArray &lowerCaseName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

LoopbackServer::LoopbackServer()
{
    setListenBacklogSize(256);
    if (!listen(QHostAddress::LocalHost, m_port.number()))
        qFatal("cannot listen on 127.0.0.1");
}

LoopbackServer::~LoopbackServer()
{
    const QList<ServerConnection *> open = std::exchange(m_open, {});
    qDeleteAll(open);
}

QUrl LoopbackServer::url(const QString &path) const
{
    QUrl url(u"%1://127.0.0.1:%2"_s.arg(m_certificate ? u"https"_s : u"http"_s).arg(m_port.number()));
    url.setPath(path.isEmpty() ? u"/"_s : path);
    return url;
}

bool LoopbackServer::useTls(const TestCertificate &certificate)
{
    m_certificate = std::make_unique<TestCertificate>(certificate);
    return certificate.isValid();
}

LoopbackServer &LoopbackServer::enqueue(const ServerScript &script)
{
    m_queue.append(script);
    return *this;
}

void LoopbackServer::incomingConnection(qintptr descriptor)
{
    ++m_connections;
    const bool spoils = m_greeting == Greeting::PlainForTls || m_greeting == Greeting::CutHandshake;
    auto *socket = m_certificate && !spoils ? new QSslSocket : new QTcpSocket;
    socket->setSocketDescriptor(descriptor);
    if (spoils)
        return spoil(socket);
    if (m_greeting == Greeting::CloseAtOnce) {
        delete socket;
        return;
    }
    auto *connection = new ServerConnection(this, socket, m_connections);
    m_open.append(connection);
    if (m_greeting == Greeting::Silence)
        return;
    if (auto *tls = qobject_cast<QSslSocket *>(socket)) {
        tls->setLocalCertificate(m_certificate->certificate());
        tls->setPrivateKey(m_certificate->key());
        tls->startServerEncryption();
    }
    connection->listen();
}

// Waits for the greeting of TLS, and lets it come to nothing.
void LoopbackServer::spoil(QTcpSocket *socket)
{
    socket->setParent(this);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
        socket->readAll();
        if (m_greeting == Greeting::PlainForTls)
            socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        socket->disconnectFromHost();
    });
}

void LoopbackServer::release()
{
    ++m_releases;
    const QList<ServerConnection *> open = m_open; // one that ends takes itself out
    for (ServerConnection *connection : open)
        connection->goOn();
}

void LoopbackServer::closeIdle()
{
    const QList<ServerConnection *> open = m_open;
    for (ServerConnection *connection : open)
        connection->closeIfIdle();
}

ServerScript LoopbackServer::scriptFor(const ServerRequest &request)
{
    if (!m_queue.isEmpty())
        return m_queue.takeFirst();
    return m_handler ? m_handler(request) : m_standing;
}

void LoopbackServer::take(ServerConnection *connection, const ServerRequest &request)
{
    m_requests.append(request);
    m_mostAtOnce = std::max(m_mostAtOnce, ++m_inWork);
    m_held.append({connection, scriptFor(request)});
    if (m_held.size() >= m_holdUntil) {
        const auto held = std::exchange(m_held, {});
        for (const auto &[waiting, script] : held)
            waiting->answer(script);
    }
    Q_EMIT requested(request);
}

void LoopbackServer::gone(ServerConnection *connection, bool midAnswer)
{
    if (midAnswer) {
        ++m_clientCloses;
        --m_inWork;
    }
    m_open.removeOne(connection);
    m_held.removeIf([connection](const auto &one) { return one.first == connection; });
}
