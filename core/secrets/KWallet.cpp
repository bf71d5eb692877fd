// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/KWallet.h"

#include "core/secrets/BusCall.h"

#include <QDBusServiceWatcher>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {
const QString walletInterface = u"org.kde.KWallet"_s;
} // namespace

KWallet::KWallet(int version, std::chrono::milliseconds limit, QObject *parent)
    : Keyring(parent), m_busName(u"org.kde.kwalletd%1"_s.arg(version)), m_path(u"/modules/kwalletd%1"_s.arg(version)),
      m_limit(limit)
{
}

void KWallet::ask()
{
    if (std::exchange(m_asking, true))
        return;
    if (!hasSessionBus()) {
        const KeyringStatus none {.state = VaultState::Absent,
            .code = u"absent"_s,
            .detail = u"There is no session bus (DBUS_SESSION_BUS_ADDRESS)"_s};
        QMetaObject::invokeMethod(
            this, [this, none] { answer(none); }, Qt::QueuedConnection);
        return;
    }
    listen();
    askEnabled();
}

void KWallet::askEnabled()
{
    callBus({m_busName, m_path, walletInterface}, u"isEnabled"_s, {}, m_limit, this, [this](const QDBusMessage &reply) {
        if (reply.type() == QDBusMessage::ErrorMessage)
            return answer(statusOfBusError(reply));
        if (reply.arguments().value(0).toBool())
            return askWallet();
        answer({.state = VaultState::Absent, .code = u"absent"_s, .detail = u"KDE Wallet is switched off"_s});
    });
}

void KWallet::askWallet()
{
    callBus(
        {m_busName, m_path, walletInterface}, u"networkWallet"_s, {}, m_limit, this, [this](const QDBusMessage &reply) {
            if (reply.type() == QDBusMessage::ErrorMessage)
                return answer(statusOfBusError(reply));
            m_wallet = reply.arguments().value(0).toString();
            askOpen();
        });
}

void KWallet::askOpen()
{
    callBus({m_busName, m_path, walletInterface}, u"isOpen"_s, {m_wallet}, m_limit, this,
        [this](const QDBusMessage &reply) {
            if (reply.type() == QDBusMessage::ErrorMessage)
                return answer(statusOfBusError(reply));
            if (reply.arguments().value(0).toBool())
                return answer({.state = VaultState::Ready, .mayAsk = true});
            answer({.state = VaultState::Locked,
                .code = u"locked"_s,
                .detail = u"The wallet %1 is closed"_s.arg(m_wallet)});
        });
}

void KWallet::answer(KeyringStatus status)
{
    m_asking = false;
    status.name = u"KDE Wallet"_s;
    status.backend = m_busName;
    Q_EMIT answered(status);
}

void KWallet::listen()
{
    if (std::exchange(m_listening, true))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    auto *owner = new QDBusServiceWatcher(m_busName, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(owner, &QDBusServiceWatcher::serviceOwnerChanged, this, &KWallet::noteChange);
    for (const QString &signal : {u"walletOpened"_s, u"walletClosed"_s, u"walletAsyncOpened"_s, u"walletDeleted"_s,
             u"allWalletsClosed"_s, u"folderUpdated"_s})
        bus.connect({}, m_path, walletInterface, signal, this, SLOT(noteChange()));
}

void KWallet::noteChange()
{
    QMetaObject::invokeMethod(this, &KWallet::changed, Qt::QueuedConnection);
}

void KWallet::unlock()
{
    if (!hasSessionBus())
        return noteChange();
    // wallet, window, application, keep open when the session of the application ends
    const QVariantList arguments {m_wallet, QVariant::fromValue(qlonglong(0)), u"Lineup"_s, false};
    callBus({m_busName, m_path, walletInterface}, u"openAsync"_s, arguments, m_limit, this,
        [this](const QDBusMessage &reply) {
            if (reply.type() == QDBusMessage::ErrorMessage)
                noteChange();
        });
}

} // namespace lineup
