// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

namespace lineup::test {

// Validates JSON against schemas that live in one document: the part of JSON Schema 2020-12 that the descriptions of
// providers use, which is $ref (within the document), allOf, anyOf, oneOf, not, enum, const, type, required,
// properties, patternProperties, additionalProperties, propertyNames, items, and the limits of numbers, texts, lists
// and objects. format and the other annotations demand nothing. A keyword that it does not know is named by
// unknownKeywords(), so that none is passed over in silence. Pure; not for use in several threads at once.
class JsonSchema
{
public:
    explicit JsonSchema(QJsonObject document) : m_document(std::move(document)) { }

    // What the schema at the pointer ("#/components/schemas/X", "#" for the document itself) forbids in the value: one
    // line a fault, "messages/0/role: is not one of …". Of a union only the branch that came furthest is told of.
    [[nodiscard]] QStringList errors(const QString &pointer, const QJsonValue &value) const;
    // Members that no schema at their place names, as paths. Most descriptions leave objects open, where a misspelt
    // member is no error. Of a union those branches count that take the value.
    [[nodiscard]] QStringList unknownMembers(const QString &pointer, const QJsonValue &value) const;
    // Keywords of the document's schemas under the pointer that are neither checked here nor annotations.
    [[nodiscard]] QStringList unknownKeywords(const QString &pointer) const;

    [[nodiscard]] const QJsonObject &document() const { return m_document; }

private:
    struct Fault
    {
        QStringList path;
        QString what;
        enum class Of { Kind, Tag, Rest } of = Of::Rest; // its type; enum or const; all else
    };
    using Faults = QList<Fault>;
    // What a value may consist of by all schemas that apply to it.
    struct Shape
    {
        QList<QJsonObject> objects;
        QJsonArray items;
        bool open = false;
    };

    [[nodiscard]] QJsonValue resolve(const QString &pointer) const;
    [[nodiscard]] Faults check(const QJsonValue &schema, const QJsonValue &value, const QStringList &path) const;
    [[nodiscard]] bool accepts(const QJsonValue &schema, const QJsonValue &value) const;
    void checkCombined(
        const QJsonObject &schema, const QJsonValue &value, const QStringList &path, Faults &faults) const;
    void checkUnion(const QJsonArray &branches, bool onlyOne, const QJsonValue &value, const QStringList &path,
        Faults &faults) const;
    void checkObject(
        const QJsonObject &schema, const QJsonObject &value, const QStringList &path, Faults &faults) const;
    void checkMember(const QJsonObject &schema, const QString &name, const QJsonValue &member, const QStringList &path,
        Faults &faults) const;
    void checkList(const QJsonObject &schema, const QJsonArray &value, const QStringList &path, Faults &faults) const;
    void checkText(const QJsonObject &schema, const QString &value, const QStringList &path, Faults &faults) const;
    [[nodiscard]] const QRegularExpression &expression(const QString &pattern) const;

    void addShape(const QJsonValue &schema, const QJsonValue &value, Shape &shape) const;
    void findUnknown(
        const QJsonArray &schemas, const QJsonValue &value, const QStringList &path, QStringList &found) const;
    void findUnknownInObject(
        const Shape &shape, const QJsonObject &value, const QStringList &path, QStringList &found) const;

    QJsonObject m_document;
    mutable QHash<QString, QJsonValue> m_resolved;
    mutable QHash<QString, QRegularExpression> m_expressions;
};

} // namespace lineup::test
