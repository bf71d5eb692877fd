// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace lineup {
class KeyVault;
class Ledger;
} // namespace lineup

namespace lineup::ui {

// What a report of a fault needs to say of this machine: versions, platform, look, state of keychain and ledger.
// Never a key, a prompt, or anything of the person's but the file that a ledger's fault names. For the clipboard.
[[nodiscard]] QString diagnosticInfo(const QWidget &window, const KeyVault &vault, const Ledger &ledger);

} // namespace lineup::ui
