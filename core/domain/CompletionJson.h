// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/domain/Completion.h"

namespace lineup {

// An answer as an OpenAI chat.completion object. created: seconds since 1970.
[[nodiscard]] QJsonObject completionJson(const Completion &completion, qint64 created);
// One piece as an OpenAI chat.completion.chunk; nothing when the delta says nothing that a chunk can hold.
[[nodiscard]] std::optional<QJsonObject> chunkJson(
    const Delta &delta, const QString &id, const QString &model, qint64 created);
// The last chunk: no choices, with usage.
[[nodiscard]] QJsonObject usageChunkJson(const Completion &completion, qint64 created);
// What OpenAI has no place for: cost, usage in disjoint buckets, route, mapping, timing. Milliseconds; money as
// decimal text.
[[nodiscard]] QJsonObject callJson(const CallRecord &record);
[[nodiscard]] QJsonObject errorJson(const Error &error);
[[nodiscard]] QJsonObject costJson(const Cost &cost);
// The same with both figures where the provider's differs notably from ours: "provider_usd" and "computed_usd".
[[nodiscard]] QJsonObject costJson(const AttemptRecord &attempt);
[[nodiscard]] QJsonObject usageBucketsJson(const Usage &usage);

} // namespace lineup
