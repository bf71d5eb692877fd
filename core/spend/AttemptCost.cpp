// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/AttemptCost.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Cost costFor(const AttemptRecord &attempt, const Cost &computed)
{
    const std::optional<Money> &told = attempt.providerCost;
    if (!told)
        return computed;
    const bool cutShort = attempt.usage.source == Usage::Source::Estimated && attempt.error;
    if (!cutShort)
        return Cost::known(*told, Cost::Provenance::Provider);
    return Cost::known(std::max(*told, computed.amount().value_or(Money())), Cost::Provenance::Estimated);
}

bool wasDecided(const Cost &cost)
{
    return cost.reason() == Cost::Reason::NotBilled || cost.reason() == Cost::Reason::MaybeBilled;
}

} // namespace

void settleCost(AttemptRecord &attempt, const std::optional<ModelInfo> &model, const std::optional<Money> &providerCost,
    const CallTerms &terms)
{
    if (model && !model->free)
        attempt.price = model->price;
    if (!isStandardTier(terms.serviceTier))
        attempt.serviceTier = terms.serviceTier.toLower();
    if (attempt.usage.webSearches > 0)
        attempt.searchContextSize = terms.searchContextSize;
    if (providerCost && providerCost->nano() >= 0)
        attempt.providerCost = providerCost;
    const Cost computed = computedCost(attempt.usage, model, terms);
    attempt.computedCost = computed.amount();
    if (attempt.price && computed.isKnown())
        attempt.cacheSaved = cacheSaving(attempt.usage, *attempt.price, terms);
    if (!wasDecided(attempt.cost))
        attempt.cost = costFor(attempt, computed);
}

} // namespace lineup
