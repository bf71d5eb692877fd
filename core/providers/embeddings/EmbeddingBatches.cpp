// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/embeddings/EmbeddingBatches.h"

#include "core/text/TokenEstimate.h"

namespace lineup {

EmbeddingLimits effectiveLimits(const Service &service, const EmbeddingLimits &usual)
{
    return {service.embeddingLimits.texts > 0 ? service.embeddingLimits.texts : usual.texts,
        service.embeddingLimits.tokens > 0 ? service.embeddingLimits.tokens : usual.tokens};
}

QList<EmbeddingRequest> embeddingBatches(const EmbeddingRequest &request, const EmbeddingLimits &limits)
{
    EmbeddingRequest empty = request;
    empty.input.clear();
    QList<EmbeddingRequest> out;
    qint64 tokens = 0;
    const qint64 mostTokens = limits.tokens / 4 * 3;
    for (const QString &text : request.input) {
        const qint64 more = estimateTokens(text);
        const bool full = out.isEmpty() || (limits.texts > 0 && out.last().input.size() >= limits.texts)
            || (limits.tokens > 0 && tokens + more > mostTokens);
        if (full) {
            out += empty;
            tokens = 0;
        }
        out.last().input += text;
        tokens += more;
    }
    return out;
}

qint64 estimatedTokens(const EmbeddingRequest &request)
{
    qint64 out = 0;
    for (const QString &text : request.input)
        out += estimateTokens(text);
    return out;
}

} // namespace lineup
