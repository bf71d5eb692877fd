// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/tgi/TgiDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

Target target()
{
    Target out;
    out.service.id = u"tgi"_s;
    out.service.label = u"TGI"_s;
    out.service.baseUrl = QUrl(u"http://127.0.0.1:3000/"_s);
    out.service.modelsPath = u"info"_s;
    out.model = u"m"_s;
    return out;
}

ChatRequest hello()
{
    ChatRequest request;
    request.messages = {say(Role::User, u"Hi"_s)};
    return request;
}

QByteArray token(const QByteArray &text, const QByteArray &special, const QByteArray &more)
{
    return R"(data:{"index":1,"token":{"id":5,"text":")" + text + R"(","logprob":-0.5,"special":)" + special + "},"
        + more + "}\n\n";
}

} // namespace

class TestTgi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void body_data();
    void body();
    void addresses();
    void streams();
    void plain();
    void finishReasons_data();
    void finishReasons();
    void failures_data();
    void failures();
    void modelList();
};

void TestTgi::body_data()
{
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QString>("inputs");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QStringList>("notes");
    const auto row = [](const char *name, auto change, const QByteArray &parameters, const QStringList &notes = {},
                         const QString &inputs = u"Hi"_s) {
        ChatRequest request = hello();
        change(request);
        QTest::newRow(name) << request << inputs << parameters << notes;
    };
    row(
        "plain", [](ChatRequest &) {}, "{}");
    row("sampling",
        [](ChatRequest &r) {
            r.maxTokens = 50;
            r.temperature = 0.5;
            r.topP = 0.25;
            r.topK = 40;
            r.seed = 42;
            r.frequencyPenalty = 0.5;
            r.stop = QStringList {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s};
        },
        R"({"max_new_tokens":50,"do_sample":true,"temperature":0.5,"top_p":0.25,"top_k":40,"seed":42,
            "frequency_penalty":0.5,"stop":["a","b","c","d"]})",
        {u"renamed max_tokens: parameters.max_new_tokens"_s, u"clamped stop: 4"_s});
    row("greedy",
        [](ChatRequest &r) {
            r.temperature = 0;
            r.topP = 1;
        },
        R"({"do_sample":false})", {u"converted temperature: do_sample false"_s});
    row("schema", [](ChatRequest &r) { r.responseFormat = citySchema(); },
        R"({"grammar":{"type":"json","value":{"type":"object","properties":{"city":{"type":"string"}},
            "required":["city"],"additionalProperties":false}}})",
        {u"converted response_format: parameters.grammar"_s});
    row(
        "its own",
        [](ChatRequest &r) { r.extraBody = json(R"({"parameters":{"repetition_penalty":1.5,"details":false}})"); },
        R"({"repetition_penalty":1.5,"details":false})");
    row("what it has not",
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.presencePenalty = 0.5;
            r.user = u"u"_s;
            r.reasoningEffort = u"low"_s;
        },
        "{}", {u"dropped tools"_s, u"dropped presence_penalty"_s, u"dropped user"_s, u"dropped reasoning_effort"_s});
    row(
        "a conversation", [](ChatRequest &r) { r.messages.prepend(say(Role::System, u"Be brief."_s)); }, "{}",
        {u"converted messages: a transcript"_s}, u"System: Be brief.\n\nUser: Hi\n\nAssistant:"_s);
}

void TestTgi::body()
{
    QFETCH(const ChatRequest, request);
    QFETCH(const QString, inputs);
    QFETCH(const QByteArray, parameters);
    QFETCH(const QStringList, notes);
    QJsonObject expected {{u"details"_s, true}, {u"return_full_text"_s, false}};
    const QJsonObject more = json(parameters);
    for (auto it = more.begin(); it != more.end(); ++it)
        expected.insert(it.key(), it.value());
    const Result<EncodedRequest> encoded = tgiDialect()->encode(request, target());
    QVERIFY(encoded.has_value());
    QCOMPARE(QJsonDocument::fromJson(encoded->body).object(),
        (QJsonObject {{u"inputs"_s, inputs}, {u"parameters"_s, expected}}));
    QCOMPARE(noteLines(encoded->mapping), notes);
}

void TestTgi::addresses()
{
    ChatRequest request = hello();
    QCOMPARE(tgiDialect()->encode(request, target())->url, QUrl(u"http://127.0.0.1:3000/generate"_s));
    request.stream = true;
    Target tenant = target();
    tenant.service.quirks.modelInPath = true;
    QCOMPARE(tgiDialect()->encode(request, tenant)->url, QUrl(u"http://127.0.0.1:3000/m/generate_stream"_s));
    tenant.service.baseUrl = {};
    QCOMPARE(tgiDialect()->encode(request, tenant).error().kind, Error::Kind::BadRequest);
}

