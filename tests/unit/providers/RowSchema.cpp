// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/providers/RowSchema.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

class Checker
{
public:
    explicit Checker(const QJsonObject &root) : m_root(root) { }
    void check(const QJsonValue &value, QJsonObject schema, const QString &path);
    QStringList faults;

private:
    void word(const QString &name, const QJsonValue &rule, const QJsonValue &value, const QString &path);
    void members(const QJsonObject &object, const QJsonObject &schema, const QString &path);
    [[nodiscard]] bool fits(const QJsonValue &value, const QJsonValue &schema) const;
    void complain(const QString &path, const QString &what) { faults += path + u": " + what; }

    QJsonObject m_root;
};

bool isOfType(const QJsonValue &value, const QString &type)
{
    return (type == "object"_L1 && value.isObject()) || (type == "array"_L1 && value.isArray())
        || (type == "string"_L1 && value.isString()) || (type == "boolean"_L1 && value.isBool())
        || (type == "number"_L1 && value.isDouble());
}

bool hasTwins(const QJsonArray &array)
{
    for (qsizetype i = 0; i < array.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            if (array.at(i) == array.at(j))
                return true;
        }
    }
    return false;
}

bool Checker::fits(const QJsonValue &value, const QJsonValue &schema) const
{
    Checker other(m_root);
    other.check(value, schema.toObject(), {});
    return other.faults.isEmpty();
}

void Checker::members(const QJsonObject &object, const QJsonObject &schema, const QString &path)
{
    const QJsonObject properties = schema["properties"_L1].toObject();
    const QJsonValue others = schema["additionalProperties"_L1];
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString inner = path + u'.' + it.key();
        if (properties.contains(it.key()))
            check(it.value(), properties[it.key()].toObject(), inner);
        else if (others.isObject())
            check(it.value(), others.toObject(), inner);
        else if (others.isBool() && !others.toBool())
            complain(inner, u"is not known"_s);
    }
}

void Checker::word(const QString &name, const QJsonValue &rule, const QJsonValue &value, const QString &path)
{
    const QString text = value.toString();
    bool holds = true;
    if (name == "type"_L1)
        holds = isOfType(value, rule.toString());
    else if (name == "const"_L1)
        holds = value == rule;
    else if (name == "enum"_L1)
        holds = rule.toArray().contains(value);
    else if (name == "pattern"_L1)
        holds = !value.isString() || QRegularExpression(rule.toString()).match(text).hasMatch();
    else if (name == "minLength"_L1)
        holds = !value.isString() || text.size() >= rule.toInt();
    else if (name == "minimum"_L1)
        holds = !value.isDouble() || value.toDouble() >= rule.toDouble();
    else if (name == "maximum"_L1)
        holds = !value.isDouble() || value.toDouble() <= rule.toDouble();
    else if (name == "minProperties"_L1)
        holds = value.toObject().size() >= rule.toInt();
    else if (name == "maxProperties"_L1)
        holds = value.toObject().size() <= rule.toInt();
    else if (name == "uniqueItems"_L1)
        holds = !hasTwins(value.toArray());
    else if (name == "anyOf"_L1)
        holds = fits(value, rule[0]) || fits(value, rule[1]);
    else
        complain(path, u"the schema says \"%1\", which this check does not know"_s.arg(name));
    if (!holds)
        complain(path, u"breaks %1"_s.arg(name));
}

void Checker::check(const QJsonValue &value, QJsonObject schema, const QString &path)
{
    static const QStringList silent {u"$ref"_s, u"$defs"_s, u"$schema"_s, u"title"_s, u"description"_s,
        u"additionalProperties"_s, u"properties"_s, u"items"_s, u"required"_s};
    if (const QString name = schema["$ref"_L1].toString().section(u'/', -1); !name.isEmpty())
        check(value, m_root["$defs"_L1][name].toObject(), path);
    for (auto it = schema.begin(); it != schema.end(); ++it) {
        if (!silent.contains(it.key()))
            word(it.key(), it.value(), value, path);
    }
    for (const QJsonValue &name : schema["required"_L1].toArray()) {
        if (!value.toObject().contains(name.toString()))
            complain(path, u"lacks %1"_s.arg(name.toString()));
    }
    members(value.toObject(), schema, path);
    const QJsonArray items = schema.contains("items"_L1) ? value.toArray() : QJsonArray();
    for (qsizetype i = 0; i < items.size(); ++i)
        check(items.at(i), schema["items"_L1].toObject(), path + u"[%1]"_s.arg(i));
}

} // namespace

QStringList schemaFaults(const QJsonValue &value, const QJsonObject &schema)
{
    Checker checker(schema);
    checker.check(value, schema, {});
    return checker.faults;
}

} // namespace lineup::test
