// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/Chain.h"

#include <algorithm>

namespace lineup {

bool isChainName(QStringView name)
{
    return !name.isEmpty() && name.size() <= longestChainName && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'-' || c == u'_' || c == u'.';
    });
}

RoutePlan planOf(const Chain &chain, const ChatRequest &request)
{
    RoutePlan plan {.chain = chain.name, .steps = chain.steps};
    plan.ownSteps = int(chain.steps.size());
    for (const QString &model : request.fallbacks)
        plan.steps += RouteStep {.targets = {{.model = model}}, .retries = 0};
    plan.contextFallbacks = request.contextWindowFallbacks;
    plan.contentFallbacks = request.contentPolicyFallbacks;
    plan.backoffBase = chain.backoffBase;
    plan.waitLimit = chain.waitLimit;
    plan.retryUncertain = chain.retryUncertain;
    plan.stickFor = chain.stickFor;
    if (request.numRetries) {
        for (RouteStep &step : plan.steps)
            step.retries = std::max(0, *request.numRetries);
    }
    return plan;
}

} // namespace lineup
