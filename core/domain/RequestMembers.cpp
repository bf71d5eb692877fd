// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/RequestMembers.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

void refuseKeysIn(JsonReader &reader, const QJsonObject &object, const QString &path)
{
    for (const QString &secret : {u"api_key"_s, u"apiKey"_s}) {
        if (JsonReader(object).has(secret))
            reader.complain(
                QString(path + secret), u"keys are not taken from a request; name a variable or store the key"_s);
    }
}

} // namespace

void refuseKeys(JsonReader &reader, const QJsonObject &body)
{
    refuseKeysIn(reader, body, {});
    refuseKeysIn(reader, body.value("extra_body"_L1).toObject(), u"extra_body."_s);
}

std::optional<std::chrono::milliseconds> readTimeout(JsonReader &reader)
{
    const std::optional<double> seconds = reader.number(u"timeout");
    if (!seconds)
        return std::nullopt;
    if (*seconds > 0 && *seconds < 1.0e6)
        return std::chrono::milliseconds(static_cast<qint64>(std::ceil(*seconds * 1000)));
    reader.complain(u"timeout", u"is a number of seconds above 0"_s);
    return std::nullopt;
}

} // namespace lineup
