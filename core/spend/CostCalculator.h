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

// Whether a service tier's word means the one that is billed at the plain prices: "", "default", "auto", …
[[nodiscard]] bool isStandardTier(const QString &tier);

// What a usage costs at a model's price; exact, rounded once to a nano-dollar. Allowances that a person may have (a
// free tier, a number of free searches a day, a discount) are not known here: these are list prices.
// Unknown with a reason when there is no price for something that was used, or no usage. A service tier that the price
// does not know has no price, and neither have cached tokens of a model that caches without telling for how much.
[[nodiscard]] Cost computedCost(const Usage &usage, const std::optional<ModelInfo> &model, const CallTerms &terms = {});
// The same, but the provider's own figure is preferred where it sent one.
[[nodiscard]] Cost costOf(const Usage &usage, const std::optional<ModelInfo> &model,
    const std::optional<Money> &providerCost, const CallTerms &terms = {});

// What the cached part of the input would have cost more as plain input; below zero where writing it cost more than
// reading saved. Nothing when nothing was cached, or its price is not known.
[[nodiscard]] std::optional<Money> cacheSaving(const Usage &usage, const Price &price, const CallTerms &terms = {});

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
