// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/Environment.h"
#include "core/secrets/KeyVault.h"
#include "core/secrets/Keyring.h"

#include <chrono>
#include <memory>

namespace lineup {

// The vault of the program: the desktop's keychain by qtkeychain, under the service "Lineup" with the service's id as
// the key. Main thread.
//
// States. Nothing is asked of the desktop before the first call; a locked keychain is reported, never opened, and
// makes nobody ask for a password but through unlock(). While it is locked, refuses or does not answer, a key of the
// environment or of the session is used, and find() is an error only where there is none of those. Where no keychain
// exists, having no key is no error.
//
// Errors: Secret, with code "locked", "denied", "absent", "timeout" (it does not answer within the limit; state()
// is Unknown then) or "failed"; BadRequest for what cannot be a key.
//
// Keys once read stay in memory for this run (each question costs several trips over the bus); they are dropped
// when the keychain reports any change, is locked, or refreshState() is called. qtkeychain's own copies of a key
// cannot be wiped.
class KeychainVault final : public KeyVault
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds defaultLimit {10'000};

    // environment outlives the vault. limit: how long one question to the keychain may take. keyring: for tests.
    explicit KeychainVault(const Environment &environment, std::chrono::milliseconds limit = defaultLimit,
        std::unique_ptr<Keyring> keyring = nullptr, QObject *parent = nullptr);
    ~KeychainVault() override;

    [[nodiscard]] QFuture<Result<FoundKey>> find(const QString &service, const QStringList &environment) override;
    [[nodiscard]] QFuture<Result<KeyInfo>> info(const QString &service, const QStringList &environment) override;
    // True once the key has been read back. Takes the place of a session key.
    [[nodiscard]] QFuture<Result<bool>> store(const QString &service, const SecretBytes &key) override;
    // True once it can be read no more.
    [[nodiscard]] QFuture<Result<bool>> remove(const QString &service) override;
    // An empty key, or one that cleanKey() refuses, takes the session's key away.
    void setSessionKey(const QString &service, const SecretBytes &key) override;

    [[nodiscard]] VaultState state() const override;
    [[nodiscard]] QString storageName() const override;
    void refreshState() override;
    void unlock() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lineup
