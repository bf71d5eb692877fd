// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/EmbeddingRequest.h"
#include "core/providers/Service.h"

namespace lineup {

// The service's own limits where its row has them, else the format's.
[[nodiscard]] EmbeddingLimits effectiveLimits(const Service &service, const EmbeddingLimits &usual);
// The request in as many as the limits need, in order; each holds at least one text. Tokens are estimated, so a request
// is filled to three quarters of their limit; a single text above it goes alone, and the service answers for it.
[[nodiscard]] QList<EmbeddingRequest> embeddingBatches(const EmbeddingRequest &request, const EmbeddingLimits &limits);
// Tokens of all its texts, estimated.
[[nodiscard]] qint64 estimatedTokens(const EmbeddingRequest &request);

} // namespace lineup
