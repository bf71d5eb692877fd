// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/PaneMetrics.h"

namespace lineup {

std::optional<double> tokensPerSecond(const Usage &usage, bool reasoningStreamed,
    std::optional<std::chrono::microseconds> firstToken, std::chrono::microseconds total)
{
    using namespace std::chrono_literals;
    if (!usage.isKnown() || !firstToken || total - *firstToken < 50ms)
        return {};
    const qint64 tokens = reasoningStreamed ? usage.outputTotal() : usage.outputTotal() - usage.outputReasoning;
    if (tokens <= 0)
        return {};
    return double(tokens) / std::chrono::duration<double>(total - *firstToken).count();
}

PaneMetrics metricsOf(const PaneAnswer &answer)
{
    PaneMetrics metrics;
    metrics.firstToken = answer.firstToken;
    metrics.usage = answer.usage;
    metrics.cost = answer.cost;
    metrics.demo = answer.demo;
    metrics.answeredBy = answer.answeredBy;
    metrics.tokensPerSecond
        = tokensPerSecond(answer.usage, !answer.message.reasoning.isEmpty(), answer.firstToken, answer.total);
    return metrics;
}

} // namespace lineup
