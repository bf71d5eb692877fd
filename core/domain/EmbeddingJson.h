// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/EmbeddingRequest.h"
#include "core/domain/EmbeddingResult.h"

namespace lineup {

// Reads an OpenAI embeddings body, with input_type (or task, task_type) and LiteLLM's own members (timeout in seconds,
// drop_params, extra_body). A member that we do not know goes into extraBody, so that it reaches the provider.
// Errors: BadRequest with the path to what is wrong; a list of token numbers is refused. Pure.
[[nodiscard]] Result<EmbeddingRequest> readEmbeddingRequest(const QJsonObject &body);

// An answer as OpenAI's list of embedding objects; base64: the vectors as text, see VectorBytes.
[[nodiscard]] QJsonObject embeddingJson(const EmbeddingResult &result, bool base64 = false);

} // namespace lineup
