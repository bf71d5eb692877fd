// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/providers/gemini/GeminiGolden.h"

#include <QRegularExpression>
#include <QUrlQuery>

using namespace lineup;
using namespace lineup::golden;

class TestGeminiEncode : public QObject
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
    void refuses_data();
    void refuses();
    void strictRefusesWhatLenientDrops_data();
    void strictRefusesWhatLenientDrops();
    void strictTakesWhatIsKept();
    void goesToTheRightPlace_data();
    void goesToTheRightPlace();
    void modelList();
};

namespace {

using Change = void (*)(ChatRequest &);

void row(const char *name, const Target &to, Change change, const QByteArray &members, const QStringList &notes = {})
{
    ChatRequest request = hello();
    change(request);
    addRow(name, to, request, helloAnd(members), notes);
}

void addQuirkRow()
{
    Target picky = budgetModel();
    picky.service.quirks.unsupported = {u"seed"_s, u"stop"_s, u"service_tier"_s};
    row("a service's own quirks", picky,
        [](ChatRequest &r) {
            r.seed = 1;
            r.stop = QStringList {u"END"_s};
            r.serviceTier = u"flex"_s;
        },
        "{}", {u"dropped seed"_s, u"dropped stop"_s, u"dropped service_tier"_s});
}

} // namespace

void TestGeminiEncode::parameters_data()
{
    columns();
    row(
        "nothing asked", budgetModel(), [](ChatRequest &) {}, "{}");
    row("samplers", budgetModel(),
        [](ChatRequest &r) {
            r.maxTokens = 100;
            r.temperature = 0.5;
            r.topP = 0.25;
            r.topK = 40;
            r.seed = 7;
            r.presencePenalty = 0.5;
            r.frequencyPenalty = -0.5;
        },
        R"({"generationConfig":{"maxOutputTokens":100,"temperature":0.5,"topP":0.25,"topK":40,"seed":7,
            "presencePenalty":0.5,"frequencyPenalty":-0.5}})",
        {u"renamed max_tokens: generationConfig.maxOutputTokens"_s, u"renamed top_p: generationConfig.topP"_s,
            u"renamed top_k: generationConfig.topK"_s, u"renamed presence_penalty: generationConfig.presencePenalty"_s,
            u"renamed frequency_penalty: generationConfig.frequencyPenalty"_s});
    row("several choices", budgetModel(), [](ChatRequest &r) { r.n = 3; },
        R"({"generationConfig":{"candidateCount":3}})", {u"renamed n: generationConfig.candidateCount"_s});
    row(
        "one choice is nothing to tell", budgetModel(), [](ChatRequest &r) { r.n = 1; }, "{}");
    row("logprobs", budgetModel(),
        [](ChatRequest &r) {
            r.logprobs = true;
            r.topLogprobs = 4;
        },
        R"({"generationConfig":{"responseLogprobs":true,"logprobs":4}})",
        {u"renamed logprobs: generationConfig.responseLogprobs"_s,
            u"renamed top_logprobs: generationConfig.logprobs"_s});
    row("stop", budgetModel(),
        [](ChatRequest &r) {
            r.stop = QStringList {u"END"_s, u"\n"_s};
        },
        R"({"generationConfig":{"stopSequences":["END","\n"]}})", {u"renamed stop: generationConfig.stopSequences"_s});
    row("six stops", budgetModel(),
        [](ChatRequest &r) {
            r.stop = QStringList {u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s};
        },
        R"({"generationConfig":{"stopSequences":["1","2","3","4","5"]}})",
        {u"clamped stop: the first 5"_s, u"renamed stop: generationConfig.stopSequences"_s});
    row("an empty stop", budgetModel(),
        [](ChatRequest &r) {
            r.stop = QStringList {QString(), u"x"_s};
        },
        R"({"generationConfig":{"stopSequences":["x"]}})",
        {u"dropped stop"_s, u"renamed stop: generationConfig.stopSequences"_s});
    row("what it has not", budgetModel(),
        [](ChatRequest &r) {
            r.user = u"u-1"_s;
            r.logitBias = json(R"({"50256":-100})");
            r.toolChoice.mode = Mode::Auto;
        },
        "{}", {u"dropped logit_bias"_s, u"dropped user"_s, u"dropped tool_choice"_s});
    row("default tier", budgetModel(), [](ChatRequest &r) { r.serviceTier = u"auto"_s; },
        R"({"serviceTier":"standard"})", {u"converted service_tier: serviceTier = standard"_s});
    row("flex tier", budgetModel(), [](ChatRequest &r) { r.serviceTier = u"flex"_s; }, R"({"serviceTier":"flex"})",
        {u"renamed service_tier: serviceTier"_s});
    row("tier of another", budgetModel(), [](ChatRequest &r) { r.serviceTier = u"scale"_s; }, "{}",
        {u"dropped service_tier"_s});
    row(
        "extra body", budgetModel(),
        [](ChatRequest &r) { r.extraBody = json(R"({"cachedContent":"cachedContents/1"})"); },
        R"({"cachedContent":"cachedContents/1"})");
    row("extra body leaves our limits where they are", budgetModel(),
        [](ChatRequest &r) {
            r.maxTokens = 9;
            r.extraBody = json(R"({"generationConfig":{"mediaResolution":"MEDIA_RESOLUTION_LOW"}})");
        },
        R"({"generationConfig":{"maxOutputTokens":9,"mediaResolution":"MEDIA_RESOLUTION_LOW"}})",
        {u"renamed max_tokens: generationConfig.maxOutputTokens"_s});
    row(
        "extra body wins where it names the same", budgetModel(),
        [](ChatRequest &r) {
            r.temperature = 1;
            r.extraBody = json(R"({"generationConfig":{"temperature":0.5}})");
        },
        R"({"generationConfig":{"temperature":0.5}})");
    addQuirkRow();
}

