// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Money.h"
#include "core/domain/ChatRequest.h"
#include "core/routing/ErrorClass.h"

#include <QHash>
#include <QJsonObject>

namespace lineup {

// Whom a step may ask.
struct RouteTarget
{
    QString model; // model string
    double weight = 1; // of Balance::Shuffle
    QJsonObject more = {}; // members of its file that this version does not know
    bool operator==(const RouteTarget &) const = default;
};

// How a step with several targets chooses among those that can answer.
enum class Balance {
    Shuffle, // at random, by weight
    LeastBusy, // the fewest calls under way
    LowestLatency, // the shortest time to the first token, as measured in the last hour
    Cheapest // the lowest price for this request
};

// How long one attempt may take. Zero: the usual limit of the transport.
struct StepTimeouts
{
    std::chrono::milliseconds connect {0};
    std::chrono::milliseconds firstToken {0}; // from the attempt's start to the first content
    std::chrono::milliseconds idle {0};
    std::chrono::milliseconds total {0};
    bool operator==(const StepTimeouts &) const = default;
};

// What is retried at the same step, and what leads to the next, when nobody has said.
[[nodiscard]] ErrorClasses usualRetryClasses();
[[nodiscard]] ErrorClasses usualFallClasses();

struct RouteStep
{
    QList<RouteTarget> targets; // one, or a group that shares the work
    Balance balance = Balance::Shuffle;
    int retries = 1; // further attempts at this step
    ErrorClasses retryOn = usualRetryClasses();
    ErrorClasses fallOn = usualFallClasses();
    StepTimeouts timeouts;
    std::optional<Money> maxCost; // of one call, worst case; a dearer target is skipped
    QString largerContext; // model string to ask instead when the prompt does not fit
    QJsonObject more = {}; // members of its file that this version does not know
    bool operator==(const RouteStep &) const = default;
};

// What a call will try, in order. Made from a chain, or from the members that LiteLLM has on a plain request. A value.
struct RoutePlan
{
    QString chain; // name; empty: a plain request
    QList<RouteStep> steps;
    QHash<QString, QString> contextFallbacks; // model string → one with a larger context, followed on and on
    QStringList contentFallbacks; // model strings for what a filter has refused
    QHash<QString, QList<RouteStep>> chains; // by model string: those that the two above name
    int ownSteps = 0; // how many of the steps are the chain's own: at those it may stick
    std::chrono::milliseconds backoffBase {250};
    std::chrono::milliseconds waitLimit {20'000}; // of one wait; a Retry-After beyond it is not waited for
    // Also retries at the same target what may have reached the provider and may be billed twice.
    bool retryUncertain = false;
    std::chrono::milliseconds stickFor {0}; // after a fallback: begin at the step that answered, for this long
    int firstStep = 0; // where it begins
    std::optional<Error> fault; // it cannot be carried out at all; what the call ends in
    bool operator==(const RoutePlan &) const = default;
};

// The plan of a request that names no chain: its model, then its fallbacks; retries are num_retries. The person's own
// mistakes, a refused key and filtered content do not fall through. Pure.
[[nodiscard]] RoutePlan planOf(const ChatRequest &request);

// How long to wait before retry number retry (0 the first): full jitter over base × 2^retry, at least what the provider
// asked for. random: 0 to 1. Nothing when that is more than the limit.
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
[[nodiscard]] std::optional<std::chrono::milliseconds> waitBeforeRetry(
    const RoutePlan &plan, int retry, const std::optional<std::chrono::milliseconds> &retryAfter, double random);

} // namespace lineup
