// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// The wire formats of Vertex AI. Its address names project and location (".../projects/P/locations/L"); the models of
// each publisher are below it and speak the publisher's own format. Live for ever.
// Sources: the discovery document of aiplatform v1, revision of August 2026, and Google's pages on partner models.

// [vertex-gemini] generateContent under publishers/google. A model of digits alone is an endpoint of one's own (a tuned
// model); one with a slash is a path below the address.
[[nodiscard]] const Dialect *vertexGeminiDialect();
// [vertex-anthropic] the Messages API by rawPredict: the model is in the address, the version in the body.
[[nodiscard]] const Dialect *vertexAnthropicDialect();
// [vertex-mistral] chat completions by rawPredict: the model is in the address and in the body.
[[nodiscard]] const Dialect *vertexMistralDialect();

} // namespace lineup
