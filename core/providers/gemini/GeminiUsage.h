// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Usage.h"

#include <QJsonObject>

namespace lineup {

// usageMetadata in our disjoint buckets. Google counts what was read from a cache inside promptTokenCount, thoughts
// beside candidatesTokenCount, and what server-side tools put into the prompt in a count of its own (1235 of 1237
// recorded answers agree). Counts by modality are a split of these, not more. Unknown when the prompt was not counted:
// early pieces of a stream, and some whole answers, hold other members only.
[[nodiscard]] Usage geminiUsage(const QJsonObject &usageMetadata);

} // namespace lineup
