// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/providers/anthropic/AnthropicGolden.h"

using namespace lineup;
using namespace lineup::golden;

namespace {

// hello() with a change, and what that changes in its body.
template<typename Change>
void row(const char *name, const Target &to, Change change, const QByteArray &members, const QStringList &notes = {})
{
    ChatRequest request = hello();
    change(request);
    addRow(name, to, request, helloAnd(members), notes);
}

// The same with room for thinking.
template<typename Change>
void thoughtRow(
    const char *name, const Target &to, Change change, const QByteArray &members, const QStringList &notes = {})
{
    ChatRequest request = hello();
    request.maxTokens = 20000;
    change(request);
    QJsonObject body = helloAnd(R"({"max_tokens":20000})");
    const QJsonObject more = json(members);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    addRow(name, to, request, body, notes);
}

auto effort(const QString &word)
{
    return [word](ChatRequest &r) { r.reasoningEffort = word; };
}

} // namespace

class TestAnthropicEncode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void parameters_data();
    void parameters() { compareRow(); }
    void limitsOfTheProvider_data();
    void limitsOfTheProvider() { compareRow(); }
    void thinking_data();
    void thinking() { compareRow(); }
    void thinkingBudget_data();
    void thinkingBudget() { compareRow(); }
    void tools_data();
    void tools() { compareRow(); }
    void structured_data();
    void structured() { compareRow(); }
    void refuses_data();
    void refuses();
    void strictRefusesWhatLenientDrops_data();
    void strictRefusesWhatLenientDrops();
    void goesToTheRightPlace();
    void modelList();
};

void TestAnthropicEncode::parameters_data()
{
    columns();
    const auto noLimit = [](ChatRequest &r) { r.maxTokens.reset(); };
    row("default limit", budgetModel(), noLimit, R"({"max_tokens":8192})", {u"added max_tokens: 8192"_s});
    row("default limit of a small model", oldModel(), noLimit, R"({"max_tokens":4096})", {u"added max_tokens: 4096"_s});
    row("default limit of an unknown model", unknownModel(), noLimit, R"({"max_tokens":8192})",
        {u"added max_tokens: 8192"_s});
    row("limit over the model's", oldModel(), [](ChatRequest &r) { r.maxTokens = 9000; }, R"({"max_tokens":4096})",
        {u"clamped max_tokens: 4096"_s});
    row(
        "samplers", budgetModel(),
        [](ChatRequest &r) {
            r.temperature = 0.5;
            r.topP = 0.25;
            r.topK = 40;
        },
        R"({"temperature":0.5,"top_p":0.25,"top_k":40})");
    row("temperature over the range", budgetModel(), [](ChatRequest &r) { r.temperature = 1.5; },
        R"({"temperature":1})", {u"clamped temperature: 1"_s});
    Target oneSampler = budgetModel();
    oneSampler.info->capabilities |= Capability::OneSampler;
    row("one of two samplers", oneSampler,
        [](ChatRequest &r) {
            r.temperature = 0.5;
            r.topP = 0.25;
            r.topK = 40;
        },
        R"({"temperature":0.5,"top_k":40})", {u"dropped top_p"_s});
    row(
        "one sampler alone", oneSampler, [](ChatRequest &r) { r.topP = 0.25; }, R"({"top_p":0.25})");
    row("the sampler that asks for its default", oneSampler,
        [](ChatRequest &r) {
            r.temperature = 1;
            r.topP = 0.25;
        },
        R"({"top_p":0.25})", {u"converted temperature: unsaid"_s});
    row("the other one", oneSampler,
        [](ChatRequest &r) {
            r.temperature = 0.5;
            r.topP = 1;
        },
        R"({"temperature":0.5})", {u"converted top_p: unsaid"_s});
    row("samplers of a model without", adaptiveModel(),
        [](ChatRequest &r) {
            r.temperature = 0.5;
            r.topP = 0.5;
            r.topK = 3;
        },
        "{}", {u"dropped temperature"_s, u"dropped top_p"_s, u"dropped top_k"_s});
    row(
        "the default temperature is no change", adaptiveModel(), [](ChatRequest &r) { r.temperature = 1; }, "{}");
    row("stop", budgetModel(),
        [](ChatRequest &r) {
            r.stop = QStringList {u"END"_s, u"\n"_s};
        },
        R"({"stop_sequences":["END"]})", {u"dropped stop"_s, u"renamed stop: stop_sequences"_s});
    row("user and tier", budgetModel(),
        [](ChatRequest &r) {
            r.user = u"u-1"_s;
            r.serviceTier = u"default"_s;
        },
        R"({"metadata":{"user_id":"u-1"},"service_tier":"standard_only"})",
        {u"renamed user: metadata.user_id"_s, u"converted service_tier: standard_only"_s});
    row("tiers of others", budgetModel(), [](ChatRequest &r) { r.serviceTier = u"flex"_s; }, "{}",
        {u"dropped service_tier"_s});
    row(
        "stream", budgetModel(), [](ChatRequest &r) { r.stream = true; }, R"({"stream":true})");
    row(
        "extra body", budgetModel(), [](ChatRequest &r) { r.extraBody = json(R"({"inference_geo":"eu"})"); },
        R"({"inference_geo":"eu"})");
}

