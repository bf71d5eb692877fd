// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/openai/OpenAiTools.h"
#include "tests/unit/providers/openai/EncodeRig.h"

using namespace lineup;
using namespace lineup::test;

namespace {

// What every golden body has beside what its row says.
constexpr const char *plainMessages = R"("messages":[{"role":"user","content":"hi"}])";

void compareBody()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, members);
    QFETCH(QStringList, notes);
    ChatRequest request = plainRequest();
    Target target = plainTarget();
    change(request, target);
    const Result<EncodedRequest> encoded = openAiChatDialect()->encode(request, target);
    QVERIFY(encoded.has_value());
    const QByteArray golden
        = R"({"model":"m",)" + QByteArray(plainMessages) + (members.isEmpty() ? "" : ",") + members + '}';
    QCOMPARE(QJsonDocument::fromJson(encoded->body), QJsonDocument::fromJson(golden));
    QCOMPARE(noteTexts(encoded->mapping), notes);
}

} // namespace

class TestOpenAiEncode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void sampling_data();
    void sampling() { compareBody(); }
    void forms_data();
    void forms() { compareBody(); }
    void efforts_data();
    void efforts() { compareBody(); }
    void thinkingForms_data();
    void thinkingForms() { compareBody(); }
    void tools_data();
    void tools() { compareBody(); }
    void refuses_data();
    void refuses();
    void addressesAndHeaders();
    void prefixesBareModels();
    void keepsNamesInSchemas();
};

void TestOpenAiEncode::sampling_data()
{
    addColumns();
    row(
        "nothing asked", [](ChatRequest &, Target &) {}, "");
    row(
        "numbers",
        [](ChatRequest &r, Target &) {
            r.temperature = 0.5;
            r.topP = 0.25;
            r.n = 2;
            r.seed = 7;
            r.presencePenalty = 1;
            r.frequencyPenalty = -1;
        },
        R"("temperature":0.5,"top_p":0.25,"n":2,"seed":7,"presence_penalty":1,"frequency_penalty":-1)");
    row("words and lists",
        [](ChatRequest &r, Target &) {
            r.stop = {u"a"_s, u"b"_s};
            r.user = u"u"_s;
            r.serviceTier = u"flex"_s;
            r.logitBias = {{u"50256"_s, -100}};
            r.logprobs = true;
            r.topLogprobs = 3;
            r.metadata = {{u"team"_s, u"x"_s}};
        },
        R"("stop":["a","b"],"user":"u","service_tier":"flex","logit_bias":{"50256":-100},"logprobs":true,"top_logprobs":3)",
        {u"converted metadata→the call's record"_s});
    row(
        "max_tokens", [](ChatRequest &r, Target &) { r.maxTokens = 9; }, R"("max_tokens":9)");
    row("max_completion_tokens",
        [](ChatRequest &r, Target &t) {
            r.maxTokens = 9;
            t.service.quirks.maxTokensField = u"max_completion_tokens"_s;
        },
        R"("max_completion_tokens":9)", {u"renamed max_tokens→max_completion_tokens"_s});
    row("more than the model writes",
        [](ChatRequest &r, Target &t) {
            r.maxTokens = 9000;
            know(t, {});
            t.info->maxOutputTokens = 4096;
        },
        R"("max_tokens":4096)", {u"clamped max_tokens→4096"_s});
    row(
        "top_k where it is taken", [](ChatRequest &r, Target &) { r.topK = 40; }, R"("top_k":40)");
    row("top_k where it is not",
        [](ChatRequest &r, Target &t) {
            r.topK = 40;
            t.service.quirks.unsupported = {u"top_k"_s};
        },
        "", {u"dropped top_k"_s});
    row("renamed by the row",
        [](ChatRequest &r, Target &t) {
            r.seed = 5;
            t.service.quirks.rename = {{u"seed"_s, u"random_seed"_s}};
        },
        R"("random_seed":5)", {u"renamed seed→random_seed"_s});
    row("only its own temperature",
        [](ChatRequest &r, Target &t) {
            r.temperature = 0.2;
            r.topP = 1;
            know(t, Capability::NoTemperature);
        },
        "", {u"dropped temperature"_s});
    row("one of two samplers",
        [](ChatRequest &r, Target &t) {
            r.temperature = 0.2;
            r.topP = 0.5;
            know(t, Capability::OneSampler);
        },
        R"("temperature":0.2)", {u"dropped top_p"_s});
    row("one of two samplers, and the service takes no other",
        [](ChatRequest &r, Target &t) {
            r.temperature = 0.2;
            r.topP = 0.5;
            t.service.quirks.unsupported = {u"temperature"_s};
            know(t, Capability::OneSampler);
        },
        R"("top_p":0.5)", {u"dropped temperature"_s});
}

