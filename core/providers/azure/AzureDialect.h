// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// Chat completions as Azure serves them; bodies and answers are OpenAI's. Live for ever.
// Sources: Azure OpenAI's API description of the v1 API and of 2025-03-01-preview, and of AI model inference
// 2025-05-15-preview; recorded traffic.

// [azure-openai] A request names a deployment, which people mostly call like the model: the field "deployment", else
// the model's name. Without a dated api_version the v1 API is asked (/openai/v1), else the deployment's own path.
// What a dated version does not know yet (max_completion_tokens and stream_options came in September 2024) is not sent.
// The listing names what can be deployed, which proves the key; what is deployed only the management API would tell.
[[nodiscard]] const Dialect *azureOpenAiDialect();

// [azure-inference] Models of other makers: /models/chat/completions.
[[nodiscard]] const Dialect *azureInferenceDialect();

} // namespace lineup
