// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/aws/ConverseDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/EventStreamMessage.h"
#include "tests/support/GoldenEncode.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using namespace lineup::test;

class TestConverseDecode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void textAndUsage();
    void reasoning();
    void toolCalls();
    void serverTools();
    void citations();
    void theAnswerByTool();
    void plainAnswer();
    void ends_data();
    void ends();
    void cutStream();
    void exceptions_data();
    void exceptions();
    void errors_data();
    void errors();
    void answersThatAreNone_data();
    void answersThatAreNone();
    void skipsWhatItDoesNotKnow();
};

namespace {

Target target()
{
    Target out;
    out.service.id = u"bedrock"_s;
    out.model = u"anthropic.claude-x"_s;
    return out;
}

QByteArray text(const QByteArray &piece, int block = 0)
{
    return eventStreamEvent("contentBlockDelta",
        R"({"contentBlockIndex":)" + QByteArray::number(block) + R"(,"delta":{"text":")" + piece + R"("},"p":"abc"})");
}

QByteArray change(int block, const QByteArray &delta)
{
    return eventStreamEvent(
        "contentBlockDelta", R"({"contentBlockIndex":)" + QByteArray::number(block) + R"(,"delta":)" + delta + '}');
}

QByteArray start(int block, const QByteArray &what)
{
    return eventStreamEvent(
        "contentBlockStart", R"({"contentBlockIndex":)" + QByteArray::number(block) + R"(,"start":)" + what + '}');
}

QByteArray stop(int block)
{
    return eventStreamEvent("contentBlockStop", R"({"contentBlockIndex":)" + QByteArray::number(block) + '}');
}

QByteArray end(const QByteArray &reason = "end_turn")
{
    return eventStreamEvent("messageStop", R"({"stopReason":")" + reason + R"("})");
}

const QByteArray begin = eventStreamEvent("messageStart", R"({"role":"assistant","p":"x"})");

Decoded stream(const QList<QByteArray> &pieces)
{
    return decodePieces(*converseDialect(), target(), Framing::AwsEventStream, pieces);
}

QList<QJsonObject> kept(const Decoded &out)
{
    QList<QJsonObject> values;
    for (const NativeBlock &block : out.completion.first()->message.nativeBlocks) {
        if (block.dialect == u"bedrock-converse"_s)
            values += block.value;
    }
    return values;
}

} // namespace

void TestConverseDecode::textAndUsage()
{
    const Decoded out = stream({begin, text("Six"), text("’"), stop(0), end(),
        eventStreamEvent("metadata", R"({"usage":{"inputTokens":3,"outputTokens":121,"totalTokens":2072,
            "cacheReadInputTokens":1712,"cacheWriteInputTokens":236,"cacheDetails":[{"inputTokens":200,"ttl":"1h"},
            {"inputTokens":36,"ttl":"5m"}]},"serviceTier":{"type":"flex"}})")});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Six’"_s);
    QVERIFY(out.completion.complete);
    QCOMPARE(out.completion.serviceTier, u"flex"_s);
    const Usage &usage = out.completion.usage;
    QCOMPARE(usage.source, Usage::Source::Reported);
    QCOMPARE(usage.inputFresh, 3);
    QCOMPARE(usage.inputCacheRead, 1712);
    QCOMPARE(usage.inputCacheWrite1h, 200);
    QCOMPARE(usage.inputCacheWrite5m, 36);
    QCOMPARE(usage.outputText, 121);
    QCOMPARE(usage.inputTotal() + usage.outputTotal(), 2072);
}

void TestConverseDecode::reasoning()
{
    const Decoded out = stream({begin, change(0, R"({"reasoningContent":{"text":"Let "}})"),
        change(0, R"({"reasoningContent":{"text":"me"}})"), change(0, R"({"reasoningContent":{"signature":"c2ln"}})"),
        stop(0), change(1, R"({"reasoningContent":{"redactedContent":"AAECAw=="}})"), stop(1),
        change(2, R"({"reasoningContent":{"text":"!"}})"), stop(2), text("Yes", 3), stop(3), end()});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.first()->message.reasoning, u"Let me!"_s);
    QCOMPARE(out.completion.text(), u"Yes"_s);
    // What has no signature cannot be sent back.
    QCOMPARE(kept(out),
        (QList<QJsonObject> {json(R"({"reasoningContent":{"reasoningText":{"text":"Let me","signature":"c2ln"}}})"),
            json(R"({"reasoningContent":{"redactedContent":"AAECAw=="}})")}));
}

