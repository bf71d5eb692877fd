// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/Keyring.h"

namespace lineup {

// The freedesktop Secret Service: GNOME Keyring, KDE's ksecretd, KeePassXC. Asks its default collection.
// https://specifications.freedesktop.org/secret-service-spec/latest/
class SecretService final : public Keyring
{
    Q_OBJECT
public:
    explicit SecretService(std::chrono::milliseconds limit, QObject *parent = nullptr);
    void ask() override;
    void unlock() override;

private Q_SLOTS: // QDBusConnection connects by name only
    void noteChange();
    void notePromptEnd();

private:
    void askDefaultCollection();
    void askLocked(const QString &collection);
    void askSession();
    void askName(KeyringStatus status);
    void answer(KeyringStatus status);
    void listen();

    std::chrono::milliseconds m_limit;
    bool m_asking = false;
    bool m_listening = false;
    bool m_noting = false;
    QString m_collection; // the default one, empty: none
};

} // namespace lineup
