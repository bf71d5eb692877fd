// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/JsonReader.h"

#include <QJsonDocument>

#include <cmath>

using namespace Qt::StringLiterals;

namespace lineup {

Result<QJsonValue> parseJson(QByteArrayView bytes)
{
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), bytes.size()), &fault);
    if (fault.error != QJsonParseError::NoError) {
        return Error {.kind = Error::Kind::Malformed,
            .detail = u"invalid JSON at byte %1: %2"_s.arg(fault.offset).arg(fault.errorString())};
    }
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

Result<QJsonObject> parseJsonObject(QByteArrayView bytes)
{
    const Result<QJsonValue> value = parseJson(bytes);
    if (!value)
        return value.error();
    if (!value->isObject())
        return Error {.kind = Error::Kind::Malformed, .detail = u"expected a JSON object"_s};
    return value->toObject();
}

bool JsonReader::has(QStringView key) const
{
    const QJsonValue member = m_object.value(key);
    return !member.isUndefined() && !member.isNull();
}

std::optional<QJsonValue> JsonReader::typed(QStringView key, QJsonValue::Type type, const QString &expected)
{
    const QJsonValue member = m_object.value(key);
    if (member.isUndefined() || member.isNull())
        return std::nullopt;
    if (member.type() != type) {
        complain(key, u"expected "_s + expected);
        return std::nullopt;
    }
    return member;
}

QString JsonReader::text(QStringView key, const QString &fallback)
{
    const std::optional<QJsonValue> member = typed(key, QJsonValue::String, u"text"_s);
    return member ? member->toString() : fallback;
}

QString JsonReader::requiredText(QStringView key)
{
    const QString value = text(key);
    if (value.isEmpty())
        complain(key, u"is required"_s);
    return value;
}

std::optional<double> JsonReader::number(QStringView key)
{
    const std::optional<QJsonValue> member = typed(key, QJsonValue::Double, u"a number"_s);
    return member ? std::optional(member->toDouble()) : std::nullopt;
}

std::optional<qint64> JsonReader::integer(QStringView key)
{
    const std::optional<double> value = number(key);
    if (!value)
        return std::nullopt;
    if (*value != std::floor(*value) || std::abs(*value) > 9.0e15) {
        complain(key, u"expected a whole number"_s);
        return std::nullopt;
    }
    return static_cast<qint64>(*value);
}

std::optional<bool> JsonReader::boolean(QStringView key)
{
    const std::optional<QJsonValue> member = typed(key, QJsonValue::Bool, u"true or false"_s);
    return member ? std::optional(member->toBool()) : std::nullopt;
}

QStringList JsonReader::texts(QStringView key)
{
    if (!has(key))
        return {};
    const QJsonValue member = m_object.value(key);
    if (member.isString())
        return {member.toString()};
    QStringList out;
    for (const QJsonValue &item : array(key)) {
        if (!item.isString())
            complain(key, u"expected a list of texts"_s);
        out += item.toString();
    }
    return out;
}

QJsonArray JsonReader::array(QStringView key)
{
    const std::optional<QJsonValue> member = typed(key, QJsonValue::Array, u"a list"_s);
    return member ? member->toArray() : QJsonArray();
}

QJsonObject JsonReader::object(QStringView key)
{
    const std::optional<QJsonValue> member = typed(key, QJsonValue::Object, u"an object"_s);
    return member ? member->toObject() : QJsonObject();
}

QString JsonReader::pathOf(QStringView key) const
{
    return m_path.isEmpty() ? key.toString() : m_path + u'.' + key;
}

void JsonReader::complain(QStringView key, const QString &what)
{
    if (!m_error)
        m_error = Error {.kind = Error::Kind::Malformed, .detail = pathOf(key) + u": "_s + what};
}

void JsonReader::adopt(const JsonReader &nested)
{
    if (!m_error)
        m_error = nested.m_error;
}

} // namespace lineup
