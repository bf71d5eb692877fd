// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ollama/OllamaDialect.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using Capability = ModelInfo::Capability;
using Mode = ToolChoice::Mode;

Q_DECLARE_METATYPE(lineup::Target)
Q_DECLARE_METATYPE(lineup::ChatRequest)

namespace {

Target target(ModelInfo::Capabilities capabilities)
{
    Target out;
    out.service.id = u"ollama"_s;
    out.service.label = u"Ollama"_s;
    out.service.baseUrl = QUrl(u"http://127.0.0.1:11434"_s);
    out.model = u"qwen3:8b"_s;
    out.info = ModelInfo {.id = out.model, .capabilities = capabilities};
    return out;
}

Target thinker()
{
    return target(ModelInfo::Capabilities(Capability::Tools) | Capability::Reasoning);
}
Target leveller()
{
    return target(ModelInfo::Capabilities(Capability::Tools) | Capability::Reasoning | Capability::AdaptiveThinking);
}
Target listedOnly()
{
    Target out = target({});
    out.info->capabilitiesKnown = false;
    return out;
}

ChatRequest hello()
{
    ChatRequest request;
    request.messages = {say(Role::User, u"Hi"_s)};
    return request;
}

QJsonObject helloAnd(const QByteArray &members)
{
    QJsonObject body = json(R"({"model":"qwen3:8b","stream":false,"messages":[{"role":"user","content":"Hi"}]})");
    const QJsonObject more = json(members);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}

template<typename Change>
void row(const char *name, const Target &to, Change change, const QByteArray &members, const QStringList &notes = {})
{
    ChatRequest request = hello();
    change(request);
    QTest::newRow(name) << to << request << helloAnd(members) << notes;
}

void columns()
{
    QTest::addColumn<Target>("to");
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QStringList>("notes");
}

} // namespace

class TestOllamaEncode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void messages_data();
    void messages() { compareRow(); }
    void parameters_data();
    void parameters() { compareRow(); }
    void thinking_data();
    void thinking() { compareRow(); }
    void tools_data();
    void tools() { compareRow(); }
    void refuses_data();
    void refuses();
    void strictRefusesWhatLenientDrops_data();
    void strictRefusesWhatLenientDrops();
    void truncationMayBeAskedFor();
    void goesToTheRightPlace();
    void modelList();

private:
    static void compareRow();
};

void TestOllamaEncode::compareRow()
{
    QFETCH(const Target, to);
    QFETCH(const ChatRequest, request);
    QFETCH(const QJsonObject, body);
    QFETCH(const QStringList, notes);
    const Result<EncodedRequest> encoded = ollamaDialect()->encode(request, to);
    QVERIFY2(encoded.has_value(), qPrintable(encoded.has_value() ? QString() : encoded.error().detail));
    QJsonObject sent = QJsonDocument::fromJson(encoded->body).object();
    QCOMPARE(sent.take("truncate"_L1), QJsonValue(false)); // in each of them, and told in each
    QStringList told = noteLines(encoded->mapping);
    QCOMPARE(told.removeAll(u"added truncate: false"_s), 1);
    QCOMPARE(QJsonDocument(sent).toJson(), QJsonDocument(body).toJson());
    QCOMPARE(told, notes);
}

