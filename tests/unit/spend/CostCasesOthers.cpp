// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/spend/CostCases.h"

#include <iterator>

namespace lineup::test {

namespace {

// Where the price or the rule is published.
constexpr const char *groq = "https://groq.com/pricing";
constexpr const char *groqflex = "https://console.groq.com/docs/flex-processing";
constexpr const char *mistral = "https://mistral.ai/pricing";
constexpr const char *deepseek = "https://api-docs.deepseek.com/quick_start/pricing";
constexpr const char *xai = "https://docs.x.ai/docs/models";
constexpr const char *xaicost = "https://docs.x.ai/docs/guides/cost-tracking";
constexpr const char *cohere = "https://cohere.com/pricing";
constexpr const char *perplexity = "https://docs.perplexity.ai/getting-started/pricing";
constexpr const char *openrouter = "https://openrouter.ai/docs/use-cases/usage-accounting";
constexpr const char *vercel = "https://vercel.com/docs/ai-gateway/pricing";
constexpr const char *deepinfra = "https://deepinfra.com/docs/openai_api";
constexpr const char *zai = "https://docs.z.ai/guides/overview/pricing";
constexpr const char *moonshot = "https://platform.moonshot.ai/docs/pricing/chat";
constexpr const char *minimax = "https://platform.minimax.io/docs/guides/pricing";
constexpr const char *cerebras = "https://www.cerebras.ai/pricing";

constexpr CostCase cases[] {
    {"Groq", "groq/llama-3.3-70b-versatile", R"({"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500})",
        "", "", 985000, "(1000 x 0.59 + 500 x 0.79) / 1e6", groq},
    {"Groq, on demand by its name", "groq/llama-3.1-8b-instant",
        R"({"prompt_tokens":1001,"completion_tokens":501,"total_tokens":1502})", R"({"service_tier":"on_demand"})", "",
        90130, "(1001 x 0.05 + 501 x 0.08) / 1e6", groq},
    {"Groq, flex costs the same", "groq/llama-3.3-70b-versatile",
        R"({"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500})", R"({"service_tier":"flex"})", "",
        985000, "(1000 x 0.59 + 500 x 0.79) / 1e6", groqflex},
    {"Groq, flex, cached", "groq/openai/gpt-oss-120b",
        R"({"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1010,"prompt_tokens_details":{"cached_tokens":768}})",
        R"({"service_tier":"flex"})", "", 98400, "(232 x 0.15 + 768 x 0.075 + 10 x 0.6) / 1e6", groqflex},
    {"Groq, performance is a contract", "groq/llama-3.3-70b-versatile",
        R"({"prompt_tokens":10,"completion_tokens":10,"total_tokens":20})", R"({"service_tier":"performance"})", "", -1,
        "a contract", groqflex},
    {"Groq, reasoning inside", "groq/openai/gpt-oss-20b",
        R"({"prompt_tokens":101,"completion_tokens":303,"total_tokens":404,"completion_tokens_details":{"reasoning_tokens":203}})",
        "", "", 98475, "(101 x 0.075 + 303 x 0.3) / 1e6", groq},
    {"Groq, qwen3", "groq/qwen/qwen3-32b", R"({"prompt_tokens":9,"completion_tokens":99,"total_tokens":108})", "", "",
        61020, "(9 x 0.29 + 99 x 0.59) / 1e6", groq},
    {"Groq, kimi, cached", "groq/moonshotai/kimi-k2-instruct-0905",
        R"({"prompt_tokens":2000,"completion_tokens":10,"total_tokens":2010,"prompt_tokens_details":{"cached_tokens":1536}})",
        "", "", 1262000, "(464 x 1 + 1536 x 0.5 + 10 x 3) / 1e6", groq},
    {"Groq, scout", "groq/meta-llama/llama-4-scout-17b-16e-instruct",
        R"({"prompt_tokens":55,"completion_tokens":66,"total_tokens":121})", "", "", 28490,
        "(55 x 0.11 + 66 x 0.34) / 1e6", groq},
    {"Mistral large 3", "mistral/mistral-large-2512",
        R"({"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100})", "", "", 650000,
        "(1000 x 0.5 + 100 x 1.5) / 1e6", mistral},
    {"Mistral medium 3.1", "mistral/mistral-medium-2508",
        R"({"prompt_tokens":7,"completion_tokens":9,"total_tokens":16})", "", "", 20800, "(7 x 0.4 + 9 x 2) / 1e6",
        mistral},
    {"Codestral", "mistral/codestral-2508", R"({"prompt_tokens":333,"completion_tokens":111,"total_tokens":444})", "",
        "", 199800, "(333 x 0.3 + 111 x 0.9) / 1e6", mistral},
    {"Magistral thinks inside", "mistral/magistral-medium-2509",
        R"({"prompt_tokens":10,"completion_tokens":1000,"total_tokens":1010})", "", "", 5020000,
        "(10 x 2 + 1000 x 5) / 1e6", mistral},
    {"Mistral, the standard tier by its name", "mistral/mistral-medium-2508",
        R"({"prompt_tokens":7,"completion_tokens":9,"total_tokens":16,"service_tier":"standard"})", "", "", 20800,
        "(7 x 0.4 + 9 x 2) / 1e6", mistral},
    {"Mistral embed", "mistral/mistral-embed", R"({"prompt_tokens":1234,"completion_tokens":0,"total_tokens":1234})",
        "", "", 123400, "(1234 x 0.1) / 1e6", mistral},
    {"an alias whose model changes", "mistral/mistral-small-latest",
        R"({"prompt_tokens":7,"completion_tokens":9,"total_tokens":16})", "", "", -1, "no price on purpose", mistral},
    {"DeepSeek, hits inside of prompt", "deepseek/deepseek-chat",
        R"({"prompt_tokens":2000,"completion_tokens":100,"total_tokens":2100,"prompt_cache_hit_tokens":1920,"prompt_cache_miss_tokens":80})",
        "", "", 118160, "(80 x 0.28 + 1920 x 0.028 + 100 x 0.42) / 1e6", deepseek},
    {"DeepSeek, no hit", "deepseek/deepseek-chat",
        R"({"prompt_tokens":100,"completion_tokens":100,"total_tokens":200,"prompt_cache_hit_tokens":0,"prompt_cache_miss_tokens":100})",
        "", "", 70000, "(100 x 0.28 + 100 x 0.42) / 1e6", deepseek},
    {"DeepSeek, thoughts inside", "deepseek/deepseek-reasoner",
        R"({"prompt_tokens":100,"completion_tokens":5000,"total_tokens":5100,"completion_tokens_details":{"reasoning_tokens":4321},"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36})",
        "", "", 2111872, "(36 x 0.28 + 64 x 0.028 + 5000 x 0.42) / 1e6", deepseek},
    {"xAI, reasoning outside of completion", "xai/grok-3-mini",
        R"({"prompt_tokens":468,"completion_tokens":77,"total_tokens":1127,"completion_tokens_details":{"reasoning_tokens":582}})",
        "", "", 469900, "(468 x 0.3 + 77 x 0.5 + 582 x 0.5) / 1e6", xai},
    {"xAI, cached", "xai/grok-4-1-fast-reasoning",
        R"({"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1030,"prompt_tokens_details":{"cached_tokens":512},"completion_tokens_details":{"reasoning_tokens":20}})",
        "", "", 138200, "(488 x 0.2 + 512 x 0.05 + 30 x 0.5) / 1e6", xai},
    {"xAI, at 128,000", "xai/grok-4-1-fast-non-reasoning",
        R"({"prompt_tokens":128000,"completion_tokens":10,"total_tokens":128010})", "", "", 25605000,
        "(128000 x 0.2 + 10 x 0.5) / 1e6", xai},
    {"xAI, above 128,000 the whole call", "xai/grok-4-1-fast-non-reasoning",
        R"({"prompt_tokens":128001,"completion_tokens":10,"total_tokens":128011})", "", "", 51210400,
        "(128001 x 0.4 + 10 x 1) / 1e6", xai},
    {"xAI, cached above 128,000", "xai/grok-4-1-fast-non-reasoning",
        R"({"prompt_tokens":128001,"completion_tokens":10,"total_tokens":128011,"prompt_tokens_details":{"cached_tokens":1}})",
        "", "", -1, "not told", xai},
    {"xAI, grok-3", "xai/grok-3",
        R"({"prompt_tokens":1001,"completion_tokens":99,"total_tokens":1100,"prompt_tokens_details":{"cached_tokens":1}})",
        "", "", 4485750, "(1000 x 3 + 1 x 0.75 + 99 x 15) / 1e6", xai},
    {"xAI, code", "xai/grok-code-fast-1",
        R"({"prompt_tokens":2001,"completion_tokens":99,"total_tokens":2111,"prompt_tokens_details":{"cached_tokens":2000},"completion_tokens_details":{"reasoning_tokens":11}})",
        "", "", 205200, "(1 x 0.2 + 2000 x 0.02 + 110 x 1.5) / 1e6", xai},
    {"xAI says it itself, in ticks", "xai/grok-4-1-fast-reasoning",
        R"({"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1010,"cost_in_usd_ticks":1489500})", "", "",
        148950, "1489500 x 0.0000000001", xaicost},
    {"xAI, sources read without a price", "xai/grok-3",
        R"({"prompt_tokens":10,"completion_tokens":10,"total_tokens":20,"num_sources_used":3})", "", "", -1,
        "no price in the table", xai},
    {"Cohere bills its billed units", "cohere/command-a-03-2025",
        R"({"billed_units":{"input_tokens":98,"output_tokens":11},"tokens":{"input_tokens":1508,"output_tokens":13}})",
        "", "", 355000, "(98 x 2.5 + 11 x 10) / 1e6", cohere},
    {"Cohere, r7b", "cohere/command-r7b-12-2024",
        R"({"billed_units":{"input_tokens":1001,"output_tokens":333},"tokens":{"input_tokens":1508,"output_tokens":340}})",
        "", "", 87488, "(1001 x 0.0375 + 333 x 0.15) / 1e6", cohere},
    {"Cohere, r", "cohere/command-r-08-2024",
        R"({"billed_units":{"input_tokens":7,"output_tokens":9},"tokens":{"input_tokens":70,"output_tokens":11}})", "",
        "", 6450, "(7 x 0.15 + 9 x 0.6) / 1e6", cohere},
    {"Cohere, r+", "cohere/command-r-plus-08-2024",
        R"({"billed_units":{"input_tokens":7,"output_tokens":9},"tokens":{"input_tokens":70,"output_tokens":11}})", "",
        "", 107500, "(7 x 2.5 + 9 x 10) / 1e6", cohere},
    {"Perplexity, low", "perplexity/sonar",
        R"({"prompt_tokens":8,"completion_tokens":5,"total_tokens":13,"search_context_size":"low"})", "", "", 5013000,
        "(8 x 1 + 5 x 1) / 1e6 + 1 x 0.005", perplexity},
    {"Perplexity, medium", "perplexity/sonar",
        R"({"prompt_tokens":100,"completion_tokens":500,"total_tokens":600,"search_context_size":"medium"})", "", "",
        8600000, "(100 x 1 + 500 x 1) / 1e6 + 1 x 0.008", perplexity},
    {"Perplexity, high", "perplexity/sonar",
        R"({"prompt_tokens":100,"completion_tokens":500,"total_tokens":600,"search_context_size":"high"})", "", "",
        12600000, "(100 x 1 + 500 x 1) / 1e6 + 1 x 0.012", perplexity},
    {"Perplexity pro, low", "perplexity/sonar-pro",
        R"({"prompt_tokens":17,"completion_tokens":6,"total_tokens":23,"search_context_size":"low"})", "", "", 6141000,
        "(17 x 3 + 6 x 15) / 1e6 + 1 x 0.006", perplexity},
    {"Perplexity pro, medium", "perplexity/sonar-pro",
        R"({"prompt_tokens":17,"completion_tokens":6,"total_tokens":23,"search_context_size":"medium"})", "", "",
        10141000, "(17 x 3 + 6 x 15) / 1e6 + 1 x 0.01", perplexity},
    {"Perplexity pro, high", "perplexity/sonar-pro",
        R"({"prompt_tokens":17,"completion_tokens":6,"total_tokens":23,"search_context_size":"high"})", "", "",
        14141000, "(17 x 3 + 6 x 15) / 1e6 + 1 x 0.014", perplexity},
    {"Perplexity reasoning pro", "perplexity/sonar-reasoning-pro",
        R"({"prompt_tokens":9,"completion_tokens":900,"total_tokens":909,"search_context_size":"low"})", "", "",
        13218000, "(9 x 2 + 900 x 8) / 1e6 + 1 x 0.006", perplexity},
    {"Perplexity, deep research", "perplexity/sonar-deep-research",
        R"({"prompt_tokens":33,"completion_tokens":7163,"total_tokens":7196,"citation_tokens":19028,"num_search_queries":21,"reasoning_tokens":73993})",
        "", "", 422405000, "(33 x 2 + 19028 x 2 + 7163 x 8 + 73993 x 3) / 1e6 + 21 x 0.005", perplexity},
    {"Perplexity says it itself", "perplexity/sonar-pro",
        R"({"prompt_tokens":17,"completion_tokens":6,"total_tokens":23,"search_context_size":"low","cost":{"input_tokens_cost":5e-05,"output_tokens_cost":9e-05,"request_cost":0.006,"total_cost":0.00614}})",
        "", "", 6140000, "1 x 0.00614", perplexity},
    {"OpenRouter says it itself", "openrouter/openai/gpt-5-mini",
        R"({"prompt_tokens":100,"completion_tokens":100,"total_tokens":200,"cost":0.00020535,"is_byok":false})", "", "",
        205350, "1 x 0.00020535", openrouter},
    {"OpenRouter, with the own key: fee and provider", "openrouter/openai/gpt-5-mini",
        R"({"prompt_tokens":100,"completion_tokens":100,"total_tokens":200,"cost":1.2e-05,"is_byok":true,"cost_details":{"upstream_inference_cost":0.00024}})",
        "", "", 252000, "1 x 0.000252", openrouter},
    {"OpenRouter, nothing is due", "openrouter/openai/gpt-5-mini",
        R"({"prompt_tokens":100,"completion_tokens":100,"total_tokens":200,"cost":0})", "", "", 0, "1 x 0", openrouter},
    {"Vercel says it itself", "vercel_ai_gateway/openai/gpt-5",
        R"({"prompt_tokens":206,"completion_tokens":256,"total_tokens":462,"completion_tokens_details":{"reasoning_tokens":192},"cost":0.0047375})",
        "", "", 4737500, "1 x 0.0047375", vercel},
    {"DeepInfra says it itself", "deepinfra/meta-llama/Llama-3.3-70B-Instruct-Turbo",
        R"({"prompt_tokens":15,"completion_tokens":16,"total_tokens":31,"estimated_cost":2.68e-05})", "", "", 26800,
        "1 x 0.0000268", deepinfra},
    {"Z.ai, cached", "zai/glm-4.6",
        R"({"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"prompt_tokens_details":{"cached_tokens":640}})",
        "", "", 506400, "(360 x 0.6 + 640 x 0.11 + 100 x 2.2) / 1e6", zai},
    {"Z.ai, GLM-5", "zai/glm-5",
        R"({"prompt_tokens":10,"completion_tokens":100,"total_tokens":110,"completion_tokens_details":{"reasoning_tokens":90}})",
        "", "", 330000, "(10 x 1 + 100 x 3.2) / 1e6", zai},
    {"Moonshot", "moonshot/kimi-k2-0905-preview",
        R"({"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"cached_tokens":512})", "", "", 619600,
        "(488 x 0.6 + 512 x 0.15 + 100 x 2.5) / 1e6", moonshot},
    {"Moonshot, k2.5", "moonshot/kimi-k2.5", R"({"prompt_tokens":10,"completion_tokens":10,"total_tokens":20})", "", "",
        36000, "(10 x 0.6 + 10 x 3) / 1e6", moonshot},
    {"MiniMax, cache write", "minimax/MiniMax-M2",
        R"({"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1010,"prompt_tokens_details":{"cached_tokens":100},"cache_creation_input_tokens":200})",
        "", "", 300000, "(700 x 0.3 + 100 x 0.03 + 200 x 0.375 + 10 x 1.2) / 1e6", minimax},
    {"Cerebras", "cerebras/gpt-oss-120b",
        R"({"prompt_tokens":99,"completion_tokens":101,"total_tokens":200,"completion_tokens_details":{"reasoning_tokens":60}})",
        "", "", 110400, "(99 x 0.35 + 101 x 0.75) / 1e6", cerebras},
};

} // namespace

QList<CostCase> costCasesOfOthers()
{
    return {std::begin(cases), std::end(cases)};
}

} // namespace lineup::test
