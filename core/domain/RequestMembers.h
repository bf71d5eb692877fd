// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/JsonReader.h"

#include <chrono>

namespace lineup {

// What requests of every kind share in JSON. The reader is one of the body.

// A key in a request would end in logs, in histories, and in the provider's body: complains of one, in it and in its
// extra_body.
void refuseKeys(JsonReader &reader, const QJsonObject &body);
// "timeout", in seconds.
[[nodiscard]] std::optional<std::chrono::milliseconds> readTimeout(JsonReader &reader);

} // namespace lineup
