// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/cohere/CohereDialect.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using Mode = ToolChoice::Mode;

namespace {

Target target()
{
    Target out;
    out.service.id = u"cohere"_s;
    out.service.label = u"Cohere"_s;
    out.service.baseUrl = QUrl(u"https://api.example.test"_s);
    out.service.modelsPath = u"v1/models"_s;
    out.model = u"command-a"_s;
    return out;
}

Target without(ModelInfo::Capabilities all, qint64 mostOutput = 0)
{
    Target out = target();
    out.info = ModelInfo {.id = out.model, .maxOutputTokens = mostOutput, .capabilities = all};
    return out;
}

ChatRequest hello()
{
    ChatRequest request;
    request.messages = {say(Role::User, u"Hi"_s)};
    return request;
}

template<typename Change>
void row(const char *name, const Target &to, Change change, const QByteArray &members, const QStringList &notes = {})
{
    ChatRequest request = hello();
    change(request);
    QJsonObject body = json(R"({"model":"command-a","stream":false,"messages":[{"role":"user","content":"Hi"}]})");
    const QJsonObject more = json(members);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    QTest::newRow(name) << to << request << body << notes;
}

} // namespace

class TestCohereEncode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void messages_data();
    void messages() { compareRow(); }
    void parameters_data();
    void parameters() { compareRow(); }
    void tools_data();
    void tools() { compareRow(); }
    void thinking_data();
    void thinking() { compareRow(); }
    void refuses();
    void strictRefusesWhatLenientDrops();
    void addresses();

private:
    static void columns();
    static void compareRow();
};

void TestCohereEncode::columns()
{
    QTest::addColumn<Target>("to");
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QStringList>("notes");
}

void TestCohereEncode::compareRow()
{
    QFETCH(const Target, to);
    QFETCH(const ChatRequest, request);
    QFETCH(const QJsonObject, body);
    QFETCH(const QStringList, notes);
    const Result<EncodedRequest> encoded = cohereDialect()->encode(request, to);
    QVERIFY2(encoded.has_value(), qPrintable(encoded.has_value() ? QString() : encoded.error().detail));
    QCOMPARE(QJsonDocument::fromJson(encoded->body).toJson(), QJsonDocument(body).toJson());
    QCOMPARE(noteLines(encoded->mapping), notes);
}

void TestCohereEncode::messages_data()
{
    columns();
    const auto talk = [](const char *name, const QList<Message> &messages, const QByteArray &expected,
                          const QStringList &notes = {}) {
        row(
            name, target(), [&](ChatRequest &r) { r.messages = messages; }, R"({"messages":)" + expected + "}", notes);
    };
    talk("roles",
        {say(Role::System, u"A"_s), say(Role::Developer, u"B"_s), say(Role::User, u"C"_s),
            say(Role::Assistant, u"D"_s)},
        R"([{"role":"system","content":"A"},{"role":"system","content":"B"},{"role":"user","content":"C"},
            {"role":"assistant","content":"D"}])",
        {u"converted messages.role: system"_s});
    ContentPart fine = image("\x89PNG", u"image/png"_s);
    fine.detail = u"low"_s;
    const ContentPart byUrl {.kind = ContentPart::Kind::Image, .url = QUrl(u"https://example.org/a.png"_s)};
    talk("pictures", {withParts(Role::User, {ContentPart::fromText(u"?"_s), fine, byUrl})},
        R"([{"role":"user","content":[{"type":"text","text":"?"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw==","detail":"low"}},
            {"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}])");
    const ContentPart sound {.kind = ContentPart::Kind::Audio, .data = "RIFF", .mimeType = u"audio/wav"_s};
    const ContentPart pdf {.kind = ContentPart::Kind::File, .data = "%PDF", .mimeType = u"application/pdf"_s};
    const ContentPart notes {.kind = ContentPart::Kind::File, .data = "abc", .mimeType = u"text/plain"_s};
    talk("parts that cannot be sent", {withParts(Role::User, {notes, sound, pdf})},
        R"([{"role":"user","content":"abc"}])",
        {u"converted file: text"_s, u"dropped input_audio"_s, u"dropped file"_s});
    Message calls = toolCalls({{u"c1"_s, u"weather"_s, uR"({"city":"Rome"})"_s}, {u"c2"_s, u"now"_s, QString()}});
    calls.nativeBlocks = {{u"cohere"_s, json(R"({"model":"command-a","tool_plan":"I will look.","thinking":"Hm."})")}};
    talk("tools at work", {say(Role::User, u"?"_s), calls, toolResult(u"c1"_s, u"40"_s), toolResult(u"c2"_s, u"12"_s)},
        R"([{"role":"user","content":"?"},
            {"role":"assistant","content":[{"type":"thinking","thinking":"Hm."}],"tool_plan":"I will look.","tool_calls":[
                {"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}},
                {"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"c1","content":"40"},{"role":"tool","tool_call_id":"c2","content":"12"}])");
    Message foreign = toolCalls({{u"c1"_s, u"now"_s, QString()}});
    foreign.reasoning = u"secret thought"_s;
    foreign.nativeBlocks = {{u"cohere"_s, json(R"({"model":"another","thinking":"no"})")}};
    Message pictured = withParts(Role::Tool, {ContentPart::fromText(u"see"_s), byUrl});
    pictured.toolCallId = u"c1"_s;
    talk("another model's thoughts, a tool's picture", {foreign, pictured},
        R"([{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"now","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"c1","content":"see"}])",
        {u"dropped image_url"_s});
}

