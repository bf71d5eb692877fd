// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QFuture>
#include <QObject>
#include <QStringList>

namespace lineup {

// A key's bytes. Wiped when the last copy goes; never converted to QString by us, never streamed to a log.
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(QByteArray bytes);
    SecretBytes(const SecretBytes &) = default;
    SecretBytes(SecretBytes &&) noexcept = default;
    SecretBytes &operator=(const SecretBytes &) = default;
    SecretBytes &operator=(SecretBytes &&) noexcept = default;
    ~SecretBytes() = default;

    [[nodiscard]] bool isEmpty() const { return !m_bytes || m_bytes->bytes.isEmpty(); }
    [[nodiscard]] QByteArrayView view() const { return m_bytes ? QByteArrayView(m_bytes->bytes) : QByteArrayView(); }
    [[nodiscard]] QString lastFour() const; // "4f2a"; empty when the key is too short to show any of it, or JSON

private:
    struct Wiped
    {
        QByteArray bytes;
        ~Wiped();
    };
    std::shared_ptr<const Wiped> m_bytes;
};

enum class KeySource { None, Keychain, Environment, Session };

// What is known of a service's key without holding it.
struct KeyInfo
{
    KeySource source = KeySource::None;
    QString lastFour;
    QString variable; // Environment: its name
    bool operator==(const KeyInfo &) const = default;
};

struct FoundKey
{
    SecretBytes key;
    KeyInfo info;
};

// State of the store that keeps keys between runs.
enum class VaultState {
    Unknown, // not asked yet
    Ready,
    Locked, // the person's keychain is locked
    Absent, // there is no keychain service
    Denied // it refuses us
};

// The one place keys come from: the OS keychain, else the service's usual environment variables, else given for
// this run. Main thread; every call returns at once and answers through a future (use whenDone).
// No plain-text store exists: where there is no keychain, a key can be kept for this session only.
// Errors: Secret, with detail saying which of locked, absent, denied it was.
class KeyVault : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    // The key to use for a service; FoundKey with KeySource::None when there is none (that is no error).
    // environment: variable names, first wins.
    [[nodiscard]] virtual QFuture<Result<FoundKey>> find(const QString &service, const QStringList &environment) = 0;
    [[nodiscard]] virtual QFuture<Result<KeyInfo>> info(const QString &service, const QStringList &environment) = 0;
    [[nodiscard]] virtual QFuture<Result<bool>> store(const QString &service, const SecretBytes &key) = 0;
    // Removes the key of the keychain and of the session; true when there was one.
    [[nodiscard]] virtual QFuture<Result<bool>> remove(const QString &service) = 0;
    virtual void setSessionKey(const QString &service, const SecretBytes &key) = 0; // gone with the program

    [[nodiscard]] virtual VaultState state() const = 0;
    [[nodiscard]] virtual QString storageName() const = 0; // "GNOME Keyring", "KDE Wallet", …: truthful, for people
    virtual void refreshState() = 0; // asks the keychain; stateChanged when it differs
    virtual void unlock() = 0; // lets the desktop ask the person; never blocks

Q_SIGNALS:
    void stateChanged(lineup::VaultState state);
    void keyChanged(const QString &service);
};

} // namespace lineup

Q_DECLARE_METATYPE(lineup::VaultState)
