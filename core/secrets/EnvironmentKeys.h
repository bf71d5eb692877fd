// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/KeyVault.h"

namespace lineup {

struct EnvironmentKey
{
    SecretBytes key;
    QString variable;
};

// The first of these variables that holds something, trimmed.
[[nodiscard]] std::optional<EnvironmentKey> keyFromEnvironment(const QStringList &variables);

} // namespace lineup
