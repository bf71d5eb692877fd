// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/aws/ConverseWire.h"
#include "tests/unit/providers/aws/ConverseGolden.h"

#include <QRegularExpression>

using namespace lineup;
using namespace lineup::golden;

class TestConverseEncode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void parameters_data();
    void parameters() { compareRow(); }
    void thinking_data();
    void thinking() { compareRow(); }
    void tools_data();
    void tools() { compareRow(); }
    void structured_data();
    void structured() { compareRow(); }
    void strictRefuses_data();
    void strictRefuses();
    void refuses_data();
    void refuses();
    void goesToTheRightPlace_data();
    void goesToTheRightPlace();
    void tellsTheMaker_data();
    void tellsTheMaker();
    void modelList();
    void readsModelList();
};

namespace {

using Change = void (*)(ChatRequest &);

void row(const char *name, const Target &to, Change change, const QByteArray &members, const QStringList &notes = {})
{
    ChatRequest request = hello();
    change(request);
    addRow(name, to, request, helloAnd(members), notes);
}

ChatRequest earlierCall()
{
    return asking(
        {say(Role::User, u"Hi"_s), toolCalls({{u"t1"_s, u"weather"_s, u"{}"_s}}), toolResult(u"t1"_s, u"ok"_s)});
}

const QByteArray earlierMessages = R"("messages":[{"role":"user","content":[{"text":"Hi"}]},
    {"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","name":"weather","input":{}}}]},
    {"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[{"text":"ok"}]}}]}])";

} // namespace

void TestConverseEncode::parameters_data()
{
    columns();
    row(
        "nothing asked", claudeOld(), [](ChatRequest &) {}, "{}");
    row("samplers", claudeOld(),
        [](ChatRequest &r) {
            r.maxTokens = 100;
            r.temperature = 0.5;
            r.topP = 0.25;
            r.topK = 40;
            r.stop = QStringList {u"END"_s};
        },
        R"({"inferenceConfig":{"maxTokens":100,"temperature":0.5,"topP":0.25,"stopSequences":["END"]},
            "additionalModelRequestFields":{"top_k":40}})",
        {u"renamed max_tokens: inferenceConfig.maxTokens"_s, u"renamed top_p: inferenceConfig.topP"_s,
            u"renamed top_k: additionalModelRequestFields.top_k"_s, u"renamed stop: inferenceConfig.stopSequences"_s});
    row("too hot", nova(), [](ChatRequest &r) { r.temperature = 1.5; }, R"({"inferenceConfig":{"temperature":1}})",
        {u"clamped temperature: 1"_s});
    row("more than it writes", claudeBudget(), [](ChatRequest &r) { r.maxTokens = 100'000; },
        R"({"inferenceConfig":{"maxTokens":64000}})",
        {u"clamped max_tokens: 64000"_s, u"renamed max_tokens: inferenceConfig.maxTokens"_s});
    row("top_k of Nova", nova(), [](ChatRequest &r) { r.topK = 10; },
        R"({"additionalModelRequestFields":{"inferenceConfig":{"topK":10}}})",
        {u"renamed top_k: additionalModelRequestFields.inferenceConfig.topK"_s});
    row("top_k of nobody", bedrock(u"meta.llama-x"_s), [](ChatRequest &r) { r.topK = 10; }, "{}", {u"dropped top_k"_s});
    row("what there is none of", nova(),
        [](ChatRequest &r) {
            r.n = 2;
            r.seed = 1;
            r.user = u"u"_s;
            r.logprobs = true;
        },
        "{}", {u"dropped n"_s, u"dropped seed"_s, u"dropped logprobs"_s, u"dropped user"_s});
    row("tier", nova(), [](ChatRequest &r) { r.serviceTier = u"flex"_s; }, R"({"serviceTier":{"type":"flex"}})",
        {u"renamed service_tier: serviceTier.type"_s});
    row("usual tier", nova(), [](ChatRequest &r) { r.serviceTier = u"auto"_s; }, "{}",
        {u"converted service_tier: default"_s});
    row("one of two samplers", bedrockKnown(u"anthropic.claude-n"_s, ModelInfo::Capabilities(Capability::OneSampler)),
        [](ChatRequest &r) {
            r.temperature = 0.5;
            r.topP = 0.5;
        },
        R"({"inferenceConfig":{"temperature":0.5}})", {u"dropped top_p"_s});
    row("the sampler that asks for its default",
        bedrockKnown(u"anthropic.claude-n"_s, ModelInfo::Capabilities(Capability::OneSampler)),
        [](ChatRequest &r) {
            r.temperature = 1;
            r.topP = 0.5;
        },
        R"({"inferenceConfig":{"topP":0.5}})",
        {u"converted temperature: unsaid"_s, u"renamed top_p: inferenceConfig.topP"_s});
    row("only its default temperature",
        bedrockKnown(u"anthropic.claude-n"_s, ModelInfo::Capabilities(Capability::NoTemperature)),
        [](ChatRequest &r) {
            r.temperature = 0.5;
            r.topP = 0.5;
            r.topK = 5;
        },
        "{}", {u"dropped temperature"_s, u"dropped top_p"_s, u"dropped top_k"_s});
    // extra_body goes into the objects that are there, member by member.
    row("extra", claudeOld(),
        [](ChatRequest &r) {
            r.maxTokens = 100;
            r.topK = 40;
            r.extraBody = json(R"({"guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},
                "inferenceConfig":{"topP":0.5},"additionalModelRequestFields":{"x":1}})");
        },
        R"({"inferenceConfig":{"maxTokens":100,"topP":0.5},"additionalModelRequestFields":{"top_k":40,"x":1},
            "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"}})",
        {u"renamed max_tokens: inferenceConfig.maxTokens"_s, u"renamed top_k: additionalModelRequestFields.top_k"_s});
}

