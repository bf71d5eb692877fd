// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/ChatRequestJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;

Q_DECLARE_METATYPE(lineup::ChatRequest)

namespace {

QJsonObject json(const QByteArray &text)
{
    QJsonParseError fault;
    const QJsonObject object = QJsonDocument::fromJson(text, &fault).object();
    if (fault.error != QJsonParseError::NoError)
        qFatal("the expectation is not JSON at byte %d", fault.offset);
    return object;
}

// A short request's body with these members put over it.
QJsonObject body(const QByteArray &members)
{
    QJsonObject out = json(R"({"model":"m","messages":[{"role":"user","content":"Hi"}]})");
    const QJsonObject more = json(members);
    for (auto it = more.begin(); it != more.end(); ++it)
        out.insert(it.key(), it.value());
    return out;
}

ChatRequest hello()
{
    ChatRequest request;
    request.model = u"m"_s;
    request.messages = {Message::fromText(Role::User, u"Hi"_s)};
    return request;
}

} // namespace

class TestChatRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void reads_data();
    void reads();
    void readsAWholeConversation();
    void refuses_data();
    void refuses();
    void keysAreNeverRepeated();

private:
    static void addSampling();
    static void addRest();
};

void TestChatRequest::addSampling()
{
    using Change = void (*)(ChatRequest &);
    const auto row = [](const char *members, Change change) {
        ChatRequest request = hello();
        change(request);
        QTest::newRow(members) << QByteArray(members) << request;
    };
    row("{}", [](ChatRequest &) {});
    row(R"({"model":"openrouter/a/b:free"})", [](ChatRequest &r) { r.model = u"openrouter/a/b:free"_s; });
    row(R"({"max_tokens":5})", [](ChatRequest &r) { r.maxTokens = 5; });
    row(R"({"max_completion_tokens":6})", [](ChatRequest &r) { r.maxTokens = 6; });
    row(R"({"max_tokens":null})", [](ChatRequest &) {});
    row(R"({"temperature":0})", [](ChatRequest &r) { r.temperature = 0; });
    row(R"({"temperature":0.7,"top_p":0.9,"top_k":40})", [](ChatRequest &r) {
        r.temperature = 0.7;
        r.topP = 0.9;
        r.topK = 40;
    });
    row(R"({"n":2})", [](ChatRequest &r) { r.n = 2; });
    row(R"({"stop":"END"})", [](ChatRequest &r) { r.stop = QStringList {u"END"_s}; });
    row(R"({"stop":["a","b"]})", [](ChatRequest &r) { r.stop = QStringList {u"a"_s, u"b"_s}; });
    row(R"({"seed":9007199254740})", [](ChatRequest &r) { r.seed = 9007199254740; });
    row(R"({"seed":-1})", [](ChatRequest &r) { r.seed = -1; });
    row(R"({"presence_penalty":0.5,"frequency_penalty":-0.5})", [](ChatRequest &r) {
        r.presencePenalty = 0.5;
        r.frequencyPenalty = -0.5;
    });
    row(R"({"logit_bias":{"50256":-100}})", [](ChatRequest &r) { r.logitBias = json(R"({"50256":-100})"); });
    row(R"({"logprobs":true,"top_logprobs":3})", [](ChatRequest &r) {
        r.logprobs = true;
        r.topLogprobs = 3;
    });
    row(R"({"reasoning_effort":"high"})", [](ChatRequest &r) { r.reasoningEffort = u"high"_s; });
    row(R"({"thinking":{"type":"enabled","budget_tokens":2048}})", [](ChatRequest &r) { r.thinkingBudget = 2048; });
    row(R"({"thinking":{"type":"disabled","budget_tokens":2048}})", [](ChatRequest &r) { r.thinkingBudget = 0; });
    row(R"({"thinking":{"type":"adaptive"}})", [](ChatRequest &) {});
    row(R"({"parallel_tool_calls":false})", [](ChatRequest &r) { r.parallelToolCalls = false; });
    row(R"({"service_tier":"flex","user":"u","metadata":{"k":"v"}})", [](ChatRequest &r) {
        r.serviceTier = u"flex"_s;
        r.user = u"u"_s;
        r.metadata = json(R"({"k":"v"})");
    });
    row(R"({"stream":true,"stream_options":{"include_usage":true}})", [](ChatRequest &r) {
        r.stream = true;
        r.streamOptions = json(R"({"include_usage":true})");
    });
    row(R"({"max_tokens":5,"max_completion_tokens":5})", [](ChatRequest &r) { r.maxTokens = 5; });
    row(R"({"modalities":["text","audio"],"audio":{"voice":"v","format":"mp3"}})", [](ChatRequest &r) {
        r.modalities = QStringList {u"text"_s, u"audio"_s};
        r.audio = json(R"({"voice":"v","format":"mp3"})");
    });
    row(R"({"prediction":{"type":"content","content":"c"}})",
        [](ChatRequest &r) { r.prediction = json(R"({"type":"content","content":"c"})"); });
}

