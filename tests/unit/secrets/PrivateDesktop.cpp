// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/secrets/PrivateDesktop.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

const QString secretsName = u"org.freedesktop.secrets"_s;
constexpr int startWait = 10'000;

// No folders of services: nothing is started by being asked for.
const QByteArray busConfig = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=%1</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>)";

QString program(const QString &name)
{
    return QStringLiteral(LINEUP_BINARY_DIR) + u"/tests/"_s + name;
}

} // namespace

PrivateDesktop::PrivateDesktop() : m_connectionName(m_dir.path()) { }

PrivateDesktop::~PrivateDesktop()
{
    endVault();
    end(m_fake);
    end(m_keyring);
    QDBusConnection::disconnectFromBus(m_connectionName);
    end(m_bus);
}

bool PrivateDesktop::hasBus()
{
    return !QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty();
}

QStringList PrivateDesktop::filesHolding(const QByteArray &text) const
{
    QStringList names;
    QDirIterator files(home(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QFile::ReadOnly) && file.readAll().contains(text))
            names += file.fileName();
    }
    return names;
}

QStringList PrivateDesktop::missingPrograms()
{
    QStringList missing;
    for (const QString &name : {u"dbus-daemon"_s, u"gnome-keyring-daemon"_s}) {
        if (QStandardPaths::findExecutable(name).isEmpty())
            missing += name;
    }
    return missing;
}

void PrivateDesktop::end(std::unique_ptr<QProcess> &process)
{
    if (!process)
        return;
    process->terminate();
    if (!process->waitForFinished(3000)) {
        process->kill();
        process->waitForFinished(3000);
    }
    process.reset();
}

QProcessEnvironment PrivateDesktop::environment() const
{
    QProcessEnvironment own;
    own.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    for (const char *name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
        if (qEnvironmentVariableIsSet(name))
            own.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
    }
    own.insert(u"HOME"_s, home());
    own.insert(u"LINEUP_HOME"_s, home() + u"/lineup"_s);
    own.insert(u"XDG_RUNTIME_DIR"_s, home() + u"/run"_s);
    own.insert(u"XDG_DATA_HOME"_s, home() + u"/data"_s);
    own.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    if (!m_busAddress.isEmpty())
        own.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_busAddress);
    return own;
}

bool PrivateDesktop::startBus()
{
    QDir(home()).mkpath(u"run"_s);
    QFile::setPermissions(home() + u"/run"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile config(home() + u"/bus.conf"_s);
    if (!config.open(QFile::WriteOnly))
        return false;
    QByteArray text = busConfig;
    config.write(text.replace("%1", (home() + u"/run"_s).toUtf8()));
    config.close();
    m_bus = std::make_unique<QProcess>();
    m_bus->setProcessEnvironment(environment());
    m_bus->start(u"dbus-daemon"_s, {u"--config-file="_s + config.fileName(), u"--nofork"_s, u"--print-address=1"_s});
    while (!m_bus->canReadLine()) {
        if (!m_bus->waitForReadyRead(startWait))
            return false;
    }
    m_busAddress = QString::fromUtf8(m_bus->readLine()).trimmed();
    return QDBusConnection::connectToBus(m_busAddress, m_connectionName).isConnected();
}

bool PrivateDesktop::waitForService(const QString &name)
{
    const QDBusConnection bus(m_connectionName);
    return QTest::qWaitFor([&] { return bus.interface()->isServiceRegistered(name).value(); }, startWait);
}

bool PrivateDesktop::startKeyring(const QByteArray &password)
{
    m_keyring = std::make_unique<QProcess>();
    m_keyring->setProcessEnvironment(environment());
    m_keyring->start(u"gnome-keyring-daemon"_s, {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
    m_keyring->write(password);
    m_keyring->closeWriteChannel();
    return waitForService(secretsName);
}

void PrivateDesktop::stopKeyring()
{
    end(m_keyring);
}

bool PrivateDesktop::start(const QString &fake, const QStringList &arguments, const QString &service)
{
    m_fake = std::make_unique<QProcess>();
    m_fake->setProcessEnvironment(environment());
    m_fake->start(program(fake), arguments);
    return waitForService(service);
}

bool PrivateDesktop::startFake(const QString &mode)
{
    return start(u"fake_secret_service"_s, {mode}, secretsName);
}

bool PrivateDesktop::startWallet(const QString &version, const QString &mode)
{
    return start(u"fake_kwallet"_s, {version, mode}, u"org.kde.kwalletd"_s + version);
}

bool PrivateDesktop::callWallet(const QString &version, const QString &method, const QVariantList &arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        u"org.kde.kwalletd"_s + version, u"/modules/kwalletd"_s + version, u"org.kde.KWallet"_s, method);
    call.setArguments(arguments);
    const QDBusMessage reply = QDBusConnection(m_connectionName).call(call);
    return reply.type() == QDBusMessage::ReplyMessage && reply.arguments().value(0).toInt() == 0;
}

void PrivateDesktop::endFake()
{
    end(m_fake);
}

bool PrivateDesktop::lockKeyring()
{
    const QDBusConnection bus(m_connectionName);
    const QString path = u"/org/freedesktop/secrets"_s;
    const QString interface = u"org.freedesktop.Secret.Service"_s;
    QDBusMessage ask = QDBusMessage::createMethodCall(secretsName, path, interface, u"ReadAlias"_s);
    ask.setArguments({u"default"_s});
    const QDBusMessage alias = bus.call(ask);
    QDBusMessage lock = QDBusMessage::createMethodCall(secretsName, path, interface, u"Lock"_s);
    const auto collection = alias.arguments().value(0).value<QDBusObjectPath>();
    lock.setArguments({QVariant::fromValue(QList<QDBusObjectPath> {collection})});
    return bus.call(lock).type() == QDBusMessage::ReplyMessage;
}

bool PrivateDesktop::startVault(int limitMs, const QProcessEnvironment &more)
{
    QProcessEnvironment own = environment();
    own.insert(u"LINEUP_PROBE_LIMIT"_s, QString::number(limitMs));
    own.insert(u"QT_FORCE_STDERR_LOGGING"_s, u"1"_s);
    own.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    own.insert(more);
    m_vault = std::make_unique<QProcess>();
    m_vault->setProcessEnvironment(own);
    m_vault->start(program(u"vault_probe"_s), QStringList());
    return m_vault->waitForStarted(startWait);
}

void PrivateDesktop::endVault()
{
    if (!m_vault)
        return;
    m_vault->closeWriteChannel();
    m_vault->waitForFinished(5000);
    m_log += m_vault->readAllStandardError();
    end(m_vault);
}

QJsonObject PrivateDesktop::tell(const QByteArray &command, int waitMs)
{
    m_vault->write(command + '\n');
    QDeadlineTimer limit(waitMs);
    while (!m_vault->canReadLine() && !limit.hasExpired())
        m_vault->waitForReadyRead(int(limit.remainingTime()));
    return QJsonDocument::fromJson(m_vault->readLine()).object();
}

QByteArray PrivateDesktop::vaultLog()
{
    if (m_vault)
        m_log += m_vault->readAllStandardError();
    return m_log;
}

QByteArray PrivateDesktop::vaultCommandLine() const
{
    QByteArray text;
    for (const QString &name : {u"cmdline"_s, u"environ"_s}) {
        QFile file(u"/proc/%1/%2"_s.arg(m_vault->processId()).arg(name));
        if (file.open(QFile::ReadOnly))
            text += file.readAll();
    }
    return text;
}

} // namespace lineup::test
