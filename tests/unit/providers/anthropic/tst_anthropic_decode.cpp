// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/anthropic/AnthropicDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

Target claude()
{
    Target out;
    out.service.id = u"anthropic"_s;
    out.model = u"claude-x"_s;
    return out;
}

Decoded stream(const QList<QByteArray> &events)
{
    QList<QByteArray> pieces;
    for (QByteArray event : events) // a line an event, however it is laid out here
        pieces += "event: x\ndata: " + event.replace('\n', ' ') + "\n\n";
    return decodePieces(*anthropicDialect(), claude(), Framing::Sse, pieces);
}

// A stream of these between a plain beginning and a plain end.
QList<QByteArray> around(const QList<QByteArray> &events, const QByteArray &stopReason = "end_turn")
{
    QList<QByteArray> out {R"({"type":"message_start","message":{"id":"msg_1","model":"claude-x-1","role":"assistant",
        "content":[],"usage":{"input_tokens":10,"output_tokens":7,"service_tier":"standard"}}})"};
    out += events;
    out += R"({"type":"message_delta","delta":{"stop_reason":")" + stopReason + R"("},"usage":{"output_tokens":5}})";
    out += R"({"type":"message_stop"})";
    return out;
}

QByteArray start(int index, const QByteArray &block)
{
    return R"({"type":"content_block_start","index":)" + QByteArray::number(index) + R"(,"content_block":)" + block
        + "}";
}
QByteArray delta(int index, const QByteArray &change)
{
    return R"({"type":"content_block_delta","index":)" + QByteArray::number(index) + R"(,"delta":)" + change + "}";
}
QByteArray stop(int index)
{
    return R"({"type":"content_block_stop","index":)" + QByteArray::number(index) + "}";
}

QByteArray plain(const QByteArray &content, const QByteArray &usage = "{}", const QByteArray &stopReason = "end_turn")
{
    return R"({"type":"message","id":"msg_1","model":"claude-x-1","content":)" + content + R"(,"stop_reason":")"
        + stopReason + R"(","usage":)" + usage + "}";
}

QString oneLine(const Usage &usage)
{
    return u"%1 read %2 5m %3 1h %4 out %5 thought %6 searches %7"_s.arg(usage.inputFresh)
        .arg(usage.inputCacheRead)
        .arg(usage.inputCacheWrite5m)
        .arg(usage.inputCacheWrite1h)
        .arg(usage.outputText)
        .arg(usage.outputReasoning)
        .arg(usage.webSearches);
}

} // namespace

class TestAnthropicDecode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void headAndText();
    void toolCalls();
    void inputGivenAtOnce();
    void thinkingIsKeptForTheNextTurn();
    void unknownBlocksAreKept();
    void answerTool();
    void citations();
    void stopReasons_data();
    void stopReasons();
    void refusalExplained();
    void usage_data();
    void usage();
    void usageOnlyWhenFinal();
    void otherModelsWorkMakesAnEstimate();
    void errorInsideTheStream_data();
    void errorInsideTheStream();
    void cutStream();
    void strangeEvents();
    void plainAnswersThatAreNone_data();
    void plainAnswersThatAreNone();
    void errorBodies_data();
    void errorBodies();
    void modelList();
};

void TestAnthropicDecode::headAndText()
{
    const Decoded out = stream(around({R"({"type":"ping"})", start(0, R"({"type":"text","text":"A"})"),
        delta(0, R"({"type":"text_delta","text":"b"})"), R"({"type":"ping"})",
        delta(0, R"({"type":"text_delta","text":"ç"})"), stop(0), start(1, R"({"type":"text","text":""})"),
        delta(1, R"({"type":"text_delta","text":"!"})"), stop(1)}));
    QVERIFY(!out.error);
    QCOMPARE(out.completion.id, u"msg_1"_s);
    QCOMPARE(out.completion.model, u"claude-x-1"_s);
    QCOMPARE(out.completion.serviceTier, u"standard"_s);
    QCOMPARE(out.completion.text(), u"Abç!"_s);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Stop);
    QCOMPARE(out.completion.first()->nativeFinishReason, u"end_turn"_s);
    QVERIFY(out.completion.complete);
    QVERIFY(out.completion.first()->message.nativeBlocks.isEmpty());
}

