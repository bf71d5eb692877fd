// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/openai/OpenAiChatDialect.h"
#include "core/providers/openai/OpenAiTools.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace lineup;
using Capability = ModelInfo::Capability;
using Change = std::function<void(ChatRequest &, Target &)>;

Q_DECLARE_METATYPE(Change)

namespace {

// What every golden body has beside what its row says.
constexpr const char *plainMessages = R"("messages":[{"role":"user","content":"hi"}])";

Target plainTarget()
{
    Target target;
    target.service.id = u"acme"_s;
    target.service.label = u"Acme"_s;
    target.service.baseUrl = QUrl(u"https://api.acme.test/v1/"_s);
    target.model = u"m"_s;
    return target;
}

ChatRequest plainRequest()
{
    ChatRequest request;
    request.messages = {Message::fromText(Role::User, u"hi"_s)};
    return request;
}

void know(Target &target, ModelInfo::Capabilities capabilities)
{
    ModelInfo info;
    info.capabilities = capabilities;
    target.info = info;
}

Tool addTool()
{
    Tool tool;
    tool.name = u"add"_s;
    tool.description = u"Adds"_s;
    tool.parameters
        = QJsonDocument::fromJson(R"({"type":"object","properties":{"strict":{"type":"number","strict":true}}})")
              .object();
    tool.strict = true;
    return tool;
}

ContentPart picture()
{
    return {.kind = ContentPart::Kind::Image, .data = "PNG", .mimeType = u"image/png"_s, .detail = u"low"_s};
}

Message assistantCalls(const QString &id)
{
    Message message;
    message.role = Role::Assistant;
    message.toolCalls = {{id, u"add"_s, {}}};
    return message;
}

Message toolResult(const QString &id, const QString &text)
{
    Message message = Message::fromText(Role::Tool, text);
    message.toolCallId = id;
    return message;
}

QString noteText(const MappingNote &note)
{
    return mappingActionName(note.action) + u' ' + note.parameter
        + (note.to.isEmpty() ? QString() : QString(u"→"_s + note.to));
}

void row(const char *name, const Change &change, const QByteArray &members, const QStringList &notes = {})
{
    QTest::newRow(name) << change << members << notes;
}

} // namespace

class TestOpenAiEncode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void parameters_data();
    void parameters();
    void messages_data();
    void messages();
    void refuses_data();
    void refuses();
    void addressesAndHeaders();
    void keepsNamesInSchemas();
    void givesNativeBlocksBackToTheirMaker();

private:
    void columns();
};

void TestOpenAiEncode::columns()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QStringList>("notes");
}

void TestOpenAiEncode::parameters_data()
{
    columns();
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
    row(
        "words and lists",
        [](ChatRequest &r, Target &) {
            r.stop = {u"a"_s, u"b"_s};
            r.user = u"u"_s;
            r.serviceTier = u"flex"_s;
            r.logitBias = {{u"50256"_s, -100}};
            r.logprobs = true;
            r.topLogprobs = 3;
            r.metadata = {{u"team"_s, u"x"_s}};
        },
        R"("stop":["a","b"],"user":"u","service_tier":"flex","logit_bias":{"50256":-100},"logprobs":true,"top_logprobs":3)");
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
        "", {u"dropped tools"_s});
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

void TestOpenAiEncode::parameters()
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
    QStringList told;
    for (const MappingNote &note : encoded->mapping)
        told += noteText(note);
    QCOMPARE(told, notes);
}