void TestGeminiEncode::thinking_data()
{
    columns();
    const auto effort = [](const char *name, const Target &to, const QString &word, const QByteArray &config,
                            const QStringList &notes) {
        ChatRequest request = hello();
        request.reasoningEffort = word;
        addRow(name, to, request, helloAnd(config), notes);
    };
    const auto level = [](const char *word) -> QByteArray {
        return QByteArray(R"({"generationConfig":{"thinkingConfig":{"includeThoughts":true,"thinkingLevel":")") + word
            + R"("}}})";
    };
    const auto budgeted = [](int tokens, bool thoughts) -> QByteArray {
        return QByteArray(R"({"generationConfig":{"thinkingConfig":{"thinkingBudget":)") + QByteArray::number(tokens)
            + R"(,"includeThoughts":)" + (thoughts ? "true" : "false") + "}}}";
    };
    const auto note
        = [](const QString &to) { return QStringList {u"converted reasoning_effort: thinkingConfig." + to}; };
    effort("no level below low", levelModel(), u"none"_s, level("LOW"), note(u"thinkingLevel = LOW"_s));
    effort("minimal level", levelModel(), u"minimal"_s, level("LOW"), note(u"thinkingLevel = LOW"_s));
    effort("medium level", levelModel(), u"medium"_s, level("MEDIUM"), note(u"thinkingLevel = MEDIUM"_s));
    effort("no level above high", levelModel(), u"xhigh"_s, level("HIGH"), note(u"thinkingLevel = HIGH"_s));
    Target lowOrHigh = levelModel();
    lowOrHigh.info->thinking.efforts = {u"low"_s, u"high"_s};
    effort(
        "a level that the model does not know", lowOrHigh, u"medium"_s, level("LOW"), note(u"thinkingLevel = LOW"_s));
    Target fromMinimal = levelModel();
    fromMinimal.info->thinking.efforts = {u"minimal"_s, u"low"_s, u"medium"_s, u"high"_s};
    effort("minimal, where it is known", fromMinimal, u"none"_s, level("MINIMAL"), note(u"thinkingLevel = MINIMAL"_s));
    Target always = budgetModel();
    always.info->thinking = {.leastBudget = 128, .mostBudget = 20'000, .canBeOff = false};
    effort("none, where it cannot be off", always, u"none"_s, budgeted(128, true),
        {u"clamped reasoning_effort: thinkingConfig.thinkingBudget = 128"_s});
    effort(
        "high, above the model's most", always, u"high"_s, budgeted(20'000, true), note(u"thinkingBudget = 20000"_s));
    effort("effort none", budgetModel(), u"none"_s, budgeted(0, false), note(u"thinkingBudget = 0"_s));
    effort("effort low", budgetModel(), u"low"_s, budgeted(1024, true), note(u"thinkingBudget = 1024"_s));
    effort("effort medium", budgetModel(), u"medium"_s, budgeted(8192, true), note(u"thinkingBudget = 8192"_s));
    effort("effort high", unknownModel(), u"high"_s, budgeted(24576, true), note(u"thinkingBudget = 24576"_s));
    effort("effort of a model that does not think", plainModel(), u"high"_s, "{}", {u"dropped reasoning_effort"_s});
    effort("none for a model that does not think", plainModel(), u"none"_s, "{}", {});
    const auto budget
        = [&](const char *name, const Target &to, int tokens, const QByteArray &config, const QString &told) {
              ChatRequest request = hello();
              request.thinkingBudget = tokens;
              addRow(name, to, request, helloAnd(config), {u"converted thinking: thinkingConfig." + told});
          };
    budget("budget", budgetModel(), 500, budgeted(500, true), u"thinkingBudget = 500"_s);
    budget("budget of nothing", budgetModel(), 0, budgeted(0, false), u"thinkingBudget = 0"_s);
    const auto clamped = [&](const char *name, int tokens, int sent) {
        ChatRequest request = hello();
        request.thinkingBudget = tokens;
        addRow(name, always, request, helloAnd(budgeted(sent, true)),
            {u"clamped thinking: thinkingConfig.thinkingBudget = %1"_s.arg(sent)});
    };
    clamped("a budget below the model's least", 5, 128);
    clamped("a budget above its most", 30'000, 20'000);
    clamped("off, where it cannot be", 0, 128);
    budget("as much as it wants", budgetModel(), -1, budgeted(-1, true), u"thinkingBudget = -1"_s);
    budget("small budget as a level", levelModel(), 500, level("LOW"), u"thinkingLevel = LOW"_s);
    budget("budget as a level", levelModel(), 5000, level("MEDIUM"), u"thinkingLevel = MEDIUM"_s);
    budget("large budget as a level", levelModel(), 20000, level("HIGH"), u"thinkingLevel = HIGH"_s);
    budget("no bound as a level", levelModel(), -1, level("HIGH"), u"thinkingLevel = HIGH"_s);
}

void TestGeminiEncode::tools_data()
{
    columns();
    const QByteArray declared = QByteArray(R"("tools":[)") + weatherJson + "]";
    const auto choice = [&](const char *name, const ToolChoice &chosen, const QByteArray &calling) {
        ChatRequest request = hello();
        request.tools = {weatherTool()};
        request.toolChoice = chosen;
        addRow(name, budgetModel(), request,
            helloAnd("{" + declared + R"(,"toolConfig":{"functionCallingConfig":)" + calling + "}}"),
            {u"renamed tool_choice: toolConfig.functionCallingConfig"_s});
    };
    choice("choice auto", {Mode::Auto, {}}, R"({"mode":"AUTO"})");
    choice("choice none", {Mode::None, {}}, R"({"mode":"NONE"})");
    choice("choice required", {Mode::Required, {}}, R"({"mode":"ANY"})");
    choice("choice named", {Mode::Named, u"weather"_s}, R"({"mode":"ANY","allowedFunctionNames":["weather"]})");
    row(
        "tools", budgetModel(), [](ChatRequest &r) { r.tools = {weatherTool()}; }, "{" + declared + "}");
    row(
        "strict false asks for nothing", budgetModel(),
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.tools.first().strict = false;
        },
        "{" + declared + "}");
    row("strict and not parallel", budgetModel(),
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.tools.first().strict = true;
            r.parallelToolCalls = false;
        },
        "{" + declared + "}", {u"dropped tools.strict"_s, u"dropped parallel_tool_calls"_s});
    row(
        "a tool without words or parameters", budgetModel(),
        [](ChatRequest &r) { r.tools = {Tool {.name = u"now"_s}}; },
        R"({"tools":[{"functionDeclarations":[{"name":"now"}]}]})");
    row("a model without tools", poorModel(), [](ChatRequest &r) { r.tools = {weatherTool()}; }, "{}",
        {u"dropped tools"_s});
}

