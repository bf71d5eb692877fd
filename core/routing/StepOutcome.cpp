// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/StepOutcome.h"

#include <algorithm>

namespace lineup {

StepOutcome outcomeOf(const RoutePlan &plan, int step, ErrorClass value)
{
    if (step < 0 || step >= plan.steps.size())
        return {};
    const RouteStep &rules = plan.steps.at(step);
    StepOutcome out;
    if (rules.retryOn.testFlag(value))
        out.retries = std::max(0, rules.retries);
    if (value == ErrorClass::ContextTooLong) {
        out.largerContext = !rules.largerContext.isEmpty()
            || std::any_of(rules.targets.begin(), rules.targets.end(),
                [&plan](const RouteTarget &target) { return plan.contextFallbacks.contains(target.model); });
    }
    out.contentFallback = value == ErrorClass::ContentFiltered && !plan.contentFallbacks.isEmpty();
    if (rules.fallOn.testFlag(value) && step + 1 < plan.steps.size())
        out.then = StepOutcome::Then::NextStep;
    return out;
}

} // namespace lineup
