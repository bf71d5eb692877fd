// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace lineup::test {

// What a person reads out of a recording, in our terms: disjoint buckets, our words for the ends.
struct RecordedFacts
{
    const char *number;
    const char *finish; // "" for none told
    const char *tools; // names, comma between
    qint64 fresh;
    qint64 cacheRead;
    qint64 text;
    qint64 reasoning;
    const char *cost; // USD as decimal text; "" for none reported
    const char *error; // kind; "" for none
};

inline constexpr std::array recordedFacts {
    // Plain and streamed answers with nothing special.
    RecordedFacts {"openai/010", "stop", "", 15, 0, 18, 0, "", ""},
    RecordedFacts {"openai/012", "length", "", 438, 0, 16, 0, "", ""},
    RecordedFacts {"together/002", "stop", "", 45, 0, 3, 0, "", ""},
    RecordedFacts {"cerebras/002", "stop", "", 43, 0, 9, 0, "", ""},
    RecordedFacts {"crusoe/004", "stop", "", 46, 0, 14, 0, "", ""},
    RecordedFacts {"llamacpp/006", "stop", "", 197, 0, 18, 0, "", ""},
    RecordedFacts {"mistral/019", "stop", "", 11, 0, 43, 0, "", ""},
    // No usage at all.
    RecordedFacts {"openai/013", "stop", "PartialUserInfo", 0, 0, 0, 0, "", ""},
    RecordedFacts {"openai/019", "stop", "", 0, 0, 0, 0, "", ""},
    RecordedFacts {"azure/014", "stop", "", 0, 0, 0, 0, "", ""},
    // Other words for the end, and none.
    RecordedFacts {"together/003", "stop", "", 18, 0, 35, 0, "", ""},
    RecordedFacts {"together/005", "stop", "", 37, 0, 53, 0, "", ""},
    RecordedFacts {"openai/009", "tool_calls", "get_weather", 62, 0, 14, 0, "", ""},
    RecordedFacts {"snowflake/004", "", "get_weather", 597, 0, 81, 0, "", ""},
    RecordedFacts {"snowflake/006", "", "", 45, 0, 73, 0, "", ""},
    RecordedFacts {"azure/009", "content_filter", "", 15, 0, 19, 0, "", ""},
    // Reasoning inside the completion.
    RecordedFacts {"openai/002", "tool_calls", "add,multiply", 194, 0, 59, 256, "", ""},
    RecordedFacts {"openai/006", "stop", "", 12, 0, 344, 1536, "", ""},
    RecordedFacts {"azure/012", "stop", "", 176, 0, 80, 512, "", ""},
    RecordedFacts {"cerebras/003", "stop", "", 98, 0, 20, 27, "", ""},
    RecordedFacts {"zai/006", "stop", "", 13, 0, 3, 561, "", ""},
    RecordedFacts {"alibaba/003", "stop", "", 24, 0, 271, 1084, "", ""},
    RecordedFacts {"gpustack/005", "stop", "", 15, 0, 11, 160, "", ""},
    RecordedFacts {"crusoe/003", "stop", "", 150, 64, 34, 20, "", ""},
    RecordedFacts {"groq/018", "tool_calls", "get_something_by_name", 304, 0, 26, 23, "", ""},
    // Reasoning outside of it, and counted in the total only.
    RecordedFacts {"xai/001", "tool_calls", "Person", 96, 305, 44, 185, "0.00014895", ""},
    RecordedFacts {"xai/004", "stop", "", 48, 283, 11, 332, "0.000207125", ""},
    RecordedFacts {"xai/005", "stop", "", 10, 2, 1, 228, "0.00011765", ""},
    RecordedFacts {"xai/006", "tool_calls", "Person", 1, 400, 44, 257, "0.0001707", ""},
    RecordedFacts {"xai/007", "tool_calls", "add,multiply", 274, 192, 68, 266, "0.00055964", ""},
    RecordedFacts {"vercel-gateway/002", "tool_calls", "weather", 28, 0, 9, 69, "0.000992", ""},
    RecordedFacts {"vercel-gateway/003", "stop", "", 206, 0, 64, 192, "0.0047375", ""},
    RecordedFacts {"gemini/001", "tool_calls", "get_current_time", 35, 0, 12, 62, "", ""},
    RecordedFacts {"gemini/002", "stop", "", 66, 0, 6, 28, "", ""},
    // Cached tokens under their several names, and more of them than there were tokens.
    RecordedFacts {"openai/008", "stop", "", 56, 1024, 7, 0, "", ""},
    RecordedFacts {"deepseek/003", "stop", "", 103, 256, 25, 0, "", ""},
    RecordedFacts {"deepseek/006", "stop", "", 175, 320, 26, 118, "", ""},
    RecordedFacts {"deepseek/013", "tool_calls", "weather", 19, 320, 44, 39, "", ""},
    RecordedFacts {"mistral/010", "stop", "", 44, 224, 5, 0, "", ""},
    RecordedFacts {"mistral/016", "tool_calls", "weather", 99, 192, 27, 0, "", ""},
    RecordedFacts {"groq/007", "stop", "", 80, 256, 37, 59, "", ""},
    RecordedFacts {"azure/007", "stop", "", 0, 78, 9, 0, "", ""},
    RecordedFacts {"azure/013", "tool_calls", "best_language_to_learn", 0, 347, 18, 0, "", ""},
    RecordedFacts {"zai/005", "stop", "", 89, 177, 22, 49, "", ""},
    RecordedFacts {"avian/001", "tool_calls", "add,multiply", 26, 128, 44, 87, "0.0003287", ""},
    // Prices that the service reports: a number, an object, rounded to a nano-dollar, nothing.
    RecordedFacts {"openrouter/001", "tool_calls", "add,multiply", 294, 151, 68, 210, "0.00020535", ""},
    RecordedFacts {"openrouter/008", "length", "", 1, 2569, 100, 0, "0.00256995", ""},
    RecordedFacts {"openrouter/010", "stop", "", 102, 256, 35, 11, "0.00036784", ""},
    RecordedFacts {"openrouter/015", "stop", "", 2317, 0, 53, 0, "0.007650917", ""},
    RecordedFacts {"openrouter/017", "stop", "", 612, 0, 2, 0, "0", ""},
    RecordedFacts {"perplexity/001", "stop", "", 17, 0, 6, 0, "0.00614", ""},
    RecordedFacts {"perplexity/007", "stop", "", 8, 0, 5, 0, "0.00501", ""},
    RecordedFacts {"perplexity/008", "stop", "", 12, 0, 43, 0, "", ""},
    // Tool calls: in one piece, in fragments, many under one name, without an id, with "null".
    RecordedFacts {"mistral/003", "tool_calls", "dice_roll,dice_roll,dice_roll", 109, 0, 19, 0, "", ""},
    RecordedFacts {"mistral/014", "tool_calls", "get_weather", 96, 0, 23, 0, "", ""},
    RecordedFacts {"groq/012", "tool_calls", "weather", 218, 0, 15, 0, "", ""},
    RecordedFacts {"groq/014", "tool_calls", "add,multiply", 201, 0, 58, 0, "", ""},
    RecordedFacts {"openrouter/012", "tool_calls", "add,multiply", 685, 0, 120, 0, "0.001285", ""},
    RecordedFacts {"openai/016", "tool_calls", "get_weather,get_product_name", 417, 0, 44, 0, "", ""},
    RecordedFacts {"together/006", "tool_calls", "get_current_weather,get_tomorrow_weather", 0, 0, 0, 0, "", ""},
    RecordedFacts {"ollama/008", "tool_calls", "weather", 300, 0, 45, 0, "", ""},
    RecordedFacts {"huggingface/003", "tool_calls", "get_weather,final_result", 720, 0, 65, 0, "", ""},
    // Errors inside an answer that began well.
    RecordedFacts {"groq/019", "", "", 0, 0, 0, 0, "", "bad_request"},
    RecordedFacts {"openrouter/014", "length", "", 43, 0, 0, 10, "0", "bad_request"},
    // Errors with a status.
    RecordedFacts {"openai/001", "", "", 0, 0, 0, 0, "", "auth"},
    RecordedFacts {"openai/004", "", "", 0, 0, 0, 0, "", "not_found"},
    RecordedFacts {"openai/005", "", "", 0, 0, 0, 0, "", "bad_request"},
    RecordedFacts {"azure/003", "", "", 0, 0, 0, 0, "", "auth"},
    RecordedFacts {"azure/006", "", "", 0, 0, 0, 0, "", "rate_limited"},
    RecordedFacts {"azure/010", "", "", 0, 0, 0, 0, "", "not_found"},
    RecordedFacts {"deepseek/001", "", "", 0, 0, 0, 0, "", "auth"},
    RecordedFacts {"deepseek/002", "", "", 0, 0, 0, 0, "", "context_too_long"},
    RecordedFacts {"groq/005", "", "", 0, 0, 0, 0, "", "not_found"},
    RecordedFacts {"groq/008", "", "", 0, 0, 0, 0, "", "bad_request"},
    RecordedFacts {"mistral/002", "", "", 0, 0, 0, 0, "", "auth"},
    RecordedFacts {"ollama/001", "", "", 0, 0, 0, 0, "", "auth"},
    RecordedFacts {"ollama/003", "", "", 0, 0, 0, 0, "", "context_too_long"},
    RecordedFacts {"openrouter/002", "", "", 0, 0, 0, 0, "", "auth"},
    RecordedFacts {"openrouter/004", "", "", 0, 0, 0, 0, "", "context_too_long"},
    RecordedFacts {"openrouter/009", "", "", 0, 0, 0, 0, "", "rate_limited"},
    RecordedFacts {"perplexity/002", "", "", 0, 0, 0, 0, "", "auth"},
    RecordedFacts {"perplexity/003", "", "", 0, 0, 0, 0, "", "context_too_long"},
};

} // namespace lineup::test
