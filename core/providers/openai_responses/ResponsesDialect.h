// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// OpenAI's Responses API, as its own service and several others speak it. Lives for ever.
[[nodiscard]] const Dialect *responsesDialect();

} // namespace lineup
