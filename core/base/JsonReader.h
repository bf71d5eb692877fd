// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QJsonArray>
#include <QJsonObject>

namespace lineup {

// Parses bytes as one JSON value. The error is Malformed and says where, never what the text was.
[[nodiscard]] Result<QJsonValue> parseJson(QByteArrayView bytes);
[[nodiscard]] Result<QJsonObject> parseJsonObject(QByteArrayView bytes);

// Reads members of an object that we demand things of (our own files, a person's request), and remembers the
// first complaint with the path to it: "services[3].base_url: expected text". Lenient for what is absent.
// Answers of providers are not read this way: a decoder must demand nothing that it does not need.
class JsonReader
{
public:
    JsonReader(QJsonObject object, QString path = {}) : m_object(std::move(object)), m_path(std::move(path)) { }

    [[nodiscard]] bool has(QStringView key) const;
    [[nodiscard]] QString text(QStringView key, const QString &fallback = {});
    [[nodiscard]] QString requiredText(QStringView key);
    [[nodiscard]] std::optional<double> number(QStringView key);
    [[nodiscard]] std::optional<qint64> integer(QStringView key);
    [[nodiscard]] std::optional<bool> boolean(QStringView key);
    [[nodiscard]] QStringList texts(QStringView key); // an array of texts, or one text
    [[nodiscard]] QJsonArray array(QStringView key);
    [[nodiscard]] QJsonObject object(QStringView key);
    [[nodiscard]] QJsonValue value(QStringView key) const { return m_object.value(key); }
    [[nodiscard]] QString pathOf(QStringView key) const;

    void complain(QStringView key, const QString &what); // keeps the first
    void adopt(const JsonReader &nested); // the first complaint of a reader of a part of this object, with its own path
    [[nodiscard]] bool ok() const { return !m_error; }
    [[nodiscard]] std::optional<Error> error() const { return m_error; }

private:
    // The member when it is there and of the type; complains when it is there and of another.
    std::optional<QJsonValue> typed(QStringView key, QJsonValue::Type type, const QString &expected);

    QJsonObject m_object;
    QString m_path;
    std::optional<Error> m_error;
};

} // namespace lineup
