// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/JsonSchema.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

bool isOfType(const QJsonValue &value, const QString &type)
{
    if (type == "integer"_L1)
        return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
    return (type == "object"_L1 && value.isObject()) || (type == "array"_L1 && value.isArray())
        || (type == "string"_L1 && value.isString()) || (type == "number"_L1 && value.isDouble())
        || (type == "boolean"_L1 && value.isBool()) || (type == "null"_L1 && value.isNull());
}

bool isOfAnyType(const QJsonValue &value, const QJsonValue &types)
{
    if (types.isString())
        return isOfType(value, types.toString());
    const QJsonArray list = types.toArray();
    return std::any_of(
        list.begin(), list.end(), [&value](const QJsonValue &type) { return isOfType(value, type.toString()); });
}

QString shortText(const QJsonValue &value)
{
    constexpr qsizetype most = 100;
    const QByteArray json = QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1, json.size() - 2)).left(most);
}

// Complaint about a limit, or nothing.
QString brokenLimit(const QJsonObject &schema, double measure, const QString &least, const QString &most)
{
    if (const QJsonValue limit = schema.value(least); limit.isDouble() && measure < limit.toDouble())
        return u"%1 %2, but is %3"_s.arg(least).arg(limit.toDouble()).arg(measure);
    if (const QJsonValue limit = schema.value(most); limit.isDouble() && measure > limit.toDouble())
        return u"%1 %2, but is %3"_s.arg(most).arg(limit.toDouble()).arg(measure);
    return {};
}

QString brokenNumberLimit(const QJsonObject &schema, double value)
{
    if (const QString broken = brokenLimit(schema, value, u"minimum"_s, u"maximum"_s); !broken.isEmpty())
        return broken;
    const QJsonValue above = schema.value("exclusiveMinimum"_L1);
    const QJsonValue below = schema.value("exclusiveMaximum"_L1);
    if (above.isDouble() && value <= above.toDouble())
        return u"is not above %1"_s.arg(above.toDouble());
    if (below.isDouble() && value >= below.toDouble())
        return u"is not below %1"_s.arg(below.toDouble());
    const double step = schema.value("multipleOf"_L1).toDouble();
    return step > 0 && std::fmod(value, step) != 0 ? u"is no multiple of %1"_s.arg(step) : QString();
}

} // namespace

QJsonValue JsonSchema::resolve(const QString &pointer) const
{
    const auto known = m_resolved.constFind(pointer);
    if (known != m_resolved.constEnd())
        return *known;
    QJsonValue node = m_document;
    const QStringList steps = pointer.split(u'/').mid(1);
    for (QString step : steps) {
        step.replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1);
        node = node.isArray() ? node.toArray().at(step.toInt()) : node.toObject().value(step);
    }
    if (node.isUndefined())
        qFatal("no schema at %s", qUtf8Printable(pointer));
    m_resolved.insert(pointer, node);
    return node;
}

QStringList JsonSchema::errors(const QString &pointer, const QJsonValue &value) const
{
    QStringList lines;
    for (const Fault &fault : check(resolve(pointer), value, {}))
        lines += (fault.path.isEmpty() ? u"(root)"_s : fault.path.join(u'/')) + u": " + fault.what;
    return lines;
}

bool JsonSchema::accepts(const QJsonValue &schema, const QJsonValue &value) const
{
    return check(schema, value, {}).isEmpty();
}

JsonSchema::Faults JsonSchema::check(const QJsonValue &schema, const QJsonValue &value, const QStringList &path) const
{
    if (schema.isBool())
        return schema.toBool() ? Faults() : Faults {{path, u"nothing may stand here"_s, Fault::Of::Rest}};
    const QJsonObject rules = schema.toObject();
    Faults faults;
    if (const QJsonValue types = rules.value("type"_L1); !types.isUndefined() && !isOfAnyType(value, types))
        return {{path, u"%1 is not of type %2"_s.arg(shortText(value), shortText(types)), Fault::Of::Kind}};
    if (const QJsonValue fixed = rules.value("const"_L1); !fixed.isUndefined() && fixed != value)
        return {{path, u"%1 is not %2"_s.arg(shortText(value), shortText(fixed)), Fault::Of::Tag}};
    if (const QJsonValue words = rules.value("enum"_L1); words.isArray() && !words.toArray().contains(value))
        return {{path, u"%1 is not one of %2"_s.arg(shortText(value), shortText(words)), Fault::Of::Tag}};
    if (const QString target = rules.value("$ref"_L1).toString(); !target.isEmpty())
        faults += check(resolve(target), value, path);
    checkCombined(rules, value, path, faults);
    if (value.isObject())
        checkObject(rules, value.toObject(), path, faults);
    else if (value.isArray())
        checkList(rules, value.toArray(), path, faults);
    else if (value.isString())
        checkText(rules, value.toString(), path, faults);
    else if (value.isDouble())
        if (const QString broken = brokenNumberLimit(rules, value.toDouble()); !broken.isEmpty())
            faults += {path, broken, Fault::Of::Rest};
    return faults;
}

