// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secrets/Environment.h"
#include "core/secrets/KeyVault.h"

#include <QHash>

namespace lineup::test {

// Variables that a test sets.
class FakeEnvironment final : public Environment
{
public:
    QHash<QString, QByteArray> values;
    [[nodiscard]] QByteArray value(const QString &name) const override { return values.value(name); }
};

// A vault in memory that behaves as a keychain in the given state does. Answers come from the event loop, as the real
// ones do, so that a test meets the same order of things; answersAtOnce changes that.
class MemoryVault final : public KeyVault
{
    Q_OBJECT
public:
    explicit MemoryVault(QObject *parent = nullptr) : KeyVault(parent) { }

    [[nodiscard]] QFuture<Result<FoundKey>> find(const QString &service, const QStringList &environment) override;
    [[nodiscard]] QFuture<Result<KeyInfo>> info(const QString &service, const QStringList &environment) override;
    [[nodiscard]] QFuture<Result<bool>> store(const QString &service, const SecretBytes &key) override;
    [[nodiscard]] QFuture<Result<bool>> remove(const QString &service) override;
    void setSessionKey(const QString &service, const SecretBytes &key) override;
    [[nodiscard]] VaultState state() const override { return m_state; }
    [[nodiscard]] QString storageName() const override { return m_storageName; }
    void refreshState() override { ++refreshes; }
    void unlock() override; // as a person who types the right password

    // What the test turns and looks at.
    void setState(VaultState state);
    void setStorageName(const QString &name) { m_storageName = name; }
    FakeEnvironment environment;
    QHash<QString, SecretBytes> stored; // the keychain
    QHash<QString, SecretBytes> session;
    bool answersAtOnce = false;
    int refreshes = 0;
    int unlocks = 0;

private:
    [[nodiscard]] Result<FoundKey> found(const QString &service, const QStringList &variables) const;
    [[nodiscard]] std::optional<Error> fault() const;
    template<typename T>
    [[nodiscard]] QFuture<Result<T>> answer(Result<T> result);

    VaultState m_state = VaultState::Ready;
    QString m_storageName = QStringLiteral("Test Keyring");
};

} // namespace lineup::test
