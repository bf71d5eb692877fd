// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ollama/OllamaDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

Target local()
{
    Target out;
    out.service.id = u"ollama"_s;
    out.service.local = true;
    out.model = u"qwen3"_s;
    return out;
}

Decoded stream(const QList<QByteArray> &lines)
{
    QList<QByteArray> pieces;
    for (const QByteArray &line : lines)
        pieces += line + '\n';
    return decodePieces(*ollamaDialect(), local(), Framing::Ndjson, pieces);
}

QByteArray say(const QByteArray &members)
{
    return R"({"model":"qwen3:8b","message":{"role":"assistant",)" + members + R"(},"done":false})";
}

QByteArray end(const QByteArray &members = R"("done_reason":"stop","prompt_eval_count":21,"eval_count":9)")
{
    return R"({"model":"qwen3:8b","message":{"role":"assistant","content":""},"done":true,)" + members + "}";
}

} // namespace

class TestOllamaDecode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void textAndThinking();
    void toolCalls();
    void plainAnswer();
    void ends_data();
    void ends();
    void usage_data();
    void usage();
    void errorLine();
    void cutStream();
    void strangeLines();
    void plainAnswersThatAreNone_data();
    void plainAnswersThatAreNone();
    void errorBodies_data();
    void errorBodies();
    void callsSurviveTheNextTurn();
    void modelList();
};

void TestOllamaDecode::textAndThinking()
{
    const Decoded out = stream({say(R"("content":"","thinking":"Let ")"), say(R"("content":"","thinking":"me")"),
        say(R"("content":"Six")"), say(R"("content":"’")"), end()});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Six’"_s);
    QCOMPARE(out.completion.first()->message.reasoning, u"Let me"_s);
    QCOMPARE(out.completion.model, u"qwen3:8b"_s);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Stop);
    QCOMPARE(out.completion.first()->nativeFinishReason, u"stop"_s);
    QVERIFY(out.completion.complete);
}

void TestOllamaDecode::toolCalls()
{
    const Decoded out = stream({say(R"("content":"","tool_calls":[
        {"id":"call_x","function":{"index":0,"name":"add","arguments":{"b":3,"a":[1.5,"ö"]}}},
        {"function":{"index":1,"name":"now","arguments":{}}}])")
                                    .replace('\n', ' '),
        say(R"("content":"","tool_calls":[{"function":{"index":0,"name":"add","arguments":{"a":2}}}])"), end()});
    const QList<ToolCall> expected {{u"call_x"_s, u"add"_s, uR"({"a":[1.5,"ö"],"b":3})"_s},
        {u"call_0_1"_s, u"now"_s, u"{}"_s}, {u"call_0_2"_s, u"add"_s, uR"({"a":2})"_s}};
    QCOMPARE(out.completion.first()->message.toolCalls, expected);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::ToolCalls);
    QCOMPARE(out.completion.first()->nativeFinishReason, u"stop"_s);
    // As text already, or nothing at all.
    const Decoded odd = stream(
        {say(R"("tool_calls":[{"function":{"name":"a","arguments":"{\"x\":1}"}},{"function":{"name":"b"}}])"), end()});
    QCOMPARE(odd.completion.first()->message.toolCalls.at(0).arguments, uR"({"x":1})"_s);
    QCOMPARE(odd.completion.first()->message.toolCalls.at(1).arguments, u"{}"_s);
}

void TestOllamaDecode::plainAnswer()
{
    const Decoded out
        = decodePlain(*ollamaDialect(), local(), R"({"model":"m","message":{"role":"assistant","content":"Hi",
        "thinking":"hm","tool_calls":[{"function":{"name":"now","arguments":{"tz":"UTC"}}}]},
        "done":true,"done_reason":"stop","prompt_eval_count":310,"eval_count":145})");
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Hi"_s);
    QCOMPARE(out.completion.first()->message.reasoning, u"hm"_s);
    QCOMPARE(out.completion.first()->message.toolCalls.first().arguments, uR"({"tz":"UTC"})"_s);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::ToolCalls);
    QCOMPARE(out.completion.usage.inputFresh, 310);
    QCOMPARE(out.completion.usage.outputText, 145);
}

