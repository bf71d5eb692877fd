// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// Cohere's chat API, version 2 (POST {base}/v2/chat, SSE). Id "cohere". Lives for ever; may be used from every thread.
// Sources: https://docs.cohere.com/reference/chat, https://docs.cohere.com/reference/list-models, recorded exchanges.
[[nodiscard]] const Dialect *cohereDialect();

} // namespace lineup
