// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// The wire format of POST {base}/chat/completions ("openai-chat"), which most services speak with differences that
// their rows name (Quirks). Lives for ever; may be used from every thread.
[[nodiscard]] const Dialect *openAiChatDialect();

} // namespace lineup
