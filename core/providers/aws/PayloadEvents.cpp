// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/PayloadEvents.h"

#include "core/base/JsonReader.h"
#include "core/providers/aws/AwsErrors.h"

using namespace Qt::StringLiterals;

namespace lineup {

Result<QByteArray> payloadBytes(const StreamEvent &event, const Service &service)
{
    if (const std::optional<Error> error = awsException(event, service))
        return *error;
    if (event.name == "PayloadPart" && !event.data.startsWith("{\"Bytes\"") && !event.data.startsWith("{\"bytes\""))
        return event.data;
    const Result<QJsonObject> object = parseJsonObject(event.data);
    if (!object) {
        Error error = object.error();
        error.service = service.id;
        return error;
    }
    const QJsonValue bytes = object->contains("bytes"_L1) ? object->value("bytes"_L1) : object->value("Bytes"_L1);
    return QByteArray::fromBase64(bytes.toString().toLatin1());
}

} // namespace lineup