void TestAnthropicDecode::toolCalls()
{
    const Decoded out = stream(around({start(0, R"({"type":"text","text":""})"), stop(0),
                                          start(1, R"({"type":"tool_use","id":"t1","name":"weather","input":{}})"),
                                          delta(1, R"({"type":"input_json_delta","partial_json":""})"),
                                          delta(1, R"({"type":"input_json_delta","partial_json":"{\"city\": \"Ro"})"),
                                          delta(1, R"({"type":"input_json_delta","partial_json":"me\"}"})"), stop(1),
                                          start(2, R"({"type":"tool_use","id":"t2","name":"now","input":{}})"),
                                          delta(2, R"({"type":"input_json_delta","partial_json":""})"), stop(2)},
        "tool_use"));
    const QList<ToolCall> expected {{u"t1"_s, u"weather"_s, uR"({"city": "Rome"})"_s}, {u"t2"_s, u"now"_s, u"{}"_s}};
    QCOMPARE(out.completion.first()->message.toolCalls, expected);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::ToolCalls);
}

void TestAnthropicDecode::inputGivenAtOnce()
{
    const QByteArray block = R"({"type":"tool_use","id":"t1","name":"add","input":{"a":1,"b":[2]}})";
    const QList<ToolCall> expected {{u"t1"_s, u"add"_s, uR"({"a":1,"b":[2]})"_s}};
    QCOMPARE(stream(around({start(0, block), stop(0)}, "tool_use")).completion.first()->message.toolCalls, expected);
    const Decoded whole = decodePlain(*anthropicDialect(), claude(), plain("[" + block + "]", "{}", "tool_use"));
    QCOMPARE(whole.completion.first()->message.toolCalls, expected);
}

// The next request holds the very blocks that came, before the call they belong to.
void TestAnthropicDecode::thinkingIsKeptForTheNextTurn()
{
    const Decoded out
        = stream(around({start(0, R"({"type":"thinking","thinking":"","signature":""})"),
                            delta(0, R"({"type":"thinking_delta","thinking":"Let me "})"),
                            delta(0, R"({"type":"thinking_delta","thinking":"see"})"),
                            delta(0, R"({"type":"thinking_delta","thinking":""})"),
                            delta(0, R"({"type":"signature_delta","signature":"Eq/+w=="})"), stop(0),
                            start(1, R"({"type":"redacted_thinking","data":"Em+="})"), stop(1),
                            start(2, R"({"type":"tool_use","id":"t1","name":"now","input":{}})"), stop(2)},
            "tool_use"));
    const Message answer = out.completion.first()->message;
    QCOMPARE(answer.reasoning, u"Let me see"_s);
    ChatRequest next;
    next.messages = {say(Role::User, u"?"_s), answer, toolResult(u"t1"_s, u"12"_s)};
    const Result<EncodedRequest> encoded = anthropicDialect()->encode(next, claude());
    QVERIFY(encoded.has_value());
    const QJsonArray blocks
        = json(encoded->body).value("messages"_L1).toArray().at(1).toObject().value("content"_L1).toArray();
    QCOMPARE(blocks.size(), 3);
    QCOMPARE(blocks.at(0).toObject(), json(R"({"type":"thinking","thinking":"Let me see","signature":"Eq/+w=="})"));
    QCOMPARE(blocks.at(1).toObject(), json(R"({"type":"redacted_thinking","data":"Em+="})"));
    QCOMPARE(blocks.at(2).toObject(), json(R"({"type":"tool_use","id":"t1","name":"now","input":{}})"));
    // Thinking that was cut before its signature would be rejected.
    const Decoded unsigned_ = stream(around({start(0, R"({"type":"thinking","thinking":"half"})"), stop(0)}));
    QVERIFY(unsigned_.completion.first()->message.nativeBlocks.isEmpty());
    QCOMPARE(unsigned_.completion.first()->message.reasoning, u"half"_s);
}