void TestOpenAiEncode::forms_data()
{
    addColumns();
    row("a temperature above the service's highest",
        [](ChatRequest &r, Target &t) {
            r.temperature = 1.5;
            t.service.quirks.maxTemperature = 1;
        },
        R"("temperature":1)", {u"clamped temperature→1"_s});
    row(
        "a temperature within",
        [](ChatRequest &r, Target &t) {
            r.temperature = 1;
            t.service.quirks.maxTemperature = 1;
        },
        R"("temperature":1)");
    row("a temperature that is not taken at all",
        [](ChatRequest &r, Target &t) {
            r.temperature = 1.5;
            t.service.quirks.maxTemperature = 1;
            t.service.quirks.unsupported = {u"temperature"_s};
        },
        "", {u"dropped temperature"_s});
    row(
        "streaming", [](ChatRequest &r, Target &) { r.stream = true; },
        R"("stream":true,"stream_options":{"include_usage":true})");
    row(
        "streaming without the option",
        [](ChatRequest &r, Target &t) {
            r.stream = true;
            t.service.quirks.streamUsageOption = false;
        },
        R"("stream":true)");
    row(
        "JSON",
        [](ChatRequest &r, Target &) { r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject}; },
        R"("response_format":{"type":"json_object"})");
    const ResponseFormat schema {
        .kind = ResponseFormat::Kind::JsonSchema, .name = u"s"_s, .schema = {{u"type"_s, u"object"_s}}, .strict = true};
    row(
        "JSON by a schema", [schema](ChatRequest &r, Target &) { r.responseFormat = schema; },
        R"("response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"},"strict":true}})");
    row("JSON by a schema that the model does not know",
        [schema](ChatRequest &r, Target &t) {
            r.responseFormat = schema;
            know(t, Capability::JsonMode);
        },
        R"("response_format":{"type":"json_object"})", {u"dropped response_format.json_schema"_s});
}

