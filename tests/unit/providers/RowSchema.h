// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace lineup::test {

// What is wrong with a value by a JSON Schema, one line a fault: "services[3].auth: is none of …". Knows the words
// that services.schema.json uses, and complains of every other, so that no rule of it is passed over.
[[nodiscard]] QStringList schemaFaults(const QJsonValue &value, const QJsonObject &schema);

} // namespace lineup::test
