// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/KeyText.h"

#include "core/base/JsonReader.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <bitset>

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

// Tells fast where a piece of the key cannot begin: answers are large, and pieces of keys in them are rare.
class PieceFilter
{
public:
    PieceFilter(QStringView key, qsizetype least) : m_least(least)
    {
        for (qsizetype at = 0; at + least <= key.size(); ++at)
            m_seen.set(hash(key.mid(at)));
    }
    ~PieceFilter() { m_seen.reset(); }
    [[nodiscard]] bool mayBegin(QStringView text) const { return m_seen.test(hash(text)); } // at least so long

private:
    [[nodiscard]] size_t hash(QStringView text) const
    {
        quint32 value = 2166136261U; // FNV-1a
        for (qsizetype i = 0; i < m_least; ++i)
            value = (value ^ text[i].unicode()) * 16777619U;
        return (value ^ (value >> 16)) & 0xffff;
    }
    std::bitset<0x10000> m_seen;
    qsizetype m_least;
};

Result<SecretBytes> cleanJson(QByteArrayView text)
{
    const Result<QJsonObject> object = parseJsonObject(text);
    if (!object)
        return refused(u"The key begins like JSON and is none: was all of it copied?"_s);
    const QByteArray line = QJsonDocument(*object).toJson(QJsonDocument::Compact);
    if (line.size() > maxKeyBytes)
        return refused(u"The key is longer than %1 bytes"_s.arg(maxKeyBytes));
    if (!std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || isVisible(c); }))
        return refused(u"The key holds a character outside ASCII"_s);
    return SecretBytes(line);
}

// Members of credentials that name something and open nothing; whatever else there is may be a secret.
constexpr std::array publicMembers {"type"_L1, "project_id"_L1, "client_email"_L1, "client_id"_L1, "auth_uri"_L1,
    "token_uri"_L1, "auth_provider_x509_cert_url"_L1, "client_x509_cert_url"_L1, "universe_domain"_L1, "account"_L1,
    "quota_project_id"_L1};

QList<SecretBytes> secretsIn(const SecretBytes &json)
{
    const Result<QJsonObject> object = parseJsonObject(json.view());
    if (!object)
        return {json};
    QList<SecretBytes> out;
    for (auto it = object->begin(); it != object->end(); ++it) {
        const bool isPublic = std::find(publicMembers.begin(), publicMembers.end(), it.key()) != publicMembers.end();
        if (!isPublic && it.value().isString())
            out += SecretBytes(it.value().toString().toUtf8());
    }
    return out;
}

} // namespace

bool isJsonKey(const SecretBytes &key)
{
    return key.view().startsWith('{');
}

Result<SecretBytes> cleanKey(QByteArrayView text)
{
    const QByteArrayView key = text.trimmed();
    if (key.isEmpty())
        return refused(u"The key is empty"_s);
    if (key.startsWith('{') && key.size() <= 2 * maxKeyBytes)
        return cleanJson(key);
    if (key.size() > maxKeyBytes)
        return refused(u"The key is longer than %1 bytes"_s.arg(maxKeyBytes));
    if (!std::all_of(key.begin(), key.end(), isVisible))
        return refused(u"The key holds a character that no key has: a space, a line end, or one outside ASCII"_s);
    return SecretBytes(key.toByteArray());
}

QString withoutKey(const QString &text, const SecretBytes &secret)
{
    if (isJsonKey(secret)) {
        QString out = text;
        for (const SecretBytes &part : secretsIn(secret))
            out = withoutKey(out, part);
        return out;
    }
    const auto fold = [](QString some) {
        std::transform(some.begin(), some.end(), some.begin(), [](QChar c) { return c.toLower(); });
        return some; // as long as it was
    };
    if (text.isEmpty() || secret.view().size() < leastKey)
        return text;
    const QString folded = fold(text);
    QString key = fold(QString::fromLatin1(secret.view()));
    const qsizetype least = qMin(leastPiece, key.size());
    const PieceFilter filter(key, least);
    QString out;
    qsizetype copied = 0;
    for (qsizetype at = 0; at + least <= text.size();) {
        const QStringView rest = QStringView(folded).mid(at);
        const qsizetype hidden = filter.mayBegin(rest) ? pieceOfKey(rest, key) : 0;
        if (hidden >= least) {
            out += QStringView(text).mid(copied, at - copied) + u"[hidden]"_s;
            copied = at + hidden;
        }
        at += hidden >= least ? hidden : 1;
    }
    out += QStringView(text).mid(copied);
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
