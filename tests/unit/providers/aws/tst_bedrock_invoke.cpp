// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/aws/BedrockInvokeDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/EventStreamMessage.h"
#include "tests/support/GoldenEncode.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using namespace lineup::test;

// What differs from the Messages API, whose own tests cover the bodies: the address, two members, the frames.
class TestBedrockInvoke : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void body();
    void theVersionCanBeChosen();
    void address();
    void refuses_data();
    void refuses();
    void streamed();
    void plain();
    void exceptions();
    void chunksThatAreNone();
    void thinkingGoesBack();
    void listsItsOwn();
};

namespace {

Target target(const QString &model = u"us.anthropic.claude-x-v1:0"_s)
{
    Target out;
    out.service.id = u"bedrock_invoke"_s;
    out.service.baseUrl = QUrl(u"https://bedrock-runtime.us-east-1.amazonaws.com"_s);
    out.model = model;
    return out;
}

ChatRequest hello(bool stream = false)
{
    ChatRequest request;
    request.messages = {say(Role::System, u"S"_s), say(Role::User, u"Hi"_s)};
    request.maxTokens = 50;
    request.temperature = 0.25;
    request.stream = stream;
    return request;
}

QByteArray chunk(const QByteArray &inner)
{
    return eventStreamEvent("chunk", R"({"bytes":")" + inner.toBase64() + R"(","p":"abcdef"})");
}

const QList<QByteArray> answer {
    chunk(
        R"({"type":"message_start","message":{"id":"msg_1","model":"claude-x","usage":{"input_tokens":9,"output_tokens":1}}})"),
    chunk(R"({"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}})"),
    chunk(R"({"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}})"),
    chunk(R"({"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}})"),
    chunk(R"({"type":"content_block_stop","index":0})"),
    chunk(R"({"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Six’"}})"),
    chunk(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":12}})"),
    chunk(R"({"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":9,"outputTokenCount":11}})")};

Decoded stream(const QList<QByteArray> &pieces)
{
    return decodePieces(*bedrockInvokeDialect(), target(), Framing::AwsEventStream, pieces);
}

} // namespace

void TestBedrockInvoke::body()
{
    for (const bool stream : {false, true}) {
        const auto out = bedrockInvokeDialect()->encode(hello(stream), target());
        QVERIFY(out.has_value());
        QCOMPARE(QJsonDocument::fromJson(out->body).object(),
            json(R"({"anthropic_version":"bedrock-2023-05-31","max_tokens":50,"temperature":0.25,
                "system":[{"type":"text","text":"S"}],
                "messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]})"));
        QCOMPARE(out->framing, Framing::AwsEventStream);
        QCOMPARE(headerValue(out->headers, "anthropic-version"), QByteArray());
    }
}

void TestBedrockInvoke::theVersionCanBeChosen()
{
    ChatRequest request = hello();
    request.extraBody = json(R"({"anthropic_version":"bedrock-x","anthropic_beta":["b"]})");
    const auto out = bedrockInvokeDialect()->encode(request, target());
    QVERIFY(out.has_value());
    const QJsonObject body = QJsonDocument::fromJson(out->body).object();
    QCOMPARE(body["anthropic_version"_L1].toString(), u"bedrock-x"_s);
    QCOMPARE(body["anthropic_beta"_L1].toArray(), QJsonArray {u"b"_s});
}

void TestBedrockInvoke::address()
{
    const QByteArray base = "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-x-v1%3A0/";
    QCOMPARE(bedrockInvokeDialect()->encode(hello(), target())->url.toEncoded(), QByteArray(base + "invoke"));
    QCOMPARE(bedrockInvokeDialect()->encode(hello(true), target())->url.toEncoded(),
        QByteArray(base + "invoke-with-response-stream"));
}

void TestBedrockInvoke::refuses_data()
{
    QTest::addColumn<QString>("model");
    QTest::newRow("another maker") << u"amazon.nova-lite-v1:0"_s;
    QTest::newRow("another maker in another region") << u"us.meta.llama4-scout-17b-instruct-v1:0"_s;
}

void TestBedrockInvoke::refuses()
{
    QFETCH(const QString, model);
    const auto out = bedrockInvokeDialect()->encode(hello(), target(model));
    QVERIFY(!out.has_value());
    QCOMPARE(out.error().kind, Error::Kind::BadRequest);
    QCOMPARE(out.error().service, u"bedrock_invoke"_s);
    QVERIFY(bedrockInvokeDialect()
                ->encode(hello(), target(u"arn:aws:bedrock:us-east-1:1:application-inference-profile/ab"_s))
                .has_value());
}

void TestBedrockInvoke::streamed()
{
    const Decoded out = stream(answer);
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Six’"_s);
    QCOMPARE(out.completion.id, u"msg_1"_s);
    QCOMPARE(out.completion.first()->message.reasoning, u"hm"_s);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Stop);
    QCOMPARE(out.completion.usage.inputFresh, 9);
    QCOMPARE(out.completion.usage.outputText, 12);
    QVERIFY(out.completion.complete);
    const Decoded cut = stream(answer.first(answer.size() - 1));
    QVERIFY(!cut.completion.complete);
}

void TestBedrockInvoke::plain()
{
    const Decoded out = decodePlain(*bedrockInvokeDialect(), target(), R"({"id":"m","type":"message",
        "content":[{"type":"text","text":"Yes"}],"stop_reason":"max_tokens","usage":{"input_tokens":4,
        "cache_creation_input_tokens":18131,"cache_read_input_tokens":0,"output_tokens":50}})");
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Yes"_s);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Length);
    QCOMPARE(out.completion.usage.inputCacheWrite5m, 18131);
}

void TestBedrockInvoke::exceptions()
{
    const Decoded out
        = stream(answer.first(6) + QList {eventStreamException("throttlingException", R"({"message":"Slow down"})")});
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, Error::Kind::RateLimited);
    QCOMPARE(out.completion.text(), u"Six’"_s);
    const Decoded inside
        = stream({chunk(R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})")});
    QVERIFY(inside.error.has_value());
    QCOMPARE(inside.error->kind, Error::Kind::Overloaded);
}

void TestBedrockInvoke::chunksThatAreNone()
{
    for (const QByteArray &data : {QByteArray("{}"), QByteArray("x"), QByteArray(R"({"bytes":"!!"})")}) {
        const Decoded out = stream({eventStreamEvent("chunk", data)});
        QVERIFY(out.error.has_value());
        QCOMPARE(out.error->kind, Error::Kind::Malformed);
        QCOMPARE(out.error->service, u"bedrock_invoke"_s);
    }
}

void TestBedrockInvoke::thinkingGoesBack()
{
    ChatRequest next = hello();
    next.messages += stream(answer).completion.first()->message;
    next.messages += say(Role::User, u"And?"_s);
    const auto out = bedrockInvokeDialect()->encode(next, target());
    QVERIFY(out.has_value());
    QCOMPARE(QJsonDocument::fromJson(out->body)["messages"_L1][1]["content"_L1].toArray(),
        json(R"({"a":[{"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"text","text":"Six’"}]})")["a"_L1]
            .toArray());
}

void TestBedrockInvoke::listsItsOwn()
{
    const auto models = bedrockInvokeDialect()->decodeModelList(R"({"modelSummaries":[
        {"modelId":"amazon.nova","outputModalities":["TEXT"]},{"modelId":"anthropic.claude","outputModalities":["TEXT"]}]})",
        target().service);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), 1);
    QCOMPARE(models->first().id, u"anthropic.claude"_s);
}

QTEST_GUILESS_MAIN(TestBedrockInvoke)
#include "tst_bedrock_invoke.moc"
