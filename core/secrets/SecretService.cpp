// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/SecretService.h"

#include "core/secrets/BusCall.h"

#include <QDBusObjectPath>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QHash>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

const QString busName = u"org.freedesktop.secrets"_s;
const QString serviceInterface = u"org.freedesktop.Secret.Service"_s;
const QString collectionInterface = u"org.freedesktop.Secret.Collection"_s;
const QString promptInterface = u"org.freedesktop.Secret.Prompt"_s;
const QString propertiesInterface = u"org.freedesktop.DBus.Properties"_s;

BusObject service()
{
    return {busName, u"/org/freedesktop/secrets"_s, serviceInterface};
}

// Names of processes are cut to 15 characters by the kernel.
QString nameOfProgram(const QString &program)
{
    static const QHash<QString, QString> names {
        {u"gnome-keyring-d"_s, u"GNOME Keyring"_s},
        {u"ksecretd"_s, u"KDE Wallet"_s},
        {u"kwalletd5"_s, u"KDE Wallet"_s},
        {u"kwalletd6"_s, u"KDE Wallet"_s},
        {u"keepassxc"_s, u"KeePassXC"_s},
        {u"oo7-daemon"_s, u"oo7"_s},
        {u"pass_secret_ser"_s, u"pass"_s},
    };
    return names.value(program, u"Secret Service"_s);
}

} // namespace

SecretService::SecretService(std::chrono::milliseconds limit, QObject *parent) : Keyring(parent), m_limit(limit) { }

void SecretService::ask()
{
    if (m_asking)
        return;
    m_asking = true;
    if (!hasSessionBus()) {
        const KeyringStatus none {.state = VaultState::Absent,
            .code = u"absent"_s,
            .detail = u"There is no session bus (DBUS_SESSION_BUS_ADDRESS)"_s};
        QMetaObject::invokeMethod(
            this, [this, none] { answer(none); }, Qt::QueuedConnection);
        return;
    }
    listen();
    askDefaultCollection();
}

void SecretService::askDefaultCollection()
{
    callBus(service(), u"ReadAlias"_s, {u"default"_s}, m_limit, this, [this](const QDBusMessage &reply) {
        if (reply.type() == QDBusMessage::ErrorMessage)
            return answer(statusOfBusError(reply));
        const QString path = reply.arguments().value(0).value<QDBusObjectPath>().path();
        m_collection = path == "/"_L1 ? QString() : path;
        if (!m_collection.isEmpty())
            return askLocked(m_collection);
        // The first key that is stored makes the desktop offer to create one.
        askName({.state = VaultState::Ready, .detail = u"There is no default collection yet"_s, .mayAsk = true});
    });
}

void SecretService::askLocked(const QString &collection)
{
    callBus({busName, collection, propertiesInterface}, u"Get"_s, {collectionInterface, u"Locked"_s}, m_limit, this,
        [this, collection](const QDBusMessage &reply) {
            if (reply.type() == QDBusMessage::ErrorMessage)
                return answer(statusOfBusError(reply));
            if (!reply.arguments().value(0).value<QDBusVariant>().variant().toBool())
                return askSession();
            askName({.state = VaultState::Locked,
                .code = u"locked"_s,
                .detail = u"The collection %1 is locked"_s.arg(collection)});
        });
}

// Whether it lets us in at all: the library that reads the keys drops the name of the error that says so.
void SecretService::askSession()
{
    const QVariantList plain {u"plain"_s, QVariant::fromValue(QDBusVariant(QString()))};
    callBus(service(), u"OpenSession"_s, plain, m_limit, this, [this](const QDBusMessage &reply) {
        const KeyringStatus refusal = statusOfBusError(reply);
        const bool failed = reply.type() == QDBusMessage::ErrorMessage;
        if (failed && refusal.code != "failed"_L1) // "failed": it only does not do plain sessions
            return answer(refusal);
        const QString session = reply.arguments().value(1).value<QDBusObjectPath>().path();
        if (!failed && !session.isEmpty()) {
            callBus({busName, session, u"org.freedesktop.Secret.Session"_s}, u"Close"_s, {}, m_limit, this,
                [](const QDBusMessage &) {});
        }
        askName({.state = VaultState::Ready});
    });
}

void SecretService::askName(KeyringStatus status)
{
    findOwner(busName, m_limit, this, [this, status](const QString &program) mutable {
        status.name = nameOfProgram(program);
        answer(std::move(status));
    });
}

void SecretService::answer(KeyringStatus status)
{
    m_asking = false;
    status.backend = busName;
    if (status.name.isEmpty())
        status.name = u"Secret Service"_s;
    Q_EMIT answered(status);
}

void SecretService::listen()
{
    if (m_listening)
        return;
    m_listening = true;
    QDBusConnection bus = QDBusConnection::sessionBus();
    auto *owner = new QDBusServiceWatcher(busName, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(owner, &QDBusServiceWatcher::serviceOwnerChanged, this, &SecretService::noteChange);
    // From any sender: naming the service here would ask the bus and wait. A stranger's signal costs one question.
    const char *slot = SLOT(noteChange());
    bus.connect({}, {}, serviceInterface, u"CollectionChanged"_s, this, slot);
    bus.connect({}, {}, serviceInterface, u"CollectionCreated"_s, this, slot);
    bus.connect({}, {}, serviceInterface, u"CollectionDeleted"_s, this, slot);
    bus.connect({}, {}, collectionInterface, u"ItemCreated"_s, this, slot);
    bus.connect({}, {}, collectionInterface, u"ItemChanged"_s, this, slot);
    bus.connect({}, {}, collectionInterface, u"ItemDeleted"_s, this, slot);
}

void SecretService::noteChange()
{
    if (std::exchange(m_noting, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_noting = false;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

void SecretService::notePromptEnd()
{
    noteChange();
}

void SecretService::unlock()
{
    if (m_collection.isEmpty() || !hasSessionBus())
        return noteChange();
    const QVariant collections = QVariant::fromValue(QList<QDBusObjectPath> {QDBusObjectPath(m_collection)});
    callBus(service(), u"Unlock"_s, {collections}, m_limit, this, [this](const QDBusMessage &reply) {
        const QString prompt = reply.arguments().value(1).value<QDBusObjectPath>().path();
        if (reply.type() == QDBusMessage::ErrorMessage || prompt.isEmpty() || prompt == "/"_L1)
            return noteChange();
        QDBusConnection::sessionBus().connect({}, prompt, promptInterface, u"Completed"_s, this, SLOT(notePromptEnd()));
        callBus({busName, prompt, promptInterface}, u"Prompt"_s, {QString()}, m_limit, this,
            [this](const QDBusMessage &begun) {
                if (begun.type() == QDBusMessage::ErrorMessage)
                    noteChange();
            });
    });
}

} // namespace lineup
