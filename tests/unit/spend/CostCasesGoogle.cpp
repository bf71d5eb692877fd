// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/spend/CostCases.h"

#include <iterator>

namespace lineup::test {

namespace {

// Where the price or the rule is published.
constexpr const char *pricing = "https://ai.google.dev/gemini-api/docs/pricing";
constexpr const char *caching = "https://ai.google.dev/gemini-api/docs/caching";
constexpr const char *thinking = "https://ai.google.dev/api/generate-content#UsageMetadata";
constexpr const char *longcontext = "https://ai.google.dev/gemini-api/docs/pricing#gemini-2.5-pro";
constexpr const char *search = "https://ai.google.dev/gemini-api/docs/google-search#pricing";
constexpr const char *priority = "https://ai.google.dev/gemini-api/docs/pricing#service-tiers";
constexpr const char *vertex = "https://cloud.google.com/vertex-ai/generative-ai/pricing";

constexpr CostCase cases[] {
    {"2.5 flash", "gemini/gemini-2.5-flash",
        R"({"promptTokenCount":1000,"candidatesTokenCount":500,"totalTokenCount":1500})", "", "", 1550000,
        "(1000 x 0.3 + 500 x 2.5) / 1e6", pricing},
    {"thoughts lie outside of candidates", "gemini/gemini-2.5-flash",
        R"({"promptTokenCount":10,"candidatesTokenCount":20,"totalTokenCount":930,"thoughtsTokenCount":900})", "", "",
        2303000, "(10 x 0.3 + 20 x 2.5 + 900 x 2.5) / 1e6", thinking},
    {"cached inside of prompt", "gemini/gemini-2.5-flash",
        R"({"promptTokenCount":5000,"candidatesTokenCount":20,"totalTokenCount":5020,"cachedContentTokenCount":4096})",
        "", "", 444080, "(904 x 0.3 + 4096 x 0.03 + 20 x 2.5) / 1e6", caching},
    {"audio at its price", "gemini/gemini-2.5-flash",
        R"({"promptTokenCount":1010,"candidatesTokenCount":20,"totalTokenCount":1030,"promptTokensDetails":[{"modality":"TEXT","tokenCount":10},{"modality":"AUDIO","tokenCount":1000}]})",
        "", "", 1053000, "(10 x 0.3 + 1000 x 1 + 20 x 2.5) / 1e6", pricing},
    {"what tools put into the prompt", "gemini/gemini-2.5-flash",
        R"({"promptTokenCount":10,"candidatesTokenCount":20,"totalTokenCount":730,"toolUsePromptTokenCount":700})", "",
        "", 263000, "(710 x 0.3 + 20 x 2.5) / 1e6", thinking},
    {"2.5 flash-lite", "gemini/gemini-2.5-flash-lite",
        R"({"promptTokenCount":1001,"candidatesTokenCount":1,"totalTokenCount":1002})", "", "", 100500,
        "(1001 x 0.1 + 1 x 0.4) / 1e6", pricing},
    {"2.5 flash-lite, audio", "gemini/gemini-2.5-flash-lite",
        R"({"promptTokenCount":1001,"candidatesTokenCount":1,"totalTokenCount":1002,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1},{"modality":"AUDIO","tokenCount":1000}]})",
        "", "", 300500, "(1 x 0.1 + 1000 x 0.3 + 1 x 0.4) / 1e6", pricing},
    {"2.5 flash-lite, cached", "gemini/gemini-2.5-flash-lite",
        R"({"promptTokenCount":2051,"candidatesTokenCount":0,"totalTokenCount":2051,"cachedContentTokenCount":2051})",
        "", "", 20510, "(2051 x 0.01) / 1e6", caching},
    {"2.5 pro", "gemini/gemini-2.5-pro",
        R"({"promptTokenCount":1234,"candidatesTokenCount":567,"totalTokenCount":1890,"thoughtsTokenCount":89})", "",
        "", 8102500, "(1234 x 1.25 + 656 x 10) / 1e6", thinking},
    {"2.5 pro, at the bound", "gemini/gemini-2.5-pro",
        R"({"promptTokenCount":200000,"candidatesTokenCount":1,"totalTokenCount":200001})", "", "", 250010000,
        "(200000 x 1.25 + 1 x 10) / 1e6", longcontext},
    {"2.5 pro, above it the whole call", "gemini/gemini-2.5-pro",
        R"({"promptTokenCount":200001,"candidatesTokenCount":10,"totalTokenCount":200016,"thoughtsTokenCount":5})", "",
        "", 500227500, "(200001 x 2.5 + 15 x 15) / 1e6", longcontext},
    {"2.5 pro, above it, cached", "gemini/gemini-2.5-pro",
        R"({"promptTokenCount":250000,"candidatesTokenCount":10,"totalTokenCount":250010,"cachedContentTokenCount":240000})",
        "", "", 85150000, "(10000 x 2.5 + 240000 x 0.25 + 10 x 15) / 1e6", longcontext},
    {"2.5 pro, audio costs what text costs", "gemini/gemini-2.5-pro",
        R"({"promptTokenCount":500,"candidatesTokenCount":1,"totalTokenCount":501,"promptTokensDetails":[{"modality":"TEXT","tokenCount":100},{"modality":"AUDIO","tokenCount":400}]})",
        "", "", 635000, "(500 x 1.25 + 1 x 10) / 1e6", pricing},
    {"2.5: one search an answer, whatever its queries", "gemini/gemini-2.5-flash",
        R"({"promptTokenCount":10,"candidatesTokenCount":300,"totalTokenCount":310})", R"({"queries":["a","b","c"]})",
        "", 35753000, "(10 x 0.3 + 300 x 2.5) / 1e6 + 1 x 0.035", search},
    {"2.5 pro with a search", "gemini/gemini-2.5-pro",
        R"({"promptTokenCount":10,"candidatesTokenCount":300,"totalTokenCount":410,"thoughtsTokenCount":100})",
        R"({"queries":["a"]})", "", 39012500, "(10 x 1.25 + 400 x 10) / 1e6 + 1 x 0.035", search},
    {"2.0 flash", "gemini/gemini-2.0-flash",
        R"({"promptTokenCount":1000,"candidatesTokenCount":10,"totalTokenCount":1010})", "", "", 104000,
        "(1000 x 0.1 + 10 x 0.4) / 1e6", pricing},
    {"2.0 flash, audio and cached", "gemini/gemini-2.0-flash",
        R"({"promptTokenCount":1000,"candidatesTokenCount":10,"totalTokenCount":1010,"cachedContentTokenCount":300,"promptTokensDetails":[{"modality":"TEXT","tokenCount":500},{"modality":"AUDIO","tokenCount":500}]})",
        "", "", 381500, "(200 x 0.1 + 300 x 0.025 + 500 x 0.7 + 10 x 0.4) / 1e6", caching},
    {"2.0 flash-lite", "gemini/gemini-2.0-flash-lite",
        R"({"promptTokenCount":13,"candidatesTokenCount":17,"totalTokenCount":30})", "", "", 6075,
        "(13 x 0.075 + 17 x 0.3) / 1e6", pricing},
    {"3 flash", "gemini/gemini-3-flash-preview",
        R"({"promptTokenCount":1000,"candidatesTokenCount":10,"totalTokenCount":1030,"thoughtsTokenCount":20})", "", "",
        590000, "(1000 x 0.5 + 30 x 3) / 1e6", thinking},
    {"3 flash, priority", "gemini/gemini-3-flash-preview",
        R"({"promptTokenCount":1000,"candidatesTokenCount":10,"totalTokenCount":1010,"serviceTier":"priority"})", "",
        "", 954000, "(1000 x 0.9 + 10 x 5.4) / 1e6", priority},
    {"3 flash: each query is a search", "gemini/gemini-3-flash-preview",
        R"({"promptTokenCount":10,"candidatesTokenCount":20,"totalTokenCount":30})", R"({"queries":["a","b"]})", "",
        28065000, "(10 x 0.5 + 20 x 3) / 1e6 + 2 x 0.014", search},
    {"3 flash: the same query twice is one, an empty one none", "gemini/gemini-3-flash-preview",
        R"({"promptTokenCount":10,"candidatesTokenCount":20,"totalTokenCount":30})", R"({"queries":["a","","a"]})", "",
        14065000, "(10 x 0.5 + 20 x 3) / 1e6 + 1 x 0.014", search},
    {"3.1 pro", "gemini/gemini-3.1-pro-preview",
        R"({"promptTokenCount":100,"candidatesTokenCount":200,"totalTokenCount":600,"thoughtsTokenCount":300})", "", "",
        6200000, "(100 x 2 + 500 x 12) / 1e6", thinking},
    {"3.1 pro, above 200,000", "gemini/gemini-3.1-pro-preview",
        R"({"promptTokenCount":200001,"candidatesTokenCount":1,"totalTokenCount":200002,"cachedContentTokenCount":1})",
        "", "", 800018400, "(200000 x 4 + 1 x 0.4 + 1 x 18) / 1e6", longcontext},
    {"3.1 flash-lite", "gemini/gemini-3.1-flash-lite-preview",
        R"({"promptTokenCount":999,"candidatesTokenCount":99,"totalTokenCount":1098})", "", "", 398250,
        "(999 x 0.25 + 99 x 1.5) / 1e6", pricing},
    {"the standard tier by its name", "gemini/gemini-2.5-pro",
        R"({"promptTokenCount":10,"candidatesTokenCount":10,"totalTokenCount":20,"serviceTier":"standard"})", "", "",
        112500, "(10 x 1.25 + 10 x 10) / 1e6", priority},
    {"flex of 2.5 flash is not told", "gemini/gemini-2.5-flash",
        R"({"promptTokenCount":10,"candidatesTokenCount":10,"totalTokenCount":20,"serviceTier":"flex"})", "", "", -1,
        "no price in the table", priority},
    {"Vertex, on demand", "vertex_ai/gemini-2.5-flash",
        R"({"promptTokenCount":100,"candidatesTokenCount":10,"totalTokenCount":110,"trafficType":"ON_DEMAND"})", "", "",
        55000, "(100 x 0.3 + 10 x 2.5) / 1e6", vertex},
    {"Vertex, cached", "vertex_ai/gemini-2.5-flash",
        R"({"promptTokenCount":3000,"candidatesTokenCount":10,"totalTokenCount":3010,"cachedContentTokenCount":2000})",
        "", "", 385000, "(1000 x 0.3 + 2000 x 0.03 + 10 x 2.5) / 1e6", vertex},
    {"Vertex, priority", "vertex_ai/gemini-3-pro-preview",
        R"({"promptTokenCount":100,"candidatesTokenCount":10,"totalTokenCount":110,"trafficType":"ON_DEMAND_PRIORITY"})",
        "", "", 576000, "(100 x 3.6 + 10 x 21.6) / 1e6", vertex},
    {"Vertex, provisioned throughput", "vertex_ai/gemini-2.5-flash",
        R"({"promptTokenCount":100,"candidatesTokenCount":10,"totalTokenCount":110,"trafficType":"PROVISIONED_THROUGHPUT"})",
        "", "", -1, "paid by the month", vertex},
    {"Vertex, a grounded prompt", "vertex_ai/gemini-2.5-pro",
        R"({"promptTokenCount":10,"candidatesTokenCount":30,"totalTokenCount":40})", R"({"queries":["a","b"]})", "",
        35312500, "(10 x 1.25 + 30 x 10) / 1e6 + 1 x 0.035", vertex},
};

} // namespace

QList<CostCase> costCasesOfGoogle()
{
    return {std::begin(cases), std::end(cases)};
}

} // namespace lineup::test