void TestConverseEncode::thinking_data()
{
    columns();
    row(
        "a budget", claudeBudget(), [](ChatRequest &r) { r.thinkingBudget = 2000; },
        R"({"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000}}})");
    row("a budget beside a limit", claudeBudget(),
        [](ChatRequest &r) {
            r.thinkingBudget = 4000;
            r.maxTokens = 4000;
            r.temperature = 0.2;
            r.topK = 3;
        },
        R"({"inferenceConfig":{"maxTokens":4000},
            "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000}}})",
        {u"clamped thinking: thinking.budget_tokens 2000"_s, u"renamed max_tokens: inferenceConfig.maxTokens"_s,
            u"dropped temperature"_s, u"dropped top_k"_s});
    row("an effort", claudeAdaptive(), [](ChatRequest &r) { r.reasoningEffort = u"high"_s; },
        R"({"additionalModelRequestFields":{"thinking":{"type":"adaptive","display":"summarized"}},
            "outputConfig":{"effort":"high"}})",
        {u"converted reasoning_effort: thinking adaptive, output_config.effort high"_s});
    row("off", claudeBudget(), [](ChatRequest &r) { r.reasoningEffort = u"none"_s; },
        R"({"additionalModelRequestFields":{"thinking":{"type":"disabled"}}})",
        {u"converted reasoning_effort: thinking disabled"_s});
    row("a model that does not", claudeOld(), [](ChatRequest &r) { r.reasoningEffort = u"high"_s; }, "{}",
        {u"dropped reasoning_effort"_s});
    row("gpt-oss", bedrock(u"openai.gpt-oss-20b"_s), [](ChatRequest &r) { r.reasoningEffort = u"low"_s; },
        R"({"additionalModelRequestFields":{"reasoning_effort":"low"}})",
        {u"renamed reasoning_effort: additionalModelRequestFields.reasoning_effort"_s});
    row("Nova", nova(), [](ChatRequest &r) { r.reasoningEffort = u"medium"_s; },
        R"({"additionalModelRequestFields":{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}}})",
        {u"converted reasoning_effort: additionalModelRequestFields.reasoningConfig"_s});
    row("others", bedrock(u"mistral.x"_s),
        [](ChatRequest &r) {
            r.reasoningEffort = u"medium"_s;
            r.thinkingBudget = 3000;
        },
        "{}", {u"dropped thinking"_s, u"dropped reasoning_effort"_s});
}