void TestGeminiEncode::structured_data()
{
    columns();
    const auto format = [](const char *name, const Target &to, const ResponseFormat &asked, const QByteArray &members,
                            const QStringList &notes) {
        ChatRequest request = hello();
        request.responseFormat = asked;
        addRow(name, to, request, helloAnd(members), notes);
    };
    const QStringList renamed {u"renamed response_format: generationConfig.responseMimeType"_s};
    format("text", budgetModel(), {}, "{}", {});
    format("json object", budgetModel(), {.kind = ResponseFormat::Kind::JsonObject},
        R"({"generationConfig":{"responseMimeType":"application/json"}})", renamed);
    ResponseFormat strict = citySchema();
    strict.strict = true;
    format("schema", budgetModel(), strict,
        R"({"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":{"type":"object",
            "properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}})",
        renamed);
    format("schema of a model with JSON alone", target(Capability::JsonMode), citySchema(),
        R"({"generationConfig":{"responseMimeType":"application/json"}})",
        renamed + QStringList {u"dropped response_format.json_schema"_s});
    format("schema of a model without JSON", poorModel(), citySchema(), "{}", {u"dropped response_format"_s});
}

void TestGeminiEncode::refuses_data()
{
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QString>("detail");
    QTest::newRow("only system texts") << asking({say(Role::System, u"Be brief"_s)})
                                       << u"the request holds no message of a user"_s;
    QTest::newRow("an empty message") << asking({say(Role::User, QString())})
                                      << u"the request holds no message of a user"_s;
    QTest::newRow("arguments that are no object")
        << asking({say(Role::User, u"Hi"_s), toolCalls({{u"c"_s, u"weather"_s, u"[1]"_s}})})
        << u"the arguments of the tool call weather are no JSON object"_s;
    ChatRequest effort = hello();
    effort.reasoningEffort = u"enormous"_s;
    QTest::newRow("an unknown effort") << effort
                                       << u"reasoning_effort must be none, minimal, low, medium, high or xhigh"_s;
}

