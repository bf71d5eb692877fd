// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/Keyring.h"

namespace lineup {

// KDE's wallet by its own interface, org.kde.KWallet at org.kde.kwalletd5 or 6.
// https://invent.kde.org/frameworks/kwallet, src/runtime/kwalletd/org.kde.KWallet.xml
class KWallet final : public Keyring
{
    Q_OBJECT
public:
    KWallet(int version, std::chrono::milliseconds limit, QObject *parent = nullptr);
    void ask() override;
    void unlock() override;

private Q_SLOTS: // QDBusConnection connects by name only
    void noteChange();

private:
    void askEnabled();
    void askWallet();
    void askOpen();
    void answer(KeyringStatus status);
    void listen();

    QString m_busName;
    QString m_path;
    std::chrono::milliseconds m_limit;
    QString m_wallet;
    bool m_asking = false;
    bool m_listening = false;
};

} // namespace lineup
