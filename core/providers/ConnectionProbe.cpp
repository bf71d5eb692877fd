// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ConnectionProbe.h"

#include <QHostAddress>
#include <QSslError>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QString codeOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return u"name"_s;
    case QAbstractSocket::ConnectionRefusedError:
        return u"refused"_s;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return u"tls"_s;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return u"proxy"_s;
    default:
        return u"unreachable"_s;
    }
}

} // namespace

ConnectionProbe::ConnectionProbe(const QUrl &url, std::chrono::milliseconds limit, QObject *parent)
    : QObject(parent), m_url(url), m_limit(limit)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        conclude(Error {.kind = Error::Kind::Timeout,
            .detail = u"No connection to %1 within %2 ms"_s.arg(m_url.host()).arg(m_limit.count())});
    });
    // An address in figures has no name to look up.
    if (QHostAddress(url.host()).isNull())
        connect(&m_socket, &QAbstractSocket::hostFound, this, [this] { pass(Step::Name); });
    connect(&m_socket, &QAbstractSocket::connected, this, [this] {
        pass(Step::Connect);
        if (!encrypts())
            conclude({});
    });
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        pass(Step::Tls);
        conclude({});
    });
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &ConnectionProbe::fail);
}

ConnectionProbe::~ConnectionProbe()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

bool ConnectionProbe::encrypts() const
{
    return m_url.scheme() == "https"_L1;
}

void ConnectionProbe::start()
{
    m_sinceStep.start();
    m_timer.start(m_limit);
    const quint16 port = quint16(m_url.port(encrypts() ? 443 : 80));
    if (encrypts())
        m_socket.connectToHostEncrypted(m_url.host(), port);
    else
        m_socket.connectToHost(m_url.host(), port);
}

void ConnectionProbe::pass(Step passed)
{
    const std::chrono::milliseconds took {m_sinceStep.restart()};
    if (!m_done)
        Q_EMIT step(passed, took);
}

void ConnectionProbe::fail()
{
    Error error {
        .kind = Error::Kind::Network, .detail = redacted(m_socket.errorString()), .code = codeOf(m_socket.error())};
    // A server that hangs up in the middle of the handshake speaks no TLS.
    const bool connected = m_socket.state() != QAbstractSocket::HostLookupState
        && m_socket.state() != QAbstractSocket::ConnectingState
        && m_socket.error() == QAbstractSocket::RemoteHostClosedError;
    if (encrypts() && connected)
        error.code = u"tls"_s;
    const QList<QSslError> faults = m_socket.sslHandshakeErrors();
    if (!faults.isEmpty())
        error.detail = redacted(faults.constFirst().errorString());
    conclude(error);
}

void ConnectionProbe::conclude(const std::optional<Error> &error)
{
    if (std::exchange(m_done, true))
        return;
    m_timer.stop();
    m_socket.disconnectFromHost();
    QMetaObject::invokeMethod(
        this, [this, error] { Q_EMIT finished(error); }, Qt::QueuedConnection);
}

} // namespace lineup