void TestAnthropicDecode::unknownBlocksAreKept()
{
    const Decoded out
        = stream(around({start(0, R"({"type":"server_tool_use","id":"s1","name":"web_search","input":{}})"),
            delta(0, R"({"type":"input_json_delta","partial_json":"{\"query\":"})"),
            delta(0, R"({"type":"input_json_delta","partial_json":"\"x\"}"})"), stop(0),
            start(1, R"({"type":"compaction","content":null})"),
            delta(1, R"({"type":"compaction_delta","content":"summary"})"), stop(1),
            start(2, R"({"type":"crystal","facets":1})"), delta(2, R"({"type":"crystal_delta","facets":2,"glow":[1]})"),
            delta(2, R"({"type":"text_delta","text":"not shown"})"), stop(2),
            start(3, R"({"type":"text","text":"Hi"})"), stop(3)}));
    QCOMPARE(out.completion.text(), u"Hi"_s);
    const QList<NativeBlock> blocks = out.completion.first()->message.nativeBlocks;
    QCOMPARE(blocks.size(), 3);
    QCOMPARE(blocks[0].dialect, u"anthropic"_s);
    QCOMPARE(
        blocks[0].value, json(R"({"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"x"}})"));
    QCOMPARE(blocks[1].value, json(R"({"type":"compaction","content":"summary"})"));
    QCOMPARE(blocks[2].value, json(R"({"type":"crystal","facets":2,"glow":[1],"text":"not shown"})"));
    QVERIFY(out.completion.first()->message.toolCalls.isEmpty());
}

void TestAnthropicDecode::answerTool()
{
    const QByteArray block = R"({"type":"tool_use","id":"t1","name":"lineup_structured_answer","input":{}})";
    const Decoded out
        = stream(around({start(0, block), delta(0, R"({"type":"input_json_delta","partial_json":"{\"city\":"})"),
                            delta(0, R"({"type":"input_json_delta","partial_json":"\"Rome\"}"})"), stop(0)},
            "tool_use"));
    QCOMPARE(out.completion.text(), uR"({"city":"Rome"})"_s);
    QVERIFY(out.completion.first()->message.toolCalls.isEmpty());
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Stop);
    QCOMPARE(out.deltas.at(1).text, uR"({"city":)"_s); // as it comes, not at the end
    const Decoded whole = decodePlain(*anthropicDialect(), claude(),
        plain(R"([{"type":"tool_use","id":"t1","name":"lineup_structured_answer","input":{"city":"Rome"}}])", "{}",
            "tool_use"));
    QCOMPARE(whole.completion.text(), uR"({"city":"Rome"})"_s);
    QCOMPARE(whole.completion.first()->finishReason, FinishReason::Stop);
    const Decoded cut = stream(around({start(0, block), stop(0)}, "max_tokens"));
    QCOMPARE(cut.completion.first()->finishReason, FinishReason::Length);
}

void TestAnthropicDecode::citations()
{
    const Decoded out = stream(around({start(0, R"({"type":"text","text":"","citations":[]})"),
        delta(0,
            R"({"type":"citations_delta","citation":{"type":"web_search_result_location","url":"https://a.example","title":"A","cited_text":"one","encrypted_index":"x"}})"),
        delta(0,
            R"({"type":"citations_delta","citation":{"type":"page_location","document_title":"B","cited_text":"two","document_index":0}})"),
        delta(0,
            R"({"type":"citations_delta","citation":{"type":"search_result_location","source":"https://c.example","title":null,"cited_text":"three"}})"),
        delta(0, R"({"type":"text_delta","text":"So."})"), stop(0)}));
    const QList<Citation> expected {{u"https://a.example"_s, u"A"_s, u"one"_s}, {QString(), u"B"_s, u"two"_s},
        {u"https://c.example"_s, QString(), u"three"_s}};
    QCOMPARE(out.completion.first()->citations, expected);
    QCOMPARE(out.completion.text(), u"So."_s);
}

void TestAnthropicDecode::stopReasons_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<FinishReason>("reason");
    QTest::newRow("end_turn") << QByteArray("end_turn") << FinishReason::Stop;
    QTest::newRow("stop_sequence") << QByteArray("stop_sequence") << FinishReason::Stop;
    QTest::newRow("max_tokens") << QByteArray("max_tokens") << FinishReason::Length;
    QTest::newRow("window") << QByteArray("model_context_window_exceeded") << FinishReason::Length;
    QTest::newRow("tool_use") << QByteArray("tool_use") << FinishReason::ToolCalls;
    QTest::newRow("refusal") << QByteArray("refusal") << FinishReason::ContentFilter;
    QTest::newRow("pause_turn") << QByteArray("pause_turn") << FinishReason::PauseTurn;
    QTest::newRow("a word of tomorrow") << QByteArray("bored") << FinishReason::Unknown;
}

void TestAnthropicDecode::stopReasons()
{
    QFETCH(const QByteArray, word);
    QFETCH(const FinishReason, reason);
    const Choice streamed = *stream(around({}, word)).completion.first();
    QCOMPARE(streamed.finishReason, reason);
    QCOMPARE(streamed.nativeFinishReason, QString::fromLatin1(word));
    const Choice whole = *decodePlain(*anthropicDialect(), claude(), plain("[]", "{}", word)).completion.first();
    QCOMPARE(whole.finishReason, reason);
    QCOMPARE(whole.nativeFinishReason, QString::fromLatin1(word));
}

void TestAnthropicDecode::refusalExplained()
{
    const Decoded out = stream({R"({"type":"message_delta","delta":{"stop_reason":"refusal",
        "stop_details":{"type":"refusal","category":"bio","explanation":"Not this."}},"usage":{"output_tokens":1}})"});
    QCOMPARE(out.completion.first()->message.refusal, u"Not this."_s);
}

