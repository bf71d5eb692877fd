// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Cost.h"
#include "core/domain/ModelInfo.h"

namespace lineup {

// What a usage costs at a model's price; exact, rounded once to a nano-dollar. The provider's own figure is
// preferred where it sent one. Unknown with a reason when there is no price for something that was used, or no usage.
[[nodiscard]] Cost costOf(
    const Usage &usage, const std::optional<ModelInfo> &model, const std::optional<Money> &providerCost);

// The parts that add up to it, for the inspector: one line a bucket that is not zero. A bucket whose price is not
// known has no line (then the cost is unknown as well).
struct CostLine
{
    QString bucket; // "input_fresh", "cache_read", …
    qint64 units = 0;
    UnitPrice price;
};
[[nodiscard]] QList<CostLine> costLines(const Usage &usage, const Price &price);

} // namespace lineup