void TestConverseDecode::toolCalls()
{
    const Decoded out
        = stream({begin, text("So"), stop(0), start(1, R"({"toolUse":{"toolUseId":"t1","name":"weather"}})"),
            change(1, R"({"toolUse":{"input":"{\"ci"}})"), change(1, R"({"toolUse":{"input":"ty\":1}"}})"), stop(1),
            start(2, R"({"toolUse":{"toolUseId":"t2","name":"now"}})"), stop(2), end("tool_use")});
    QVERIFY(!out.error);
    const Choice &choice = *out.completion.first();
    QCOMPARE(choice.message.toolCalls,
        (QList<ToolCall> {{u"t1"_s, u"weather"_s, uR"({"city":1})"_s}, {u"t2"_s, u"now"_s, u"{}"_s}}));
    QCOMPARE(choice.finishReason, FinishReason::ToolCalls);
    QCOMPARE(choice.nativeFinishReason, u"tool_use"_s);
}

void TestConverseDecode::serverTools()
{
    const Decoded out
        = stream({begin, start(0, R"({"toolUse":{"toolUseId":"s1","name":"interpreter","type":"server_tool_use"}})"),
            change(0, R"({"toolUse":{"input":"{\"x\":1}"}})"), stop(0),
            start(1, R"({"toolResult":{"toolUseId":"s1","type":"r","status":"success"}})"),
            change(1, R"({"toolResult":[{"json":{"out":"2"}}]})"), stop(1), text("Two", 2), stop(2), end()});
    QVERIFY(!out.error);
    QVERIFY(out.completion.first()->message.toolCalls.isEmpty());
    QCOMPARE(out.completion.text(), u"Two"_s);
    QCOMPARE(kept(out),
        (QList<QJsonObject> {
            json(R"({"toolUse":{"toolUseId":"s1","name":"interpreter","type":"server_tool_use","input":{"x":1}}})"),
            json(
                R"({"toolResult":{"toolUseId":"s1","type":"r","status":"success","content":[{"json":{"out":"2"}}]}})")}));
}

void TestConverseDecode::citations()
{
    const Decoded out
        = stream({begin, change(0, R"({"citation":{"title":"facts","location":{"documentChar":{"documentIndex":0}},
            "sourceContent":[{"text":"a "},{"text":"b"}]}})"),
            change(0, R"({"citation":{"title":"w","location":{"web":{"url":"https://example.test/"}}}})"), text("Ruby"),
            stop(0), end()});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.first()->citations,
        (QList<Citation> {{QString(), u"facts"_s, u"a b"_s}, {u"https://example.test/"_s, u"w"_s, QString()}}));
}

void TestConverseDecode::theAnswerByTool()
{
    const Decoded out = stream({begin, start(0, R"({"toolUse":{"toolUseId":"t1","name":"lineup_structured_answer"}})"),
        change(0, R"({"toolUse":{"input":"{\"city\""}})"), change(0, R"({"toolUse":{"input":":\"Rom\"}"}})"), stop(0),
        end("tool_use")});
    QCOMPARE(out.completion.text(), uR"({"city":"Rom"})"_s);
    QVERIFY(out.completion.first()->message.toolCalls.isEmpty());
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Stop);
}