void JsonSchema::checkCombined(
    const QJsonObject &schema, const QJsonValue &value, const QStringList &path, Faults &faults) const
{
    for (const QJsonValue &part : schema.value("allOf"_L1).toArray())
        faults += check(part, value, path);
    if (schema.contains("anyOf"_L1))
        checkUnion(schema.value("anyOf"_L1).toArray(), false, value, path, faults);
    if (schema.contains("oneOf"_L1))
        checkUnion(schema.value("oneOf"_L1).toArray(), true, value, path, faults);
    if (schema.contains("not"_L1) && accepts(schema.value("not"_L1), value))
        faults += {path, u"is what may not be here"_s, Fault::Of::Rest};
}

void JsonSchema::checkUnion(
    const QJsonArray &branches, bool onlyOne, const QJsonValue &value, const QStringList &path, Faults &faults) const
{
    int fits = 0;
    Faults nearest;
    qsizetype nearestRank = -1;
    for (const QJsonValue &branch : branches) {
        const Faults here = check(branch, value, path);
        if (here.isEmpty()) {
            if (++fits == 1 && !onlyOne)
                return;
            continue;
        }
        // A branch whose own type or tag does not fit says the least about what is wrong.
        qsizetype rank = 0;
        bool meant = true;
        for (const Fault &fault : here) {
            rank = qMax(rank, fault.path.size());
            const qsizetype below = fault.path.size() - path.size();
            meant
                = meant && !(fault.of == Fault::Of::Tag && below <= 1) && !(fault.of == Fault::Of::Kind && below == 0);
        }
        rank += meant ? 1000 : 0;
        if (rank > nearestRank) {
            nearestRank = rank;
            nearest = here;
        }
    }
    if (fits == 0)
        faults += nearest;
    else if (fits > 1)
        faults += {path, u"fits %1 of the forms, and may fit only one"_s.arg(fits), Fault::Of::Rest};
}

void JsonSchema::checkObject(
    const QJsonObject &schema, const QJsonObject &value, const QStringList &path, Faults &faults) const
{
    for (const QJsonValue &name : schema.value("required"_L1).toArray()) {
        if (!value.contains(name.toString()))
            faults += {path, u"\"%1\" is missing"_s.arg(name.toString()), Fault::Of::Rest};
    }
    const QString broken
        = brokenLimit(schema, static_cast<double>(value.size()), u"minProperties"_s, u"maxProperties"_s);
    if (!broken.isEmpty())
        faults += {path, broken, Fault::Of::Rest};
    for (auto it = value.begin(); it != value.end(); ++it)
        checkMember(schema, it.key(), it.value(), path, faults);
}

void JsonSchema::checkMember(const QJsonObject &schema, const QString &name, const QJsonValue &member,
    const QStringList &path, Faults &faults) const
{
    if (schema.contains("propertyNames"_L1) && !accepts(schema.value("propertyNames"_L1), name))
        faults += {path, u"\"%1\" is no name for a member here"_s.arg(name), Fault::Of::Rest};
    const QJsonValue known = schema.value("properties"_L1).toObject().value(name);
    bool named = !known.isUndefined();
    if (named)
        faults += check(known, member, path + QStringList {name});
    const QJsonObject patterns = schema.value("patternProperties"_L1).toObject();
    for (auto it = patterns.begin(); it != patterns.end(); ++it) {
        if (!expression(it.key()).match(name).hasMatch())
            continue;
        named = true;
        faults += check(it.value(), member, path + QStringList {name});
    }
    const QJsonValue more = schema.value("additionalProperties"_L1);
    if (named || more.isUndefined())
        return;
    if (more == QJsonValue(false))
        faults += {path, u"no member \"%1\" is allowed"_s.arg(name), Fault::Of::Rest};
    else
        faults += check(more, member, path + QStringList {name});
}

void JsonSchema::checkList(
    const QJsonObject &schema, const QJsonArray &value, const QStringList &path, Faults &faults) const
{
    const QString broken = brokenLimit(schema, static_cast<double>(value.size()), u"minItems"_s, u"maxItems"_s);
    if (!broken.isEmpty())
        faults += {path, broken, Fault::Of::Rest};
    const QJsonValue items = schema.value("items"_L1);
    for (qsizetype i = 0; !items.isUndefined() && i < value.size(); ++i)
        faults += check(items, value.at(i), path + QStringList {QString::number(i)});
}

void JsonSchema::checkText(
    const QJsonObject &schema, const QString &value, const QStringList &path, Faults &faults) const
{
    if (schema.contains("minLength"_L1) || schema.contains("maxLength"_L1)) {
        const auto characters = static_cast<double>(value.toUcs4().size());
        const QString broken = brokenLimit(schema, characters, u"minLength"_s, u"maxLength"_s);
        if (!broken.isEmpty())
            faults += {path, broken, Fault::Of::Rest};
    }
    const QString pattern = schema.value("pattern"_L1).toString();
    if (!pattern.isEmpty() && !expression(pattern).match(value).hasMatch())
        faults += {path, u"%1 does not match %2"_s.arg(shortText(value), pattern), Fault::Of::Rest};
}

const QRegularExpression &JsonSchema::expression(const QString &pattern) const
{
    auto known = m_expressions.find(pattern);
    if (known == m_expressions.end())
        known = m_expressions.insert(
            pattern, QRegularExpression(pattern, QRegularExpression::UseUnicodePropertiesOption));
    return *known;
}

} // namespace lineup::test