void TestOpenAiEncode::efforts_data()
{
    addColumns();
    row(
        "effort", [](ChatRequest &r, Target &) { r.reasoningEffort = u"high"_s; }, R"("reasoning_effort":"high")");
    row("effort in an object",
        [](ChatRequest &r, Target &t) {
            r.reasoningEffort = u"low"_s;
            t.service.quirks.effortField = u"reasoning.effort"_s;
        },
        R"("reasoning":{"effort":"low"})", {u"renamed reasoning_effort→reasoning.effort"_s});
    const std::pair<int, const char *> budgets[] {
        {0, "none"}, {1999, "minimal"}, {2000, "low"}, {5000, "medium"}, {10'000, "high"}};
    for (const auto &[budget, effort] : budgets) {
        const QString word = QString::fromLatin1(effort);
        row(qPrintable(u"a budget of %1"_s.arg(budget)),
            [budget](ChatRequest &r, Target &) { r.thinkingBudget = budget; },
            "\"reasoning_effort\":\"" + QByteArray(effort) + '"',
            {QString(u"converted thinking→reasoning_effort="_s + word)});
    }
    row("an effort that the model does not know",
        [](ChatRequest &r, Target &t) {
            r.reasoningEffort = u"minimal"_s;
            know(t, Capability::Reasoning);
            t.info->thinking.efforts = {u"low"_s, u"high"_s};
        },
        R"("reasoning_effort":"low")", {u"converted reasoning_effort→reasoning_effort=low"_s});
    row("none, and the model always thinks",
        [](ChatRequest &r, Target &t) {
            r.reasoningEffort = u"none"_s;
            know(t, Capability::Reasoning);
            t.info->thinking.efforts = {u"minimal"_s, u"high"_s};
        },
        R"("reasoning_effort":"minimal")", {u"converted reasoning_effort→reasoning_effort=minimal"_s});
    row("a model that thinks and takes no effort",
        [](ChatRequest &r, Target &t) {
            r.reasoningEffort = u"high"_s;
            know(t, Capability::Reasoning);
            t.info->thinking.efforts = QStringList();
        },
        "", {u"dropped reasoning_effort"_s});
    row("effort for a model that does not think",
        [](ChatRequest &r, Target &t) {
            r.reasoningEffort = u"high"_s;
            know(t, Capability::Tools);
        },
        "", {u"dropped reasoning_effort"_s});
    row(
        "thinking off for a model that does not think",
        [](ChatRequest &r, Target &t) {
            r.thinkingBudget = 0;
            know(t, Capability::Tools);
        },
        "");
}

// The ways of services that take no effort, or something beside it.
void TestOpenAiEncode::thinkingForms_data()
{
    addColumns();
    const auto asking = [](ThinkingForm form, const QString &effort, std::optional<int> budget) {
        return [=](ChatRequest &r, Target &t) {
            t.service.quirks.thinkingForm = form;
            r.reasoningEffort = effort;
            r.thinkingBudget = budget;
        };
    };
    using Form = ThinkingForm;
    row("switched on", asking(Form::Switch, u"high"_s, {}), R"("thinking":{"type":"enabled"})",
        {u"converted reasoning_effort→thinking enabled"_s});
    row("switched off", asking(Form::Switch, {}, 0), R"("thinking":{"type":"disabled"})",
        {u"converted thinking→thinking disabled"_s});
    row("enabled", asking(Form::Enable, u"low"_s, {}), R"("enable_thinking":true)",
        {u"converted reasoning_effort→enable_thinking"_s});
    row("enabled with a budget", asking(Form::Enable, {}, 700), R"("enable_thinking":true,"thinking_budget":700)",
        {u"renamed thinking→thinking_budget"_s});
    row("not enabled", asking(Form::Enable, u"none"_s, {}), R"("enable_thinking":false)",
        {u"converted reasoning_effort→enable_thinking false"_s});
    row("a budget beside the effort", asking(Form::MaxTokens, {}, 700), R"("reasoning":{"max_tokens":700})",
        {u"renamed thinking→reasoning.max_tokens"_s});
    row("an effort beside the budget", asking(Form::MaxTokens, u"high"_s, {}), R"("reasoning_effort":"high")");
    row("a budget", asking(Form::Budget, {}, 5000), R"("thinking":{"type":"enabled","budget_tokens":5000})");
    row("an effort as a budget", asking(Form::Budget, u"medium"_s, {}),
        R"("thinking":{"type":"enabled","budget_tokens":2048})",
        {u"converted reasoning_effort→thinking.budget_tokens 2048"_s});
    row("a budget with a temperature, inside of the limit",
        [](ChatRequest &r, Target &t) {
            t.service.quirks.thinkingForm = Form::Budget;
            t.service.quirks.maxTokensField = u"max_tokens"_s;
            r.thinkingBudget = 5000;
            r.temperature = 0.5;
            r.maxTokens = 4000;
        },
        R"("max_tokens":4000,"thinking":{"type":"enabled","budget_tokens":2000})",
        {u"clamped thinking→thinking.budget_tokens 2000"_s, u"dropped temperature"_s});
    row("a switch for a model that does not think",
        [](ChatRequest &r, Target &t) {
            t.service.quirks.thinkingForm = Form::Switch;
            r.reasoningEffort = u"high"_s;
            know(t, Capability::Tools);
        },
        "", {u"dropped reasoning_effort"_s});
}

void TestOpenAiEncode::tools_data()
{
    addColumns();
    const QByteArray tools
        = R"("tools":[{"type":"function","function":{"name":"add","description":"Adds","strict":true,)"
          R"("parameters":{"type":"object","properties":{"strict":{"type":"number","strict":true}}}}}])";
    row(
        "tools", [](ChatRequest &r, Target &) { r.tools = {addTool()}; }, tools);
    row(
        "a tool that must be called",
        [](ChatRequest &r, Target &) {
            r.tools = {addTool()};
            r.toolChoice = {ToolChoice::Mode::Named, u"add"_s};
            r.parallelToolCalls = false;
        },
        tools + R"(,"tool_choice":{"type":"function","function":{"name":"add"}},"parallel_tool_calls":false)");
    row(
        "no tool may be called",
        [](ChatRequest &r, Target &) {
            r.tools = {addTool()};
            r.toolChoice.mode = ToolChoice::Mode::None;
        },
        tools + R"(,"tool_choice":"none")");
    row("any tool, in the service's word",
        [](ChatRequest &r, Target &t) {
            r.tools = {addTool()};
            r.toolChoice.mode = ToolChoice::Mode::Required;
            t.service.quirks.toolChoiceRequired = u"any"_s;
        },
        tools + R"(,"tool_choice":"any")", {u"converted tool_choice→any"_s});
    row("any tool, where none can be demanded",
        [](ChatRequest &r, Target &t) {
            r.tools = {addTool()};
            r.toolChoice.mode = ToolChoice::Mode::Required;
            t.service.quirks.toolChoiceRequired = u"auto"_s;
        },
        tools + R"(,"tool_choice":"auto")", {u"converted tool_choice→auto"_s});
    row("a schema word the service rejects",
        [](ChatRequest &r, Target &t) {
            r.tools = {addTool()};
            t.service.quirks.stripToolKeys = {u"strict"_s};
        },
        R"("tools":[{"type":"function","function":{"name":"add","description":"Adds",)"
        R"("parameters":{"type":"object","properties":{"strict":{"type":"number"}}}}}])",
        {u"converted tools"_s});
    row("tools for a model without",
        [](ChatRequest &r, Target &t) {
            r.tools = {addTool()};
            r.toolChoice.mode = ToolChoice::Mode::Required;
            know(t, Capability::Vision);
        },
        "", {u"dropped tools"_s, u"dropped tool_choice"_s});
    row("a choice without tools", [](ChatRequest &r, Target &) { r.toolChoice.mode = ToolChoice::Mode::Auto; }, "",
        {u"dropped tool_choice"_s});
    row(
        "extra members",
        [](ChatRequest &r, Target &t) {
            r.extraBody = {{u"min_p"_s, 0.1}};
            t.service.quirks.extraBody = {{u"usage"_s, QJsonObject {{u"include"_s, true}}}};
        },
        R"("min_p":0.1,"usage":{"include":true})");
}

void TestOpenAiEncode::refuses_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("detail");
    const auto refusal = [](const char *name, const Change &change, const QString &kind, const QString &detail) {
        QTest::newRow(name) << change << kind << detail;
    };
    refusal(
        "no address", [](ChatRequest &, Target &t) { t.service.baseUrl.clear(); }, u"bad_request"_s,
        u"Acme needs an address"_s);
    refusal(
        "no messages", [](ChatRequest &r, Target &) { r.messages.clear(); }, u"bad_request"_s,
        u"the request has no messages"_s);
    refusal(
        "a parameter the service does not take",
        [](ChatRequest &r, Target &t) {
            r.topK = 3;
            t.service.quirks.unsupported = {u"top_k"_s};
        },
        u"unsupported"_s, u"top_k: Acme does not take it"_s);
    refusal(
        "a temperature the model does not take",
        [](ChatRequest &r, Target &t) {
            r.temperature = 0;
            know(t, Capability::NoTemperature);
        },
        u"unsupported"_s, u"temperature: the model takes only its default"_s);
    refusal(
        "two samplers of a model that takes one",
        [](ChatRequest &r, Target &t) {
            r.temperature = 0;
            r.topP = 0.5;
            know(t, Capability::OneSampler);
        },
        u"unsupported"_s, u"top_p: the model takes temperature or top_p, not both"_s);
    refusal(
        "a picture",
        [](ChatRequest &r, Target &t) {
            r.messages.first().content += picture();
            know(t, {});
        },
        u"unsupported"_s, u"content.image: the model does not read pictures"_s);
    refusal(
        "tools",
        [](ChatRequest &r, Target &t) {
            r.tools = {addTool()};
            know(t, {});
        },
        u"unsupported"_s, u"tools: the model does not call tools"_s);
    refusal(
        "an effort",
        [](ChatRequest &r, Target &t) {
            r.reasoningEffort = u"high"_s;
            know(t, {});
        },
        u"unsupported"_s, u"reasoning_effort: the model does not think before it answers"_s);
}

void TestOpenAiEncode::refuses()
{
    QFETCH(Change, change);
    ChatRequest request = plainRequest();
    request.dropParams = false;
    Target target = plainTarget();
    change(request, target);
    const Result<EncodedRequest> encoded = openAiChatDialect()->encode(request, target);
    QVERIFY(!encoded.has_value());
    QTEST(errorKindName(encoded.error().kind), "kind");
    QTEST(encoded.error().detail, "detail");
    QCOMPARE(encoded.error().service, u"acme"_s);
}

void TestOpenAiEncode::addressesAndHeaders()
{
    Target target = plainTarget();
    target.service.headers = {{"X-Title", "Lineup"}};
    const Result<EncodedRequest> encoded = openAiChatDialect()->encode(plainRequest(), target);
    QCOMPARE(encoded->url, QUrl(u"https://api.acme.test/v1/chat/completions"_s));
    QCOMPARE(encoded->method, "POST");
    QCOMPARE(headerValue(encoded->headers, "content-type"), "application/json");
    QCOMPARE(headerValue(encoded->headers, "x-title"), "Lineup");
    QVERIFY(headerValue(encoded->headers, "authorization").isNull());
    QVERIFY(!openAiChatDialect()->encodeModelList(target.service).has_value());
    target.service.modelsPath = u"models"_s;
    const std::optional<EncodedRequest> list = openAiChatDialect()->encodeModelList(target.service);
    QCOMPARE(list->method, "GET");
    QCOMPARE(list->url, QUrl(u"https://api.acme.test/v1/models"_s));
    QVERIFY(list->body.isEmpty());
    target.service.quirks.chatPath = u"v2/chat"_s;
    QCOMPARE(openAiChatDialect()->encode(plainRequest(), target)->url, QUrl(u"https://api.acme.test/v1/v2/chat"_s));
}

void TestOpenAiEncode::prefixesBareModels()
{
    Target target = plainTarget();
    target.service.quirks.modelPrefix = u"accounts/acme/models/"_s;
    const auto modelIn = [](const Result<EncodedRequest> &encoded) {
        return QJsonDocument::fromJson(encoded->body)["model"_L1].toString();
    };
    const Result<EncodedRequest> bare = openAiChatDialect()->encode(plainRequest(), target);
    QCOMPARE(modelIn(bare), u"accounts/acme/models/m"_s);
    QCOMPARE(noteTexts(bare->mapping), QStringList {u"converted model→accounts/acme/models/m"_s});
    target.model = u"accounts/me/models/mine"_s;
    const Result<EncodedRequest> whole = openAiChatDialect()->encode(plainRequest(), target);
    QCOMPARE(modelIn(whole), target.model);
    QVERIFY(whole->mapping.isEmpty());
}

void TestOpenAiEncode::keepsNamesInSchemas()
{
    QJsonObject schema = QJsonDocument::fromJson(
        R"({"title":"T","properties":{"title":{"title":"x","enum":["title"]}},"anyOf":[{"title":"y"}],"default":{"title":1}})")
                             .object();
    QVERIFY(stripSchemaKeywords(schema, {u"title"_s}));
    QCOMPARE(QJsonDocument(schema),
        QJsonDocument::fromJson(R"({"properties":{"title":{"enum":["title"]}},"anyOf":[{}],"default":{"title":1}})"));
    QVERIFY(!stripSchemaKeywords(schema, {u"absent"_s}));
}

QTEST_APPLESS_MAIN(TestOpenAiEncode)
#include "tst_openai_encode.moc"
