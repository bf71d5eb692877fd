// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/StateBanner.h"

#include <QPushButton>

namespace lineup::ui {

StateBanner::StateBanner(KeyVault &vault, QWidget *parent) : Banner(Meaning::Warning, {}, parent), m_vault(vault)
{
    connect(&vault, &KeyVault::stateChanged, this, [this] { refresh(true); });
    refresh(false);
}

void StateBanner::refresh(bool answered)
{
    const VaultState state = m_vault.state();
    const QString name = m_vault.storageName().isEmpty() ? tr("The keychain") : m_vault.storageName();
    clearButtons();
    setMeaning(state == VaultState::Absent ? Meaning::Information : Meaning::Warning);
    switch (state) {
    case VaultState::Ready:
        break;
    case VaultState::Locked:
        setText(tr("%1 is locked. Keys kept there can be used once it is open; everything else works.").arg(name));
        connect(addButton(tr("Unlock")), &QPushButton::clicked, &m_vault, &KeyVault::unlock);
        break;
    case VaultState::Denied:
        setText(tr("%1 refuses Lineup. Allow it there, or keep keys for this session only.").arg(name));
        break;
    case VaultState::Absent:
        setText(tr("This desktop has no keychain. Keys can come from the environment or be kept for this session; "
                   "start GNOME Keyring, KDE Wallet or KeePassXC to keep them longer."));
        break;
    case VaultState::Unknown:
        setText(tr("%1 does not answer. Keys can come from the environment or be kept for this session.").arg(name));
        break;
    }
    if (state != VaultState::Ready && state != VaultState::Locked)
        connect(addButton(tr("Try again")), &QPushButton::clicked, &m_vault, &KeyVault::refreshState);
    setVisible(state != VaultState::Ready && (answered || state != VaultState::Unknown));
}

} // namespace lineup::ui