void TestConverseEncode::tools_data()
{
    columns();
    const QByteArray weather = weatherJson;
    const auto withChoice = [&weather](const QByteArray &choice) {
        return QByteArray(R"({"toolConfig":{"tools":[)" + weather + R"(],"toolChoice":)" + choice + "}}");
    };
    row(
        "a tool", claudeOld(), [](ChatRequest &r) { r.tools = {weatherTool()}; },
        R"({"toolConfig":{"tools":[)" + weather + "]}}");
    row(
        "auto", claudeOld(),
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.toolChoice.mode = Mode::Auto;
        },
        withChoice(R"({"auto":{}})"));
    row(
        "required", claudeOld(),
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.toolChoice.mode = Mode::Required;
        },
        withChoice(R"({"any":{}})"));
    row(
        "named", claudeOld(),
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.toolChoice = {Mode::Named, u"weather"_s};
        },
        withChoice(R"({"tool":{"name":"weather"}})"));
    row("none", claudeOld(),
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.toolChoice.mode = Mode::None;
        },
        "{}", {u"converted tool_choice: no tools"_s});
    row("forced while it thinks", claudeBudget(),
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.toolChoice.mode = Mode::Required;
            r.thinkingBudget = 1024;
        },
        R"({"toolConfig":{"tools":[)" + weather
            + R"(]},"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":1024}}})",
        {u"dropped tool_choice"_s});
    row("one at a time", claudeOld(),
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.parallelToolCalls = false;
        },
        R"({"toolConfig":{"tools":[)" + weather + "]}}", {u"dropped parallel_tool_calls"_s});
    row("a choice without tools", claudeOld(), [](ChatRequest &r) { r.toolChoice.mode = Mode::Auto; }, "{}",
        {u"dropped tool_choice"_s});
    row("a model without", bedrockKnown(u"meta.x"_s, {}), [](ChatRequest &r) { r.tools = {weatherTool()}; }, "{}",
        {u"dropped tools"_s});
    // Earlier calls want their tools.
    addRow("earlier calls", claudeOld(), earlierCall(),
        json('{' + earlierMessages
            + R"(,"toolConfig":{"tools":[{"toolSpec":{"name":"weather","inputSchema":{"json":{"type":"object"}}}}]}})"),
        {u"added tools: weather"_s});
    ChatRequest none = earlierCall();
    none.tools = {weatherTool()};
    none.toolChoice.mode = Mode::None;
    addRow("none after earlier calls", claudeOld(), none,
        json('{' + earlierMessages + R"(,"toolConfig":{"tools":[)" + weather + "]}}"), {u"dropped tool_choice"_s});
}

void TestConverseEncode::structured_data()
{
    columns();
    QJsonObject schema = helloAnd("{}");
    schema.insert(u"outputConfig"_s,
        QJsonObject {{u"textFormat"_s,
            QJsonObject {{u"type"_s, u"json_schema"_s},
                {u"structure"_s,
                    QJsonObject {{u"jsonSchema"_s,
                        QJsonObject {{u"name"_s, u"city"_s},
                            {u"schema"_s,
                                uR"({"additionalProperties":false,"properties":{"city":{"type":"string"}},)"
                                "\"required\":[\"city\"],\"type\":\"object\"}"_s}}}}}}}});
    ChatRequest request = hello();
    request.responseFormat = citySchema();
    addRow("a schema", claudeBudget(), request, schema, {u"renamed response_format: outputConfig.textFormat"_s});
    addRow("a model nobody knows", nova(), request, schema, {u"renamed response_format: outputConfig.textFormat"_s});
    row("a model without it", claudeOld(), [](ChatRequest &r) { r.responseFormat = citySchema(); },
        R"({"toolConfig":{"tools":[{"toolSpec":{"name":"lineup_structured_answer",
            "description":"Gives the final answer to the user.","inputSchema":{"json":{"type":"object",
            "properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}}}],
            "toolChoice":{"any":{}}}})",
        {u"converted response_format: forced tool call"_s});
    row("no schema", claudeBudget(),
        [](ChatRequest &r) { r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject}; }, "{}",
        {u"dropped response_format"_s});
}

