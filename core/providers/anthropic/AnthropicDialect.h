// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// The Messages API of Anthropic, and of services that copy it. Id "anthropic".
// Sources: the API's description of 2026-08-18, recorded exchanges, documentation of thinking, structured outputs
// and prompt caching.
[[nodiscard]] const Dialect *anthropicDialect();

} // namespace lineup
