// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/replicate/ReplicateDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using namespace std::chrono_literals;

namespace {

Target target(const QString &model = u"meta/llama-3"_s)
{
    Target out;
    out.service.id = u"replicate"_s;
    out.service.label = u"Replicate"_s;
    out.service.baseUrl = QUrl(u"https://api.example.test/v1"_s);
    out.service.modelsPath = u"collections/language-models"_s;
    out.model = model;
    return out;
}

ChatRequest hello()
{
    ChatRequest request;
    request.messages = {say(Role::User, u"Hi"_s)};
    return request;
}

std::optional<FollowUp> next(const QByteArray &body, bool stream)
{
    ChatRequest request = hello();
    request.stream = stream;
    return replicateDialect()->followUp({.status = 201}, body, request, target());
}

Decoded stream(const QByteArray &body)
{
    return decodePieces(*replicateDialect(), target(), Framing::Sse, {body});
}

} // namespace

class TestReplicate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void input_data();
    void input();
    void addresses_data();
    void addresses();
    void limits();
    void followsUp_data();
    void followsUp();
    void neverLeadsElsewhere_data();
    void neverLeadsElsewhere();
    void outputs_data();
    void outputs();
    void failures_data();
    void failures();
    void streams();
    void streamsThatFail_data();
    void streamsThatFail();
    void modelList();
};

void TestReplicate::input_data()
{
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QStringList>("notes");
    const auto row = [](const char *name, auto change, const QByteArray &input, const QStringList &notes = {}) {
        ChatRequest request = hello();
        change(request);
        QTest::newRow(name) << request << json(input) << notes;
    };
    row(
        "one turn", [](ChatRequest &) {}, R"({"prompt":"Hi"})");
    row(
        "a system text", [](ChatRequest &r) { r.messages.prepend(say(Role::System, u"Be brief."_s)); },
        R"({"prompt":"Hi","system_prompt":"Be brief."})");
    row("a conversation",
        [](ChatRequest &r) {
            r.messages += {say(Role::Assistant, u"Hello."_s), say(Role::User, u"Why?"_s)};
        },
        R"({"prompt":"User: Hi\n\nAssistant: Hello.\n\nUser: Why?\n\nAssistant:"})",
        {u"converted messages: a transcript"_s});
    row("one to go on with", [](ChatRequest &r) { r.messages += say(Role::Assistant, u"Well,"_s); },
        R"({"prompt":"User: Hi\n\nAssistant: Well,"})", {u"converted messages: a transcript"_s});
    row("parameters",
        [](ChatRequest &r) {
            r.maxTokens = 50;
            r.temperature = 0.5;
            r.topP = 0.25;
            r.topK = 40;
            r.seed = 42;
            r.presencePenalty = 0.5;
            r.frequencyPenalty = 0.25;
            r.stop = QStringList {u"END"_s, u"STOP"_s};
        },
        R"({"prompt":"Hi","max_tokens":50,"temperature":0.5,"top_p":0.25,"top_k":40,"seed":42,"presence_penalty":0.5,
            "frequency_penalty":0.25,"stop_sequences":"END,STOP"})",
        {u"converted stop: input.stop_sequences"_s});
    row(
        "inputs of its own",
        [](ChatRequest &r) {
            r.maxTokens = 50;
            r.extraBody = json(R"({"input":{"image":"https://example.org/a.png","max_tokens":9}})");
        },
        R"({"prompt":"Hi","max_tokens":9,"image":"https://example.org/a.png"})");
    row("what it has not",
        [](ChatRequest &r) {
            r.tools = {weatherTool()};
            r.n = 2;
            r.user = u"u"_s;
            r.responseFormat = citySchema();
            r.reasoningEffort = u"low"_s;
            r.thinkingBudget = 5;
            r.messages.first().content += image("PNG", u"image/png"_s);
        },
        R"({"prompt":"Hi"})",
        {u"dropped tools"_s, u"dropped image_url"_s, u"dropped n"_s, u"dropped user"_s, u"dropped response_format"_s,
            u"dropped reasoning_effort"_s, u"dropped thinking"_s});
}

void TestReplicate::input()
{
    QFETCH(const ChatRequest, request);
    QFETCH(const QJsonObject, input);
    QFETCH(const QStringList, notes);
    const Result<EncodedRequest> encoded = replicateDialect()->encode(request, target());
    QVERIFY(encoded.has_value());
    QCOMPARE(QJsonDocument::fromJson(encoded->body).object(),
        (QJsonObject {{u"version"_s, u"meta/llama-3"_s}, {u"input"_s, input}}));
    QCOMPARE(noteLines(encoded->mapping), notes);
}

void TestReplicate::addresses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("version");
    QTest::newRow("meta/llama-3") << u"predictions"_s << true;
    QTest::newRow("meta/llama-3:abc") << u"predictions"_s << true;
    QTest::newRow("deployments/me/mine") << u"deployments/me/mine/predictions"_s << false;
}