void TestAnthropicDecode::usage_data()
{
    QTest::addColumn<QByteArray>("first"); // message_start's
    QTest::addColumn<QByteArray>("last"); // message_delta's
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &first, const QByteArray &last, const QString &expected) {
        QTest::newRow(name) << first << last << expected;
    };
    row("the last word replaces", R"({"input_tokens":2225,"output_tokens":9})",
        R"({"input_tokens":9447,"output_tokens":100})", u"9447 read 0 5m 0 1h 0 out 100 thought 0 searches 0"_s);
    row("what the last word leaves out stays",
        R"({"input_tokens":4,"cache_creation_input_tokens":1165,"output_tokens":1})", R"({"output_tokens":201})",
        u"4 read 0 5m 1165 1h 0 out 201 thought 0 searches 0"_s);
    row("nothing replaces a count by null", R"({"input_tokens":4,"cache_read_input_tokens":3,"output_tokens":1})",
        R"({"input_tokens":null,"cache_read_input_tokens":null,"output_tokens":2})",
        u"4 read 3 5m 0 1h 0 out 2 thought 0 searches 0"_s);
    row("cache is beside the input",
        R"({"input_tokens":2,"cache_creation_input_tokens":300,"cache_read_input_tokens":5000,
        "cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200},"output_tokens":0})",
        R"({"output_tokens":1})", u"2 read 5000 5m 100 1h 200 out 1 thought 0 searches 0"_s);
    row("the total of cache writes counts", R"({"input_tokens":2,"cache_creation_input_tokens":1200,
        "cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":0})",
        R"({"output_tokens":1})", u"2 read 0 5m 1200 1h 0 out 1 thought 0 searches 0"_s);
    row("a split larger than the total", R"({"input_tokens":2,"cache_creation_input_tokens":50,
        "cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":80},"output_tokens":0})",
        R"({"output_tokens":1})", u"2 read 0 5m 0 1h 50 out 1 thought 0 searches 0"_s);
    row("a split without a total",
        R"({"input_tokens":2,"cache_creation":{"ephemeral_1h_input_tokens":8},"output_tokens":0})",
        R"({"output_tokens":1})", u"2 read 0 5m 0 1h 8 out 1 thought 0 searches 0"_s);
    row("thinking is inside the output", R"({"input_tokens":2,"output_tokens":0})",
        R"({"output_tokens":142,"output_tokens_details":{"thinking_tokens":67}})",
        u"2 read 0 5m 0 1h 0 out 75 thought 67 searches 0"_s);
    row("searches", R"({"input_tokens":2,"output_tokens":0})",
        R"({"output_tokens":1,"server_tool_use":{"web_search_requests":10,"web_fetch_requests":3}})",
        u"2 read 0 5m 0 1h 0 out 1 thought 0 searches 10"_s);
    row("compaction comes on top", R"({"input_tokens":100,"cache_read_input_tokens":55096,"output_tokens":7})",
        R"({"input_tokens":181,"cache_read_input_tokens":0,"output_tokens":8,"iterations":[
            {"type":"compaction","input_tokens":100,"cache_read_input_tokens":55096,"output_tokens":83},
            {"type":"message","input_tokens":181,"cache_read_input_tokens":0,"output_tokens":8}]})",
        u"281 read 55096 5m 0 1h 0 out 91 thought 0 searches 0"_s);
}

