// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiWords.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

struct WordRow
{
    QLatin1StringView word;
    FinishReason reason;
};

constexpr std::array words {
    WordRow {"stop"_L1, FinishReason::Stop},
    WordRow {"eos"_L1, FinishReason::Stop},
    WordRow {"eos_token"_L1, FinishReason::Stop},
    WordRow {"end_turn"_L1, FinishReason::Stop},
    WordRow {"stop_sequence"_L1, FinishReason::Stop},
    WordRow {"completed"_L1, FinishReason::Stop},
    WordRow {"complete"_L1, FinishReason::Stop},
    WordRow {"length"_L1, FinishReason::Length},
    WordRow {"max_tokens"_L1, FinishReason::Length},
    WordRow {"model_length"_L1, FinishReason::Length},
    WordRow {"model_context_window_exceeded"_L1, FinishReason::Length},
    WordRow {"tool_calls"_L1, FinishReason::ToolCalls},
    WordRow {"tool_call"_L1, FinishReason::ToolCalls},
    WordRow {"tool_use"_L1, FinishReason::ToolCalls},
    WordRow {"function_call"_L1, FinishReason::ToolCalls},
    WordRow {"content_filter"_L1, FinishReason::ContentFilter},
    WordRow {"safety"_L1, FinishReason::ContentFilter},
    WordRow {"sensitive"_L1, FinishReason::ContentFilter},
    WordRow {"pause_turn"_L1, FinishReason::PauseTurn},
};

} // namespace

FinishReason openAiFinishReason(QStringView word)
{
    for (const WordRow &row : words) {
        if (word.compare(row.word, Qt::CaseInsensitive) == 0)
            return row.reason;
    }
    return FinishReason::Unknown;
}

} // namespace lineup
