// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secrets/KeyVault.h"
#include "ui/widgets/Banner.h"

namespace lineup::ui {

// Says what stands between the program and the keychain, and offers what helps; hidden while it is ready or has not
// been asked. Follows the vault, which outlives it. GUI thread.
class StateBanner : public Banner
{
    Q_OBJECT
public:
    explicit StateBanner(KeyVault &vault, QWidget *parent = nullptr);

private:
    void refresh(bool answered);

    KeyVault &m_vault;
};

} // namespace lineup::ui
