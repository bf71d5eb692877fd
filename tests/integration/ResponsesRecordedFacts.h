// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace lineup::test {

// What a person reads out of a recorded response, in our terms: disjoint buckets, our words for the ends.
struct ResponsesFacts
{
    const char *number;
    const char *finish;
    const char *calls; // name(arguments), comma between
    const char *text; // how the text begins
    qint64 fresh;
    qint64 cacheRead;
    qint64 cacheWrite;
    qint64 output; // without reasoning
    qint64 reasoning;
    qint64 searches;
    int citations;
    const char *cost; // USD as decimal text; "" for none reported
};

inline constexpr std::array responsesFacts {
    ResponsesFacts {
        "azure/016", "tool_calls", R"(weather({"location":"Florence, Italy"}))", "", 63, 0, 0, 49, 64, 0, 0, ""},
    ResponsesFacts {
        "azure/020", "tool_calls", R"(weather({"location":"Florence, Italy"}))", "", 60, 0, 0, 27, 192, 0, 0, ""},
    ResponsesFacts {"azure/022", "stop", "", "4", 18, 0, 0, 56, 64, 0, 0, ""},
    ResponsesFacts {
        "bedrock-mantle/006", "stop", "", "First tool result: `first result`", 115, 0, 43, 22, 10, 0, 0, ""},
    ResponsesFacts {"deepseek/014", "stop", "", "Let me verify the official Ruby releases page", 13514, 15872, 0, 717,
        733, 1, 0, ""},
    ResponsesFacts {
        "deepseek/019", "tool_calls", R"(get_temperature({"city": "Tokyo"}))", "", 110, 256, 0, 45, 14, 0, 0, ""},
    ResponsesFacts {"openai/026", "tool_calls", R"(get_exchange_rate({"from_currency":"USD","to_currency":"EUR"}))", "",
        652, 0, 0, 25, 19, 0, 0, ""},
    ResponsesFacts {"openai/027", "stop", "", "Here's the top news story today", 39550, 4352, 0, 634, 3840, 7, 4, ""},
    ResponsesFacts {"openai/031", "stop", "", "", 8, 0, 4012, 5, 0, 0, 0, ""},
    ResponsesFacts {
        "openai/036", "tool_calls", R"(add({"a":2,"b":3}),multiply({"a":2,"b":3}))", "", 109, 0, 0, 95, 128, 0, 0, ""},
    ResponsesFacts {"openai/038", "stop", "", "Right now in Florence, Italy, it", 92, 0, 0, 72, 384, 0, 0, ""},
    ResponsesFacts {"openai/041", "stop", "", "Short answer:", 28799, 4352, 0, 743, 2624, 7, 2, ""},
    ResponsesFacts {"openai/044", "stop", "", "The capital of France is Paris.", 1177, 0, 0, 37, 0, 0, 1, ""},
    ResponsesFacts {"openrouter/021", "stop", "", "OK", 8, 4012, 0, 5, 0, 0, 0, "0.002196"},
    ResponsesFacts {"openrouter/022", "stop", "", "4", 78, 0, 0, 15, 22, 0, 0, "0.0000113"},
    ResponsesFacts {"openrouter/025", "tool_calls", "llm_version({})", "", 42, 0, 0, 12, 0, 0, 0, "0.000036"},
    ResponsesFacts {"xai/010", "tool_calls", "dice_roll({}),dice_roll({}),dice_roll({})", "", 175, 128, 0, 15, 257, 0,
        0, "0.00092435"},
    ResponsesFacts {"xai/012", "stop", "", "**The latest stable Ruby version is 4.0.6**", 3865, 2048, 0, 101, 263, 2, 1,
        "0.01615085"},
    ResponsesFacts {
        "xai/017", "stop", "", "xAI is an American artificial intelligence company", 297, 1578, 0, 298, 397, 1, 5, ""},
};

} // namespace lineup::test
