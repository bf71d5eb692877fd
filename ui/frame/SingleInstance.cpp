// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SingleInstance.h"

#include "core/base/JsonReader.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int patience = 2000; // milliseconds
constexpr qint64 longestMessage = 64 * 1024;
constexpr qsizetype longestAddress = 100; // sun_path holds 108 bytes on Linux, 104 elsewhere (unix(7))
const auto answer = QByteArrayLiteral("ok\n");

QString addressIn(const QString &dir)
{
    const QString address = dir + u"/window.sock"_s;
    if (QFile::encodeName(address).size() <= longestAddress)
        return address;
    const QByteArray hash = QCryptographicHash::hash(dir.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return QDir::tempPath() + u"/lineup-"_s + QString::fromLatin1(hash) + u".sock"_s;
}

} // namespace

SingleInstance::SingleInstance(const QString &dir, QObject *parent)
    : QObject(parent), m_address(addressIn(dir)), m_lock(dir + u"/window.lock"_s)
{
    m_lock.setStaleLockTime(0); // a lock is stale when its process is gone, however old it is
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::claim()
{
    if (m_server)
        return true;
    if (!m_lock.tryLock(0) && m_lock.error() == QLockFile::LockFailedError)
        return false;
    // Without a lock for another reason (a read-only folder) a second window is better than none.
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    QLocalServer::removeServer(m_address); // whoever made it is gone: we hold the lock
    connect(m_server.get(), &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection())
            serve(socket);
    });
    m_server->listen(m_address);
    return true;
}

void SingleInstance::serve(QLocalSocket *socket)
{
    socket->setReadBufferSize(longestMessage);
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(patience, socket, &QLocalSocket::abort);
    const auto read = [this, socket] {
        if (!socket->canReadLine()) {
            if (socket->bytesAvailable() >= longestMessage)
                socket->abort();
            return;
        }
        const Result<QJsonObject> message = parseJsonObject(socket->readLine());
        if (!message) {
            socket->abort();
            return;
        }
        QStringList arguments;
        for (const QJsonValue &argument : message->value("arguments"_L1).toArray())
            arguments.append(argument.toString());
        socket->write(answer);
        socket->disconnectFromServer();
        Q_EMIT activated(arguments, message->value("token"_L1).toString().toUtf8());
    };
    connect(socket, &QLocalSocket::readyRead, this, read);
    read();
}

bool SingleInstance::handOver(const QStringList &arguments, const QByteArray &activationToken)
{
    QLocalSocket socket;
    socket.connectToServer(m_address);
    if (!socket.waitForConnected(patience))
        return false;
    const QJsonObject message {
        {u"arguments"_s, QJsonArray::fromStringList(arguments)}, {u"token"_s, QString::fromUtf8(activationToken)}};
    socket.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(patience))
            return false;
    }
    return socket.readLine() == answer;
}

} // namespace lineup::ui
