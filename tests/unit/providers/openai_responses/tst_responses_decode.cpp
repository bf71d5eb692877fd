// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesDialect.h"
#include "tests/support/DecodeStream.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

Target target()
{
    Target out;
    out.service.id = u"openai"_s;
    out.model = u"m"_s;
    return out;
}

Decoded stream(const QList<QByteArray> &events)
{
    QList<QByteArray> pieces;
    for (QByteArray event : events)
        pieces += "data: " + event.replace('\n', ' ') + "\n\n";
    return decodePieces(*responsesDialect(), target(), Framing::Sse, pieces);
}

Decoded plain(const QByteArray &members)
{
    return decodePlain(
        *responsesDialect(), target(), R"({"id":"resp_1","model":"m-1","object":"response",)" + members + '}');
}

QByteArray done(const QByteArray &members = R"("status":"completed","output":[])")
{
    return R"({"type":"response.completed","response":{"id":"resp_1","model":"m-1",)" + members + "}}";
}

QByteArray piece(const char *type, const QByteArray &text, int index = 0, const QByteArray &more = {})
{
    return R"({"type":"response.)" + QByteArray(type) + R"(.delta","output_index":)" + QByteArray::number(index)
        + R"(,"delta":")" + text + "\"" + more + "}";
}

QByteArray item(const char *state, int index, const QByteArray &value)
{
    return R"({"type":"response.output_item.)" + QByteArray(state) + R"(","output_index":)" + QByteArray::number(index)
        + R"(,"item":)" + value + '}';
}

const Choice &only(const Decoded &decoded)
{
    return decoded.completion.choices.first();
}

QString buckets(const Usage &usage)
{
    return u"%1 read %2 write %3 out %4 thought %5 searches %6"_s.arg(usage.inputFresh)
        .arg(usage.inputCacheRead)
        .arg(usage.inputCacheWrite5m)
        .arg(usage.outputText)
        .arg(usage.outputReasoning)
        .arg(usage.webSearches);
}

} // namespace

class TestResponsesDecode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void textAndHead();
    void callsInPieces();
    void wholesAfterPieces();
    void nothingIsToldTwice();
    void reasoning_data();
    void reasoning();
    void refusals();
    void citations();
    void searches_data();
    void searches();
    void usage_data();
    void usage();
    void endings_data();
    void endings();
    void failures_data();
    void failures();
    void cutStreams();
    void oddities();
    void modelList();
};

void TestResponsesDecode::textAndHead()
{
    const Decoded streamed
        = stream({R"({"type":"response.created","response":{"id":"resp_1","model":"m-1","status":"in_progress"}})",
            item("added", 0, R"({"type":"message","id":"msg_1","content":[]})"), piece("output_text", "Hel"),
            piece("output_text", "lo"), R"({"type":"response.output_text.done","text":"Hello"})",
            item("done", 0, R"({"type":"message","id":"msg_1","content":[{"type":"output_text","text":"Hello"}]})"),
            done(R"("status":"completed","service_tier":"default","output":[{"type":"message","id":"msg_1",
            "content":[{"type":"output_text","text":"Hello"}]}],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5})")});
    const Decoded whole
        = plain(R"("status":"completed","service_tier":"default","output":[{"type":"message","id":"msg_1",
        "content":[{"type":"output_text","text":"Hello"}]}],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5})");
    QVERIFY(!streamed.error && !whole.error);
    QCOMPARE(streamed.completion.text(), u"Hello"_s);
    QCOMPARE(streamed.completion.id, u"resp_1"_s);
    QCOMPARE(streamed.completion.model, u"m-1"_s);
    QCOMPARE(streamed.completion.serviceTier, u"default"_s);
    QVERIFY(only(streamed).finishReason == FinishReason::Stop);
    QCOMPARE(only(streamed).nativeFinishReason, u"completed"_s);
    QVERIFY(streamed.completion == whole.completion); // the last word included
    QCOMPARE(streamed.deltas[1].text, u"Hel"_s); // as it came, not at the end
}

void TestResponsesDecode::callsInPieces()
{
    const Decoded decoded
        = stream({item("added", 1, R"({"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":""})"),
            item("added", 2, R"({"type":"function_call","id":"fc_2","call_id":"c2","name":"g","arguments":""})"),
            piece("function_call_arguments", R"({\"b\")", 2), piece("function_call_arguments", R"({\"a\":)", 1),
            piece("function_call_arguments", R"(1})", 1), piece("function_call_arguments", R"(:2})", 2), done()});
    const QList<ToolCall> expected {{u"c1"_s, u"f"_s, u"{\"a\":1}"_s}, {u"c2"_s, u"g"_s, u"{\"b\":2}"_s}};
    QCOMPARE(only(decoded).message.toolCalls, expected);
    QVERIFY(only(decoded).finishReason == FinishReason::ToolCalls);
}

