// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/RoutePlan.h"

#include <algorithm>
#include <cmath>

namespace lineup {

namespace {

constexpr int mostDoublings = 16;

} // namespace

ErrorClasses usualRetryClasses()
{
    return ErrorClass::RateLimited | ErrorClass::ServerError | ErrorClass::Network | ErrorClass::Timeout;
}

ErrorClasses usualFallClasses()
{
    return usualRetryClasses() | ErrorClass::NotFound | ErrorClass::Auth | ErrorClass::ContextTooLong
        | ErrorClass::Budget;
}

RoutePlan planOf(const ChatRequest &request)
{
    RoutePlan plan;
    plan.contextFallbacks = request.contextWindowFallbacks;
    plan.contentFallbacks = request.contentPolicyFallbacks;
    for (const QString &model : QStringList {request.model} + request.fallbacks) {
        RouteStep step {.targets = {{.model = model}}, .retries = std::max(0, request.numRetries.value_or(0))};
        step.fallOn.setFlag(ErrorClass::Auth, false);
        plan.steps += step;
    }
    return plan;
}

std::optional<std::chrono::milliseconds> waitBeforeRetry(
    const RoutePlan &plan, int retry, const std::optional<std::chrono::milliseconds> &retryAfter, double random)
{
    const double ceiling = std::min(double(plan.backoffBase.count()) * std::pow(2.0, std::min(retry, mostDoublings)),
        double(plan.waitLimit.count()));
    const std::chrono::milliseconds jittered(qint64(ceiling * std::clamp(random, 0.0, 1.0)));
    const std::chrono::milliseconds asked = retryAfter.value_or(std::chrono::milliseconds(0));
    if (asked > plan.waitLimit)
        return std::nullopt;
    return std::max(jittered, asked);
}

} // namespace lineup