void TestAnthropicEncode::limitsOfTheProvider_data()
{
    columns();
    row("what it has not", budgetModel(),
        [](ChatRequest &r) {
            r.n = 3;
            r.seed = 1;
            r.presencePenalty = 0.5;
            r.frequencyPenalty = 0.5;
            r.logitBias = json(R"({"50256":-100})");
            r.logprobs = true;
            r.topLogprobs = 5;
            r.parallelToolCalls = false;
            r.toolChoice.mode = Mode::Auto;
        },
        "{}",
        {u"dropped n"_s, u"dropped seed"_s, u"dropped presence_penalty"_s, u"dropped frequency_penalty"_s,
            u"dropped logit_bias"_s, u"dropped logprobs"_s, u"dropped top_logprobs"_s, u"dropped tool_choice"_s,
            u"dropped parallel_tool_calls"_s});
    row(
        "neutral values are nothing to tell", budgetModel(),
        [](ChatRequest &r) {
            r.n = 1;
            r.presencePenalty = 0;
            r.frequencyPenalty = 0;
            r.logprobs = false;
        },
        "{}");
    Target picky = budgetModel();
    picky.service.quirks.unsupported = {u"temperature"_s, u"stop"_s};
    picky.service.quirks.rename = {{u"top_k"_s, u"k"_s}};
    row("a service's own quirks", picky,
        [](ChatRequest &r) {
            r.temperature = 0.5;
            r.stop = QStringList {u"END"_s};
            r.topK = 2;
        },
        R"({"k":2})", {u"dropped temperature"_s, u"renamed top_k: k"_s, u"dropped stop"_s});
}

void TestAnthropicEncode::thinking_data()
{
    columns();
    thoughtRow("minimal is the provider's floor", budgetModel(), effort(u"minimal"_s),
        R"({"thinking":{"type":"enabled","budget_tokens":1024}})",
        {u"converted reasoning_effort: thinking.budget_tokens 1024"_s});
    thoughtRow("high", budgetModel(), effort(u"high"_s), R"({"thinking":{"type":"enabled","budget_tokens":4096}})",
        {u"converted reasoning_effort: thinking.budget_tokens 4096"_s});
    thoughtRow("none", budgetModel(), effort(u"none"_s), R"({"thinking":{"type":"disabled"}})",
        {u"converted reasoning_effort: thinking disabled"_s});
    thoughtRow(
        "none, for a model that does not think", oldModel(),
        [](ChatRequest &r) {
            r.reasoningEffort = u"none"_s;
            r.maxTokens = 100;
        },
        R"({"max_tokens":100})");
    thoughtRow("a model that does not think", oldModel(),
        [](ChatRequest &r) {
            r.reasoningEffort = u"low"_s;
            r.maxTokens = 100;
        },
        R"({"max_tokens":100})", {u"dropped reasoning_effort"_s});
    thoughtRow("adaptive", adaptiveModel(), effort(u"medium"_s),
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"medium"}})",
        {u"converted reasoning_effort: thinking adaptive, output_config.effort medium"_s});
    thoughtRow("adaptive, least", adaptiveModel(), effort(u"minimal"_s),
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"low"}})",
        {u"converted reasoning_effort: thinking adaptive, output_config.effort low"_s});
    Target upToMax = adaptiveModel();
    upToMax.info->thinking.efforts = {u"low"_s, u"high"_s, u"max"_s};
    thoughtRow("adaptive, more than most models know", upToMax, effort(u"max"_s),
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"max"}})",
        {u"converted reasoning_effort: thinking adaptive, output_config.effort max"_s});
    thoughtRow("adaptive, a word that only others know", upToMax, effort(u"medium"_s),
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"low"}})",
        {u"converted reasoning_effort: thinking adaptive, output_config.effort low"_s});
    thoughtRow("adaptive, above what is known", adaptiveModel(), effort(u"xhigh"_s),
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"high"}})",
        {u"converted reasoning_effort: thinking adaptive, output_config.effort high"_s});
    thoughtRow("unknown models are taken for new ones", unknownModel(), effort(u"high"_s),
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"high"}})",
        {u"converted reasoning_effort: thinking adaptive, output_config.effort high"_s});
}

