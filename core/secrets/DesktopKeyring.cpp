// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/DesktopKeyring.h"

#include "core/base/Log.h"
#include "core/secrets/KWallet.h"
#include "core/secrets/SecretService.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// qtkeychain on a Plasma session goes to KWallet, elsewhere to the Secret Service; before 0.14 nothing else can be
// told to it, so that the same is asked here first. Newer ones obey QTKEYCHAIN_BACKEND, which is set to what was found.
// One that does not know the wallet of Plasma 6 goes to the Secret Service there, which that wallet answers as well.
int plasmaVersion()
{
    const int version = qEnvironmentVariableIntValue("KDE_SESSION_VERSION");
    const bool plasma
        = qEnvironmentVariable("XDG_CURRENT_DESKTOP") == "KDE"_L1 || !qEnvironmentVariableIsEmpty("KDE_FULL_SESSION");
    return plasma && version >= 5 && version <= LINEUP_NEWEST_KWALLET ? version : 0;
}

void pinBackend(const QString &backend)
{
    if (qEnvironmentVariableIsSet("QTKEYCHAIN_BACKEND"))
        return; // the person's own choice
    if (backend == "org.freedesktop.secrets"_L1)
        qputenv("QTKEYCHAIN_BACKEND", "libsecret");
    else if (backend.startsWith("org.kde.kwalletd"_L1))
        qputenv("QTKEYCHAIN_BACKEND", QByteArray("kwallet" + backend.last(1).toLatin1()));
}

} // namespace

std::unique_ptr<Keyring> makeKeyring(std::chrono::milliseconds limit)
{
    std::vector<std::unique_ptr<Keyring>> candidates;
    if (const int version = plasmaVersion())
        candidates.push_back(std::make_unique<KWallet>(version, limit));
    candidates.push_back(std::make_unique<SecretService>(limit));
    return std::make_unique<DesktopKeyring>(std::move(candidates));
}

DesktopKeyring::DesktopKeyring(std::vector<std::unique_ptr<Keyring>> candidates, QObject *parent)
    : Keyring(parent), m_candidates(std::move(candidates))
{
    for (const std::unique_ptr<Keyring> &candidate : m_candidates) {
        Keyring *keyring = candidate.get();
        connect(keyring, &Keyring::answered, this, [this, keyring](const KeyringStatus &status) {
            if (keyring == &current())
                take(status);
        });
        connect(keyring, &Keyring::changed, this, [this, keyring] {
            if (keyring == &current() || !m_chosen)
                noteChange();
        });
    }
}

// What changes while a question is under way may have been read before or after it: it is asked once more.
void DesktopKeyring::noteChange()
{
    m_changedMeanwhile = m_asking;
    Q_EMIT changed();
}

void DesktopKeyring::ask()
{
    if (std::exchange(m_asking, true))
        return;
    if (!m_chosen)
        m_index = 0;
    current().ask();
}

void DesktopKeyring::take(const KeyringStatus &status)
{
    if (!m_asking)
        return;
    if (!m_chosen && status.state == VaultState::Absent && m_index + 1 < m_candidates.size()) {
        ++m_index;
        current().ask();
        return;
    }
    if (std::exchange(m_changedMeanwhile, false)) {
        current().ask();
        return;
    }
    m_asking = false;
    if (!m_chosen && status.state != VaultState::Absent) {
        m_chosen = true;
        pinBackend(status.backend);
        qCInfo(lcSecrets) << "keys are kept by" << status.name << "at" << status.backend;
    }
    Q_EMIT answered(status);
}

void DesktopKeyring::unlock()
{
    current().unlock();
}

} // namespace lineup
