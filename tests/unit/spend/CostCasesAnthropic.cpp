// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/spend/CostCases.h"

#include <iterator>

namespace lineup::test {

namespace {

// Where the price or the rule is published.
constexpr const char *pricing = "https://platform.claude.com/docs/en/about-claude/pricing";
constexpr const char *caching = "https://platform.claude.com/docs/en/build-with-claude/prompt-caching";
constexpr const char *longcontext = "https://platform.claude.com/docs/en/about-claude/pricing#long-context-pricing";
constexpr const char *fast = "https://platform.claude.com/docs/en/about-claude/pricing#fast-mode-pricing";
constexpr const char *geo = "https://platform.claude.com/docs/en/about-claude/pricing#data-residency-pricing";
constexpr const char *tiers = "https://platform.claude.com/docs/en/api/service-tiers";
constexpr const char *thinking = "https://platform.claude.com/docs/en/build-with-claude/extended-thinking";
constexpr const char *search = "https://platform.claude.com/docs/en/about-claude/pricing#web-search-tool";
constexpr const char *bedrock = "https://aws.amazon.com/bedrock/pricing";

constexpr CostCase cases[] {
    {"sonnet 4.5", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":1000,"output_tokens":500,"cache_read_input_tokens":0,"cache_creation_input_tokens":0})", "",
        "", 10500000, "(1000 x 3 + 500 x 15) / 1e6", pricing},
    {"cache read lies outside of input", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":21,"output_tokens":393,"cache_read_input_tokens":188086,"cache_creation_input_tokens":0})",
        "", "", 62383800, "(21 x 3 + 188086 x 0.3 + 393 x 15) / 1e6", caching},
    {"cache write of 5 minutes", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":21,"output_tokens":393,"cache_read_input_tokens":0,"cache_creation_input_tokens":188086,"cache_creation":{"ephemeral_5m_input_tokens":188086,"ephemeral_1h_input_tokens":0}})",
        "", "", 711280500, "(21 x 3 + 188086 x 3.75 + 393 x 15) / 1e6", caching},
    {"cache write of an hour", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":10,"output_tokens":20,"cache_read_input_tokens":0,"cache_creation_input_tokens":4000,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":4000}})",
        "", "", 24330000, "(10 x 3 + 4000 x 6 + 20 x 15) / 1e6", caching},
    {"both writes and a read", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":2048,"output_tokens":503,"cache_read_input_tokens":1800,"cache_creation_input_tokens":248,"cache_creation":{"ephemeral_5m_input_tokens":148,"ephemeral_1h_input_tokens":100}})",
        "", "", 15384000, "(2048 x 3 + 1800 x 0.3 + 148 x 3.75 + 100 x 6 + 503 x 15) / 1e6", caching},
    {"a write without its split is one of 5 minutes", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":1,"output_tokens":1,"cache_read_input_tokens":0,"cache_creation_input_tokens":1024})", "",
        "", 3858000, "(1 x 3 + 1024 x 3.75 + 1 x 15) / 1e6", caching},
    {"at 200,000", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":200000,"output_tokens":1,"cache_read_input_tokens":0,"cache_creation_input_tokens":0})", "",
        "", 600015000, "(200000 x 3 + 1 x 15) / 1e6", longcontext},
    {"above 200,000 the whole call", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":200001,"output_tokens":100,"cache_read_input_tokens":0,"cache_creation_input_tokens":0})",
        "", "", 1202256000, "(200001 x 6 + 100 x 22.5) / 1e6", longcontext},
    {"cached tokens count towards 200,000", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":1000,"output_tokens":10,"cache_read_input_tokens":199001,"cache_creation_input_tokens":0})",
        "", "", 125625600, "(1000 x 6 + 199001 x 0.6 + 10 x 22.5) / 1e6", longcontext},
    {"writes count towards 200,000", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":1,"output_tokens":1,"cache_read_input_tokens":0,"cache_creation_input_tokens":200000,"cache_creation":{"ephemeral_5m_input_tokens":100000,"ephemeral_1h_input_tokens":100000}})",
        "", "", 1950028500, "(1 x 6 + 100000 x 7.5 + 100000 x 12 + 1 x 22.5) / 1e6", longcontext},
    {"reads, writes below 200,000 together", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":100000,"output_tokens":0,"cache_read_input_tokens":50000,"cache_creation_input_tokens":50000,"cache_creation":{"ephemeral_5m_input_tokens":50000,"ephemeral_1h_input_tokens":0}})",
        "", "", 502500000, "(100000 x 3 + 50000 x 0.3 + 50000 x 3.75) / 1e6", longcontext},
    {"sonnet 4.6 has no long-context price", "anthropic/claude-sonnet-4-6",
        R"({"input_tokens":500000,"output_tokens":10,"cache_read_input_tokens":0,"cache_creation_input_tokens":0})", "",
        "", 1500150000, "(500000 x 3 + 10 x 15) / 1e6", longcontext},
    {"haiku 4.5", "anthropic/claude-haiku-4-5",
        R"({"input_tokens":333,"output_tokens":77,"cache_read_input_tokens":0,"cache_creation_input_tokens":0})", "",
        "", 718000, "(333 x 1 + 77 x 5) / 1e6", pricing},
    {"haiku 4.5, cached", "anthropic/claude-haiku-4-5",
        R"({"input_tokens":3,"output_tokens":7,"cache_read_input_tokens":4097,"cache_creation_input_tokens":11,"cache_creation":{"ephemeral_5m_input_tokens":11,"ephemeral_1h_input_tokens":0}})",
        "", "", 461450, "(3 x 1 + 4097 x 0.1 + 11 x 1.25 + 7 x 5) / 1e6", caching},
    {"haiku 4.5, an hour", "anthropic/claude-haiku-4-5",
        R"({"input_tokens":0,"output_tokens":1,"cache_read_input_tokens":0,"cache_creation_input_tokens":9001,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":9001}})",
        "", "", 18007000, "(9001 x 2 + 1 x 5) / 1e6", caching},
    {"haiku 3", "anthropic/claude-3-haiku-20240307",
        R"({"input_tokens":101,"output_tokens":99,"cache_read_input_tokens":0,"cache_creation_input_tokens":0})", "",
        "", 149000, "(101 x 0.25 + 99 x 1.25) / 1e6", pricing},
    {"haiku 3, cached", "anthropic/claude-3-haiku-20240307",
        R"({"input_tokens":1,"output_tokens":1,"cache_read_input_tokens":1001,"cache_creation_input_tokens":1001,"cache_creation":{"ephemeral_5m_input_tokens":1001,"ephemeral_1h_input_tokens":0}})",
        "", "", 331830, "(1 x 0.25 + 1001 x 0.03 + 1001 x 0.3 + 1 x 1.25) / 1e6", caching},
    {"haiku 3, an hour is twice the input", "anthropic/claude-3-haiku-20240307",
        R"({"input_tokens":1,"output_tokens":1,"cache_read_input_tokens":0,"cache_creation_input_tokens":1001,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":1001}})",
        "", "", 502000, "(1 x 0.25 + 1001 x 0.5 + 1 x 1.25) / 1e6", caching},
    {"opus 4.1", "anthropic/claude-opus-4-1",
        R"({"input_tokens":1500,"output_tokens":2500,"cache_read_input_tokens":0,"cache_creation_input_tokens":0})", "",
        "", 210000000, "(1500 x 15 + 2500 x 75) / 1e6", pricing},
    {"opus 4.1, cached", "anthropic/claude-opus-4-1",
        R"({"input_tokens":5,"output_tokens":5,"cache_read_input_tokens":30000,"cache_creation_input_tokens":2000,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":2000}})",
        "", "", 105450000, "(5 x 15 + 30000 x 1.5 + 2000 x 30 + 5 x 75) / 1e6", caching},
    {"opus 4.5", "anthropic/claude-opus-4-5",
        R"({"input_tokens":1500,"output_tokens":2500,"cache_read_input_tokens":100,"cache_creation_input_tokens":0})",
        "", "", 70050000, "(1500 x 5 + 100 x 0.5 + 2500 x 25) / 1e6", caching},
    {"opus 4.6, anywhere", "anthropic/claude-opus-4-6",
        R"({"input_tokens":10,"output_tokens":10,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"service_tier":"standard","inference_geo":"global"})",
        "", "", 300000, "(10 x 5 + 10 x 25) / 1e6", pricing},
    {"opus 4.6, fast", "anthropic/claude-opus-4-6",
        R"({"input_tokens":1000,"output_tokens":100,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"speed":"fast"})",
        "", "", 45000000, "(1000 x 30 + 100 x 150) / 1e6", fast},
    {"opus 4.6, fast and cached", "anthropic/claude-opus-4-6",
        R"({"input_tokens":1,"output_tokens":1,"cache_read_input_tokens":1000,"cache_creation_input_tokens":1000,"cache_creation":{"ephemeral_5m_input_tokens":1000,"ephemeral_1h_input_tokens":0},"speed":"fast"})",
        "", "", 40680000, "(1 x 30 + 1000 x 3 + 1000 x 37.5 + 1 x 150) / 1e6", fast},
    {"opus 4.6, in the United States", "anthropic/claude-opus-4-6",
        R"({"input_tokens":1000,"output_tokens":100,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"inference_geo":"us"})",
        "", "", 8250000, "(1000 x 5.5 + 100 x 27.5) / 1e6", geo},
    {"sonnet 4.6, in the United States, cached", "anthropic/claude-sonnet-4-6",
        R"({"input_tokens":1,"output_tokens":1,"cache_read_input_tokens":1000,"cache_creation_input_tokens":500,"cache_creation":{"ephemeral_5m_input_tokens":500,"ephemeral_1h_input_tokens":0},"inference_geo":"us"})",
        "", "", 2412300, "(1 x 3.3 + 1000 x 0.33 + 500 x 4.125 + 1 x 16.5) / 1e6", geo},
    {"fast and in the United States", "anthropic/claude-opus-4-6",
        R"({"input_tokens":10,"output_tokens":10,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"speed":"fast","inference_geo":"us"})",
        "", "", -1, "both factors at once", geo},
    {"priority tier is paid in advance", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":10,"output_tokens":10,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"service_tier":"priority"})",
        "", "", -1, "a commitment", tiers},
    {"thinking is inside output", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":40,"output_tokens":2000,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"output_tokens_details":{"thinking_tokens":1800}})",
        "", "", 30120000, "(40 x 3 + 200 x 15 + 1800 x 15) / 1e6", thinking},
    {"three web searches", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":9447,"output_tokens":300,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"server_tool_use":{"web_search_requests":3}})",
        "", "", 62841000, "(9447 x 3 + 300 x 15) / 1e6 + 3 x 0.01", search},
    {"a web fetch costs nothing more", "anthropic/claude-haiku-4-5",
        R"({"input_tokens":25000,"output_tokens":500,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"server_tool_use":{"web_search_requests":0,"web_fetch_requests":1}})",
        "", "", 27500000, "(25000 x 1 + 500 x 5) / 1e6", search},
    {"sonnet 3.7", "anthropic/claude-3-7-sonnet-20250219",
        R"({"input_tokens":17,"output_tokens":19,"cache_read_input_tokens":0,"cache_creation_input_tokens":0})", "", "",
        336000, "(17 x 3 + 19 x 15) / 1e6", pricing},
    {"the total of writes is billed, not its split", "anthropic/claude-sonnet-4-5",
        R"({"input_tokens":0,"output_tokens":0,"cache_read_input_tokens":0,"cache_creation_input_tokens":100,"cache_creation":{"ephemeral_5m_input_tokens":500,"ephemeral_1h_input_tokens":0}})",
        "", "", 375000, "(100 x 3.75) / 1e6", caching},
    {"Bedrock: reads and writes outside of input", "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0",
        R"({"inputTokens":12,"outputTokens":34,"cacheReadInputTokens":5000,"cacheWriteInputTokens":100,"totalTokens":5146})",
        "", "", 807000, "(12 x 1 + 5000 x 0.1 + 100 x 1.25 + 34 x 5) / 1e6", bedrock},
    {"Bedrock: an hour is not told", "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0",
        R"({"inputTokens":12,"outputTokens":34,"cacheReadInputTokens":0,"cacheWriteInputTokens":100,"totalTokens":146,"cacheDetails":[{"ttl":"1h","inputTokens":100}]})",
        "", "", -1, "no price in the table", bedrock},
    {"Bedrock: above 200,000", "bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0",
        R"({"inputTokens":200001,"outputTokens":1,"totalTokens":200002})", "", "", 1200028500,
        "(200001 x 6 + 1 x 22.5) / 1e6", bedrock},
    {"Bedrock: Nova micro", "bedrock/amazon.nova-micro-v1:0",
        R"({"inputTokens":1001,"outputTokens":11,"totalTokens":1012})", "", "", 36575,
        "(1001 x 0.035 + 11 x 0.14) / 1e6", bedrock},
    {"Bedrock: Nova lite", "bedrock/amazon.nova-lite-v1:0",
        R"({"inputTokens":1001,"outputTokens":11,"totalTokens":1012})", "", "", 62700,
        "(1001 x 0.06 + 11 x 0.24) / 1e6", bedrock},
    {"Bedrock: Nova pro", "bedrock/amazon.nova-pro-v1:0",
        R"({"inputTokens":1001,"outputTokens":11,"totalTokens":1012})", "", "", 836000, "(1001 x 0.8 + 11 x 3.2) / 1e6",
        bedrock},
    {"Bedrock: Llama 3.3", "bedrock/meta.llama3-3-70b-instruct-v1:0",
        R"({"inputTokens":77,"outputTokens":88,"totalTokens":165})", "", "", 118800, "(77 x 0.72 + 88 x 0.72) / 1e6",
        bedrock},
    {"Bedrock: the standard tier by its name", "bedrock/amazon.nova-pro-v1:0",
        R"({"inputTokens":10,"outputTokens":1,"totalTokens":11})", R"({"serviceTier":{"type":"default"}})", "", 11200,
        "(10 x 0.8 + 1 x 3.2) / 1e6", bedrock},
    {"Bedrock: a tier without a price here", "bedrock/amazon.nova-pro-v1:0",
        R"({"inputTokens":10,"outputTokens":1,"totalTokens":11})", R"({"serviceTier":{"type":"priority"}})", "", -1,
        "no price in the table", bedrock},
};

} // namespace

QList<CostCase> costCasesOfAnthropic()
{
    return {std::begin(cases), std::end(cases)};
}

} // namespace lineup::test
