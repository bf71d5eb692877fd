// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Framer.h"
#include "core/providers/Service.h"

namespace lineup {

// The bytes of another wire format that an AWS event stream carries piece by piece (the shape PayloadPart).
// On Bedrock an event is {"bytes": base64}, with or without a padding member; SageMaker sends the bytes as they are.
// Errors: the exception that the event is; Malformed.
[[nodiscard]] Result<QByteArray> payloadBytes(const StreamEvent &event, const Service &service);

} // namespace lineup