void TestConverseEncode::strictRefuses_data()
{
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QString>("parameter");
    const auto add = [](const char *name, Change change) {
        ChatRequest request = hello();
        request.dropParams = false;
        change(request);
        QTest::newRow(name) << request << QString::fromLatin1(name);
    };
    add("seed", [](ChatRequest &r) { r.seed = 1; });
    add("thinking", [](ChatRequest &r) { r.thinkingBudget = 2000; });
    add("response_format",
        [](ChatRequest &r) { r.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonObject}; });
    add("parallel_tool_calls", [](ChatRequest &r) {
        r.tools = {weatherTool()};
        r.parallelToolCalls = false;
    });
}

void TestConverseEncode::strictRefuses()
{
    QFETCH(const ChatRequest, request);
    QFETCH(const QString, parameter);
    const Result<EncodedRequest> out = converseDialect()->encode(request, bedrock(u"mistral.x"_s));
    QVERIFY(!out.has_value());
    QCOMPARE(out.error().kind, Error::Kind::Unsupported);
    QVERIFY(out.error().detail.startsWith(parameter + u':'));
}

void TestConverseEncode::refuses_data()
{
    QTest::addColumn<ChatRequest>("request");
    QTest::newRow("no messages") << asking({});
    QTest::newRow("an empty question") << asking({say(Role::User, u" "_s)});
    QTest::newRow("arguments that are none")
        << asking({say(Role::User, u"a"_s), toolCalls({{u"t"_s, u"x"_s, u"[1"_s}})});
    ChatRequest nothing = hello();
    nothing.maxTokens = 0;
    QTest::newRow("no tokens") << nothing;
}

void TestConverseEncode::refuses()
{
    QFETCH(const ChatRequest, request);
    const Result<EncodedRequest> out = converseDialect()->encode(request, nova());
    QVERIFY(!out.has_value());
    QCOMPARE(out.error().kind, Error::Kind::BadRequest);
}

void TestConverseEncode::goesToTheRightPlace_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QByteArray>("url");
    const QString base = u"https://bedrock-runtime.us-east-1.amazonaws.com"_s;
    QTest::newRow("plain") << base << u"amazon.nova-lite-v1:0"_s << false
                           << QByteArray(base.toLatin1() + "/model/amazon.nova-lite-v1%3A0/converse");
    QTest::newRow("streamed") << base << u"us.anthropic.claude-x"_s << true
                              << QByteArray(base.toLatin1() + "/model/us.anthropic.claude-x/converse-stream");
    QTest::newRow("ARN")
        << base << u"arn:aws:bedrock:us-east-1:1:application-inference-profile/ab"_s << false
        << QByteArray(base.toLatin1()
               + "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aapplication-inference-profile%2Fab/converse");
    QTest::newRow("behind a path") << u"https://gateway.example.test/aws/"_s << u"a.b"_s << false
                                   << QByteArray("https://gateway.example.test/aws/model/a.b/converse");
    QTest::newRow("a name that tries to leave")
        << base << u"../x?y#z"_s << false << QByteArray(base.toLatin1() + "/model/..%2Fx%3Fy%23z/converse");
}

void TestConverseEncode::goesToTheRightPlace()
{
    QFETCH(const QString, base);
    QFETCH(const QString, model);
    QFETCH(const bool, stream);
    QFETCH(const QByteArray, url);
    Target to = bedrock(model);
    to.service.baseUrl = QUrl(base);
    ChatRequest request = hello();
    request.stream = stream;
    const Result<EncodedRequest> out = converseDialect()->encode(request, to);
    QVERIFY(out.has_value());
    QCOMPARE(out->url.toEncoded(), url);
    QCOMPARE(out->framing, Framing::AwsEventStream);
    QCOMPARE(out->method, QByteArray("POST"));
}

