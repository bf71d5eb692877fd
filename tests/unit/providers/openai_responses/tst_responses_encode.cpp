// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesDialect.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

using Capability = ModelInfo::Capability;
using Change = std::function<void(ChatRequest &, Target &)>;

Target target()
{
    Target out;
    out.service.id = u"openai"_s;
    out.service.label = u"OpenAI"_s;
    out.service.baseUrl = QUrl(u"https://api.openai.test/v1"_s);
    out.model = u"m"_s;
    return out;
}

ChatRequest request()
{
    ChatRequest out;
    out.messages = {say(Role::User, u"hi"_s)};
    return out;
}

void know(Target &target, ModelInfo::Capabilities capabilities)
{
    ModelInfo info;
    info.capabilities = capabilities;
    target.info = info;
}

Result<EncodedRequest> encode(const Change &change)
{
    ChatRequest asked = request();
    Target whom = target();
    change(asked, whom);
    return responsesDialect()->encode(asked, whom);
}

// A body of one plain question beside these members.
QJsonObject body(const QByteArray &members, const char *input = R"([{"role":"user","content":"hi"}])")
{
    return json(
        R"({"model":"m","store":false,"input":)" + QByteArray(input) + (members.isEmpty() ? "" : ",") + members + '}');
}

const QString storeNote = u"added store: false"_s;

} // namespace

Q_DECLARE_METATYPE(Change)

class TestResponsesEncode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void parameters_data();
    void parameters();
    void tools_data();
    void tools() { parameters(); }
    void extras_data();
    void extras() { parameters(); }
    void input_data();
    void input();
    void refusals_data();
    void refusals();
    void address();
    void impossible();
};

namespace {

void columns()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QStringList>("notes"); // but for the one about store
}

void row(const char *name, const QByteArray &members, const QStringList &notes, const Change &change)
{
    QTest::newRow(name) << change << members << notes;
}

} // namespace

void TestResponsesEncode::parameters_data()
{
    columns();
    row("nothing asked", "", {}, [](ChatRequest &, Target &) {});
    row("all that it takes",
        R"("temperature":0.5,"top_p":0.25,"max_output_tokens":100,"user":"u","service_tier":"flex",
           "metadata":{"a":"b"},"stream":true)",
        {u"renamed max_tokens: max_output_tokens"_s}, [](ChatRequest &r, Target &) {
            r.temperature = 0.5;
            r.topP = 0.25;
            r.maxTokens = 100;
            r.user = u"u"_s;
            r.serviceTier = u"flex"_s;
            r.metadata = json(R"({"a":"b"})");
            r.stream = true;
        });
    row("too few tokens", R"("max_output_tokens":16)",
        {u"renamed max_tokens: max_output_tokens"_s, u"clamped max_tokens: 16"_s},
        [](ChatRequest &r, Target &) { r.maxTokens = 5; });
    row("sixteen tokens", R"("max_output_tokens":16)", {u"renamed max_tokens: max_output_tokens"_s},
        [](ChatRequest &r, Target &) { r.maxTokens = 16; });
    row("too many tokens", R"("max_output_tokens":300)",
        {u"clamped max_tokens: 300"_s, u"renamed max_tokens: max_output_tokens"_s}, [](ChatRequest &r, Target &t) {
            know(t, {});
            t.info->maxOutputTokens = 300;
            r.maxTokens = 301;
        });
    row("fixed temperature", R"("include":["reasoning.encrypted_content"])",
        {u"dropped temperature"_s, u"dropped top_p"_s, u"added include: reasoning.encrypted_content"_s},
        [](ChatRequest &r, Target &t) {
            know(t, Capability::NoTemperature | Capability::Reasoning);
            r.temperature = 0;
            r.topP = 0.5;
        });
    row("json", R"("text":{"format":{"type":"json_object"}})", {u"renamed response_format: text.format"_s},
        [](ChatRequest &r, Target &) { r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject}; });
    row("schema",
        R"("text":{"format":{"type":"json_schema","name":"city","strict":true,"schema":{"type":"object",
           "properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}})",
        {u"renamed response_format: text.format"_s}, [](ChatRequest &r, Target &) {
            r.responseFormat = citySchema();
            r.responseFormat->strict = true;
        });
    row("effort", R"("reasoning":{"effort":"high"},"include":["reasoning.encrypted_content"])",
        {u"renamed reasoning_effort: reasoning.effort"_s, u"added include: reasoning.encrypted_content"_s},
        [](ChatRequest &r, Target &) { r.reasoningEffort = u"high"_s; });
    row("budget", R"("reasoning":{"effort":"low"},"include":["reasoning.encrypted_content"])",
        {u"converted thinking: reasoning.effort=low"_s, u"added include: reasoning.encrypted_content"_s},
        [](ChatRequest &r, Target &) { r.thinkingBudget = 3000; });
    row("effort of a model that does not think", "", {u"dropped reasoning_effort"_s}, [](ChatRequest &r, Target &t) {
        know(t, Capability::Tools);
        r.reasoningEffort = u"high"_s;
    });
    row("probabilities", R"("top_logprobs":3,"include":["message.output_text.logprobs"])",
        {u"converted logprobs: include"_s}, [](ChatRequest &r, Target &) {
            r.logprobs = true;
            r.topLogprobs = 3;
        });
    row("a service without include", "", {u"dropped logprobs"_s}, [](ChatRequest &r, Target &t) {
        know(t, Capability::Reasoning);
        t.service.quirks.unsupported = {u"include"_s};
        r.logprobs = true;
    });
}

