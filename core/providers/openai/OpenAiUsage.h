// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Money.h"
#include "core/domain/Usage.h"

#include <QJsonObject>

#include <optional>

namespace lineup {

// What a chat completion's usage object says, in our disjoint buckets. Nothing when it holds no counts (absent, null,
// or all zero, which some services send while they do not know yet).
// Nested counts (cached, audio and reasoning tokens) are taken out of the totals that hold them. Where they lie
// outside of the totals is told by total_tokens, which adds up in one way only; where it does not tell,
// reasoningOutside says how it is with this service.
[[nodiscard]] std::optional<Usage> readOpenAiUsage(const QJsonObject &usage, bool reasoningOutside);

// The price that the service itself reports beside the counts: cost as a number in USD (with what was paid to the
// provider behind it where the person's own key was used there), cost.total_cost, cost_in_usd_ticks (1e-10 USD,
// docs.x.ai "Cost tracking"), or estimated_cost (DeepInfra). Nothing when it reports none.
[[nodiscard]] std::optional<Money> readOpenAiCost(const QJsonObject &usage);

} // namespace lineup