void TestAnthropicEncode::thinkingBudget_data()
{
    columns();
    thoughtRow("a budget for an adaptive model", adaptiveModel(), [](ChatRequest &r) { r.thinkingBudget = 5000; },
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"medium"}})",
        {u"converted thinking: thinking adaptive, output_config.effort medium"_s});
    thoughtRow(
        "a budget", budgetModel(), [](ChatRequest &r) { r.thinkingBudget = 5000; },
        R"({"thinking":{"type":"enabled","budget_tokens":5000}})");
    thoughtRow(
        "a budget of nothing", budgetModel(), [](ChatRequest &r) { r.thinkingBudget = 0; },
        R"({"thinking":{"type":"disabled"}})");
    thoughtRow("a budget under the floor", budgetModel(), [](ChatRequest &r) { r.thinkingBudget = 10; },
        R"({"thinking":{"type":"enabled","budget_tokens":1024}})", {u"clamped thinking: 1024"_s});
    thoughtRow("a budget over the model's most", budgetModel(),
        [](ChatRequest &r) {
            r.thinkingBudget = 55'000;
            r.maxTokens = 60'000;
        },
        R"({"max_tokens":60000,"thinking":{"type":"enabled","budget_tokens":50000}})", {u"clamped thinking: 50000"_s});
    Target nobodyKnows = budgetModel();
    nobodyKnows.info->thinking = {};
    thoughtRow(
        "a small budget where no floor is known", nobodyKnows, [](ChatRequest &r) { r.thinkingBudget = 10; },
        R"({"thinking":{"type":"enabled","budget_tokens":10}})");
    thoughtRow("a budget over the limit", budgetModel(),
        [](ChatRequest &r) {
            r.reasoningEffort = u"high"_s;
            r.maxTokens = 3000;
        },
        R"({"max_tokens":3000,"thinking":{"type":"enabled","budget_tokens":1500}})",
        {u"converted reasoning_effort: thinking.budget_tokens 4096"_s,
            u"clamped reasoning_effort: thinking.budget_tokens 1500"_s});
    thoughtRow("a limit without room", budgetModel(),
        [](ChatRequest &r) {
            r.reasoningEffort = u"low"_s;
            r.maxTokens = 1024;
        },
        R"({"max_tokens":1024})",
        {u"converted reasoning_effort: thinking.budget_tokens 1024"_s, u"dropped reasoning_effort"_s});
    thoughtRow("the default limit leaves room", budgetModel(),
        [](ChatRequest &r) {
            r.reasoningEffort = u"high"_s;
            r.maxTokens.reset();
        },
        R"({"max_tokens":12288,"thinking":{"type":"enabled","budget_tokens":4096}})",
        {u"converted reasoning_effort: thinking.budget_tokens 4096"_s, u"added max_tokens: 12288"_s});
    thoughtRow("it excludes samplers and forced calls", budgetModel(),
        [](ChatRequest &r) {
            r.reasoningEffort = u"low"_s;
            r.temperature = 0.2;
            r.topP = 0.5;
            r.topK = 5;
            r.tools = {weatherTool()};
            r.toolChoice.mode = Mode::Required;
        },
        QByteArray(R"({"thinking":{"type":"enabled","budget_tokens":1024},"tool_choice":{"type":"auto"},"tools":[)")
            + weatherJson + "]}",
        {u"converted reasoning_effort: thinking.budget_tokens 1024"_s, u"dropped temperature"_s, u"dropped top_p"_s,
            u"dropped top_k"_s, u"converted tool_choice: auto"_s});
    thoughtRow(
        "temperature one stays unsaid", budgetModel(),
        [](ChatRequest &r) {
            r.thinkingBudget = 2000;
            r.temperature = 1;
            r.topP = 0.95;
        },
        R"({"top_p":0.95,"thinking":{"type":"enabled","budget_tokens":2000}})");
    Target oneSampler = budgetModel();
    oneSampler.info->capabilities |= Capability::OneSampler;
    thoughtRow("and a model of one sampler keeps the other", oneSampler,
        [](ChatRequest &r) {
            r.thinkingBudget = 2000;
            r.temperature = 0.5;
            r.topP = 0.95;
        },
        R"({"top_p":0.95,"thinking":{"type":"enabled","budget_tokens":2000}})", {u"dropped temperature"_s});
}