void TestResponsesEncode::parameters()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, members);
    QFETCH(QStringList, notes);
    const Result<EncodedRequest> encoded = encode(change);
    QVERIFY(encoded.has_value());
    QCOMPARE(json(encoded->body), body(members));
    QStringList lines = noteLines(encoded->mapping);
    lines.removeOne(storeNote);
    lines.sort();
    notes.sort();
    QCOMPARE(lines, notes);
}

void TestResponsesEncode::tools_data()
{
    columns();
    const QByteArray weather = R"({"type":"function","name":"weather","description":"Tells the weather","strict":false,
        "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}})";
    const auto choose = [](ToolChoice::Mode mode, const QString &name = {}) -> Change {
        return [=](ChatRequest &r, Target &) {
            r.tools = {weatherTool()};
            r.toolChoice = {mode, name};
        };
    };
    const QByteArray tools = R"("tools":[)" + weather + ']';
    row("one", tools, {}, choose(ToolChoice::Mode::Unset));
    row("auto", tools + R"(,"tool_choice":"auto")", {}, choose(ToolChoice::Mode::Auto));
    row("none", tools + R"(,"tool_choice":"none")", {}, choose(ToolChoice::Mode::None));
    row("required", tools + R"(,"tool_choice":"required")", {}, choose(ToolChoice::Mode::Required));
    row("named", tools + R"(,"tool_choice":{"type":"function","name":"weather"})", {},
        choose(ToolChoice::Mode::Named, u"weather"_s));
    row("choice without tools", "", {u"dropped tool_choice"_s},
        [](ChatRequest &r, Target &) { r.toolChoice.mode = ToolChoice::Mode::Required; });
    row("one at a time", tools + R"(,"parallel_tool_calls":false)", {}, [](ChatRequest &r, Target &) {
        r.tools = {weatherTool()};
        r.parallelToolCalls = false;
    });
    row("bare and strict",
        R"("tools":[{"type":"function","name":"f","strict":true,"parameters":{"type":"object","properties":{}}}])", {},
        [](ChatRequest &r, Target &) { r.tools = {Tool {.name = u"f"_s, .strict = true}}; });
    row("strict not taken",
        R"("tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{}}}])",
        {u"converted tools"_s}, [](ChatRequest &r, Target &t) {
            t.service.quirks.stripToolKeys = {u"strict"_s};
            r.tools = {Tool {.name = u"f"_s, .strict = true}};
        });
    row("beside built-in ones",
        R"("tools":[)" + weather + R"(,{"type":"web_search"},{"type":"code_interpreter","container":{"type":"auto"}}])",
        {}, [](ChatRequest &r, Target &) {
            r.tools = {weatherTool()};
            r.extraBody
                = json(R"({"tools":[{"type":"web_search"},{"type":"code_interpreter","container":{"type":"auto"}}]})");
        });
    row("built-in ones alone", R"("tools":[{"type":"web_search"}],"tool_choice":"required")", {},
        [](ChatRequest &r, Target &) {
            r.toolChoice.mode = ToolChoice::Mode::Required;
            r.extraBody = json(R"({"tools":[{"type":"web_search"}]})");
        });
}

