// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Cost.h"
#include "core/domain/ModelInfo.h"

namespace lineup {

// What of a call decides its price beside the usage.
struct CallTerms
{
    QString serviceTier; // what the answer said, else what was asked for; empty: the standard one
    QString searchContextSize; // "low", "medium" or "high"; empty: not known
};

// What a usage costs at a model's price; exact, rounded once to a nano-dollar. The provider's own figure is
// preferred where it sent one. Unknown with a reason when there is no price for something that was used, or no usage. A
// service tier that the price does not know has no price, and neither have cached tokens of a model that caches without
// telling for how much.
[[nodiscard]] Cost costOf(const Usage &usage, const std::optional<ModelInfo> &model,
    const std::optional<Money> &providerCost, const CallTerms &terms = {});

// The parts that add up to it, for the inspector: one line a bucket that is not zero. A bucket whose price is not
// known has no line (then the cost is unknown as well).
struct CostLine
{
    QString bucket; // "input_fresh", "cache_read", …
    qint64 units = 0;
    UnitPrice price;
};
[[nodiscard]] QList<CostLine> costLines(const Usage &usage, const Price &price, const CallTerms &terms = {});

} // namespace lineup
