// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/JsonSchema.h"

#include <QSet>

using namespace Qt::StringLiterals;

// The half of JsonSchema that asks what a schema names: unknown members of a value, unknown keywords of the schema.
namespace lineup::test {

namespace {

const QSet<QString> &checkedKeywords()
{
    static const QSet<QString> words {u"$ref"_s, u"allOf"_s, u"anyOf"_s, u"oneOf"_s, u"not"_s, u"enum"_s, u"const"_s,
        u"type"_s, u"required"_s, u"properties"_s, u"patternProperties"_s, u"additionalProperties"_s,
        u"propertyNames"_s, u"items"_s, u"minimum"_s, u"maximum"_s, u"exclusiveMinimum"_s, u"exclusiveMaximum"_s,
        u"multipleOf"_s, u"minLength"_s, u"maxLength"_s, u"pattern"_s, u"minItems"_s, u"maxItems"_s, u"minProperties"_s,
        u"maxProperties"_s};
    return words;
}

// Keywords that demand nothing of a value.
bool isAnnotation(const QString &word)
{
    static const QSet<QString> words {u"title"_s, u"description"_s, u"default"_s, u"example"_s, u"examples"_s,
        u"format"_s, u"deprecated"_s, u"readOnly"_s, u"writeOnly"_s, u"contentEncoding"_s, u"contentMediaType"_s,
        u"$comment"_s, u"$id"_s, u"$schema"_s, u"$defs"_s, u"enumDeprecated"_s};
    return words.contains(word) || word.startsWith("x-"_L1);
}

void collectKeywords(const QJsonValue &schema, QSet<QString> &found)
{
    const QJsonObject object = schema.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        found += it.key();
        if (it.key() == "properties"_L1 || it.key() == "patternProperties"_L1 || it.key() == "$defs"_L1) {
            const QJsonObject named = it.value().toObject();
            for (const QJsonValue &inner : named)
                collectKeywords(inner, found);
        } else if (it.key() == "items"_L1 || it.key() == "additionalProperties"_L1 || it.key() == "not"_L1
            || it.key() == "propertyNames"_L1) {
            collectKeywords(it.value(), found);
        } else if (it.key() == "allOf"_L1 || it.key() == "anyOf"_L1 || it.key() == "oneOf"_L1) {
            for (const QJsonValue &inner : it.value().toArray())
                collectKeywords(inner, found);
        }
    }
}

} // namespace

QStringList JsonSchema::unknownKeywords(const QString &pointer) const
{
    QSet<QString> found;
    collectKeywords(resolve(pointer), found);
    QStringList out;
    for (const QString &word : std::as_const(found)) {
        if (!checkedKeywords().contains(word) && !isAnnotation(word))
            out += word;
    }
    out.sort();
    return out;
}

QStringList JsonSchema::unknownMembers(const QString &pointer, const QJsonValue &value) const
{
    QStringList found;
    findUnknown({resolve(pointer)}, value, {}, found);
    return found;
}

// Takes together every schema that applies to the value here.
void JsonSchema::addShape(const QJsonValue &schema, const QJsonValue &value, Shape &shape) const
{
    const QJsonObject rules = schema.toObject();
    if (rules.isEmpty()) {
        shape.open = shape.open || schema != QJsonValue(false); // "true" and {} take everything
        return;
    }
    if (const QString target = rules.value("$ref"_L1).toString(); !target.isEmpty())
        addShape(resolve(target), value, shape);
    for (const QJsonValue &part : rules.value("allOf"_L1).toArray())
        addShape(part, value, shape);
    for (const QString &word : {u"anyOf"_s, u"oneOf"_s}) {
        const QJsonArray branches = rules.value(word).toArray();
        QJsonArray fitting;
        for (const QJsonValue &branch : branches) {
            if (accepts(branch, value))
                fitting += branch;
        }
        for (const QJsonValue &branch : fitting.isEmpty() ? branches : fitting)
            addShape(branch, value, shape);
    }
    if (rules.contains("items"_L1))
        shape.items += rules.value("items"_L1);
    if (rules.contains("properties"_L1) || rules.value("type"_L1) == "object"_L1)
        shape.objects += rules;
}

void JsonSchema::findUnknown(
    const QJsonArray &schemas, const QJsonValue &value, const QStringList &path, QStringList &found) const
{
    if (!value.isObject() && !value.isArray())
        return;
    Shape shape;
    for (const QJsonValue &schema : schemas)
        addShape(schema, value, shape);
    if (value.isObject()) {
        findUnknownInObject(shape, value.toObject(), path, found);
        return;
    }
    const QJsonArray list = value.toArray();
    for (qsizetype i = 0; !shape.items.isEmpty() && i < list.size(); ++i)
        findUnknown(shape.items, list.at(i), path + QStringList {QString::number(i)}, found);
}

void JsonSchema::findUnknownInObject(
    const Shape &shape, const QJsonObject &value, const QStringList &path, QStringList &found) const
{
    bool open = shape.open || shape.objects.isEmpty();
    QJsonArray others; // schemas for members without a name
    for (const QJsonObject &object : shape.objects) {
        const QJsonValue more = object.value("additionalProperties"_L1);
        open = open || more == QJsonValue(true)
            || (!object.contains("properties"_L1) && more != QJsonValue(false) && !more.isObject());
        if (more.isObject())
            others += more;
    }
    for (auto it = value.begin(); it != value.end(); ++it) {
        const QStringList here = path + QStringList {it.key()};
        QJsonArray known;
        for (const QJsonObject &object : shape.objects) {
            const QJsonObject properties = object.value("properties"_L1).toObject();
            if (properties.contains(it.key()))
                known += properties.value(it.key());
        }
        if (!known.isEmpty() || !others.isEmpty())
            findUnknown(known.isEmpty() ? others : known, it.value(), here, found);
        else if (!open)
            found += here.join(u'/');
    }
}

} // namespace lineup::test
