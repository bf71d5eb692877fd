// SPDX-License-Identifier: GPL-3.0-or-later
#include "ServerConnection.h"

#include <sys/socket.h>

using Kind = ServerScript::Step::Kind;

ServerConnection::ServerConnection(LoopbackServer *server, QTcpSocket *socket, int number)
    : m_server(server), m_socket(socket), m_number(number)
{
    m_socket->setParent(this);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ServerConnection::play);
    connect(m_socket, &QTcpSocket::disconnected, this, &ServerConnection::gone);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this](qint64 bytes) { m_server->m_bytesSent += bytes; });
}

void ServerConnection::listen()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &ServerConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_inWork && !m_steps.isEmpty() && m_steps.constFirst().kind == Kind::Forever)
            play();
    });
    read();
}

void ServerConnection::read()
{
    m_input += m_socket->readAll();
    while (!m_inWork && !m_over && takeRequest()) { }
}

bool ServerConnection::takeRequest()
{
    const qsizetype headEnd = m_input.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    QList<QByteArray> lines = m_input.left(headEnd).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    ServerRequest request {
        .method = first.value(0), .path = first.value(1), .headers = {}, .body = {}, .connection = m_number};
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.left(colon).toLower(), line.mid(colon + 1).trimmed()});
    }
    const qsizetype length = request.header("content-length").toLongLong();
    if (m_input.size() < headEnd + 4 + length)
        return false;
    request.body = m_input.mid(headEnd + 4, length);
    m_input.remove(0, headEnd + 4 + length);
    m_inWork = true;
    m_server->take(this, request);
    return true;
}

void ServerConnection::answer(const ServerScript &script)
{
    m_steps = script.steps();
    play();
}

void ServerConnection::closeIfIdle()
{
    if (!m_inWork)
        m_socket->disconnectFromHost();
}

void ServerConnection::goOn()
{
    if (m_inWork && !m_steps.isEmpty() && m_steps.constFirst().kind == Kind::Hold)
        play();
}

void ServerConnection::play()
{
    while (!m_over && !m_steps.isEmpty()) {
        if (!playStep())
            return;
    }
    if (m_over || !m_inWork)
        return;
    m_inWork = false;
    m_server->answered();
    // Not from within takeRequest().
    QMetaObject::invokeMethod(this, &ServerConnection::read, Qt::QueuedConnection);
}

bool ServerConnection::playStep()
{
    const Kind kind = m_steps.constFirst().kind;
    if (kind == Kind::Stall)
        return false;
    if (kind == Kind::Hold && !m_server->takeRelease()) {
        m_socket->flush();
        return false;
    }
    if (kind == Kind::Forever) {
        constexpr qint64 ahead = 256 * 1024;
        while (m_socket->bytesToWrite() < ahead && m_socket->state() == QAbstractSocket::ConnectedState)
            send(m_steps.constFirst().bytes);
        return false;
    }
    const ServerScript::Step step = m_steps.takeFirst();
    if (kind == Kind::Send) {
        send(step.bytes);
    } else if (kind == Kind::Pause) {
        m_socket->flush();
        m_pause.start(step.time);
        return false;
    } else if (kind == Kind::Hold) {
        return true;
    } else if (kind == Kind::HalfClose) {
        m_socket->flush();
        ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    } else {
        m_inWork = false;
        m_server->answered();
        if (kind == Kind::Close)
            m_socket->disconnectFromHost();
        else
            reset();
    }
    return true;
}

void ServerConnection::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
}

void ServerConnection::reset()
{
    // What was said before has to be on its way: a reset throws away what was not.
    m_socket->flush();
    const linger now {.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_socket->abort();
}

void ServerConnection::gone()
{
    if (std::exchange(m_over, true))
        return;
    m_server->gone(this, m_inWork);
    deleteLater();
}
