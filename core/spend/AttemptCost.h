// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/spend/CostCalculator.h"

namespace lineup {

// Puts into an attempt's record what its usage cost, by whose figure, and what that was made of: cost, computedCost,
// providerCost, price, serviceTier, searchContextSize, cacheSaved. The provider's figure goes before ours, except
// where the usage is estimated: of an answer that was cut short it is what had been counted up to then, so that the
// higher of the two is taken, as an estimate.
// The cost that the record says it has when it is not billed or may be is kept; only the rest is filled in.
void settleCost(AttemptRecord &attempt, const std::optional<ModelInfo> &model, const std::optional<Money> &providerCost,
    const CallTerms &terms);

} // namespace lineup
