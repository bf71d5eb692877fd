// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/KeyText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Error refused(const QString &why)
{
    return {.kind = Error::Kind::BadRequest, .detail = why, .code = u"bad_key"_s};
}

bool isVisible(char c)
{
    return c >= '!' && c <= '~';
}

} // namespace

Result<SecretBytes> cleanKey(QByteArrayView text)
{
    const QByteArrayView key = text.trimmed();
    if (key.isEmpty())
        return refused(u"The key is empty"_s);
    if (key.size() > maxKeyBytes)
        return refused(u"The key is longer than %1 bytes"_s.arg(maxKeyBytes));
    if (!std::all_of(key.begin(), key.end(), isVisible))
        return refused(u"The key holds a character that no key has: a space, a line end, or one outside ASCII"_s);
    return SecretBytes(key.toByteArray());
}

Result<FoundKey> keyWithoutKeychain(
    const Environment &environment, const QStringList &variables, const SecretBytes &sessionKey)
{
    for (const QString &name : variables) {
        const QByteArray value = environment.value(name);
        if (value.trimmed().isEmpty())
            continue;
        Result<SecretBytes> key = cleanKey(value);
        if (!key) {
            Error error = key.error();
            error.detail = name + u": "_s + error.detail;
            return error;
        }
        return FoundKey {*key, {.source = KeySource::Environment, .lastFour = key->lastFour(), .variable = name}};
    }
    if (sessionKey.isEmpty())
        return FoundKey();
    return FoundKey {sessionKey, {.source = KeySource::Session, .lastFour = sessionKey.lastFour()}};
}

} // namespace lineup