void TestReplicate::addresses()
{
    QFETCH(const QString, path);
    const QString model = QString::fromLatin1(QTest::currentDataTag());
    const Result<EncodedRequest> encoded = replicateDialect()->encode(hello(), target(model));
    QCOMPARE(encoded->url, QUrl(u"https://api.example.test/v1/"_s + path));
    const QJsonObject body = QJsonDocument::fromJson(encoded->body).object();
    QFETCH(const bool, version);
    QCOMPARE(body["version"_L1].toString(), version ? model : QString());
}

void TestReplicate::limits()
{
    ChatRequest request = hello();
    QVERIFY(headerValue(replicateDialect()->encode(request, target())->headers, "prefer").isNull());
    QVERIFY(headerValue(replicateDialect()->encode(request, target())->headers, "cancel-after").isNull());
    request.timeout = 90'001ms;
    QCOMPARE(headerValue(replicateDialect()->encode(request, target())->headers, "cancel-after"), QByteArray("91s"));
    request.timeout = 10ms;
    request.stream = true;
    const Result<EncodedRequest> streamed = replicateDialect()->encode(request, target());
    QCOMPARE(headerValue(streamed->headers, "cancel-after"), QByteArray("5s"));
    QVERIFY(headerValue(streamed->headers, "prefer").isNull());
    request.messages.clear();
    QCOMPARE(replicateDialect()->encode(request, target()).error().kind, Error::Kind::BadRequest);
}

void TestReplicate::followsUp_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("streaming");
    QTest::addColumn<QString>("address"); // empty: this is the answer
    const QByteArray urls
        = R"("urls":{"get":"https://other.test/x","cancel":"https://other.test/y","stream":"https://stream.test/v1/s-1"})";
    const QString own = u"https://api.example.test/v1/predictions/p1"_s;
    const auto row = [](const char *name, const QByteArray &body, bool streaming, const QString &address) {
        QTest::newRow(name) << body << streaming << address;
    };
    row("running", R"({"id":"p1","status":"processing",)" + urls + "}", false, own);
    row("running, streamed", R"({"id":"p1","status":"starting",)" + urls + "}", true, u"https://stream.test/v1/s-1"_s);
    row("running, cannot stream", R"({"id":"p1","status":"starting","urls":{}})", true, own);
    row("ready", R"({"id":"p1","status":"succeeded","output":"x",)" + urls + "}", true, {});
    row("failed", R"({"id":"p1","status":"failed","error":"x"})", false, {});
    row("no prediction", R"({"detail":"x"})", false, {});
}

void TestReplicate::followsUp()
{
    QFETCH(const QByteArray, body);
    QFETCH(const bool, streaming);
    QFETCH(const QString, address);
    const std::optional<FollowUp> following = next(body, streaming);
    QCOMPARE(following.has_value(), !address.isEmpty());
    if (!following)
        return;
    QCOMPARE(following->request.url, QUrl(address));
    QCOMPARE(following->request.method, QByteArray("GET"));
    QCOMPARE(following->request.body, QByteArray());
    QCOMPARE(following->wait.count() > 0, !address.contains(u"stream"_s));
}

void TestReplicate::neverLeadsElsewhere_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("an id with a path") << QByteArray(R"({"id":"../account","status":"processing"})");
    QTest::newRow("an id with a query") << QByteArray(R"({"id":"a?b=c","status":"processing"})");
    QTest::newRow("no id") << QByteArray(R"({"id":"","status":"processing"})");
}

void TestReplicate::neverLeadsElsewhere()
{
    QFETCH(const QByteArray, body);
    QVERIFY(!next(body, false));
    // A stream without encryption is not taken; the prediction is asked for instead.
    const auto open = next(R"({"id":"p1","status":"starting","urls":{"stream":"http://stream.test/s"}})", true);
    QCOMPARE(open->request.url, QUrl(u"https://api.example.test/v1/predictions/p1"_s));
}

void TestReplicate::outputs_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("text");
    QTest::newRow("a list") << QByteArray(R"(["Hi"," ","thère"])") << u"Hi thère"_s;
    QTest::newRow("a text") << QByteArray(R"("Hi")") << u"Hi"_s;
    QTest::newRow("nothing") << QByteArray("null") << QString();
}

