// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Exchange.h"

namespace lineup {

// The text as one word for a POSIX shell, whatever it holds: 'it'\''s'. A shell's word cannot hold a NUL; it goes.
[[nodiscard]] QString shellQuoted(const QString &text);

// The request as a command of curl (https://curl.se/docs/manpage.html). The key stands in it as the variable that the
// service usually has it in, "$OPENAI_API_KEY", never itself. A body that was cut is left out, and a comment says so.
[[nodiscard]] QString curlCommand(const Exchange &exchange);

} // namespace lineup