void TestTgi::streams()
{
    const QByteArray body = token("Hi", "false", R"("generated_text":null,"details":null)")
        + token(" thère", "false", R"("generated_text":null,"details":null)")
        + token("</s>", "true",
            R"("generated_text":"Hi thère","details":{"finish_reason":"eos_token","generated_tokens":3,"input_length":7,"seed":null})");
    const Decoded out = decodePieces(*tgiDialect(), target(), Framing::Sse, {body});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Hi thère"_s);
    QVERIFY(out.completion.complete);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Stop);
    QCOMPARE(out.completion.usage.inputFresh, 7);
    QCOMPARE(out.completion.usage.outputText, 3);
    QCOMPARE(out.completion.usage.source, Usage::Source::Reported);
    for (qsizetype at = 1; at < body.size(); ++at) {
        const Decoded cut = decodePieces(*tgiDialect(), target(), Framing::Sse, {body.left(at), body.mid(at)});
        QCOMPARE(cut.completion, out.completion);
    }
    const Decoded half = decodePieces(*tgiDialect(), target(), Framing::Sse, {body.left(body.lastIndexOf("data:"))});
    QVERIFY(!half.completion.complete);
}

void TestTgi::plain()
{
    const QByteArray answer
        = R"({"generated_text":"Hi","details":{"finish_reason":"length","generated_tokens":1,"prefill":[],"tokens":[]}})";
    for (const QByteArray &body : {answer, QByteArray('[' + answer + ']')}) {
        const Decoded out = decodePlain(*tgiDialect(), target(), body);
        QVERIFY(!out.error);
        QCOMPARE(out.completion.text(), u"Hi"_s);
        QCOMPARE(out.completion.first()->finishReason, FinishReason::Length);
        QCOMPARE(out.completion.usage.outputText, 1);
        QCOMPARE(out.completion.usage.source, Usage::Source::Estimated); // the prompt's length is not told
    }
    QVERIFY(!decodePlain(*tgiDialect(), target(), R"({"generated_text":"Hi"})").completion.usage.isKnown());
}

void TestTgi::finishReasons_data()
{
    QTest::addColumn<FinishReason>("reason");
    QTest::newRow("length") << FinishReason::Length;
    QTest::newRow("eos_token") << FinishReason::Stop;
    QTest::newRow("stop_sequence") << FinishReason::Stop;
    QTest::newRow("another") << FinishReason::Unknown;
}

void TestTgi::finishReasons()
{
    const QByteArray word = QTest::currentDataTag();
    const Decoded out = decodePlain(
        *tgiDialect(), target(), R"({"generated_text":"x","details":{"finish_reason":")" + word + R"("}})");
    QTEST(out.completion.first()->finishReason, "reason");
}

void TestTgi::failures_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("too long") << QByteArray(
        R"({"error":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 9000","error_type":"validation"})")
                              << Error::Kind::ContextTooLong;
    QTest::newRow("busy") << QByteArray(R"({"error":"Model is overloaded","error_type":"overloaded"})")
                          << Error::Kind::Overloaded;
    QTest::newRow("no JSON") << QByteArray("{") << Error::Kind::Malformed;
}

void TestTgi::failures()
{
    QFETCH(const QByteArray, body);
    const Result<QList<Delta>> whole = tgiDialect()->decode(body, target());
    QVERIFY(!whole.has_value());
    QTEST(whole.error().kind, "kind");
    const Decoded out = decodePieces(*tgiDialect(), target(), Framing::Sse, {"data:" + body + "\n\n"});
    QVERIFY(out.error.has_value());
    QTEST(out.error->kind, "kind");
}

void TestTgi::modelList()
{
    QCOMPARE(tgiDialect()->encodeModelList(target().service)->url, QUrl(u"http://127.0.0.1:3000/info"_s));
    const Result<QList<ModelInfo>> models = tgiDialect()->decodeModelList(
        R"({"model_id":"bigscience/bloom","max_total_tokens":2048,"max_input_tokens":1024})", target().service);
    QVERIFY(models.has_value());
    QCOMPARE(models->first().id, u"bigscience/bloom"_s);
    QCOMPARE(models->first().contextTokens, 2048);
    QVERIFY(!tgiDialect()->decodeModelList("{}", target().service).has_value());
}

QTEST_GUILESS_MAIN(TestTgi)
#include "tst_tgi.moc"