void TestAnthropicDecode::usage()
{
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, last);
    QFETCH(const QString, expected);
    const Decoded out = stream({R"({"type":"message_start","message":{"usage":)" + first + "}}",
        R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":)" + last + "}"});
    QCOMPARE(oneLine(out.completion.usage), expected);
    QCOMPARE(out.completion.usage.source, Usage::Source::Reported);
}

void TestAnthropicDecode::usageOnlyWhenFinal()
{
    QList<QByteArray> events = around({start(0, R"({"type":"text","text":"Hi"})")});
    events.resize(2);
    const Decoded cut = stream(events);
    // The input is counted at the start, the output at the end alone.
    QCOMPARE(cut.completion.usage.source, Usage::Source::Estimated);
    QCOMPARE(cut.completion.usage.outputTotal(), 0);
    QVERIFY(!cut.completion.complete);
    QCOMPARE(cut.completion.text(), u"Hi"_s);
}

void TestAnthropicDecode::otherModelsWorkMakesAnEstimate()
{
    const Decoded out = decodePlain(
        *anthropicDialect(), claude(), plain("[]", R"({"input_tokens":2390,"output_tokens":121,"iterations":[
        {"type":"message","input_tokens":1128,"output_tokens":110},
        {"type":"advisor_message","model":"claude-y","input_tokens":2518,"output_tokens":22},
        {"type":"message","input_tokens":1262,"output_tokens":11}]})"));
    QCOMPARE(oneLine(out.completion.usage), u"2390 read 0 5m 0 1h 0 out 121 thought 0 searches 0"_s);
    QCOMPARE(out.completion.usage.source, Usage::Source::Estimated);
}

void TestAnthropicDecode::errorInsideTheStream_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("overloaded") << QByteArray("overloaded_error") << Error::Kind::Overloaded;
    QTest::newRow("rate") << QByteArray("rate_limit_error") << Error::Kind::RateLimited;
    QTest::newRow("server") << QByteArray("api_error") << Error::Kind::ServerFault;
}

void TestAnthropicDecode::errorInsideTheStream()
{
    QFETCH(const QByteArray, type);
    QFETCH(const Error::Kind, kind);
    QList<QByteArray> events = around({start(0, R"({"type":"text","text":"Half an ans"})")});
    events.resize(2);
    events += R"({"type":"error","error":{"type":")" + type + R"(","message":"Sorry"},"request_id":"req_1"})";
    const Decoded out = stream(events);
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, kind);
    QCOMPARE(out.error->detail, u"Sorry"_s);
    QCOMPARE(out.error->requestId, u"req_1"_s);
    QCOMPARE(out.error->service, u"anthropic"_s);
    QCOMPARE(out.completion.text(), u"Half an ans"_s);
    QVERIFY(!out.completion.complete);
}

void TestAnthropicDecode::cutStream()
{
    QList<QByteArray> events = around({start(0, R"({"type":"text","text":"Hi"})"), stop(0)});
    events.removeLast();
    QVERIFY(!stream(events).completion.complete);
}

void TestAnthropicDecode::strangeEvents()
{
    const Decoded out = stream(
        around({R"({"type":"vibration","index":9})", R"({})", "[DONE]", start(0, R"({"type":"text","text":"a"})"),
            stop(7), delta(4, R"({"type":"text_delta","text":"b"})"), delta(0, R"({})"), stop(0), stop(0)}));
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"ab"_s);
    QCOMPARE(stream({"{broken"}).error->kind, Error::Kind::Malformed);
    QCOMPARE(stream({R"({"error":{"type":"overloaded_error","message":"M"}})"}).error->kind, Error::Kind::Overloaded);
}

