// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/FinishReason.h"

#include "core/base/WordTable.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array words {
    std::pair {FinishReason::Stop, "stop"_L1},
    std::pair {FinishReason::Length, "length"_L1},
    std::pair {FinishReason::ToolCalls, "tool_calls"_L1},
    std::pair {FinishReason::ContentFilter, "content_filter"_L1},
    std::pair {FinishReason::PauseTurn, "pause_turn"_L1},
};

} // namespace

QString finishReasonName(FinishReason reason)
{
    return wordFor(words, reason);
}

} // namespace lineup
