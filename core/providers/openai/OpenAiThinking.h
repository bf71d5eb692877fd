// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// Asks for thought in the way of the service: by an effort, or as its row says (Quirks::thinkingForm). Synchronous; the
// body and its max_tokens have to be there.
void writeOpenAiThinking(RequestMapper &mapper);

} // namespace lineup
