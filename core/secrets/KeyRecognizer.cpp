// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/KeyRecognizer.h"

#include "core/base/JsonReader.h"
#include "core/secrets/KeyText.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qsizetype maxTextLength = 256 * 1024; // a pasted book is no list of keys
constexpr qsizetype leastKeyLength = 16; // shorter is a word that happens to begin like a key
constexpr qsizetype maxKeys = 100;

bool isKeyCharacter(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || u"-_.:+/="_s.contains(c);
}

// The words of a line that can be a key, and what each is assigned to.
struct Word
{
    QString text;
    QString variable;
};

QList<Word> assignedWord(const QString &line)
{
    static const QRegularExpression assignment(
        uR"RX(^\s*(?:(?:export|set|setx|env)\s+|\$env:)?["']?([A-Za-z_][A-Za-z0-9_]*)["']?\s*[=:]\s*["']?([^\s"',;#]+))RX"_s);
    const QRegularExpressionMatch match = assignment.match(line);
    return match.hasMatch() ? QList<Word> {{match.captured(2), match.captured(1)}} : QList<Word>();
}

QList<Word> bareWords(const QString &line)
{
    QList<Word> words;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= line.size(); ++i) {
        if (i < line.size() && isKeyCharacter(line[i]))
            continue;
        if (i - start >= leastKeyLength)
            words += Word {line.sliced(start, i - start), {}};
        start = i + 1;
    }
    return words;
}

QStringList servicesByVariable(const QString &variable, const QList<KeyShape> &shapes)
{
    QStringList services;
    for (const KeyShape &shape : shapes) {
        if (shape.environment.contains(variable, Qt::CaseInsensitive))
            services += shape.service;
    }
    return services;
}

QStringList servicesByPrefix(QStringView key, const QList<KeyShape> &shapes)
{
    QStringList services;
    qsizetype longest = 0;
    for (const KeyShape &shape : shapes) {
        for (const QString &prefix : shape.prefixes) {
            if (prefix.size() < longest || prefix.isEmpty() || !key.startsWith(prefix))
                continue;
            if (prefix.size() > longest)
                services.clear();
            longest = prefix.size();
            if (!services.contains(shape.service))
                services += shape.service;
        }
    }
    return services;
}

// "Bearer:sk-…" and "key=sk-…" are one word; the key begins after the last of these signs when that gives a match.
std::optional<RecognizedKey> recognize(const Word &word, const QList<KeyShape> &shapes)
{
    QStringList services = servicesByVariable(word.variable, shapes);
    QStringView text = word.text;
    if (services.isEmpty())
        services = servicesByPrefix(text, shapes);
    for (const QChar sign : {u'=', u':', u'/'}) {
        const qsizetype at = text.lastIndexOf(sign);
        if (!services.isEmpty() || at < 0)
            continue;
        services = servicesByPrefix(text.sliced(at + 1), shapes);
        if (!services.isEmpty())
            text = text.sliced(at + 1);
    }
    while (!text.isEmpty() && u".:/,"_s.contains(text.back()))
        text.chop(1);
    if (services.isEmpty() || text.size() < leastKeyLength)
        return std::nullopt;
    const Result<SecretBytes> key = cleanKey(text.toUtf8());
    return key ? std::optional(RecognizedKey {services, *key, word.variable}) : std::nullopt;
}

// A whole text that is one JSON object of a kind that some service knows.
std::optional<RecognizedKey> recognizeJson(QStringView text, const QList<KeyShape> &shapes)
{
    const QStringView trimmed = text.trimmed();
    if (!trimmed.startsWith(u'{'))
        return std::nullopt;
    const QByteArray json = trimmed.toUtf8();
    const Result<QJsonObject> object = parseJsonObject(json);
    const Result<SecretBytes> key = cleanKey(json);
    if (!object || !key)
        return std::nullopt;
    QStringList services;
    for (const KeyShape &shape : shapes) {
        const bool known = std::any_of(shape.prefixes.begin(), shape.prefixes.end(), [&](const QString &prefix) {
            const Result<QJsonObject> member = parseJsonObject(prefix.toUtf8());
            return member && !member->isEmpty() && object->value(member->begin().key()) == member->begin().value();
        });
        if (known)
            services += shape.service;
    }
    return services.isEmpty() ? std::nullopt : std::optional(RecognizedKey {services, *key, {}});
}

} // namespace

QList<RecognizedKey> recognizeKeys(QStringView text, const QList<KeyShape> &shapes)
{
    QList<RecognizedKey> found;
    if (text.size() > maxTextLength)
        return found;
    if (const std::optional<RecognizedKey> credentials = recognizeJson(text, shapes))
        return {*credentials};
    const auto known = [&found](const SecretBytes &key) {
        return std::any_of(found.cbegin(), found.cend(),
            [&key](const RecognizedKey &other) { return other.key.view() == key.view(); });
    };
    for (const QStringView view : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (view.trimmed().startsWith(u'#'))
            continue;
        const QString line = view.toString();
        const QList<Word> words = assignedWord(line) + bareWords(line);
        for (const Word &word : words) {
            const std::optional<RecognizedKey> key = recognize(word, shapes);
            if (key && !known(key->key) && found.size() < maxKeys)
                found += *key;
        }
    }
    return found;
}

} // namespace lineup