void TestGeminiEncode::refuses()
{
    QFETCH(const ChatRequest, request);
    QFETCH(const QString, detail);
    const Result<EncodedRequest> encoded = geminiDialect()->encode(request, budgetModel());
    QVERIFY(!encoded.has_value());
    QCOMPARE(encoded.error().kind, Error::Kind::BadRequest);
    QCOMPARE(encoded.error().detail, detail);
    QCOMPARE(encoded.error().service, u"gemini"_s);
}

void TestGeminiEncode::strictRefusesWhatLenientDrops_data()
{
    QTest::addColumn<Target>("to");
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QString>("parameter");
    const auto strictly = [](const QString &parameter, const Target &to, Change change) {
        ChatRequest request = hello();
        change(request);
        request.dropParams = false;
        QTest::newRow(qPrintable(parameter)) << to << request << parameter;
    };
    strictly(u"logit_bias"_s, budgetModel(), [](ChatRequest &r) { r.logitBias = json(R"({"1":1})"); });
    strictly(u"user"_s, budgetModel(), [](ChatRequest &r) { r.user = u"u"_s; });
    strictly(u"stop"_s, budgetModel(), [](ChatRequest &r) { r.stop = QStringList {QString()}; });
    strictly(u"service_tier"_s, budgetModel(), [](ChatRequest &r) { r.serviceTier = u"scale"_s; });
    strictly(u"tools"_s, poorModel(), [](ChatRequest &r) { r.tools = {weatherTool()}; });
    strictly(u"tools.strict"_s, budgetModel(), [](ChatRequest &r) {
        r.tools = {weatherTool()};
        r.tools.first().strict = true;
    });
    strictly(u"tool_choice"_s, budgetModel(), [](ChatRequest &r) { r.toolChoice.mode = Mode::Required; });
    strictly(u"parallel_tool_calls"_s, budgetModel(), [](ChatRequest &r) {
        r.tools = {weatherTool()};
        r.parallelToolCalls = false;
    });
    strictly(u"reasoning_effort"_s, plainModel(), [](ChatRequest &r) { r.reasoningEffort = u"low"_s; });
    strictly(u"thinking"_s, plainModel(), [](ChatRequest &r) { r.thinkingBudget = 100; });
    strictly(u"response_format"_s, poorModel(), [](ChatRequest &r) { r.responseFormat = citySchema(); });
    strictly(u"content.image"_s, poorModel(),
        [](ChatRequest &r) { r.messages.first().content += image("x", u"image/png"_s); });
    strictly(u"messages.name"_s, budgetModel(), [](ChatRequest &r) { r.messages.first().name = u"Ann"_s; });
}