void TestReplicate::outputs()
{
    QFETCH(const QByteArray, output);
    const Decoded out = decodePlain(*replicateDialect(), target(),
        R"({"id":"p1","model":"meta/llama-3","status":"succeeded","metrics":{"predict_time":1.5,"input_token_count":20,
            "output_token_count":32},"output":)"
            + output + "}");
    QVERIFY(!out.error);
    QTEST(out.completion.text(), "text");
    QCOMPARE(out.completion.id, u"p1"_s);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Stop);
    QCOMPARE(out.completion.usage.inputFresh, 20);
    QCOMPARE(out.completion.usage.outputText, 32);
    QCOMPARE(out.completion.usage.source, Usage::Source::Reported);
    QVERIFY(!out.completion.providerCost); // seconds on some machine are no price
    const Decoded silent
        = decodePlain(*replicateDialect(), target(), R"({"id":"p","status":"succeeded","output":"","metrics":{}})");
    QVERIFY(!silent.completion.usage.isKnown());
}

void TestReplicate::failures_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    const auto row
        = [](const char *name, const QByteArray &body, Error::Kind kind) { QTest::newRow(name) << body << kind; };
    row("failed", R"({"id":"p","status":"failed","error":"CUDA is out of memory"})", Error::Kind::ServerFault);
    row("failed, too long", R"({"id":"p","status":"failed","error":"prompt is too long: 9 tokens > 8 maximum"})",
        Error::Kind::ContextTooLong);
    row("cancelled", R"({"id":"p","status":"canceled","output":["a"]})", Error::Kind::ServerFault);
    row("no text", R"({"id":"p","status":"succeeded","output":{"image":1}})", Error::Kind::Malformed);
    row("no texts", R"({"id":"p","status":"succeeded","output":[1]})", Error::Kind::Malformed);
    row("another error",
        R"({"title":"Unauthenticated","detail":"You did not pass an authentication token","status":401})",
        Error::Kind::Auth);
    row("no JSON", "oops", Error::Kind::Malformed);
}

void TestReplicate::failures()
{
    QFETCH(const QByteArray, body);
    const Result<QList<Delta>> out = replicateDialect()->decode(body, target());
    QVERIFY(!out.has_value());
    QTEST(out.error().kind, "kind");
    QCOMPARE(out.error().service, u"replicate"_s);
}

void TestReplicate::streams()
{
    const QByteArray body
        = "event: output\nid: 1:0\ndata: Once \n\n: hi\n\nevent: output\nid: 1:1\ndata: upon\ndata: a\n\n"
          "event: logs\ndata: noise\n\nevent: done\nid: 1:2\ndata: {}\n\n";
    const Decoded out = stream(body);
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Once upon\na"_s);
    QVERIFY(out.completion.complete);
    QVERIFY(!out.completion.usage.isKnown());
    for (qsizetype at = 1; at < body.size(); ++at) {
        const Decoded cut = decodePieces(*replicateDialect(), target(), Framing::Sse, {body.left(at), body.mid(at)});
        QCOMPARE(cut.completion, out.completion);
    }
    const Decoded half = stream(body.left(body.indexOf("event: done")));
    QVERIFY(!half.completion.complete);
}

void TestReplicate::streamsThatFail_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("error") << QByteArray("event: error\ndata: {\"detail\":\"the model crashed\"}\n\n");
    QTest::newRow("cancelled") << QByteArray("event: done\ndata: {\"reason\":\"canceled\"}\n\n");
    QTest::newRow("failed") << QByteArray("event: done\ndata: {\"reason\":\"error\"}\n\n");
}

void TestReplicate::streamsThatFail()
{
    QFETCH(const QByteArray, end);
    const Decoded out = stream("event: output\ndata: so far\n\n" + end);
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, Error::Kind::ServerFault);
    QVERIFY(!out.error->detail.isEmpty());
    QCOMPARE(out.completion.text(), u"so far"_s);
    QVERIFY(!out.completion.complete);
}

void TestReplicate::modelList()
{
    QCOMPARE(replicateDialect()->encodeModelList(target().service)->url,
        QUrl(u"https://api.example.test/v1/collections/language-models"_s));
    const Result<QList<ModelInfo>> models = replicateDialect()->decodeModelList(
        R"({"name":"Language models","models":[{"owner":"meta","name":"llama-3"},{"owner":"x"}]})", target().service);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), 1);
    QCOMPARE(models->first().id, u"meta/llama-3"_s);
    QVERIFY(!replicateDialect()->decodeModelList("{}", target().service).has_value());
}

QTEST_GUILESS_MAIN(TestReplicate)
#include "tst_replicate.moc"