void TestAnthropicEncode::tools_data()
{
    columns();
    const auto row = [](const char *name, auto change, const QByteArray &members, const QStringList &notes = {}) {
        ChatRequest request = hello();
        request.tools = {weatherTool()};
        change(request);
        addRow(name, budgetModel(), request, helloAnd(QByteArray(R"({"tools":[)") + weatherJson + "]" + members + "}"),
            notes);
    };
    row(
        "plain", [](ChatRequest &) {}, "");
    row(
        "auto", [](ChatRequest &r) { r.toolChoice.mode = Mode::Auto; }, R"(,"tool_choice":{"type":"auto"})");
    row(
        "none",
        [](ChatRequest &r) {
            r.toolChoice.mode = Mode::None;
            r.parallelToolCalls = false;
        },
        R"(,"tool_choice":{"type":"none"})");
    row(
        "required", [](ChatRequest &r) { r.toolChoice.mode = Mode::Required; }, R"(,"tool_choice":{"type":"any"})");
    row(
        "named",
        [](ChatRequest &r) {
            r.toolChoice = {Mode::Named, u"weather"_s};
        },
        R"(,"tool_choice":{"type":"tool","name":"weather"})");
    row("one at a time", [](ChatRequest &r) { r.parallelToolCalls = false; },
        R"(,"tool_choice":{"type":"auto","disable_parallel_tool_use":true})",
        {u"converted parallel_tool_calls: tool_choice.disable_parallel_tool_use"_s});
    row("required, one at a time",
        [](ChatRequest &r) {
            r.toolChoice.mode = Mode::Required;
            r.parallelToolCalls = false;
        },
        R"(,"tool_choice":{"type":"any","disable_parallel_tool_use":true})",
        {u"converted parallel_tool_calls: tool_choice.disable_parallel_tool_use"_s});
    row(
        "several at once is the default", [](ChatRequest &r) { r.parallelToolCalls = true; }, "");
    ChatRequest bare = hello();
    bare.tools = {Tool {.name = u"now"_s, .strict = true}};
    addRow("no parameters, strict", budgetModel(), bare,
        helloAnd(R"({"tools":[{"name":"now","input_schema":{"type":"object"},"strict":true}]})"));
    addRow("strict on an old model", oldModel(), bare,
        helloAnd(R"({"tools":[{"name":"now","input_schema":{"type":"object"}}]})"), {u"dropped tools.strict"_s});
    addRow("a model without tools", target({}, 4096), bare, helloAnd("{}"), {u"dropped tools"_s});
}