void TestOllamaDecode::ends_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<FinishReason>("reason");
    QTest::newRow("stop") << QByteArray(R"("done_reason":"stop")") << FinishReason::Stop;
    QTest::newRow("length") << QByteArray(R"("done_reason":"length")") << FinishReason::Length;
    QTest::newRow("old servers") << QByteArray(R"("total_duration":1)") << FinishReason::Stop;
}

void TestOllamaDecode::ends()
{
    QFETCH(const QByteArray, members);
    const Decoded out = stream({say(R"("content":"x")"), end(members)});
    QTEST(out.completion.first()->finishReason, "reason");
    QVERIFY(out.completion.complete);
}

void TestOllamaDecode::usage_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<Usage::Source>("source");
    QTest::addColumn<qint64>("input");
    QTest::addColumn<qint64>("output");
    QTest::newRow("both") << QByteArray(R"("prompt_eval_count":21,"eval_count":889)") << Usage::Source::Reported
                          << qint64(21) << qint64(889);
    QTest::newRow("prompt still in memory")
        << QByteArray(R"("eval_count":50)") << Usage::Source::Estimated << qint64(0) << qint64(50);
    QTest::newRow("none") << QByteArray(R"("total_duration":1)") << Usage::Source::Unknown << qint64(0) << qint64(0);
}

void TestOllamaDecode::usage()
{
    QFETCH(const QByteArray, members);
    const Usage usage = stream({say(R"("content":"x")"), end(members)}).completion.usage;
    QTEST(usage.source, "source");
    QTEST(usage.inputTotal(), "input");
    QTEST(usage.outputTotal(), "output");
}

void TestOllamaDecode::errorLine()
{
    const Decoded out = stream(
        {say(R"("content":"Half")"), R"({"error":"an error was encountered while running the model: CUDA error"})"});
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, Error::Kind::ServerFault);
    QVERIFY(out.error->detail.contains(u"CUDA"_s));
    QCOMPARE(out.error->service, u"ollama"_s);
    QCOMPARE(out.completion.text(), u"Half"_s);
    QVERIFY(!out.completion.complete);
    const Decoded whole = decodePlain(*ollamaDialect(), local(), R"({"error":"model 'x' not found"})");
    QCOMPARE(whole.error->kind, Error::Kind::NotFound);
}

void TestOllamaDecode::cutStream()
{
    const Decoded out = stream({say(R"("content":"Half")")});
    QVERIFY(!out.error);
    QVERIFY(!out.completion.complete);
    QVERIFY(!out.completion.usage.isKnown());
}

void TestOllamaDecode::strangeLines()
{
    const Decoded out = stream({"{}", R"({"status":"loading"})", "", say(R"("content":null,"tool_calls":null)"),
        say(R"("content":"x")"), end()});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"x"_s);
    QCOMPARE(stream({"data: {"}).error->kind, Error::Kind::Malformed);
}

void TestOllamaDecode::plainAnswersThatAreNone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("not JSON") << QByteArray("404 page not found");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no message") << QByteArray(R"({"models":[]})");
    QTest::newRow("generate's answer") << QByteArray(R"({"model":"m","response":"Hi","done":true})");
}

void TestOllamaDecode::plainAnswersThatAreNone()
{
    QFETCH(const QByteArray, body);
    const Decoded out = decodePlain(*ollamaDialect(), local(), body);
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, Error::Kind::Malformed);
    QCOMPARE(out.error->service, u"ollama"_s);
}

