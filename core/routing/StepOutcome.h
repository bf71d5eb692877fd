// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/RoutePlan.h"

namespace lineup {

// What a plan does when an attempt at one of its steps fails in one way, as the rules say: without cooldowns, budgets
// and limits of waiting. A value.
struct StepOutcome
{
    enum class Then { NextStep, Fails };
    int retries = 0; // at the same step, before that; only where the provider has refused, or uncertain retries are on
    bool largerContext = false; // before that, the model with a larger context is asked
    bool contentFallback = false; // before that, those that the request names for filtered content are asked
    Then then = Then::Fails;
    bool operator==(const StepOutcome &) const = default;
};

// step: from 0, within the plan. Pure; the same rules as RouteRun.
[[nodiscard]] StepOutcome outcomeOf(const RoutePlan &plan, int step, ErrorClass value);

} // namespace lineup