void TestResponsesDecode::wholesAfterPieces()
{
    // The end of what was cut short, an item that came in no piece at all, and one that only the last event has.
    const Decoded decoded = stream({piece("output_text", "Hel"),
        item("done", 0, R"({"type":"message","id":"a","content":[{"type":"output_text","text":"Hello"}]})"),
        item("done", 1, R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"})"),
        done(
            R"("status":"completed","output":[{"type":"message","id":"a","content":[{"type":"output_text","text":"Hello"}]},
            {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
            {"type":"message","id":"b","content":[{"type":"output_text","text":" there"}]}])")});
    QCOMPARE(decoded.completion.text(), u"Hello there"_s);
    QCOMPARE(only(decoded).message.toolCalls.size(), 1);
    QCOMPARE(only(decoded).message.nativeBlocks.size(), 3);
}

void TestResponsesDecode::nothingIsToldTwice()
{
    const QByteArray other = R"({"type":"message","content":[{"type":"output_text","text":"Something else"}]})";
    QCOMPARE(stream({piece("output_text", "Hello"), item("done", 0, other), done()}).completion.text(), u"Hello"_s);
    const QByteArray same = R"({"type":"message","content":[{"type":"output_text","text":"Hello"}]})";
    QCOMPARE(stream({item("done", 0, same), item("done", 0, same), done()}).completion.text(), u"Hello"_s);
}

void TestResponsesDecode::reasoning_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<QString>("expected");
    const QByteArray summaries
        = R"({"type":"reasoning","summary":[{"type":"summary_text","text":"one"},{"type":"summary_text","text":"two"}]})";
    QTest::newRow("summaries in pieces") << QList<QByteArray> {
        piece("reasoning_summary_text", "o", 0, R"(,"summary_index":0)"),
        piece("reasoning_summary_text", "ne", 0, R"(,"summary_index":0)"),
        piece("reasoning_summary_text", "two", 0, R"(,"summary_index":1)"),
        item("done", 0, summaries)} << u"one\n\ntwo"_s;
    QTest::newRow("summaries whole") << QList<QByteArray> {item("done", 0, summaries)} << u"one\n\ntwo"_s;
    const QByteArray both = R"({"type":"reasoning","summary":[{"type":"summary_text","text":"short"}],
        "content":[{"type":"reasoning_text","text":"long"}]})";
    QTest::newRow("text and summary") << QList<QByteArray> {item("done", 0, both)} << u"long"_s;
    QTest::newRow("text in pieces") << QList<QByteArray> {piece("reasoning_text", "lo"), piece("reasoning_text", "ng"),
        item("done", 0, both)} << u"long"_s;
    QTest::newRow("both in pieces") << QList<QByteArray> {piece("reasoning_summary_text", "short"),
        piece("reasoning_text", "long"), item("done", 0, both)}
                                    << u"short"_s;
    QTest::newRow("two items") << QList<QByteArray> {piece("reasoning_summary_text", "a"),
        piece("reasoning_summary_text", "b", 2), item("done", 3, both)}
                               << u"a\n\nb\n\nlong"_s;
}

void TestResponsesDecode::reasoning()
{
    QFETCH(QList<QByteArray>, events);
    const Decoded decoded = stream(events + QList<QByteArray> {done()});
    QTEST(only(decoded).message.reasoning, "expected");
    QVERIFY(decoded.completion.text().isEmpty());
}

void TestResponsesDecode::refusals()
{
    const QByteArray value = R"({"type":"message","content":[{"type":"refusal","refusal":"I cannot"}]})";
    const Decoded decoded
        = stream({piece("refusal", "I "), piece("refusal", "cannot"), item("done", 0, value), done()});
    QCOMPARE(only(decoded).message.refusal, u"I cannot"_s);
    QVERIFY(decoded.completion.text().isEmpty());
    QCOMPARE(only(plain(R"("status":"completed","output":[)" + value + ']')).message.refusal, u"I cannot"_s);
}