void TestChatRequest::addRest()
{
    using Change = void (*)(ChatRequest &);
    const auto row = [](const char *members, Change change) {
        ChatRequest request = hello();
        change(request);
        QTest::newRow(members) << QByteArray(members) << request;
    };
    row(R"({"response_format":{"type":"text"}})", [](ChatRequest &r) { r.responseFormat = ResponseFormat(); });
    row(R"({"response_format":{"type":"json_object"}})",
        [](ChatRequest &r) { r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject}; });
    row(R"({"response_format":{"type":"json_schema","json_schema":
        {"name":"n","description":"d","strict":true,"schema":{"type":"object"}}}})",
        [](ChatRequest &r) {
            r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonSchema,
                .name = u"n"_s,
                .description = u"d"_s,
                .schema = json(R"({"type":"object"})"),
                .strict = true};
        });
    row(R"({"tools":[{"type":"function","function":
        {"name":"f","description":"d","strict":true,"parameters":{"type":"object"}}},
        {"type":"function","function":{"name":"g"}}]})",
        [](ChatRequest &r) {
            r.tools = {{u"f"_s, u"d"_s, json(R"({"type":"object"})"), true}, {u"g"_s, {}, {}, {}}};
        });
    row(R"({"tool_choice":"auto"})", [](ChatRequest &r) { r.toolChoice.mode = ToolChoice::Mode::Auto; });
    row(R"({"tool_choice":"none"})", [](ChatRequest &r) { r.toolChoice.mode = ToolChoice::Mode::None; });
    row(R"({"tool_choice":"required"})", [](ChatRequest &r) { r.toolChoice.mode = ToolChoice::Mode::Required; });
    row(R"({"tool_choice":"any"})", [](ChatRequest &r) { r.toolChoice.mode = ToolChoice::Mode::Required; });
    row(R"({"tool_choice":{"type":"function","function":{"name":"f"}}})", [](ChatRequest &r) {
        r.toolChoice = {ToolChoice::Mode::Named, u"f"_s};
    });
    // LiteLLM's own.
    row(R"({"timeout":1.5})", [](ChatRequest &r) { r.timeout = 1500ms; });
    row(R"({"timeout":0.0001})", [](ChatRequest &r) { r.timeout = 1ms; });
    row(R"({"num_retries":0})", [](ChatRequest &r) { r.numRetries = 0; });
    row(R"({"fallbacks":["a","b/c"]})", [](ChatRequest &r) { r.fallbacks = QStringList {u"a"_s, u"b/c"_s}; });
    row(R"({"drop_params":false})", [](ChatRequest &r) { r.dropParams = false; });
    row(R"({"drop_params":true})", [](ChatRequest &) {});
    // What nobody here knows reaches the provider.
    row(R"({"extra_body":{"a":1}})", [](ChatRequest &r) { r.extraBody = json(R"({"a":1})"); });
    row(R"({"web_search_options":{},"prediction":null,"verbosity":"low"})", [](ChatRequest &r) {
        r.webSearchOptions = QJsonObject();
        r.verbosity = u"low"_s;
    });
    row(R"({"extra_body":{"a":1,"b":2},"b":3})", [](ChatRequest &r) {
        r.extraBody = json(R"({"a":1,"b":3})");
        r.unknownMembers = QStringList {u"b"_s};
    });
    row(R"({"tools":[{"type":"function","cache_control":{"type":"ephemeral"},"function":{"name":"g"}},
        {"type":"function","function":{"name":"h","cache_control":{"type":"ephemeral"}}}]})",
        [](ChatRequest &r) {
            r.tools = {Tool {.name = u"g"_s, .cacheControl = json(R"({"type":"ephemeral"})")},
                Tool {.name = u"h"_s, .cacheControl = json(R"({"type":"ephemeral"})")}};
        });
    row(R"({"api_key":null})", [](ChatRequest &) {});
}

