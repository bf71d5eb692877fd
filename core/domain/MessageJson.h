// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/Message.h"

namespace lineup {

// A message in OpenAI's shape and back. What OpenAI has no place for goes under "reasoning_content" and
// "lineup": {"native": […]}, so that a conversation that is sent again loses nothing. Pure.
[[nodiscard]] QJsonObject messageJson(const Message &message);

} // namespace lineup