void TestGeminiEncode::strictRefusesWhatLenientDrops()
{
    QFETCH(const Target, to);
    QFETCH(ChatRequest, request);
    QFETCH(const QString, parameter);
    const Result<EncodedRequest> strict = geminiDialect()->encode(request, to);
    QVERIFY(!strict.has_value());
    QCOMPARE(strict.error().kind, Error::Kind::Unsupported);
    QVERIFY2(strict.error().detail.startsWith(parameter + u": "_s), qPrintable(strict.error().detail));
    request.dropParams = true;
    const Result<EncodedRequest> lenient = geminiDialect()->encode(request, to);
    QVERIFY(lenient.has_value());
    QVERIFY(noteLines(lenient->mapping).contains(u"dropped "_s + parameter));
}

// What Gemini does anyway is no reason to refuse.
void TestGeminiEncode::strictTakesWhatIsKept()
{
    ChatRequest request = hello();
    request.dropParams = false;
    request.responseFormat = citySchema();
    request.responseFormat->strict = true;
    request.tools = {weatherTool()};
    request.tools.first().strict = false;
    request.parallelToolCalls = true;
    request.reasoningEffort = u"low"_s;
    request.seed = 3;
    QVERIFY(geminiDialect()->encode(request, budgetModel()).has_value());
}

void TestGeminiEncode::goesToTheRightPlace_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QString>("url");
    QTest::newRow("plain") << u"https://example.test/v1beta"_s << u"gemini-x"_s << false
                           << u"https://example.test/v1beta/models/gemini-x:generateContent"_s;
    QTest::newRow("streamed") << u"https://example.test/v1beta/"_s << u"gemini-x"_s << true
                              << u"https://example.test/v1beta/models/gemini-x:streamGenerateContent?alt=sse"_s;
    QTest::newRow("tuned") << u"https://example.test/v1beta"_s << u"tunedModels/mine"_s << false
                           << u"https://example.test/v1beta/tunedModels/mine:generateContent"_s;
}

void TestGeminiEncode::goesToTheRightPlace()
{
    QFETCH(const QString, base);
    QFETCH(const QString, model);
    QFETCH(const bool, stream);
    QFETCH(const QString, url);
    Target to = budgetModel();
    to.service.baseUrl = QUrl(base);
    to.service.headers = {{"x-own", "1"}};
    to.model = model;
    ChatRequest request = hello();
    request.stream = stream;
    const Result<EncodedRequest> encoded = geminiDialect()->encode(request, to);
    QVERIFY(encoded.has_value());
    QCOMPARE(encoded->url.toString(), url);
    QCOMPARE(encoded->method, "POST");
    QCOMPARE(encoded->headers, (HttpHeaders {{"x-own", "1"}, {"Content-Type", "application/json"}}));
    QCOMPARE(encoded->framing, Framing::Sse);
}

void TestGeminiEncode::modelList()
{
    const Service service = budgetModel().service;
    const std::optional<EncodedRequest> asked = geminiDialect()->encodeModelList(service);
    QVERIFY(asked.has_value());
    QCOMPARE(asked->method, "GET");
    QCOMPARE(asked->url.toString(), u"https://example.test/v1beta/models?pageSize=1000"_s);
    const Result<QList<ModelInfo>> models = geminiDialect()->decodeModelList(R"({"models":[
        {"name":"models/gemini-x","displayName":"Gemini X","inputTokenLimit":1048576,"outputTokenLimit":65536,
         "supportedGenerationMethods":["generateContent","countTokens"]},
        {"name":"models/embedder","supportedGenerationMethods":["embedContent"]},
        {"supportedGenerationMethods":["generateContent"]}]})",
        service);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), 1);
    QCOMPARE(models->first(),
        (ModelInfo {.id = u"gemini-x"_s,
            .service = u"gemini"_s,
            .label = u"Gemini X"_s,
            .contextTokens = 1048576,
            .maxOutputTokens = 65536,
            .capabilitiesKnown = false}));
    QCOMPARE(geminiDialect()->decodeModelList("{}", service).error().kind, Error::Kind::Malformed);
    QCOMPARE(geminiDialect()->decodeModelList("<html>", service).error().kind, Error::Kind::Malformed);
}

QTEST_APPLESS_MAIN(TestGeminiEncode)
#include "tst_gemini_encode.moc"