void TestAnthropicEncode::structured_data()
{
    columns();
    const QByteArray schema
        = R"({"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false})";
    ChatRequest request = hello();
    request.responseFormat = citySchema();
    const QJsonObject native
        = helloAnd(R"({"output_config":{"format":{"type":"json_schema","schema":)" + schema + "}}}");
    addRow("native", budgetModel(), request, native, {u"renamed response_format: output_config.format"_s});
    addRow("native on an unknown model", unknownModel(), request, native,
        {u"renamed response_format: output_config.format"_s});
    const QByteArray tool
        = R"({"name":"lineup_structured_answer","description":"Gives the final answer to the user.","input_schema":)"
        + schema + "}";
    const QByteArray forced
        = R"("tool_choice":{"type":"tool","name":"lineup_structured_answer","disable_parallel_tool_use":true})";
    addRow("a forced tool", oldModel(), request, helloAnd("{" + forced + R"(,"tools":[)" + tool + "]}"),
        {u"converted response_format: forced tool call"_s});
    ChatRequest withTools = request;
    withTools.tools = {weatherTool()};
    addRow("a forced choice among tools", oldModel(), withTools,
        helloAnd(QByteArray(R"({"tool_choice":{"type":"any","disable_parallel_tool_use":true},"tools":[)") + weatherJson
            + "," + tool + "]}"),
        {u"converted response_format: forced tool call"_s});
    withTools.toolChoice.mode = Mode::Required;
    addRow("a demanded call comes first", oldModel(), withTools,
        helloAnd(QByteArray(R"({"tool_choice":{"type":"any"},"tools":[)") + weatherJson + "]}"),
        {u"dropped response_format"_s});
    ChatRequest thoughtful = request;
    thoughtful.reasoningEffort = u"low"_s;
    addRow("the forced tool excludes thinking", target(common | Capability::Reasoning, 64000), thoughtful,
        helloAnd("{" + forced + R"(,"tools":[)" + tool + "]}"),
        {u"converted reasoning_effort: thinking.budget_tokens 1024"_s, u"dropped reasoning_effort"_s,
            u"converted response_format: forced tool call"_s});
    ChatRequest open = hello();
    open.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonSchema,
        .schema = json(R"({"type":"object","properties":{"minimum":{"type":"integer","minimum":1,"maximum":9},
            "list":{"type":"array","minItems":1,"maxItems":3,"items":{"type":"object","properties":{}}},
            "either":{"anyOf":[{"type":"null"},{"type":"object","additionalProperties":false}]}}})")};
    addRow("schemas are closed and lose their limits", budgetModel(), open,
        helloAnd(
            R"({"output_config":{"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false,
            "properties":{"minimum":{"type":"integer"},
            "list":{"type":"array","minItems":1,"items":{"type":"object","properties":{},"additionalProperties":false}},
            "either":{"anyOf":[{"type":"null"},{"type":"object","additionalProperties":false}]}}}}}})"),
        {u"converted response_format: additionalProperties false"_s, u"dropped response_format"_s,
            u"renamed response_format: output_config.format"_s});
    ChatRequest any = hello();
    any.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject};
    addRow("JSON without a schema", budgetModel(), any, helloAnd("{}"), {u"dropped response_format"_s});
    any.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::Text};
    addRow("text", budgetModel(), any, helloAnd("{}"));
    ChatRequest both = request;
    both.reasoningEffort = u"low"_s;
    addRow("effort and format share their place", adaptiveModel(), both,
        helloAnd(R"({"thinking":{"type":"adaptive","display":"summarized"},
            "output_config":{"effort":"low","format":{"type":"json_schema","schema":)"
            + schema + "}}}"),
        {u"converted reasoning_effort: thinking adaptive, output_config.effort low"_s,
            u"renamed response_format: output_config.format"_s});
}

void TestAnthropicEncode::refuses_data()
{
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QString>("part"); // of the explanation
    QTest::newRow("no message") << asking({}) << u"no message from the user"_s;
    QTest::newRow("only system") << asking({say(Role::System, u"A"_s)}) << u"no message from the user"_s;
    QTest::newRow("nothing to say") << asking({say(Role::User, u" \n"_s)}) << u"no content"_s;
    QTest::newRow("arguments that are no JSON")
        << asking({say(Role::User, u"?"_s), toolCalls({{u"c"_s, u"now"_s, u"{secret"_s}})})
        << u"\"now\" are not a JSON object"_s;
    QTest::newRow("arguments that are a list")
        << asking({say(Role::User, u"?"_s), toolCalls({{u"c"_s, u"now"_s, u"[1]"_s}})})
        << u"\"now\" are not a JSON object"_s;
    ChatRequest request = hello();
    request.maxTokens = 0;
    QTest::newRow("no room for an answer") << request << u"at least 1"_s;
    request = hello();
    request.reasoningEffort = u"extreme"_s;
    QTest::newRow("an effort nobody knows") << request << u"reasoning_effort must be"_s;
    request = hello();
    request.responseFormat = citySchema();
    request.tools = {Tool {.name = u"lineup_structured_answer"_s}};
    QTest::newRow("the reserved tool") << request << u"may not be named"_s;
}

