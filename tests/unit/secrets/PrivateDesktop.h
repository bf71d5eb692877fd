// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace lineup::test {

// A desktop of its own for one test: a home, a session bus with nothing on it, and what is started on that. All
// processes are its own and end with it. Nothing of the person's desktop is touched.
class PrivateDesktop
{
public:
    PrivateDesktop();
    ~PrivateDesktop();

    // The programs that a test with a real keyring needs and that are not installed.
    [[nodiscard]] static QStringList missingPrograms();
    [[nodiscard]] static bool hasBus(); // the one that a test with a fake needs

    [[nodiscard]] bool startBus();
    [[nodiscard]] bool startKeyring(const QByteArray &password); // GNOME Keyring, with its ring unlocked
    void stopKeyring();
    [[nodiscard]] bool startFake(const QString &mode); // fake_secret_service
    [[nodiscard]] bool startWallet(const QString &version, const QString &mode); // fake_kwallet
    [[nodiscard]] bool callWallet(const QString &version, const QString &method, const QVariantList &arguments);
    void endFake();
    [[nodiscard]] bool lockKeyring(); // by the desktop's own call, as a screen lock does

    [[nodiscard]] bool startVault(int limitMs = 5000, const QProcessEnvironment &more = {});
    void endVault();
    // One command to the vault's process; empty when it does not answer within the time.
    [[nodiscard]] QJsonObject tell(const QByteArray &command, int waitMs = 20'000);

    [[nodiscard]] QString home() const { return m_dir.path(); }
    [[nodiscard]] QByteArray vaultLog(); // everything it has logged
    [[nodiscard]] QByteArray vaultCommandLine() const; // as the system shows it to everybody

    [[nodiscard]] QProcessEnvironment environment() const; // of what runs on it
    [[nodiscard]] QStringList filesHolding(const QByteArray &text) const; // of those in its home

private:
    [[nodiscard]] bool start(const QString &fake, const QStringList &arguments, const QString &service);
    [[nodiscard]] bool waitForService(const QString &name);
    static void end(std::unique_ptr<QProcess> &process);

    QTemporaryDir m_dir;
    QString m_busAddress;
    QString m_connectionName;
    std::unique_ptr<QProcess> m_bus;
    std::unique_ptr<QProcess> m_keyring;
    std::unique_ptr<QProcess> m_fake;
    std::unique_ptr<QProcess> m_vault;
    QByteArray m_log;
};

} // namespace lineup::test
