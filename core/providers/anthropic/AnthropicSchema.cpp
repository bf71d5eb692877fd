// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/anthropic/AnthropicSchema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

class Cleaner
{
public:
    QJsonObject clean(const QJsonObject &schema)
    {
        QJsonObject out;
        for (auto it = schema.begin(); it != schema.end(); ++it) {
            if (rejected(it.key(), it.value()))
                note(it.key());
            else
                out.insert(it.key(), member(it.key(), it.value()));
        }
        const bool isObject = out.value("type"_L1) == "object"_L1 || out.contains("properties"_L1);
        if (isObject && out.value("additionalProperties"_L1) != QJsonValue(false)) {
            out.insert("additionalProperties"_L1, false);
            result.closed = true;
        }
        return out;
    }

    AnthropicSchema result;

private:
    static bool rejected(const QString &key, const QJsonValue &value)
    {
        static const QStringList limits {u"minimum"_s, u"maximum"_s, u"exclusiveMinimum"_s, u"exclusiveMaximum"_s,
            u"minLength"_s, u"maxLength"_s, u"multipleOf"_s, u"maxItems"_s, u"minProperties"_s, u"maxProperties"_s,
            u"uniqueItems"_s};
        return limits.contains(key) || (key == "minItems"_L1 && value.toInt() > 1);
    }
    void note(const QString &key)
    {
        if (!result.dropped.contains(key))
            result.dropped += key;
    }
    QJsonValue member(const QString &key, const QJsonValue &value)
    {
        static const QStringList named {u"properties"_s, u"$defs"_s, u"definitions"_s};
        static const QStringList nested {u"items"_s, u"anyOf"_s, u"allOf"_s, u"oneOf"_s, u"not"_s};
        if (named.contains(key)) {
            QJsonObject out = value.toObject();
            for (auto it = out.begin(); it != out.end(); ++it)
                it.value() = clean(it.value().toObject());
            return out;
        }
        if (nested.contains(key) && value.isArray()) {
            QJsonArray out;
            for (const QJsonValue &item : value.toArray())
                out += item.isObject() ? QJsonValue(clean(item.toObject())) : item;
            return out;
        }
        return nested.contains(key) && value.isObject() ? QJsonValue(clean(value.toObject())) : value;
    }
};

} // namespace

AnthropicSchema anthropicOutputSchema(const QJsonObject &schema)
{
    Cleaner cleaner;
    QJsonObject cleaned = cleaner.clean(schema);
    cleaner.result.schema = std::move(cleaned);
    cleaner.result.dropped.sort();
    return cleaner.result;
}

} // namespace lineup