void TestResponsesEncode::extras_data()
{
    columns();
    row("beside what is ours",
        R"("reasoning":{"effort":"low","summary":"auto"},"text":{"format":{"type":"json_object"},"verbosity":"low"},
           "include":["reasoning.encrypted_content","web_search_call.action.sources"],"truncation":"auto")",
        {u"renamed reasoning_effort: reasoning.effort"_s, u"renamed response_format: text.format"_s,
            u"added include: reasoning.encrypted_content"_s},
        [](ChatRequest &r, Target &) {
            r.reasoningEffort = u"low"_s;
            r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject};
            r.extraBody = json(R"({"reasoning":{"summary":"auto"},"text":{"verbosity":"low"},"truncation":"auto",
                "include":["web_search_call.action.sources"]})");
        });
    row("stored there", R"("store":true,"reasoning":{"effort":"low"})",
        {u"renamed reasoning_effort: reasoning.effort"_s}, [](ChatRequest &r, Target &) {
            r.reasoningEffort = u"low"_s;
            r.extraBody = json(R"({"store":true})");
        });
}

void TestResponsesEncode::input_data()
{
    QTest::addColumn<QList<Message>>("messages");
    QTest::addColumn<QByteArray>("items");
    QTest::addColumn<QStringList>("notes");
    QTest::newRow("roles") << QList<Message> {say(Role::System, u"s"_s), say(Role::Developer, u"d"_s),
        say(Role::User, u"u"_s), say(Role::Assistant, u"a"_s)}
                           << QByteArray(R"([{"role":"system","content":"s"},{"role":"developer","content":"d"},
                                {"role":"user","content":"u"},{"role":"assistant","content":"a"}])")
                           << QStringList();
    const ContentPart remote {
        .kind = ContentPart::Kind::Image, .url = QUrl(u"https://x.test/a.png"_s), .detail = u"low"_s};
    const ContentPart pdf {
        .kind = ContentPart::Kind::File, .data = "PDF", .mimeType = u"application/pdf"_s, .filename = u"a.pdf"_s};
    const ContentPart far {.kind = ContentPart::Kind::File, .url = QUrl(u"https://x.test/a.pdf"_s)};
    const ContentPart sound {.kind = ContentPart::Kind::Audio, .data = "WAV", .mimeType = u"audio/wav"_s};
    QTest::newRow("parts") << QList<Message> {withParts(
        Role::User, {ContentPart::fromText(u"see"_s), image("PNG", u"image/png"_s), remote, pdf, far, sound})}
                           << QByteArray(R"([{"role":"user","content":[{"type":"input_text","text":"see"},
            {"type":"input_image","image_url":"data:image/png;base64,UE5H","detail":"auto"},
            {"type":"input_image","image_url":"https://x.test/a.png","detail":"low"},
            {"type":"input_file","file_data":"data:application/pdf;base64,UERG","filename":"a.pdf"},
            {"type":"input_file","file_url":"https://x.test/a.pdf"},
            {"type":"input_audio","input_audio":{"data":"V0FW","format":"wav"}}]}])")
                           << QStringList();
    QTest::newRow("calls and results")
        << QList<Message> {toolCalls({{u"c1"_s, u"f"_s, u"{\"a\":1}"_s}, {u"c2"_s, u"g"_s, {}}}, u"look"_s),
               toolResult(u"c1"_s, u"one"_s), toolResult(u"c2"_s, {})}
        << QByteArray(R"([{"role":"assistant","content":"look"},
            {"type":"function_call","call_id":"c1","name":"f","arguments":"{\"a\":1}"},
            {"type":"function_call","call_id":"c2","name":"g","arguments":"{}"},
            {"type":"function_call_output","call_id":"c1","output":"one"},
            {"type":"function_call_output","call_id":"c2","output":""}])")
        << QStringList();
    Message shown = toolResult(u"c"_s, u"a map"_s);
    shown.content += image("PNG", u"image/png"_s);
    Message asked = say(Role::Assistant, {});
    asked.toolCalls = {{u"c"_s, u"f"_s, u"{}"_s}};
    QTest::newRow("a picture as result") << QList<Message> {asked,
        shown} << QByteArray(R"([{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
            {"type":"function_call_output","call_id":"c","output":[
            {"type":"input_text","text":"a map"},
            {"type":"input_image","image_url":"data:image/png;base64,UE5H","detail":"auto"}]}])")
                                         << QStringList();
    Message named = say(Role::User, u"hi"_s);
    named.name = u"bob"_s;
    named.content.first().cacheControl = json(R"({"type":"ephemeral"})");
    QTest::newRow("no place for it") << QList<Message> {named} << QByteArray(R"([{"role":"user","content":"hi"}])")
                                     << QStringList {u"dropped messages.name"_s, u"dropped cache_control"_s};
    Message refused;
    refused.role = Role::Assistant;
    refused.refusal = u"No."_s;
    refused.reasoning = u"hm"_s;
    QTest::newRow("a refusal of another provider")
        << QList<Message> {refused} << QByteArray(R"([{"role":"assistant","content":"No."}])") << QStringList();
}