void TestChatRequest::reads_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<ChatRequest>("request");
    addSampling();
    addRest();
}

void TestChatRequest::reads()
{
    QFETCH(const QByteArray, members);
    QFETCH(const ChatRequest, request);
    const Result<ChatRequest> read = readChatRequest(body(members));
    QVERIFY2(read.has_value(), qPrintable(read.has_value() ? QString() : read.error().detail));
    QVERIFY(*read == request);
}

void TestChatRequest::readsAWholeConversation()
{
    const Result<ChatRequest> read = readChatRequest(json(R"({"model":"m","messages":[
        {"role":"system","content":"Be brief"},
        {"role":"user","content":[{"type":"text","text":"What?"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}},
            {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}},
            {"type":"input_audio","input_audio":{"data":"UklGRg==","format":"mp3"}}]},
        {"role":"assistant","content":null,"tool_calls":[
            {"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"c1","content":"done"}]})"));
    QVERIFY(read.has_value());
    QList<Role> roles;
    for (const Message &message : read->messages)
        roles += message.role;
    QCOMPARE(roles, (QList<Role> {Role::System, Role::User, Role::Assistant, Role::Tool}));
    QList<ContentPart::Kind> kinds;
    QList<QByteArray> data;
    for (const ContentPart &part : read->messages.at(1).content) {
        kinds += part.kind;
        data += part.data;
    }
    QCOMPARE(kinds,
        (QList<ContentPart::Kind> {
            ContentPart::Kind::Text, ContentPart::Kind::Image, ContentPart::Kind::File, ContentPart::Kind::Audio}));
    QCOMPARE(data, (QList<QByteArray> {"", "\x89PNG", "%PDF", "RIFF"}));
    QCOMPARE(read->messages.at(2).toolCalls, (QList<ToolCall> {{u"c1"_s, u"f"_s, u"{}"_s}}));
    QCOMPARE(read->messages.at(3).toolCallId, u"c1"_s);
    QCOMPARE(read->messages.at(3).text(), u"done"_s);
}

void TestChatRequest::refuses_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("detail");
    const auto row
        = [](const char *members, const QString &detail) { QTest::newRow(members) << QByteArray(members) << detail; };
    row(R"({"model":5})", u"model: expected text"_s);
    row(R"({"messages":"Hi"})", u"messages: expected a list"_s);
    row(R"({"messages":["Hi"]})", u"messages[0].role: is required"_s);
    row(R"({"messages":[{"role":"user","content":"a"},{"role":"user","content":[{"type":"text","text":1}]}]})",
        u"messages[1].content[0].text: expected text"_s);
    row(R"({"messages":[{"role":"tool","content":"x"}]})",
        u"messages[0].tool_call_id: is required for a tool's answer"_s);
    row(R"({"max_tokens":"5"})", u"max_tokens: expected a number"_s);
    row(R"({"max_tokens":1.5})", u"max_tokens: expected a whole number"_s);
    row(R"({"max_tokens":-5})", u"max_tokens: is out of range"_s);
    row(R"({"max_completion_tokens":3000000000})", u"max_completion_tokens: is out of range"_s);
    row(R"({"temperature":"hot"})", u"temperature: expected a number"_s);
    row(R"({"max_tokens":5,"max_completion_tokens":6})",
        u"max_tokens: and max_completion_tokens say different things"_s);
    row(R"({"n":true})", u"n: expected a number"_s);
    row(R"({"stop":[1]})", u"stop: expected a list of texts"_s);
    row(R"({"stop":5})", u"stop: expected a list"_s);
    row(R"({"logit_bias":[]})", u"logit_bias: expected an object"_s);
    row(R"({"logprobs":1})", u"logprobs: expected true or false"_s);
    row(R"({"stream":"yes"})", u"stream: expected true or false"_s);
    row(R"({"response_format":"json"})", u"response_format: expected an object"_s);
    row(R"({"response_format":{}})", u"response_format.type: is required"_s);
    row(R"({"response_format":{"type":"xml"}})", u"response_format.type: is text, json_object or json_schema"_s);
    row(R"({"response_format":{"type":"json_schema"}})", u"response_format.json_schema.schema: is required"_s);
    row(R"({"response_format":{"type":"json_schema","json_schema":{"strict":1,"schema":{"a":1}}}})",
        u"response_format.json_schema.strict: expected true or false"_s);
    row(R"({"tools":{}})", u"tools: expected a list"_s);
    row(R"({"tools":[{"function":{"name":"f"}},{"function":{}}]})", u"tools[1].function.name: is required"_s);
    row(R"({"tools":[{"function":"f"}]})", u"tools[0].function: expected an object"_s);
    row(R"({"tools":[{"function":{"name":"f","parameters":[]}}]})",
        u"tools[0].function.parameters: expected an object"_s);
    row(R"({"tool_choice":"sometimes"})", u"tool_choice: is auto, none, required or a named function"_s);
    row(R"({"tool_choice":{"type":"function"}})", u"tool_choice.function.name: is required"_s);
    row(R"({"thinking":true})", u"thinking: expected an object"_s);
    row(R"({"thinking":{"type":"enabled","budget_tokens":"many"}})", u"thinking.budget_tokens: expected a number"_s);
    row(R"({"thinking":{"type":"enabled","budget_tokens":-5}})", u"thinking.budget_tokens: is out of range"_s);
    row(R"({"timeout":0})", u"timeout: is a number of seconds above 0"_s);
    row(R"({"timeout":-1})", u"timeout: is a number of seconds above 0"_s);
    row(R"({"num_retries":1.5})", u"num_retries: expected a whole number"_s);
    row(R"({"fallbacks":[{"model":"a"}]})", u"fallbacks: expected a list of texts"_s);
    row(R"({"drop_params":"no"})", u"drop_params: expected true or false"_s);
    row(R"({"extra_body":"x"})", u"extra_body: expected an object"_s);
    row(R"({"temperature":"a","top_p":"b"})", u"temperature: expected a number"_s); // the first one
}

void TestChatRequest::refuses()
{
    QFETCH(const QByteArray, members);
    QFETCH(const QString, detail);
    const Result<ChatRequest> read = readChatRequest(body(members));
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, Error::Kind::BadRequest);
    QCOMPARE(read.error().detail, detail);
}

void TestChatRequest::keysAreNeverRepeated()
{
    for (const QByteArray &members : {QByteArray(R"({"api_key":"sk-very-secret"})"),
             QByteArray(R"({"apiKey":"sk-very-secret"})"), QByteArray(R"({"extra_body":{"api_key":"sk-very-secret"}})"),
             QByteArray(R"({"api_key":{"value":"sk-very-secret"}})")}) {
        const Result<ChatRequest> read = readChatRequest(body(members));
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().kind, Error::Kind::BadRequest);
        QVERIFY(read.error().detail.contains(u"keys are not taken from a request"_s));
        QVERIFY(!read.error().detail.contains(u"secret"_s));
    }
    QVERIFY(
        readChatRequest(body(R"({"extra_body":{"api_key":"x"}})")).error().detail.startsWith(u"extra_body.api_key"_s));
}

QTEST_APPLESS_MAIN(TestChatRequest)
#include "tst_chat_request.moc"