void TestOllamaEncode::messages_data()
{
    columns();
    const auto talk = [](const char *name, const QList<Message> &messages, const QByteArray &expected,
                          const QStringList &notes = {}) {
        row(
            name, thinker(), [&](ChatRequest &r) { r.messages = messages; }, R"({"messages":)" + expected + "}", notes);
    };
    row(
        "one turn", thinker(), [](ChatRequest &) {}, "{}");
    talk("roles",
        {say(Role::System, u"A"_s), say(Role::Developer, u"B"_s), say(Role::User, u"C"_s), say(Role::Assistant, u"D"_s),
            say(Role::User, u"E"_s)},
        R"([{"role":"system","content":"A"},{"role":"system","content":"B"},{"role":"user","content":"C"},
            {"role":"assistant","content":"D"},{"role":"user","content":"E"}])",
        {u"converted messages.role: system"_s});
    ContentPart marked = ContentPart::fromText(u"What "_s);
    marked.cacheControl = json(R"({"type":"ephemeral"})");
    ContentPart fine = image("\x89PNG", u"image/png"_s);
    fine.detail = u"low"_s;
    ContentPart dataUrl {.kind = ContentPart::Kind::Image, .url = QUrl(u"data:image/gif;base64,R0lG"_s)};
    ContentPart byUrl {.kind = ContentPart::Kind::Image, .url = QUrl(u"https://example.org/a.png"_s)};
    ContentPart sound {.kind = ContentPart::Kind::Audio, .data = "RIFF", .mimeType = u"audio/wav"_s};
    ContentPart pdf {.kind = ContentPart::Kind::File, .data = "%PDF", .mimeType = u"application/pdf"_s};
    talk("parts", {withParts(Role::User, {marked, fine, ContentPart::fromText(u"is it?"_s), dataUrl})},
        R"([{"role":"user","content":"What is it?","images":["iVBORw==","R0lG"]}])",
        {u"dropped cache_control"_s, u"dropped image_url.detail"_s});
    talk("parts that cannot be sent", {withParts(Role::User, {ContentPart::fromText(u"?"_s), byUrl, sound, pdf})},
        R"([{"role":"user","content":"?"}])", {u"dropped image_url"_s, u"dropped input_audio"_s, u"dropped file"_s});
    Message calls
        = toolCalls({{u"c1"_s, u"weather"_s, uR"({"city":"Rome","days":2})"_s}, {u"c2"_s, u"now"_s, QString()}});
    calls.reasoning = u"thought"_s;
    calls.nativeBlocks = {{u"anthropic"_s, json(R"({"type":"thinking","signature":"no"})")}};
    Message named = toolResult(u"c9"_s, u"x"_s);
    named.name = u"other"_s;
    talk("tools at work",
        {say(Role::User, u"?"_s), calls, toolResult(u"c1"_s, u"40 °C"_s), toolResult(u"c2"_s, u"12"_s), named},
        R"([{"role":"user","content":"?"},
            {"role":"assistant","content":"","thinking":"thought","tool_calls":[
                {"id":"c1","function":{"name":"weather","arguments":{"city":"Rome","days":2}}},
                {"id":"c2","function":{"name":"now","arguments":{}}}]},
            {"role":"tool","content":"40 °C","tool_name":"weather","tool_call_id":"c1"},
            {"role":"tool","content":"12","tool_name":"now","tool_call_id":"c2"},
            {"role":"user","content":"Result of the tool other:\nx"}])",
        {u"converted messages: user"_s});
    Message finished = say(Role::Assistant, u"Four"_s);
    finished.reasoning = u"two and two"_s;
    talk("finished thoughts are not sent back", {say(Role::User, u"?"_s), finished, say(Role::User, u"Sure?"_s)},
        R"([{"role":"user","content":"?"},{"role":"assistant","content":"Four"},{"role":"user","content":"Sure?"}])");
}

void TestOllamaEncode::parameters_data()
{
    columns();
    row("options", thinker(),
        [](ChatRequest &r) {
            r.maxTokens = 50;
            r.temperature = 0.5;
            r.topP = 0.25;
            r.topK = 40;
            r.seed = 42;
            r.stop = QStringList {u"END"_s, u"\n"_s};
        },
        R"({"options":{"num_predict":50,"temperature":0.5,"top_p":0.25,"top_k":40,"seed":42,"stop":["END","\n"]}})",
        {u"renamed max_tokens: options.num_predict"_s});
    row(
        "penalties keep their meaning", thinker(),
        [](ChatRequest &r) {
            r.presencePenalty = 0.5;
            r.frequencyPenalty = 0;
        },
        R"({"options":{"presence_penalty":0.5,"frequency_penalty":0}})");
    row(
        "extra options are merged and win", thinker(),
        [](ChatRequest &r) {
            r.temperature = 0.5;
            r.seed = 1;
            r.extraBody = json(R"({"options":{"num_ctx":16384,"seed":7},"keep_alive":"5m"})");
        },
        R"({"keep_alive":"5m","options":{"temperature":0.5,"seed":7,"num_ctx":16384}})");
    Target serviceExtra = thinker();
    serviceExtra.service.quirks.extraBody = json(R"({"options":{"num_ctx":4096,"min_p":0.5},"keep_alive":0})");
    row(
        "a service's options, then the request's", serviceExtra,
        [](ChatRequest &r) { r.extraBody = json(R"({"options":{"num_ctx":8192}})"); },
        R"({"keep_alive":0,"options":{"num_ctx":8192,"min_p":0.5}})");
    row(
        "nothing of the memory is decided", thinker(), [](ChatRequest &) {}, "{}");
    row(
        "stream", thinker(), [](ChatRequest &r) { r.stream = true; }, R"({"stream":true})");
    row("JSON", thinker(),
        [](ChatRequest &r) { r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject}; },
        R"({"format":"json"})", {u"renamed response_format: format"_s});
    row("schema", thinker(), [](ChatRequest &r) { r.responseFormat = citySchema(); },
        R"({"format":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}})",
        {u"renamed response_format: format"_s});
    row(
        "text", thinker(), [](ChatRequest &r) { r.responseFormat = ResponseFormat {}; }, "{}");
    row(
        "logprobs", thinker(),
        [](ChatRequest &r) {
            r.logprobs = true;
            r.topLogprobs = 3;
        },
        R"({"logprobs":true,"top_logprobs":3})");
    row("what it has not", thinker(),
        [](ChatRequest &r) {
            r.n = 2;
            r.logitBias = json(R"({"1":1})");
            r.user = u"u"_s;
            r.serviceTier = u"auto"_s;
        },
        "{}", {u"dropped n"_s, u"dropped logit_bias"_s, u"dropped user"_s, u"dropped service_tier"_s});
    Target picky = thinker();
    picky.service.quirks.unsupported = {u"seed"_s, u"response_format"_s};
    row("a service's own quirks", picky,
        [](ChatRequest &r) {
            r.seed = 1;
            r.responseFormat = citySchema();
        },
        "{}", {u"dropped seed"_s, u"dropped response_format"_s});
}

