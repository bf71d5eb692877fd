// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/EmbeddingRequest.h"
#include "core/domain/EmbeddingResult.h"
#include "core/providers/Dialect.h"

namespace lineup {

// The wire format of one dialect's embeddings: a pure, synchronous codec beside the Dialect of the same id. Stateless;
// shared between calls and threads. How many texts go into one request is for embeddingBatches() to say.
class EmbeddingCodec
{
public:
    virtual ~EmbeddingCodec() = default;
    // What this format's services take at once, where the service's own row says nothing.
    [[nodiscard]] virtual EmbeddingLimits limits(const Target &target) const = 0;
    // All texts of the request in one. Errors: Unsupported (no embeddings here, or dropParams is false), BadRequest.
    [[nodiscard]] virtual Result<EncodedRequest> encode(
        const EmbeddingRequest &request, const Target &target) const = 0;
    // An answer of status below 400 to what encode() made of that many texts: one vector each, in their order.
    // Errors: Malformed, also for a vector that is missing, empty, of another length, or holds what is no number.
    [[nodiscard]] virtual Result<EmbeddingResult> decode(
        const HttpHead &head, const QByteArray &body, qsizetype texts, const Target &target) const = 0;
};

// The codec for services of that dialect, or null when they make no embeddings. The objects live for ever.
[[nodiscard]] const EmbeddingCodec *embeddingCodecById(QStringView dialect);

} // namespace lineup