void TestConverseDecode::plainAnswer()
{
    const Decoded out = decodePlain(*converseDialect(), target(), R"({"metrics":{"latencyMs":1},"output":{"message":{
        "role":"assistant","content":[
        {"reasoningContent":{"reasoningText":{"text":"hm","signature":"c2ln"}}},
        {"text":"Yes. "},
        {"citationsContent":{"content":[{"text":"Ruby."}],"citations":[{"source":"https://example.test/r","title":"R",
            "sourceContent":[{"text":"cited"}]}]}},
        {"toolUse":{"toolUseId":"s","name":"i","type":"server_tool_use","input":{"a":1}}},
        {"toolResult":{"toolUseId":"s","content":[{"json":{}}]}},
        {"toolUse":{"toolUseId":"t","name":"f","input":{"b":2.5}}},
        {"toolUse":{"toolUseId":"u","name":"g","input":{}}},
        {"somethingNew":{"x":1}}]}},
        "stopReason":"tool_use","usage":{"inputTokens":10,"outputTokens":20,"totalTokens":30}})");
    QVERIFY(!out.error);
    const Message &message = out.completion.first()->message;
    QCOMPARE(message.text(), u"Yes. Ruby."_s);
    QCOMPARE(message.reasoning, u"hm"_s);
    QCOMPARE(message.toolCalls, (QList<ToolCall> {{u"t"_s, u"f"_s, uR"({"b":2.5})"_s}, {u"u"_s, u"g"_s, u"{}"_s}}));
    QCOMPARE(out.completion.first()->citations, (QList<Citation> {{u"https://example.test/r"_s, u"R"_s, u"cited"_s}}));
    QCOMPARE(kept(out),
        (QList<QJsonObject> {json(R"({"reasoningContent":{"reasoningText":{"text":"hm","signature":"c2ln"}}})"),
            json(R"({"toolUse":{"toolUseId":"s","name":"i","type":"server_tool_use","input":{"a":1}}})"),
            json(R"({"toolResult":{"toolUseId":"s","content":[{"json":{}}]}})")}));
    QCOMPARE(out.completion.usage.inputFresh, 10);
    QCOMPARE(out.completion.usage.outputText, 20);
}

void TestConverseDecode::ends_data()
{
    QTest::addColumn<FinishReason>("reason");
    QTest::newRow("end_turn") << FinishReason::Stop;
    QTest::newRow("stop_sequence") << FinishReason::Stop;
    QTest::newRow("max_tokens") << FinishReason::Length;
    QTest::newRow("model_context_window_exceeded") << FinishReason::Length;
    QTest::newRow("guardrail_intervened") << FinishReason::ContentFilter;
    QTest::newRow("content_filtered") << FinishReason::ContentFilter;
    QTest::newRow("tool_use") << FinishReason::ToolCalls;
    QTest::newRow("something_new") << FinishReason::Unknown;
}

void TestConverseDecode::ends()
{
    const QByteArray word = QTest::currentDataTag();
    const Decoded out = stream({begin, text("x"), stop(0), end(word)});
    QTEST(out.completion.first()->finishReason, "reason");
    QCOMPARE(out.completion.first()->nativeFinishReason, QString::fromLatin1(word));
    QVERIFY(out.completion.complete);
    QVERIFY(!out.completion.usage.isKnown());
}

void TestConverseDecode::cutStream()
{
    const Decoded out = stream({begin, text("a"), text("b")});
    QVERIFY(!out.completion.complete);
    QCOMPARE(out.completion.text(), u"ab"_s);
    QVERIFY(!out.completion.usage.isKnown());
}

void TestConverseDecode::exceptions_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    const auto row = [](const char *type, const char *body, Error::Kind kind) {
        QTest::addRow("%s %s", type, body) << QByteArray(type) << QByteArray(body) << kind;
    };
    row("throttlingException", R"({"message":"Too many tokens, please wait before trying again."})",
        Error::Kind::RateLimited);
    row("throttlingException", R"({"message":"Slow down"})", Error::Kind::RateLimited);
    row("serviceUnavailableException", R"({"message":"Try again"})", Error::Kind::Overloaded);
    row("internalServerException", R"({"message":"The system encountered an unexpected error"})",
        Error::Kind::ServerFault);
    row("modelStreamErrorException", R"({"message":"m","originalMessage":"it broke","originalStatusCode":500})",
        Error::Kind::ServerFault);
    row("modelTimeoutException", R"({"message":"m"})", Error::Kind::Timeout);
    row("validationException", R"({"message":"Input is too long for requested model."})", Error::Kind::ContextTooLong);
    row("validationException", R"({"message":"The field x is wrong"})", Error::Kind::BadRequest);
    row("somethingNewException", "not JSON", Error::Kind::ServerFault);
}

void TestConverseDecode::exceptions()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, body);
    QFETCH(const Error::Kind, kind);
    const Decoded out = stream({begin, text("so far"), eventStreamException(type, body)});
    QVERIFY(out.error.has_value());
    QCOMPARE(errorKindName(out.error->kind), errorKindName(kind));
    QCOMPARE(out.error->code, QString::fromLatin1(type));
    QCOMPARE(out.error->service, u"bedrock"_s);
    QVERIFY(!out.error->detail.isEmpty());
    QCOMPARE(out.completion.text(), u"so far"_s);
    QVERIFY(!out.completion.complete);
}

