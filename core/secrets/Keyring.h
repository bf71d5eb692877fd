// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/KeyVault.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace lineup {

// What the desktop says of its store for secrets. A value.
struct KeyringStatus
{
    VaultState state = VaultState::Unknown;
    QString code; // "locked", "absent", "denied", "timeout", "failed"; empty when Ready
    QString detail; // English, technical: what was asked and answered
    QString name; // for people: "GNOME Keyring"
    QString backend; // how it is reached: "org.freedesktop.secrets"
    bool mayAsk = false; // using it can make the desktop ask the person, who takes their time
    bool operator==(const KeyringStatus &) const = default;
};

// Asks the desktop about its store for secrets without opening it and without making it ask the person: is it
// there, is it locked. (qtkeychain cannot be asked that: measured on 0.13.2, a locked ring reads as "Entry not
// found", the same as a key that was never stored.) Main thread. Nothing here blocks; every question has a limit.
class Keyring : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    // One answered() follows from the event loop, also for several calls before it.
    virtual void ask() = 0;
    // Lets the desktop ask the person for the password. changed() follows when that is over, however it ended.
    virtual void unlock() = 0;

Q_SIGNALS:
    void answered(const lineup::KeyringStatus &status);
    void changed(); // something in it may differ: what was read of it is out of date
};

// The keyring of this platform. Never null.
[[nodiscard]] std::unique_ptr<Keyring> makeKeyring(std::chrono::milliseconds limit);

} // namespace lineup
