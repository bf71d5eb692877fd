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
    // The rest of what these services were recorded with.
    RecordedFacts {"alibaba/001", "stop", "", 24, 0, 315, 1353, "", ""},
    RecordedFacts {"alibaba/002", "tool_calls", "weather", 295, 0, 22, 0, "", ""},
    RecordedFacts {"alibaba/004", "tool_calls", "weather", 295, 0, 22, 0, "", ""},
    RecordedFacts {"avian/002", "stop", "", 84, 224, 41, 30, "0.0002444", ""},
    RecordedFacts {"cerebras/001", "stop", "", 13, 0, 7, 0, "", ""},
    RecordedFacts {"cerebras/004", "stop", "", 42, 0, 8, 0, "", ""},
    RecordedFacts {"cerebras/005", "tool_calls", "final_result", 364, 0, 33, 0, "", ""},
    RecordedFacts {"crusoe/001", "stop", "", 20, 0, 16, 217, "", ""},
    RecordedFacts {"crusoe/002", "tool_calls", "get_weather", 167, 0, 12, 25, "", ""},
    RecordedFacts {"gpustack/001", "tool_calls", "weather", 203, 66, 38, 99, "", ""},
    RecordedFacts {"gpustack/002", "stop", "", 44, 268, 41, 107, "", ""},
    RecordedFacts {"gpustack/003", "tool_calls", "weather", 392, 0, 37, 111, "", ""},
    RecordedFacts {"gpustack/004", "length", "", 544, 0, 1662, 386, "", ""},
    RecordedFacts {"perplexity/004", "stop", "", 9, 0, 9, 0, "0.00609", ""},
    RecordedFacts {"perplexity/005", "stop", "", 20, 0, 5, 0, "0.00503", ""},
    RecordedFacts {"perplexity/006", "stop", "", 10, 0, 251, 0, "", ""},
    RecordedFacts {"perplexity/009", "stop", "", 11, 0, 434, 0, "", ""},
    RecordedFacts {"vercel-gateway/001", "tool_calls", "add,multiply", 507, 0, 137, 0, "0.003576", ""},
    RecordedFacts {"vercel-gateway/004", "tool_calls", "add,multiply", 109, 0, 112, 256, "0.00637625", ""},
    RecordedFacts {"vercel-gateway/005", "stop", "", 700, 0, 31, 0, "0.002565", ""},
    RecordedFacts {"vercel-gateway/006", "tool_calls", "weather", 28, 0, 9, 61, "0.000896", ""},
    RecordedFacts {"zai/001", "tool_calls", "add,multiply", 236, 43, 49, 82, "", ""},
    RecordedFacts {"zai/002", "stop", "", 225, 43, 39, 68, "", ""},
    RecordedFacts {"zai/003", "stop", "", 431, 4, 17, 56, "", ""},
    RecordedFacts {"zai/004", "tool_calls", "add,multiply", 232, 43, 48, 64, "", ""},
    RecordedFacts {"groq/001", "tool_calls", "add,multiply", 205, 0, 53, 0, "", ""},
    RecordedFacts {"groq/002", "stop", "", 21, 0, 1414, 0, "", ""},
    RecordedFacts {"groq/003", "stop", "", 178, 0, 94, 0, "", ""},
    RecordedFacts {"groq/004", "stop", "", 14100, 0, 921, 0, "", ""},
    RecordedFacts {"groq/006", "tool_calls", "get_something_by_name", 301, 0, 30, 22, "", ""},
    RecordedFacts {"groq/009", "stop", "", 1214, 0, 68, 0, "", ""},
    RecordedFacts {"groq/010", "tool_calls", "get_weather", 757, 0, 29, 0, "", ""},
    RecordedFacts {"groq/011", "stop", "", 18, 0, 26, 0, "", ""},
    RecordedFacts {"groq/013", "stop", "", 12, 0, 26, 0, "", ""},
    RecordedFacts {"groq/015", "stop", "", 143, 0, 13, 0, "", ""},
    RecordedFacts {"groq/016", "stop", "", 21, 0, 988, 0, "", ""},
    RecordedFacts {"groq/017", "stop", "", 5003, 0, 359, 0, "", ""},
    RecordedFacts {"groq/020", "stop", "", 18, 0, 73, 0, "", ""},
    RecordedFacts {"together/001", "tool_calls", "get_current_weather", 198, 0, 24, 0, "", ""},
    RecordedFacts {"together/004", "stop", "", 41, 0, 15, 0, "", ""},
    RecordedFacts {"llamacpp/001", "stop", "", 84, 0, 47, 0, "", ""},
    RecordedFacts {"llamacpp/002", "stop", "", 213, 0, 18, 0, "", ""},
    RecordedFacts {"llamacpp/003", "tool_calls", "weather", 139, 0, 51, 0, "", ""},
    RecordedFacts {"llamacpp/004", "stop", "", 84, 0, 57, 0, "", ""},
    RecordedFacts {"llamacpp/005", "tool_calls", "weather", 139, 0, 41, 0, "", ""},
    RecordedFacts {"deepseek/004", "stop", "", 44, 0, 9, 0, "", ""},
    RecordedFacts {"deepseek/005", "tool_calls", "get_player_name,roll_dice", 875, 0, 53, 26, "", ""},
    RecordedFacts {"deepseek/007", "length", "", 13, 0, 300, 0, "", ""},
    RecordedFacts {"deepseek/008", "stop", "", 67, 384, 21, 0, "", ""},
    RecordedFacts {"deepseek/009", "tool_calls", "best_language_to_learn", 112, 384, 31, 0, "", ""},
    RecordedFacts {"deepseek/010", "stop", "", 6, 0, 14, 198, "", ""},
    RecordedFacts {"deepseek/011", "stop", "", 12, 0, 89, 0, "", ""},
    RecordedFacts {"deepseek/012", "length", "", 13, 0, 400, 0, "", ""},
    RecordedFacts {"xai/002", "stop", "", 12, 481, 35, 54, "0.00007095", ""},
    RecordedFacts {"xai/003", "tool_calls", "add,multiply", 278, 192, 68, 185, "0.00043894", ""},
    RecordedFacts {"xai/008", "stop", "", 1, 330, 11, 271, "0.00016605", ""},
    RecordedFacts {"openrouter/003", "stop", "", 316, 0, 60, 0, "0.0002448", ""},
    RecordedFacts {"openrouter/005", "stop", "", 16924, 0, 36, 449, "0.066407", ""},
    RecordedFacts {"openrouter/006", "stop", "", 174, 0, 12, 0, "0.000234", ""},
    RecordedFacts {"openrouter/007", "stop", "", 31, 0, 16, 64, "0.00216775", ""},
    RecordedFacts {"openrouter/011", "tool_calls", "add,multiply", 288, 153, 68, 199, "0.00019875", ""},
    RecordedFacts {"openrouter/013", "tool_calls", "best_language_to_learn", 791, 0, 41, 0, "0.000996", ""},
    RecordedFacts {"openrouter/016", "stop", "", 254, 0, 5, 0, "0.000837", ""},
    RecordedFacts {"ollama/002", "tool_calls", "dice_roll,dice_roll,dice_roll", 152, 0, 134, 0, "", ""},
    RecordedFacts {"ollama/004", "stop", "", 295, 0, 212, 0, "", ""},
    RecordedFacts {"ollama/005", "stop", "", 785, 0, 95, 0, "", ""},
    RecordedFacts {"ollama/006", "stop", "", 172, 0, 88, 0, "", ""},
    RecordedFacts {"ollama/007", "stop", "", 136, 0, 15, 0, "", ""},
    RecordedFacts {"ollama/009", "stop", "", 283, 0, 92, 0, "", ""},
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