void TestConverseDecode::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type"); // header
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("code");
    const auto row
        = [](const char *name, int status, const char *type, const char *body, Error::Kind kind, const QString &code) {
              QTest::newRow(name) << status << QByteArray(type) << QByteArray(body) << kind << code;
          };
    row("no rights", 403, "AccessDeniedException:http://internal.amazon.com/coral/com.amazon.bedrock/",
        R"({"message":"You don't have access to the model with the specified model ID."})",
        Error::Kind::PermissionDenied, u"AccessDeniedException"_s);
    row("an unknown key", 403, "UnrecognizedClientException",
        R"({"message":"The security token included in the request is invalid."})", Error::Kind::Auth,
        u"UnrecognizedClientException"_s);
    row("an old key", 403,
        "ExpiredTokenException:", R"({"message":"The security token included in the request is expired"})",
        Error::Kind::Auth, u"ExpiredTokenException"_s);
    row("a bad signature, in the body", 403, "", R"({"__type":"com.amazon.coral.service#InvalidSignatureException",
        "message":"Signature expired"})",
        Error::Kind::Auth, u"InvalidSignatureException"_s);
    row("too long", 400, "ValidationException", R"({"message":"prompt is too long: 300000 tokens > 200000 maximum"})",
        Error::Kind::ContextTooLong, u"ValidationException"_s);
    row("too long in other words", 400, "ValidationException",
        R"({"message":"Input Tokens Exceeded: Number of input tokens exceeds maximum length."})",
        Error::Kind::ContextTooLong, u"ValidationException"_s);
    row("too often", 429, "ThrottlingException", R"({"message":"Too many requests, please wait before trying again."})",
        Error::Kind::RateLimited, u"ThrottlingException"_s);
    row("over the quota", 400, "ServiceQuotaExceededException",
        R"({"message":"Your request exceeds the service quota"})", Error::Kind::RateLimited,
        u"ServiceQuotaExceededException"_s);
    row("not ready", 429, "ModelNotReadyException", R"({"message":"The model is being loaded"})",
        Error::Kind::Overloaded, u"ModelNotReadyException"_s);
    row("no such model", 404, "ResourceNotFoundException", R"({"message":"Could not resolve"})", Error::Kind::NotFound,
        u"ResourceNotFoundException"_s);
    row("nothing said", 500, "", "", Error::Kind::ServerFault, {});
}

void TestConverseDecode::errors()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, body);
    QFETCH(const Error::Kind, kind);
    QFETCH(const QString, code);
    HttpHead head {.status = status, .headers = {{"x-amzn-RequestId", "id-7"}}};
    if (!type.isEmpty())
        head.headers.append({"x-amzn-ErrorType", type});
    const Error error = converseDialect()->decodeError(head, body, target());
    QCOMPARE(errorKindName(error.kind), errorKindName(kind));
    QCOMPARE(error.code, code);
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.requestId, u"id-7"_s);
}

void TestConverseDecode::answersThatAreNone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("empty") << QByteArray() << Error::Kind::Malformed;
    QTest::newRow("no object") << QByteArray("[]") << Error::Kind::Malformed;
    QTest::newRow("cut") << QByteArray(R"({"output":{)") << Error::Kind::Malformed;
    QTest::newRow("another API") << QByteArray(R"({"choices":[]})") << Error::Kind::Malformed;
    QTest::newRow("an error") << QByteArray(R"({"__type":"x#AccessDeniedException","message":"No"})")
                              << Error::Kind::PermissionDenied;
}

void TestConverseDecode::answersThatAreNone()
{
    QFETCH(const QByteArray, body);
    QFETCH(const Error::Kind, kind);
    const Decoded out = decodePlain(*converseDialect(), target(), body);
    QVERIFY(out.error.has_value());
    QCOMPARE(errorKindName(out.error->kind), errorKindName(kind));
}

void TestConverseDecode::skipsWhatItDoesNotKnow()
{
    const Decoded out = stream({begin, eventStreamEvent("somethingNew", R"({"x":1})"), eventStreamEvent("", "{}"),
        change(0, R"({"image":{"source":{}}})"), text("Yes"), change(7, R"({"toolUse":{"input":"{}"}})"), stop(3),
        end()});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Yes"_s);
    QVERIFY(out.completion.first()->message.toolCalls.isEmpty());
}

QTEST_GUILESS_MAIN(TestConverseDecode)
#include "tst_converse_decode.moc"
