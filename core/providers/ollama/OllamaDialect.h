// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// Ollama's own chat API (/api/chat, NDJSON), not its OpenAI-compatible one. Id "ollama".
// Sources: Ollama's API description of 2026-08-21, recorded exchanges.
[[nodiscard]] const Dialect *ollamaDialect();

} // namespace lineup
