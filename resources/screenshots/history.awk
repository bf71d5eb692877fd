# SPDX-License-Identifier: GPL-3.0-or-later
# A year of invented calls for the pictures, as `lineup ledger import` reads them: awk -v now=SECONDS -f history.awk
# The same for the same second: its chance is a linear congruence.

function chance() {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed / 2147483648
}

# One of the words, the first ones more often.
function pick(words, n) {
    return words[1 + int(n * chance() * chance())]
}

function call(at, place, project, user, tag,    input, cached, output, cost, status, id) {
    input = 200 + int(9000 * chance() * chance())
    cached = chance() < 0.4 ? int(input * 0.8) : 0
    output = 50 + int(1500 * chance())
    cost = int((input - cached) * inputPrice[place] + cached * inputPrice[place] / 10 + output * outputPrice[place])
    id = sprintf("%08x-0000-4000-8000-%012x", int(chance() * 4294967295), count++)
    usage = sprintf("\"input_fresh\":%d,\"input_cache_read\":%d,\"output_text\":%d,\"output_reasoning\":0," \
        "\"input_cache_write_5m\":0,\"input_cache_write_1h\":0,\"input_audio\":0,\"input_image\":0,\"output_audio\":0," \
        "\"output_image\":0,\"web_searches\":0,\"usage_source\":\"reported\",\"cost_nano\":%d," \
        "\"cost_provenance\":\"computed\"", input - cached, cached, output, cost)
    printf "{\"id\":\"%s\",\"kind\":\"chat\",\"started_ms\":%.0f,\"requested_model\":\"%s\",\"source\":\"%s\"," \
        "\"user_name\":\"%s\",\"metadata\":\"{\\\"project\\\":\\\"%s\\\",\\\"tags\\\":[\\\"%s\\\"]}\",\"streamed\":1," \
        "\"demo\":0,\"route\":\"\",\"first_token_us\":%d,\"total_us\":%d,%s,\"attempts\":[{\"number\":1," \
        "\"service\":\"%s\",\"model\":\"%s\",\"started_ms\":%.0f,\"connected_us\":40000,\"first_token_us\":%d," \
        "\"total_us\":%d,\"http_status\":200,\"finish_reason\":\"stop\",\"native_finish_reason\":\"stop\"," \
        "\"request_id\":\"\",\"mapping\":\"[]\",\"is_partial\":0,\"service_tier\":\"\",\"search_context_size\":\"\"," \
        "\"computed_nano\":%d,\"cache_saved_nano\":%d,%s}]}\n", id, at * 1000, \
        chance() < 0.2 ? "chain/reliable" : service[place] "/" model[place], chance() < 0.8 ? "app" : "cli", user, \
        project, tag, 300000 + 900000 * chance(), 1500000 + 9000000 * chance(), usage, service[place], model[place], \
        at * 1000, 300000 + 900000 * chance(), 1500000 + 9000000 * chance(), cost, cached * inputPrice[place] * 0.9, usage
}

function add(serviceId, modelId, input, output) {
    places++
    service[places] = serviceId
    model[places] = modelId
    inputPrice[places] = input # nano-dollars a token
    outputPrice[places] = output
}

BEGIN {
    seed = 20260422
    add("anthropic", "claude-sonnet-4-6", 3000, 15000)
    add("openai", "gpt-4o", 2500, 10000)
    add("openai", "gpt-4o-mini", 150, 600)
    add("gemini", "gemini-2.5-flash", 300, 2500)
    add("mistral", "mistral-large-latest", 2000, 6000)
    add("deepseek", "deepseek-chat", 280, 420)
    projectCount = split("website translations support research", projects, " ")
    userCount = split("ann ben", users, " ")
    tagCount = split("review draft night", tags, " ")
    print "{\"lineup_ledger\":1}"
    for (day = 364; day >= 0; day--) {
        weekday = (int((now - day * 86400) / 86400) + 4) % 7 # 0 is Sunday
        calls = (weekday == 0 || weekday == 6 ? 4 : 16) * (1.6 - day / 364) * (0.5 + chance())
        if (day == 17)
            calls *= 5
        for (i = 0; i < calls; i++) {
            at = now - day * 86400 - int(36000 * chance())
            call(at, 1 + int(places * chance() * chance()), pick(projects, projectCount), pick(users, userCount),
                pick(tags, tagCount))
        }
    }
}