void TestAnthropicEncode::refuses()
{
    QFETCH(const ChatRequest, request);
    QFETCH(const QString, part);
    const Result<EncodedRequest> encoded
        = anthropicDialect()->encode(request, target(common | Capability::Reasoning, 4096));
    QVERIFY(!encoded.has_value());
    QCOMPARE(encoded.error().kind, Error::Kind::BadRequest);
    QCOMPARE(encoded.error().service, u"anthropic"_s);
    QVERIFY2(encoded.error().detail.contains(part), qPrintable(encoded.error().detail));
    QVERIFY(!encoded.error().detail.contains(u"secret"_s)); // never what the person wrote
}

void TestAnthropicEncode::strictRefusesWhatLenientDrops_data()
{
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QString>("parameter");
    const auto row = [](const char *name, auto change) {
        ChatRequest request = hello();
        request.maxTokens = 4000;
        change(request);
        QTest::newRow(name) << request << QString::fromLatin1(name);
    };
    row("seed", [](ChatRequest &r) { r.seed = 1; });
    row("n", [](ChatRequest &r) { r.n = 2; });
    row("stop", [](ChatRequest &r) { r.stop = QStringList {u" "_s}; });
    row("temperature", [](ChatRequest &r) {
        r.temperature = 0.1;
        r.reasoningEffort = u"low"_s;
    });
    row("tool_choice", [](ChatRequest &r) {
        r.tools = {weatherTool()};
        r.toolChoice.mode = Mode::Required;
        r.reasoningEffort = u"low"_s;
    });
    row("response_format",
        [](ChatRequest &r) { r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject}; });
    row("input_audio", [](ChatRequest &r) {
        r.messages.first().content += ContentPart {.kind = ContentPart::Kind::Audio, .data = "RIFF"};
    });
    row("messages.name", [](ChatRequest &r) { r.messages.first().name = u"Ann"_s; });
}

void TestAnthropicEncode::strictRefusesWhatLenientDrops()
{
    QFETCH(ChatRequest, request);
    QFETCH(const QString, parameter);
    QVERIFY(anthropicDialect()->encode(request, budgetModel()).has_value());
    request.dropParams = false;
    const Result<EncodedRequest> encoded = anthropicDialect()->encode(request, budgetModel());
    QVERIFY(!encoded.has_value());
    QCOMPARE(encoded.error().kind, Error::Kind::Unsupported);
    QVERIFY2(encoded.error().detail.startsWith(parameter + u':'), qPrintable(encoded.error().detail));
}

void TestAnthropicEncode::goesToTheRightPlace()
{
    Target to = budgetModel();
    to.service.baseUrl = QUrl(u"https://proxy.example/anthropic/"_s);
    const Result<EncodedRequest> encoded = anthropicDialect()->encode(hello(), to);
    QVERIFY(encoded.has_value());
    QCOMPARE(encoded->url, QUrl(u"https://proxy.example/anthropic/v1/messages"_s));
    QCOMPARE(encoded->method, QByteArray("POST"));
    QCOMPARE(encoded->framing, Framing::Sse);
    QCOMPARE(headerValue(encoded->headers, "anthropic-version"), QByteArray("2023-06-01"));
    QCOMPARE(headerValue(encoded->headers, "content-type"), QByteArray("application/json"));
    QCOMPARE(anthropicDialect()->id(), u"anthropic"_s);
}

void TestAnthropicEncode::modelList()
{
    const auto request = anthropicDialect()->encodeModelList(budgetModel().service);
    QVERIFY(request.has_value());
    QCOMPARE(request->method, QByteArray("GET"));
    QCOMPARE(request->url, QUrl(u"https://api.anthropic.com/v1/models?limit=1000"_s));
    QCOMPARE(headerValue(request->headers, "anthropic-version"), QByteArray("2023-06-01"));
    QVERIFY(request->body.isEmpty());
}

QTEST_GUILESS_MAIN(TestAnthropicEncode)
#include "tst_anthropic_encode.moc"