void TestResponsesDecode::citations()
{
    const QByteArray cited = R"({"type":"url_citation","url":"https://a.test","title":"A"})";
    const QByteArray value = R"({"type":"message","content":[{"type":"output_text","text":"x","annotations":[)" + cited
        + R"(,{"type":"url_citation","url":"https://a.test","title":"A again"},{"type":"file_citation","filename":"f.pdf"}]}]})";
    const Decoded decoded
        = stream({R"({"type":"response.output_text.annotation.added","output_index":0,"annotation":)" + cited + '}',
            item("done", 0, value), done()});
    const QList<Citation> expected {{u"https://a.test"_s, u"A"_s, {}}, {{}, u"f.pdf"_s, {}}};
    QCOMPARE(only(decoded).citations, expected);
}

void TestResponsesDecode::searches_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<qint64>("expected");
    const QByteArray calls = R"("output":[{"type":"web_search_call","status":"completed","action":{"type":"search"}},
        {"type":"web_search_call","status":"completed","action":{"type":"open_page"}},
        {"type":"web_search_call","status":"failed","action":{"type":"search"}},
        {"type":"web_search_call","status":"completed"}])";
    const QByteArray tokens = R"("input_tokens":1,"output_tokens":1)";
    QTest::newRow("counted") << calls + R"(,"usage":{)" + tokens + '}' << qint64(2);
    QTest::newRow("openai") << calls + R"(,"usage":{)" + tokens + R"(},"tool_usage":{"web_search":{"num_requests":3}})"
                            << qint64(3);
    QTest::newRow("xai") << calls + R"(,"usage":{)" + tokens
            + R"(,"server_side_tool_usage_details":{"web_search_calls":5}})"
                         << qint64(5);
    QTest::newRow("none") << QByteArray(R"("output":[],"usage":{)" + tokens + '}') << qint64(0);
}

void TestResponsesDecode::searches()
{
    QFETCH(QByteArray, members);
    QTEST(plain(R"("status":"completed",)" + members).completion.usage.webSearches, "expected");
    QTEST(stream({done(R"("status":"completed",)" + members)}).completion.usage.webSearches, "expected");
}

void TestResponsesDecode::usage_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<QString>("expected");
    QTest::newRow("all") << QByteArray(R"({"input_tokens":100,"input_tokens_details":{"cached_tokens":60,
        "cache_write_tokens":10},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":30},"total_tokens":150})")
                         << u"30 read 60 write 10 out 20 thought 30 searches 0"_s;
    QTest::newRow("no details") << QByteArray(R"({"input_tokens":5,"output_tokens":7,"total_tokens":12})")
                                << u"5 read 0 write 0 out 7 thought 0 searches 0"_s;
    QTest::newRow("more cached than sent")
        << QByteArray(R"({"input_tokens":5,"input_tokens_details":{"cached_tokens":9},"output_tokens":7})")
        << u"0 read 5 write 0 out 7 thought 0 searches 0"_s;
}

void TestResponsesDecode::usage()
{
    QFETCH(QByteArray, usage);
    const Usage read = plain(R"("status":"completed","output":[],"usage":)" + usage).completion.usage;
    QVERIFY(read.source == Usage::Source::Reported);
    QTEST(buckets(read), "expected");
    QVERIFY(!plain(R"("status":"completed","output":[],"usage":null)").completion.usage.isKnown());
    const Decoded priced = plain(R"("output":[],"usage":{"input_tokens":1,"output_tokens":1,"cost":0.0025})");
    QCOMPARE(priced.completion.providerCost->toDecimal(), u"0.0025"_s);
}

void TestResponsesDecode::endings_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<FinishReason>("reason");
    QTest::addColumn<QString>("native");
    QTest::newRow("length") << QByteArray(
        R"("status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[])")
                            << FinishReason::Length << u"max_output_tokens"_s;
    QTest::newRow("filter") << QByteArray(
        R"("status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[])")
                            << FinishReason::ContentFilter << u"content_filter"_s;
    QTest::newRow("unknown") << QByteArray(R"("status":"incomplete","incomplete_details":null,"output":[])")
                             << FinishReason::Unknown << u"incomplete"_s;
}

void TestResponsesDecode::endings()
{
    QFETCH(QByteArray, members);
    QFETCH(FinishReason, reason);
    QByteArray event = done(members);
    event.replace("response.completed", "response.incomplete");
    for (const Decoded &decoded : {plain(members), stream({piece("output_text", "x"), event})}) {
        QVERIFY(!decoded.error && decoded.completion.complete);
        QVERIFY(only(decoded).finishReason == reason);
        QTEST(only(decoded).nativeFinishReason, "native");
    }
}