void TestResponsesEncode::input()
{
    QFETCH(QList<Message>, messages);
    QFETCH(QByteArray, items);
    QFETCH(QStringList, notes);
    const Result<EncodedRequest> encoded = encode([&](ChatRequest &r, Target &) { r.messages = messages; });
    QVERIFY(encoded.has_value());
    QCOMPARE(json(encoded->body), body("", items.constData()));
    QStringList lines = noteLines(encoded->mapping);
    lines.removeOne(storeNote);
    QCOMPARE(lines, notes);
}

void TestResponsesEncode::refusals_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("parameter");
    const auto add = [](const char *parameter, const Change &change) {
        QTest::newRow(parameter) << change << QString::fromLatin1(parameter);
    };
    add("stop", [](ChatRequest &r, Target &) { r.stop = {u"x"_s}; });
    add("n", [](ChatRequest &r, Target &) { r.n = 2; });
    add("seed", [](ChatRequest &r, Target &) { r.seed = 1; });
    add("top_k", [](ChatRequest &r, Target &) { r.topK = 1; });
    add("presence_penalty", [](ChatRequest &r, Target &) { r.presencePenalty = 1; });
    add("frequency_penalty", [](ChatRequest &r, Target &) { r.frequencyPenalty = 1; });
    add("logit_bias", [](ChatRequest &r, Target &) { r.logitBias = json(R"({"1":2})"); });
}

void TestResponsesEncode::refusals()
{
    QFETCH(Change, change);
    QFETCH(QString, parameter);
    const Result<EncodedRequest> dropped = encode(change);
    QVERIFY(dropped.has_value());
    QCOMPARE(json(dropped->body), body(""));
    QVERIFY(noteLines(dropped->mapping).contains(u"dropped "_s + parameter));
    const Result<EncodedRequest> refused = encode([&](ChatRequest &r, Target &t) {
        change(r, t);
        r.dropParams = false;
    });
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, Error::Kind::Unsupported);
    QVERIFY(refused.error().detail.startsWith(parameter));
}

void TestResponsesEncode::address()
{
    const Result<EncodedRequest> encoded = encode([](ChatRequest &, Target &) {});
    QCOMPARE(encoded->url, QUrl(u"https://api.openai.test/v1/responses"_s));
    QCOMPARE(encoded->method, "POST");
    QVERIFY(encoded->framing == Framing::Sse);
    // A call's id and its result's are cut alike.
    const QString id(70, u'i');
    const Result<EncodedRequest> cut = encode([&](ChatRequest &r, Target &) {
        r.messages = {toolCalls({{id, u"f"_s, u"{}"_s}}), toolResult(id, u"x"_s)};
    });
    const QJsonArray items = json(cut->body)["input"_L1].toArray();
    QCOMPARE(items[0]["call_id"_L1].toString().size(), 64);
    QCOMPARE(items[0]["call_id"_L1], items[1]["call_id"_L1]);
}

void TestResponsesEncode::impossible()
{
    QCOMPARE(encode([](ChatRequest &r, Target &) { r.messages.clear(); }).error().kind, Error::Kind::BadRequest);
    QCOMPARE(encode([](ChatRequest &, Target &t) { t.service.baseUrl.clear(); }).error().kind, Error::Kind::BadRequest);
}

QTEST_APPLESS_MAIN(TestResponsesEncode)
#include "tst_responses_encode.moc"
