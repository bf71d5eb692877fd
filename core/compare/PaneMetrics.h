// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/compare/PaneConversation.h"

namespace lineup {

// The figures under an answer. A value.
struct PaneMetrics
{
    std::optional<std::chrono::microseconds> firstToken;
    std::optional<double> tokensPerSecond; // of what was streamed
    Usage usage; // Estimated while the answer comes
    Cost cost; // unknown with Running while the answer comes
    std::optional<Money> soFar; // estimate of what has been spent while it runs; empty: no price, or over
    QString answeredBy; // where it is not the model that was asked first
    bool running = false;
    bool demo = false;

    bool operator==(const PaneMetrics &) const = default;
};

// Tokens a second between the first token and the end. Nothing when that span is too short to mean anything, as
// with an answer that came in one piece. Reasoning that was billed but not streamed is not counted as speed.
[[nodiscard]] std::optional<double> tokensPerSecond(const Usage &usage, bool reasoningStreamed,
    std::optional<std::chrono::microseconds> firstToken, std::chrono::microseconds total);

[[nodiscard]] PaneMetrics metricsOf(const PaneAnswer &answer);

} // namespace lineup