void TestResponsesDecode::failures_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::newRow("failed") << QByteArray(R"({"type":"response.failed","response":{"status":"failed",
        "error":{"code":"rate_limit_exceeded","message":"Slow down"},"output":[]}})")
                            << Error::Kind::RateLimited << u"Slow down"_s;
    QTest::newRow("failed on their side") << QByteArray(R"({"type":"response.failed","response":{"status":"failed",
        "error":{"code":"server_error","message":"Sorry"},"output":[]}})")
                                          << Error::Kind::ServerFault << u"Sorry"_s;
    QTest::newRow("error event") << QByteArray(
        R"({"type":"error","code":"context_length_exceeded","message":"Too long","param":null})")
                                 << Error::Kind::ContextTooLong << u"Too long"_s;
    QTest::newRow("error in an object") << QByteArray(
        R"({"type":"error","error":{"type":"invalid_request_error","code":"invalid_prompt","message":"Bad"}})")
                                        << Error::Kind::BadRequest << u"Bad"_s;
    QTest::newRow("nothing but an error")
        << QByteArray(R"({"error":{"message":"Overloaded","code":"overloaded_error"}})") << Error::Kind::Overloaded
        << u"Overloaded"_s;
}

void TestResponsesDecode::failures()
{
    QFETCH(QByteArray, event);
    const Decoded decoded = stream({piece("output_text", "so far"), event});
    QVERIFY(decoded.error.has_value());
    QTEST(decoded.error->kind, "kind");
    QTEST(decoded.error->detail, "detail");
    QCOMPARE(decoded.error->service, u"openai"_s);
    QCOMPARE(decoded.completion.text(), u"so far"_s);
}

void TestResponsesDecode::cutStreams()
{
    const Decoded decoded = stream({item("added", 0, R"({"type":"function_call","call_id":"c","name":"f"})"),
        piece("function_call_arguments", R"({\"a\")")});
    QVERIFY(!decoded.error && !decoded.completion.complete);
    QCOMPARE(only(decoded).message.toolCalls.first().arguments, u"{\"a\""_s);
    QVERIFY(only(decoded).finishReason == FinishReason::Unknown);
    const QByteArray broken = R"({"type":"response.output_text.delta","delta":1)";
    const Decoded cut = stream({broken});
    QVERIFY(cut.error && cut.error->kind == Error::Kind::Malformed && !cut.completion.complete);
}

void TestResponsesDecode::oddities()
{
    const Decoded decoded = stream({"", "[DONE]", R"({"type":"response.a_thing_of_next_year","delta":5})",
        R"({"type":"response.output_text.delta","delta":null})", R"({"type":"response.output_item.done","item":null})",
        R"({"delta":"x"})", piece("output_text", "ok", 3), done(R"("status":"completed","output":null,"usage":[])"),
        "[DONE]"});
    QVERIFY(!decoded.error);
    QCOMPARE(decoded.completion.text(), u"ok"_s);
    QVERIFY(decoded.completion.complete);
    const Error broken = *decodePlain(*responsesDialect(), target(), R"({"output":[)").error;
    QCOMPARE(broken.kind, Error::Kind::Malformed);
    QCOMPARE(decodePlain(*responsesDialect(), target(), "<html>x</html>").error->kind, Error::Kind::Malformed);
    QCOMPARE(decodePlain(*responsesDialect(), target(), R"({"id":"x"})").error->kind, Error::Kind::Malformed);
    QCOMPARE(plain(R"("status":"failed","error":{"code":"rate_limit_exceeded","message":"m"},"output":[])").error->kind,
        Error::Kind::RateLimited);
}

void TestResponsesDecode::modelList()
{
    Service service = target().service;
    QVERIFY(!responsesDialect()->encodeModelList(service));
    service.baseUrl = QUrl(u"https://x.test/v1"_s);
    service.modelsPath = u"models"_s;
    QCOMPARE(responsesDialect()->encodeModelList(service)->url, QUrl(u"https://x.test/v1/models"_s));
    QCOMPARE(responsesDialect()->decodeModelList(R"({"data":[{"id":"gpt-x"}]})", service)->first().id, u"gpt-x"_s);
}

QTEST_APPLESS_MAIN(TestResponsesDecode)
#include "tst_responses_decode.moc"
