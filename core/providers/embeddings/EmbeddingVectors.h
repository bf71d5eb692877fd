// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/EmbeddingResult.h"

#include <QJsonArray>

namespace lineup {

// Puts the vectors of an answer together and holds them to what was asked: one for each text, all of one length,
// finite numbers only. The first thing that is wrong stays. Pure.
class EmbeddingVectors
{
public:
    explicit EmbeddingVectors(qsizetype texts) : m_vectors(texts) { }

    // The vector of the text at that place: a list of numbers, or base64 (int8: of single bytes).
    void add(qint64 index, const QJsonValue &vector, bool int8 = false);
    // Lists of numbers in the order of the texts.
    void addAll(const QJsonArray &vectors);
    // The vectors into the result. Errors: Malformed.
    [[nodiscard]] Result<EmbeddingResult> putInto(EmbeddingResult result) const;

private:
    void fail(const QString &what);

    QList<QList<float>> m_vectors;
    std::optional<Error> m_error;
};

// Usage of that many tokens, reported; nothing known when there is no such number.
[[nodiscard]] Usage embeddingUsage(const QJsonValue &tokens);

} // namespace lineup