void TestOpenAiEncode::messages_data()
{
    columns();
    row(
        "roles as given",
        [](ChatRequest &r, Target &) {
            r.messages = {Message::fromText(Role::System, u"s"_s), Message::fromText(Role::Developer, u"d"_s)};
            r.messages.first().name = u"n"_s;
        },
        R"([{"role":"system","name":"n","content":"s"},{"role":"developer","content":"d"}])");
    row("roles as the service knows them",
        [](ChatRequest &r, Target &t) {
            r.messages = {Message::fromText(Role::System, u"s"_s), Message::fromText(Role::Developer, u"d"_s)};
            t.service.quirks.systemRole = u"system"_s;
        },
        R"([{"role":"system","content":"s"},{"role":"system","content":"d"}])", {u"converted messages.role→system"_s});
    row(
        "text and a picture", [](ChatRequest &r, Target &) { r.messages.first().content += picture(); },
        R"([{"role":"user","content":[{"type":"text","text":"hi"},)"
        R"({"type":"image_url","image_url":{"url":"data:image/png;base64,UE5H","detail":"low"}}]}])");
    row(
        "a picture by address",
        [](ChatRequest &r, Target &) {
            r.messages.first().content
                = {{.kind = ContentPart::Kind::Image, .url = QUrl(u"https://x.test/a%20b.png"_s)}};
        },
        R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x.test/a%20b.png"}}]}])");
    row("a picture for a model that does not see",
        [](ChatRequest &r, Target &t) {
            r.messages.first().content += picture();
            know(t, Capability::Tools);
        },
        R"([{"role":"user","content":[{"type":"text","text":"hi"}]}])", {u"dropped content.image"_s});
    row(
        "sound and a file",
        [](ChatRequest &r, Target &) {
            r.messages.first().content
                = {{.kind = ContentPart::Kind::Audio, .data = "MP3", .mimeType = u"audio/mpeg"_s},
                    {.kind = ContentPart::Kind::File,
                        .data = "PDF",
                        .mimeType = u"application/pdf"_s,
                        .filename = u"a.pdf"_s}};
        },
        R"([{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"TVAz","format":"mp3"}},)"
        R"({"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,UERG"}}]}])");
    row("a text file",
        [](ChatRequest &r, Target &) {
            r.messages.first().content
                = {{.kind = ContentPart::Kind::File, .data = "words", .mimeType = u"text/plain"_s}};
        },
        R"([{"role":"user","content":[{"type":"text","text":"words"}]}])", {u"converted content.file→text"_s});
    row(
        "several texts",
        [](ChatRequest &r, Target &) { r.messages.first().content += ContentPart::fromText(u" you"_s); },
        R"([{"role":"user","content":[{"type":"text","text":"hi"},{"type":"text","text":" you"}]}])");
    row("several texts as one",
        [](ChatRequest &r, Target &t) {
            r.messages.first().content += ContentPart::fromText(u" you"_s);
            t.service.quirks.flattenContent = true;
        },
        R"([{"role":"user","content":"hi you"}])", {u"converted messages.content→text"_s});
    row(
        "a caching mark",
        [](ChatRequest &r, Target &) {
            r.messages.first().content.first().cacheControl = {{u"type"_s, u"ephemeral"_s}};
        },
        R"([{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}}]}])");
    row(
        "a tool's turn",
        [](ChatRequest &r, Target &) {
            Message calls = assistantCalls(u"1"_s);
            calls.toolCalls += {u"2"_s, u"add"_s, u"{\"a\":1}"_s};
            r.messages += {calls, toolResult(u"1"_s, u"x"_s), toolResult(u"2"_s, u"y"_s)};
        },
        R"([{"role":"user","content":"hi"},{"role":"assistant","content":null,"tool_calls":[)"
        R"({"id":"1","type":"function","function":{"name":"add","arguments":"{}"}},)"
        R"({"id":"2","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}}]},)"
        R"({"role":"tool","tool_call_id":"1","content":"x"},{"role":"tool","tool_call_id":"2","content":"y"}])");
    row("pictures of tools come after all results",
        [](ChatRequest &r, Target &) {
            Message result = toolResult(u"1"_s, u"x"_s);
            result.content += picture();
            r.messages = {result, toolResult(u"2"_s, u"y"_s), Message::fromText(Role::User, u"go on"_s)};
        },
        R"([{"role":"tool","tool_call_id":"1","content":"x"},{"role":"tool","tool_call_id":"2","content":"y"},)"
        R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,UE5H","detail":"low"}}]},)"
        R"({"role":"user","content":"go on"}])",
        {u"converted messages.content→user"_s});
    row(
        "an assistant that said nothing",
        [](ChatRequest &r, Target &) {
            r.messages = {Message::fromText(Role::Assistant, {})};
            r.messages.first().refusal = u"no"_s;
        },
        R"([{"role":"assistant","content":"","refusal":"no"}])");
    row(
        "thinking stays here",
        [](ChatRequest &r, Target &) {
            r.messages = {Message::fromText(Role::Assistant, u"a"_s)};
            r.messages.first().reasoning = u"hm"_s;
        },
        R"([{"role":"assistant","content":"a"}])");
    row(
        "thinking goes back where it is wanted",
        [](ChatRequest &r, Target &t) {
            r.messages = {Message::fromText(Role::Assistant, u"a"_s)};
            r.messages.first().reasoning = u"hm"_s;
            t.service.quirks.reasoningField = u"reasoning_content"_s;
        },
        R"([{"role":"assistant","content":"a","reasoning_content":"hm"}])");
}

void TestOpenAiEncode::messages()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, members);
    QFETCH(QStringList, notes);
    ChatRequest request = plainRequest();
    Target target = plainTarget();
    change(request, target);
    const Result<EncodedRequest> encoded = openAiChatDialect()->encode(request, target);
    QVERIFY(encoded.has_value());
    QCOMPARE(QJsonDocument::fromJson(encoded->body)["messages"_L1].toArray(), QJsonDocument::fromJson(members).array());
    QStringList told;
    for (const MappingNote &note : encoded->mapping)
        told += noteText(note);
    QCOMPARE(told, notes);
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

void TestOpenAiEncode::givesNativeBlocksBackToTheirMaker()
{
    const QByteArray answer
        = R"({"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}],)"
          R"("signature":"sig"},{"type":"text","text":"a"}],"extra_content":{"google":{"s":"1"}},)"
          R"("tool_calls":[{"id":"c","function":{"name":"add","arguments":"{}"},"extra_content":{"google":{"s":"2"}}}]}}]})";
    const Target target = plainTarget();
    CompletionBuilder builder;
    const Result<QList<Delta>> deltas = openAiChatDialect()->decode(answer, target);
    for (const Delta &delta : *deltas)
        builder.apply(delta);
    ChatRequest request = plainRequest();
    request.messages += builder.build(true).first()->message;
    const QJsonValue own
        = QJsonDocument::fromJson(openAiChatDialect()->encode(request, target)->body)["messages"_L1][1];
    const QJsonDocument golden = QJsonDocument::fromJson(
        R"({"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}],"signature":"sig"},)"
        R"({"type":"text","text":"a"}],"extra_content":{"google":{"s":"1"}},"tool_calls":[{"id":"c","type":"function",)"
        R"("function":{"name":"add","arguments":"{}"},"extra_content":{"google":{"s":"2"}}}]})");
    QCOMPARE(own.toObject(), golden.object());
    Target other = target;
    other.service.id = u"another"_s;
    const QByteArray foreign = openAiChatDialect()->encode(request, other)->body;
    QVERIFY(!foreign.contains("google") && !foreign.contains("thinking"));
}

QTEST_APPLESS_MAIN(TestOpenAiEncode)
#include "tst_openai_encode.moc"
