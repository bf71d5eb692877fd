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

// A shorter piece of a key is no secret and may be a word.
constexpr qsizetype leastPiece = 8;
constexpr qsizetype leastKey = 4; // what people give to a local server that wants none

// How much of the front of text stands somewhere in the key.
qsizetype pieceOfKey(QStringView text, QStringView key)
{
    qsizetype most = 0;
    for (qsizetype from = 0; from + most < key.size(); ++from) {
        qsizetype length = 0;
        while (length < text.size() && from + length < key.size() && text[length] == key[from + length])
            ++length;
        most = qMax(most, length);
    }
    return most;
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

QString withoutKey(const QString &text, const SecretBytes &secret)
{
    const auto fold = [](QString some) {
        std::transform(some.begin(), some.end(), some.begin(), [](QChar c) { return c.toLower(); });
        return some; // as long as it was
    };
    if (text.isEmpty() || secret.view().size() < leastKey)
        return text;
    const QString folded = fold(text);
    QString key = fold(QString::fromLatin1(secret.view()));
    const qsizetype least = qMin(leastPiece, key.size());
    QString out;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype hidden = pieceOfKey(QStringView(folded).mid(at), key);
        out += hidden >= least ? QStringView(u"[hidden]") : QStringView(text).mid(at, 1);
        at += hidden >= least ? hidden : 1;
    }
    key.fill(u'\0');
    return out;
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
