// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace lineup::test {

// What a person reads out of a recording, in our terms: disjoint buckets, our words for the ends.
struct GeminiFacts
{
    const char *number;
    const char *finish; // "" for an error
    const char *native; // Google's word, or the word of its number
    const char *tools; // names, comma between
    qint64 fresh;
    qint64 cacheRead;
    qint64 audio;
    qint64 text;
    qint64 reasoning;
    qint64 searches;
    const char *error; // kind; "" for none
};

inline constexpr std::array geminiFacts {
    // Plain and streamed answers with nothing special.
    GeminiFacts {"gemini/019", "stop", "STOP", "", 530, 0, 0, 14, 149, 0, ""},
    GeminiFacts {"gemini/023", "stop", "STOP", "", 11, 0, 0, 703, 713, 0, ""},
    GeminiFacts {"vertex/018", "stop", "STOP", "", 19, 0, 0, 28, 57, 0, ""},
    GeminiFacts {"vertex/020", "stop", "STOP", "", 43, 0, 0, 618, 757, 0, ""},
    // The last count is lower than those before it.
    GeminiFacts {"gemini/028", "stop", "STOP", "", 13, 0, 0, 8, 0, 0, ""},
    // The prompt was not counted, so that nothing is known of the bill.
    GeminiFacts {"gemini/022", "stop", "STOP", "", 0, 0, 0, 0, 0, 0, ""},
    // Calls: STOP all the same.
    GeminiFacts {"gemini/005", "tool_calls", "STOP", "get_weather,get_weather", 64, 0, 0, 11, 0, 0, ""},
    GeminiFacts {"gemini/006", "tool_calls", "STOP", "weather", 65, 0, 0, 16, 138, 0, ""},
    GeminiFacts {"gemini/024", "tool_calls", "STOP", "add,multiply", 157, 0, 0, 32, 438, 0, ""},
    GeminiFacts {"gemini/025", "tool_calls", "STOP", "best_language_to_learn", 120, 0, 0, 14, 42, 0, ""},
    GeminiFacts {"gemini/027", "tool_calls", "STOP", "get_temperature", 64, 0, 0, 5, 0, 0, ""},
    GeminiFacts {"vertex/002", "tool_calls", "STOP", "add,multiply", 61, 0, 0, 10, 69, 0, ""},
    GeminiFacts {"vertex/004", "tool_calls", "STOP", "weather", 83, 0, 0, 32, 162, 0, ""},
    GeminiFacts {"vertex/017", "tool_calls", "STOP", "add,multiply", 57, 0, 0, 10, 42, 0, ""},
    GeminiFacts {"vertex/019", "tool_calls", "STOP", "weather", 174, 0, 0, 16, 46, 0, ""},
    GeminiFacts {"vertex/010", "tool_calls", "UNEXPECTED_TOOL_CALL", "list_files", 22, 0, 0, 3, 134, 0, ""},
    // One array instead of events, and numbers instead of words.
    GeminiFacts {"gemini/030", "stop", "STOP", "", 11, 0, 0, 14, 381, 0, ""},
    GeminiFacts {"gemini/031", "tool_calls", "STOP", "pelican_name_generator", 32, 0, 0, 12, 42, 0, ""},
    GeminiFacts {"gemini/032", "stop", "STOP", "", 33, 0, 0, 12, 0, 0, ""},
    GeminiFacts {"vertex/016", "stop", "STOP", "", 11, 0, 0, 16, 232, 0, ""},
    GeminiFacts {"gemini/021", "stop", "STOP", "", 264, 0, 0, 61, 0, 0, ""},
    // What was cached lies inside the prompt.
    GeminiFacts {"gemini/007", "stop", "STOP", "", 13, 9609, 0, 35, 136, 0, ""},
    GeminiFacts {"gemini/015", "stop", "STOP", "", 169, 204, 0, 89, 167, 0, ""},
    GeminiFacts {"vertex/003", "stop", "STOP", "", 11, 9602, 0, 33, 39, 0, ""},
    GeminiFacts {"vertex/005", "stop", "STOP", "", 70, 1274, 0, 99, 74, 0, ""},
    // Sound.
    GeminiFacts {"gemini/016", "stop", "STOP", "", 190, 0, 113, 28, 175, 0, ""},
    GeminiFacts {"vertex/009", "stop", "STOP", "", 126, 0, 113, 42, 143, 0, ""},
    // The service's own tools: their prompts are counted apart, an empty query is none.
    GeminiFacts {"gemini/012", "stop", "STOP", "", 975, 0, 0, 53, 173, 0, ""},
    GeminiFacts {"gemini/017", "stop", "STOP", "", 3949, 0, 0, 106, 1312, 0, ""},
    GeminiFacts {"gemini/018", "stop", "STOP", "", 526, 0, 0, 0, 27, 1, ""},
    GeminiFacts {"gemini/026", "stop", "STOP", "", 785, 0, 0, 37, 742, 0, ""},
    GeminiFacts {"vertex/008", "stop", "STOP", "", 125, 0, 0, 250, 456, 1, ""},
    // Nothing written.
    GeminiFacts {"gemini/013", "length", "MAX_TOKENS", "", 15, 0, 0, 0, 2, 0, ""},
    GeminiFacts {"gemini/014", "content_filter", "SAFETY", "", 14, 0, 0, 0, 0, 0, ""},
    GeminiFacts {"vertex/007", "content_filter", "MODEL_ARMOR", "", 19, 0, 0, 6, 27, 0, ""},
    // Refused.
    GeminiFacts {"gemini/008", "", "", "", 0, 0, 0, 0, 0, 0, "auth"},
    GeminiFacts {"gemini/010", "", "", "", 0, 0, 0, 0, 0, 0, "rate_limited"},
    GeminiFacts {"gemini/011", "", "", "", 0, 0, 0, 0, 0, 0, "not_found"},
    GeminiFacts {"gemini/020", "", "", "", 0, 0, 0, 0, 0, 0, "auth"},
    GeminiFacts {"vertex/006", "", "", "", 0, 0, 0, 0, 0, 0, "context_too_long"},
    GeminiFacts {"vertex/011", "", "", "", 0, 0, 0, 0, 0, 0, "bad_request"},
};

} // namespace lineup::test