void TestCohereEncode::parameters_data()
{
    columns();
    row("all that there is", target(),
        [](ChatRequest &r) {
            r.maxTokens = 50;
            r.temperature = 0.5;
            r.topP = 0.25;
            r.topK = 40;
            r.seed = 42;
            r.presencePenalty = 0.5;
            r.frequencyPenalty = 0.25;
            r.logprobs = true;
            r.stop = QStringList {u"END"_s};
            r.stream = true;
        },
        R"({"max_tokens":50,"temperature":0.5,"p":0.25,"k":40,"seed":42,"presence_penalty":0.5,"frequency_penalty":0.25,
            "logprobs":true,"stop_sequences":["END"],"stream":true})",
        {u"renamed top_p: p"_s, u"renamed top_k: k"_s, u"renamed stop: stop_sequences"_s});
    row("what it has not", target(),
        [](ChatRequest &r) {
            r.n = 2;
            r.logitBias = json(R"({"1":1})");
            r.topLogprobs = 2;
            r.user = u"u"_s;
            r.serviceTier = u"auto"_s;
        },
        "{}",
        {u"dropped n"_s, u"dropped logit_bias"_s, u"dropped top_logprobs"_s, u"dropped user"_s,
            u"dropped service_tier"_s});
    row("more than the model writes", without(ModelInfo::Capability::Tools, 4000),
        [](ChatRequest &r) { r.maxTokens = 9000; }, R"({"max_tokens":4000})", {u"clamped max_tokens: 4000"_s});
    row(
        "JSON", target(),
        [](ChatRequest &r) { r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject}; },
        R"({"response_format":{"type":"json_object"}})");
    row("schema", target(), [](ChatRequest &r) { r.responseFormat = citySchema(); },
        R"({"response_format":{"type":"json_object","json_schema":{"type":"object","properties":{"city":{"type":"string"}},
            "required":["city"],"additionalProperties":false}}})",
        {u"converted response_format: json_object"_s});
    row(
        "its own", target(),
        [](ChatRequest &r) { r.extraBody = json(R"({"documents":["Ruby is red."],"safety_mode":"OFF"})"); },
        R"({"documents":["Ruby is red."],"safety_mode":"OFF"})");
}

