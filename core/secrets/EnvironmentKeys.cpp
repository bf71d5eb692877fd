// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/EnvironmentKeys.h"

namespace lineup {

std::optional<EnvironmentKey> keyFromEnvironment(const QStringList &variables)
{
    for (const QString &variable : variables) {
        QByteArray value = qgetenv(variable.toLatin1().constData()).trimmed();
        if (!value.isEmpty())
            return EnvironmentKey {SecretBytes(std::move(value)), variable};
    }
    return std::nullopt;
}

} // namespace lineup