void TestAnthropicDecode::plainAnswersThatAreNone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("not JSON") << QByteArray("<html>") << Error::Kind::Malformed;
    QTest::newRow("empty") << QByteArray() << Error::Kind::Malformed;
    QTest::newRow("a list") << QByteArray("[]") << Error::Kind::Malformed;
    QTest::newRow("no content") << QByteArray(R"({"input_tokens":20})") << Error::Kind::Malformed;
    QTest::newRow("an error") << QByteArray(
        R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})")
                              << Error::Kind::Overloaded;
}

void TestAnthropicDecode::plainAnswersThatAreNone()
{
    QFETCH(const QByteArray, body);
    const Decoded out = decodePlain(*anthropicDialect(), claude(), body);
    QVERIFY(out.error.has_value());
    QTEST(out.error->kind, "kind");
    QCOMPARE(out.error->service, u"anthropic"_s);
}

void TestAnthropicDecode::errorBodies_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    const auto row
        = [](const char *name, int status, const QByteArray &type, const QByteArray &message, Error::Kind kind) {
              QTest::newRow(name) << status
                                  << QByteArray(R"({"type":"error","error":{"type":")" + type + R"(","message":")"
                                         + message + R"("}})")
                                  << kind;
          };
    row("key", 401, "authentication_error", "invalid x-api-key", Error::Kind::Auth);
    row("credit", 400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.",
        Error::Kind::QuotaExhausted);
    row("rights", 403, "permission_error", "Your API key may not use this", Error::Kind::PermissionDenied);
    row("model", 404, "not_found_error", "model: claude-z", Error::Kind::NotFound);
    row("too long", 400, "invalid_request_error", "prompt is too long: 3333404 tokens > 200000 maximum",
        Error::Kind::ContextTooLong);
    row("too long with the answer", 400, "invalid_request_error",
        "input length and `max_tokens` exceed context limit: 199000 + 8192 > 200000", Error::Kind::ContextTooLong);
    row("rate", 429, "rate_limit_error", "This request would exceed your rate limit", Error::Kind::RateLimited);
    row("overloaded", 529, "overloaded_error", "Overloaded", Error::Kind::Overloaded);
    row("fault", 500, "api_error", "Internal server error", Error::Kind::ServerFault);
    row("request", 400, "invalid_request_error", "max_tokens: Field required", Error::Kind::BadRequest);
    QTest::newRow("no body") << 529 << QByteArray() << Error::Kind::Overloaded;
}

void TestAnthropicDecode::errorBodies()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    const HttpHead head {.status = status, .headers = {{"Request-Id", "req_9"}, {"Retry-After", "3"}}};
    const Error error = anthropicDialect()->decodeError(head, body, claude());
    QTEST(error.kind, "kind");
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.requestId, u"req_9"_s);
    QCOMPARE(error.retryAfter, std::optional(std::chrono::milliseconds(3000)));
}

void TestAnthropicDecode::modelList()
{
    using Capability = ModelInfo::Capability;
    const auto models = anthropicDialect()->decodeModelList(R"({"data":[
        {"id":"claude-a","display_name":"Claude A","max_input_tokens":1000000,"max_tokens":128000,"capabilities":{
            "image_input":{"supported":true},"pdf_input":{"supported":false},"structured_outputs":{"supported":true},
            "thinking":{"supported":true,"types":{"enabled":{"supported":false},"adaptive":{"supported":true}}}}},
        {"id":"claude-b","display_name":"Claude B"},{"display_name":"no id"}],"has_more":false})",
        claude().service);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), 2);
    const ModelInfo &a = models->first();
    QCOMPARE(a.id, u"claude-a"_s);
    QCOMPARE(a.service, u"anthropic"_s);
    QCOMPARE(a.label, u"Claude A"_s);
    QCOMPARE(a.contextTokens, 1000000);
    QCOMPARE(a.maxOutputTokens, 128000);
    QVERIFY(a.capabilitiesKnown);
    QVERIFY(a.can(Capability::Vision) && a.can(Capability::JsonSchema) && a.can(Capability::AdaptiveThinking));
    QVERIFY(!a.can(Capability::Pdf));
    QVERIFY(!models->last().capabilitiesKnown);
    QVERIFY(!models->last().price && !models->last().free);
    QVERIFY(!anthropicDialect()->decodeModelList(R"({"data":{}})", claude().service).has_value());
}

QTEST_GUILESS_MAIN(TestAnthropicDecode)
#include "tst_anthropic_decode.moc"