void TestCohereEncode::tools_data()
{
    columns();
    const QByteArray weather
        = R"("tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather",
        "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}])";
    const auto with = [](Mode mode, const QString &name = {}) {
        return [mode, name](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.toolChoice = {mode, name};
        };
    };
    row("plain", target(), with(Mode::Unset), "{" + weather + "}");
    row("auto", target(), with(Mode::Auto), "{" + weather + "}");
    row("none", target(), with(Mode::None), "{" + weather + R"(,"tool_choice":"NONE"})");
    row("required", target(), with(Mode::Required), "{" + weather + R"(,"tool_choice":"REQUIRED"})");
    row("named", target(),
        [](ChatRequest &r) {
            r.tools = {Tool {.name = u"now"_s}, weatherTool()};
            r.toolChoice = {Mode::Named, u"weather"_s};
        },
        "{" + weather + R"(,"tool_choice":"REQUIRED"})", {u"converted tool_choice: REQUIRED"_s});
    row("a model without", without({}), with(Mode::Required), "{}", {u"dropped tools"_s, u"dropped tool_choice"_s});
    row("nothing to choose from", target(), [](ChatRequest &r) { r.toolChoice.mode = Mode::Required; }, "{}",
        {u"dropped tool_choice"_s});
    row("strict, one at a time, no parameters", target(),
        [](ChatRequest &r) {
            r.tools = {Tool {.name = u"now"_s, .strict = true}};
            r.parallelToolCalls = false;
        },
        R"({"tools":[{"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}],
            "strict_tools":true})",
        {u"converted tools.strict: strict_tools"_s, u"dropped parallel_tool_calls"_s});
}

void TestCohereEncode::thinking_data()
{
    columns();
    const auto effort = [](const QString &word) { return [word](ChatRequest &r) { r.reasoningEffort = word; }; };
    const auto budget = [](int tokens) { return [tokens](ChatRequest &r) { r.thinkingBudget = tokens; }; };
    row("on", target(), effort(u"high"_s), R"({"thinking":{"type":"enabled"}})",
        {u"converted reasoning_effort: thinking enabled"_s});
    row("off", target(), effort(u"none"_s), R"({"thinking":{"type":"disabled"}})",
        {u"converted reasoning_effort: thinking disabled"_s});
    row("a budget", target(), budget(500), R"({"thinking":{"type":"enabled","token_budget":500}})",
        {u"renamed thinking: thinking.token_budget"_s});
    row("a budget of nothing", target(), budget(0), R"({"thinking":{"type":"disabled"}})");
    row("a model that does not think", without({}), effort(u"low"_s), "{}", {u"dropped reasoning_effort"_s});
    row("nothing to switch off", without({}), budget(0), "{}");
}

void TestCohereEncode::refuses()
{
    ChatRequest request = hello();
    request.tools = {weatherTool()};
    request.toolChoice = {Mode::Named, u"other"_s};
    Result<EncodedRequest> encoded = cohereDialect()->encode(request, target());
    QVERIFY(!encoded.has_value());
    QCOMPARE(encoded.error().kind, Error::Kind::BadRequest);
    encoded = cohereDialect()->encode(ChatRequest(), target());
    QVERIFY(!encoded.has_value());
    QVERIFY(encoded.error().detail.contains(u"no messages"_s));
}

void TestCohereEncode::strictRefusesWhatLenientDrops()
{
    ChatRequest request = hello();
    request.n = 2;
    request.dropParams = false;
    const Result<EncodedRequest> encoded = cohereDialect()->encode(request, target());
    QVERIFY(!encoded.has_value());
    QCOMPARE(encoded.error().kind, Error::Kind::Unsupported);
}

void TestCohereEncode::addresses()
{
    const Result<EncodedRequest> encoded = cohereDialect()->encode(hello(), target());
    QCOMPARE(encoded->url, QUrl(u"https://api.example.test/v2/chat"_s));
    QCOMPARE(encoded->framing, Framing::Sse);
    const auto list = cohereDialect()->encodeModelList(target().service);
    QVERIFY(list.has_value());
    QCOMPARE(list->method, QByteArray("GET"));
    QCOMPARE(list->url, QUrl(u"https://api.example.test/v1/models?endpoint=chat&page_size=1000"_s));
    Target whole = target();
    whole.service.baseUrl = encoded->url;
    QCOMPARE(cohereDialect()->encode(hello(), whole)->url, encoded->url);
    QCOMPARE(cohereDialect()->encodeModelList(whole.service)->url, list->url);
}

QTEST_GUILESS_MAIN(TestCohereEncode)
#include "tst_cohere_encode.moc"
