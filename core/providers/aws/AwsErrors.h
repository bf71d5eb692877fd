// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Framer.h"
#include "core/net/HttpTypes.h"
#include "core/providers/Service.h"

namespace lineup {

// An error answer of an AWS service: its type stands in the header x-amzn-ErrorType or in __type, its words in message.
[[nodiscard]] Error awsError(const HttpHead &head, const QByteArray &body, const Service &service);
// The exception that this event of a stream is; nothing when it is none.
[[nodiscard]] std::optional<Error> awsException(const StreamEvent &event, const Service &service);

} // namespace lineup