void TestOllamaEncode::thinking_data()
{
    columns();
    const auto effort = [](const QString &word) { return [word](ChatRequest &r) { r.reasoningEffort = word; }; };
    row("on", thinker(), effort(u"high"_s), R"({"think":true})", {u"converted reasoning_effort: think true"_s});
    row("off", thinker(), effort(u"none"_s), R"({"think":false})", {u"converted reasoning_effort: think false"_s});
    row("a budget", thinker(), [](ChatRequest &r) { r.thinkingBudget = 100; }, R"({"think":true})",
        {u"converted thinking: think true"_s});
    row("a budget of nothing", leveller(), [](ChatRequest &r) { r.thinkingBudget = 0; }, R"({"think":false})",
        {u"converted thinking: think false"_s});
    row("a level", leveller(), effort(u"medium"_s), R"({"think":"medium"})",
        {u"converted reasoning_effort: think medium"_s});
    row("the nearest level", leveller(), effort(u"minimal"_s), R"({"think":"low"})",
        {u"converted reasoning_effort: think low"_s});
    row("a listed model is only switched", listedOnly(), effort(u"low"_s), R"({"think":true})",
        {u"converted reasoning_effort: think true"_s});
    row("a model that does not think", target({}), effort(u"low"_s), "{}", {u"dropped reasoning_effort"_s});
    row("nothing to switch off", target({}), effort(u"none"_s), "{}");
}

void TestOllamaEncode::tools_data()
{
    columns();
    const QByteArray weather
        = R"("tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather",
        "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}])";
    const auto with = [](Mode mode) {
        return [mode](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.toolChoice.mode = mode;
        };
    };
    row("plain", thinker(), with(Mode::Unset), "{" + weather + "}");
    row("auto", thinker(), with(Mode::Auto), "{" + weather + "}");
    row("none", thinker(), with(Mode::None), "{}", {u"converted tool_choice: no tools"_s});
    row("required", thinker(), with(Mode::Required), "{" + weather + "}", {u"dropped tool_choice"_s});
    row("a model without", target({}), with(Mode::Unset), "{}", {u"dropped tools"_s});
    row("a model that only a listing named", listedOnly(), with(Mode::Unset), "{" + weather + "}");
    row("strict, one at a time, no parameters", thinker(),
        [](ChatRequest &r) {
            r.tools = {Tool {.name = u"now"_s, .strict = true}};
            r.parallelToolCalls = false;
        },
        R"({"tools":[{"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}]})",
        {u"dropped tools.strict"_s, u"dropped parallel_tool_calls"_s});
}