void TestOllamaDecode::errorBodies_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("model") << 404 << QByteArray(R"({"error":"model 'nonexistent:latest' not found"})")
                           << Error::Kind::NotFound;
    QTest::newRow("too long") << 400
                              << QByteArray(R"({"error":"prompt too long; exceeded max context length by 5 tokens"})")
                              << Error::Kind::ContextTooLong;
    QTest::newRow("tools") << 400
                           << QByteArray(R"({"error":"registry.ollama.ai/library/gemma3:1b does not support tools"})")
                           << Error::Kind::BadRequest;
    QTest::newRow("key") << 401 << QByteArray(R"({"error":"unauthorized"})") << Error::Kind::Auth;
    QTest::newRow("busy") << 503
                          << QByteArray(
                                 R"({"error":"server busy, please try again.  maximum pending requests exceeded"})")
                          << Error::Kind::Overloaded;
    QTest::newRow("fault") << 500 << QByteArray(R"({"error":"llama runner process has terminated: exit status 2"})")
                           << Error::Kind::ServerFault;
    QTest::newRow("no Ollama there") << 404 << QByteArray("404 page not found") << Error::Kind::NotFound;
}

void TestOllamaDecode::errorBodies()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    const Error error = ollamaDialect()->decodeError({.status = status}, body, local());
    QTEST(error.kind, "kind");
    QCOMPARE(error.httpStatus, status);
    QVERIFY(!error.detail.isEmpty());
}

void TestOllamaDecode::callsSurviveTheNextTurn()
{
    const Decoded out = stream(
        {say(R"("thinking":"hm","tool_calls":[{"function":{"name":"add","arguments":{"a":2,"b":3}}}])"), end()});
    ChatRequest next;
    next.messages
        = {golden::say(Role::User, u"?"_s), out.completion.first()->message, toolResult(u"call_0_0"_s, u"5"_s)};
    const Result<EncodedRequest> encoded = ollamaDialect()->encode(next, local());
    QVERIFY(encoded.has_value());
    const QJsonArray messages = json(encoded->body).value("messages"_L1).toArray();
    QCOMPARE(messages.at(1).toObject(), json(R"({"role":"assistant","content":"","thinking":"hm","tool_calls":[
        {"id":"call_0_0","function":{"name":"add","arguments":{"a":2,"b":3}}}]})"));
    QCOMPARE(messages.at(2).toObject().value("tool_name"_L1).toString(), u"add"_s);
}

void TestOllamaDecode::modelList()
{
    using Capability = ModelInfo::Capability;
    const auto models = ollamaDialect()->decodeModelList(R"({"models":[
        {"name":"llama3:8b","model":"llama3:8b","details":{"family":"llama"}},
        {"name":"qwen3:8b","model":"qwen3:8b","capabilities":["completion","tools","thinking"],"details":{"context_length":40960}},
        {"name":"gemma3","details":{"capabilities":["completion","vision"]}},
        {"name":"nomic-embed-text","model":"nomic-embed-text","capabilities":["embedding"]},
        {"details":{}}]})",
        local().service);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), 3);
    QCOMPARE(models->at(0).id, u"llama3:8b"_s);
    QCOMPARE(models->at(0).service, u"ollama"_s);
    QVERIFY(models->at(0).free);
    QVERIFY(!models->at(0).capabilitiesKnown);
    QVERIFY(models->at(1).capabilitiesKnown);
    QVERIFY(models->at(1).can(Capability::Tools) && models->at(1).can(Capability::Reasoning));
    QVERIFY(!models->at(1).can(Capability::Vision));
    QCOMPARE(models->at(1).contextTokens, 40960);
    QCOMPARE(models->at(2).id, u"gemma3"_s);
    QVERIFY(models->at(2).can(Capability::Vision) && !models->at(2).can(Capability::Tools));
    Service cloud = local().service;
    cloud.local = false;
    QVERIFY(!ollamaDialect()->decodeModelList(R"({"models":[{"name":"x"}]})", cloud)->first().free);
    QVERIFY(!ollamaDialect()->decodeModelList(R"({"data":[]})", cloud).has_value());
}

QTEST_GUILESS_MAIN(TestOllamaDecode)
#include "tst_ollama_decode.moc"
