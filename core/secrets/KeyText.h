// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/Environment.h"
#include "core/secrets/KeyVault.h"

#include <QHash>

namespace lineup {

// No provider's key comes near this; a key has to fit a header and every platform's store.
inline constexpr qsizetype maxKeyBytes = 8 * 1024;

// A key as a person or a file gives it, without the white space around it. A text that begins with '{' has to be a
// JSON object, credentials that buy tokens, and is kept in one line. Errors: BadRequest when it is empty, too long, or
// holds a character that cannot stand in a header (spaces, line ends, anything but visible ASCII); of JSON, when it is
// none, or holds something outside ASCII. The error never quotes the text.
[[nodiscard]] Result<SecretBytes> cleanKey(QByteArrayView text);

// Credentials in JSON. They are no key: they never stand in a header.
[[nodiscard]] bool isJsonKey(const SecretBytes &key);

// The text with the key, and every longer piece of it, replaced by "[hidden]", whatever a key looks like: for what
// came from a server, which may echo what it was sent, whole or cut short. Letter case does not matter. Of JSON the
// values are looked for, but for those that are no secret: addresses, ids, the kind.
[[nodiscard]] QString withoutKey(const QString &text, const SecretBytes &key);

// What both kinds of vault do when the keychain has nothing: the first variable that is set, else the key given
// for this run, else nothing. Errors: BadRequest when the variable's value cannot be a key.
[[nodiscard]] Result<FoundKey> keyWithoutKeychain(
    const Environment &environment, const QStringList &variables, const SecretBytes &sessionKey);

} // namespace lineup
