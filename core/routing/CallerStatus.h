// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace lineup {

// The HTTP status under which a caller of an OpenAI-compatible server gets this error; 200 before a stream has begun
// is not among them. The statuses of https://docs.litellm.ai/docs/exception_mapping; a spent budget is 429. Pure.
[[nodiscard]] int callerStatus(Error::Kind kind);

} // namespace lineup