void TestConverseEncode::tellsTheMaker_data()
{
    QTest::addColumn<QString>("maker");
    QTest::newRow("anthropic.claude-3-haiku-20240307-v1:0") << u"anthropic"_s;
    QTest::newRow("us.anthropic.claude-x") << u"anthropic"_s;
    QTest::newRow("us-gov.anthropic.claude-x") << u"anthropic"_s;
    QTest::newRow("global.amazon.nova-2") << u"amazon"_s;
    QTest::newRow("arn:aws:bedrock:us-east-1:1:inference-profile/eu.anthropic.claude-x") << u"anthropic"_s;
    QTest::newRow("arn:aws:bedrock:us-east-1::foundation-model/meta.llama") << u"meta"_s;
    QTest::newRow("arn:aws:bedrock:us-east-1:1:application-inference-profile/abcdef") << QString();
    QTest::newRow("something") << QString();
}

void TestConverseEncode::tellsTheMaker()
{
    QFETCH(const QString, maker);
    const QString id = QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(converse::makerOf(id).toString(), maker);
}

void TestConverseEncode::modelList()
{
    Service service = bedrock(u"m"_s).service;
    service.baseUrl = QUrl(u"https://bedrock-runtime.eu-west-1.amazonaws.com"_s);
    const auto url = [&service] {
        const auto request = converseDialect()->encodeModelList(service);
        return request ? request->url.toString() : QString();
    };
    QCOMPARE(url(), u"https://bedrock.eu-west-1.amazonaws.com/foundation-models?byOutputModality=TEXT"_s);
    service.baseUrl.setHost(u"bedrock-runtime-fips.us-east-1.amazonaws.com"_s);
    QCOMPARE(url(), u"https://bedrock-fips.us-east-1.amazonaws.com/foundation-models?byOutputModality=TEXT"_s);
    // No key goes to a host that was made up.
    for (const QString &host :
        {u"gateway.example.test"_s, u"127.0.0.1"_s, u"bedrock-runtime.eu-west-1.amazonaws.com.example.test"_s,
            u"x.bedrock-runtime.eu-west-1.amazonaws.com"_s}) {
        service.baseUrl.setHost(host);
        QCOMPARE(url(), QString());
    }
}

void TestConverseEncode::readsModelList()
{
    Service service = bedrock(u"m"_s).service;
    service.settings.insert(u"region"_s, u"eu-west-1"_s);
    const auto models = converseDialect()->decodeModelList(R"({"modelSummaries":[
        {"modelId":"amazon.nova-lite-v1:0","modelName":"Nova Lite","outputModalities":["TEXT"],
         "inferenceTypesSupported":["ON_DEMAND","INFERENCE_PROFILE"]},
        {"modelId":"anthropic.claude-x","outputModalities":["TEXT"],"inferenceTypesSupported":["INFERENCE_PROFILE"]},
        {"modelId":"meta.llama:48k","outputModalities":["TEXT"],"inferenceTypesSupported":["PROVISIONED"]},
        {"modelId":"amazon.titan-embed","outputModalities":["EMBEDDING"],"inferenceTypesSupported":["ON_DEMAND"]},
        {"outputModalities":["TEXT"],"inferenceTypesSupported":["ON_DEMAND"]}]})",
        service);
    QVERIFY(models.has_value());
    QStringList ids;
    for (const ModelInfo &model : *models) {
        ids += model.id;
        QVERIFY(!model.capabilitiesKnown);
        QVERIFY(!model.price);
    }
    QCOMPARE(ids, (QStringList {u"amazon.nova-lite-v1:0"_s, u"eu.anthropic.claude-x"_s}));
    QCOMPARE(models->first().label, u"Nova Lite"_s);
    QVERIFY(!converseDialect()->decodeModelList("{}", service).has_value());
}

QTEST_GUILESS_MAIN(TestConverseEncode)
#include "tst_converse_encode.moc"