void TestOllamaEncode::refuses_data()
{
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QString>("part");
    ChatRequest request;
    QTest::newRow("no message") << request << u"no message"_s;
    request = hello();
    request.messages.first().content.clear();
    QTest::newRow("nothing to say") << request << u"no content"_s;
    request = hello();
    request.messages += toolCalls({{u"c"_s, u"now"_s, u"{secret"_s}});
    QTest::newRow("arguments that are no JSON") << request << u"\"now\" are not a JSON object"_s;
    request = hello();
    request.maxTokens = -1;
    QTest::newRow("an answer without end") << request << u"at least 1"_s;
    request = hello();
    request.reasoningEffort = u"extreme"_s;
    QTest::newRow("a level nobody knows") << request << u"reasoning_effort must be"_s;
}

void TestOllamaEncode::refuses()
{
    QFETCH(const ChatRequest, request);
    QFETCH(const QString, part);
    const Result<EncodedRequest> encoded = ollamaDialect()->encode(request, thinker());
    QVERIFY(!encoded.has_value());
    QCOMPARE(encoded.error().kind, Error::Kind::BadRequest);
    QVERIFY2(encoded.error().detail.contains(part), qPrintable(encoded.error().detail));
    QVERIFY(!encoded.error().detail.contains(u"secret"_s));
}

void TestOllamaEncode::strictRefusesWhatLenientDrops_data()
{
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QString>("parameter");
    const auto strict = [](const char *name, auto change) {
        ChatRequest request = hello();
        change(request);
        QTest::newRow(name) << request << QString::fromLatin1(name);
    };
    strict("n", [](ChatRequest &r) { r.n = 2; });
    strict("logit_bias", [](ChatRequest &r) { r.logitBias = json(R"({"1":1})"); });
    strict("tool_choice", [](ChatRequest &r) { r.toolChoice = {Mode::Named, u"x"_s}; });
    strict("image_url", [](ChatRequest &r) {
        r.messages.first().content
            += ContentPart {.kind = ContentPart::Kind::Image, .url = QUrl(u"https://example.org/a.png"_s)};
    });
    strict("input_audio", [](ChatRequest &r) {
        r.messages.first().content += ContentPart {.kind = ContentPart::Kind::Audio, .data = "RIFF"};
    });
}

void TestOllamaEncode::strictRefusesWhatLenientDrops()
{
    QFETCH(ChatRequest, request);
    QFETCH(const QString, parameter);
    QVERIFY(ollamaDialect()->encode(request, thinker()).has_value());
    request.dropParams = false;
    const Result<EncodedRequest> encoded = ollamaDialect()->encode(request, thinker());
    QVERIFY(!encoded.has_value());
    QCOMPARE(encoded.error().kind, Error::Kind::Unsupported);
    QVERIFY2(encoded.error().detail.startsWith(parameter + u':'), qPrintable(encoded.error().detail));
}

// Who wants the beginning to be left out says so.
void TestOllamaEncode::truncationMayBeAskedFor()
{
    ChatRequest request = hello();
    request.extraBody = json(R"({"truncate":true})");
    const Result<EncodedRequest> encoded = ollamaDialect()->encode(request, thinker());
    QVERIFY(encoded.has_value());
    QCOMPARE(QJsonDocument::fromJson(encoded->body).object().value("truncate"_L1), QJsonValue(true));
    QCOMPARE(noteLines(encoded->mapping), QStringList());
    request.extraBody = {};
    request.dropParams = false; // what is added is no loss
    QVERIFY(ollamaDialect()->encode(request, thinker()).has_value());
}

void TestOllamaEncode::goesToTheRightPlace()
{
    const Result<EncodedRequest> encoded = ollamaDialect()->encode(hello(), thinker());
    QVERIFY(encoded.has_value());
    QCOMPARE(encoded->url, QUrl(u"http://127.0.0.1:11434/api/chat"_s));
    QCOMPARE(encoded->framing, Framing::Ndjson);
    QCOMPARE(headerValue(encoded->headers, "content-type"), QByteArray("application/json"));
    QCOMPARE(ollamaDialect()->id(), u"ollama"_s);
}

void TestOllamaEncode::modelList()
{
    const auto request = ollamaDialect()->encodeModelList(thinker().service);
    QVERIFY(request.has_value());
    QCOMPARE(request->method, QByteArray("GET"));
    QCOMPARE(request->url, QUrl(u"http://127.0.0.1:11434/api/tags"_s));
}

QTEST_GUILESS_MAIN(TestOllamaEncode)
#include "tst_ollama_encode.moc"
