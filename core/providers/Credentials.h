// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/KeyVault.h"

#include <QHash>

#include <functional>

namespace lineup {

// Everything secret that one service is called with. A value; wiped with its last copy.
struct Credentials
{
    Credentials(const SecretBytes &plainKey = {}) : key(plainKey) { } // most services need no more

    SecretBytes key;
    QHash<QString, SecretBytes> fields; // by ServiceField::name, those that are secret and were found

    [[nodiscard]] QList<SecretBytes> all() const { return QList<SecretBytes> {key} + fields.values(); }
};

struct Service;
struct ServiceField;

// The name under which the vault keeps a secret field: "service/field".
[[nodiscard]] QString vaultNameOf(const Service &service, const ServiceField &field);

struct FoundCredentials
{
    Credentials credentials; // without what was not there
    KeyInfo key;
    std::optional<Error> error; // why the key could not be looked for: a locked keychain, …
};

// Asks the vault for the key and every secret field. done comes from the event loop, once, while context lives.
void findCredentials(KeyVault &vault, const Service &service, QObject *context,
    const std::function<void(const FoundCredentials &)> &done);

} // namespace lineup
