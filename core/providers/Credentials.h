// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/KeyVault.h"

#include <QHash>

namespace lineup {

// Everything secret that one service is called with. A value; wiped with its last copy.
struct Credentials
{
    Credentials(const SecretBytes &plainKey = {}) : key(plainKey) { } // most services need no more

    SecretBytes key;
    QHash<QString, SecretBytes> fields; // by ServiceField::name, those that are secret and were found

    [[nodiscard]] QList<SecretBytes> all() const { return QList<SecretBytes> {key} + fields.values(); }
};

} // namespace lineup
