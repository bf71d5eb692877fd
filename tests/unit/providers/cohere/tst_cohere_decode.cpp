// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/cohere/CohereDialect.h"
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
    out.service.id = u"cohere"_s;
    out.model = u"command-a"_s;
    return out;
}

QByteArray sse(const QByteArray &data)
{
    return "event: " + json(data)["type"_L1].toString().toUtf8() + "\ndata: " + data.simplified() + "\n\n";
}

Decoded stream(const QByteArray &body)
{
    return decodePieces(*cohereDialect(), target(), Framing::Sse, {body});
}

Decoded plain(const QByteArray &body)
{
    return decodePlain(*cohereDialect(), target(), body);
}

const QByteArray usage = R"({"billed_units":{"input_tokens":20,"output_tokens":30},
    "tokens":{"input_tokens":900,"output_tokens":55,"reasoning_tokens":12},"cached_tokens":800})";

} // namespace

class TestCohereDecode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void streamsAWholeAnswer();
    void readsAPlainAnswerTheSame();
    void parallelCallsStayApart();
    void usage_data();
    void usage();
    void finishReasons_data();
    void finishReasons();
    void failures_data();
    void failures();
    void skipsWhatItDoesNotKnow();
    void errorBodies();
    void modelList();
};

void TestCohereDecode::streamsAWholeAnswer()
{
    const QByteArray body = sse(R"({"id":"r1","type":"message-start","delta":{"message":{"role":"assistant"}}})")
        + sse(
            R"({"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":"Le"}}}})")
        + sse(R"({"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"t me"}}}})")
        + sse(R"({"type":"content-start","index":1,"delta":{"message":{"content":{"type":"text","text":""}}}})")
        + sse(R"({"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"Ruby"}}}})")
        + sse(R"({"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0,"end":4,"text":"Ruby",
            "sources":[{"type":"document","id":"doc:0","document":{"id":"doc:0","title":"Facts","text":"..."}},
                       {"type":"tool","id":"t:0","tool_output":{"url":"https://example.org/r","title":"Page"}}]}}}})")
        + sse(R"({"type":"content-delta","index":1,"delta":{"message":{"content":{"text":" é"}}}})")
        + sse(R"({"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":)" + ::usage + "}}")
        + "data: [DONE]\n\n";
    const Decoded out = stream(body);
    QVERIFY(!out.error);
    QVERIFY(out.completion.complete);
    QCOMPARE(out.completion.id, u"r1"_s);
    QCOMPARE(out.completion.text(), u"Ruby é"_s);
    const Choice &choice = out.completion.choices.first();
    QCOMPARE(choice.message.reasoning, u"Let me"_s);
    QCOMPARE(choice.finishReason, FinishReason::Stop);
    QCOMPARE(choice.nativeFinishReason, u"COMPLETE"_s);
    const QList<Citation> cited {{{}, u"Facts"_s, u"Ruby"_s}, {u"https://example.org/r"_s, u"Page"_s, u"Ruby"_s}};
    QCOMPARE(choice.citations, cited);
    const QList<NativeBlock> kept {{u"cohere"_s, json(R"({"model":"command-a","thinking":"Let me"})")}};
    QCOMPARE(choice.message.nativeBlocks, kept);
    QList<QByteArray> bytes;
    for (qsizetype i = 0; i < body.size(); ++i)
        bytes += body.mid(i, 1);
    QCOMPARE(decodePieces(*cohereDialect(), target(), Framing::Sse, bytes).completion, out.completion);
    const Decoded cut = stream(body.left(body.indexOf("event: message-end")));
    QVERIFY(!cut.completion.complete);
    QCOMPARE(cut.completion.text(), u"Ruby é"_s);
}

void TestCohereDecode::readsAPlainAnswerTheSame()
{
    const Decoded out = plain(R"({"id":"r1","message":{"role":"assistant","tool_plan":"I will look.","content":[
        {"type":"thinking","thinking":"Hm."},{"type":"text","text":"Ru"},{"type":"text","text":"by"}],
        "tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}},
                      {"id":"c2","type":"function","function":{"name":"now","arguments":""}}]},
        "finish_reason":"TOOL_CALL","usage":)"
        + ::usage + "}");
    QVERIFY(!out.error);
    const Choice &choice = out.completion.choices.first();
    QCOMPARE(out.completion.text(), u"Ruby"_s);
    QCOMPARE(choice.message.reasoning, u"I will look.Hm."_s);
    QCOMPARE(choice.finishReason, FinishReason::ToolCalls);
    const QList<ToolCall> calls {{u"c1"_s, u"weather"_s, uR"({"city":"Rome"})"_s}, {u"c2"_s, u"now"_s, u"{}"_s}};
    QCOMPARE(choice.message.toolCalls, calls);
    const QList<NativeBlock> kept {
        {u"cohere"_s, json(R"({"model":"command-a","thinking":"Hm.","tool_plan":"I will look."})")}};
    QCOMPARE(choice.message.nativeBlocks, kept);
}

void TestCohereDecode::parallelCallsStayApart()
{
    const auto start = [](int index, const QByteArray &name) {
        return sse(R"({"type":"tool-call-start","index":)" + QByteArray::number(index)
            + R"(,"delta":{"message":{"tool_calls":{"id":"id-)" + name + R"(","function":{"name":")" + name
            + R"(","arguments":""}}}}})");
    };
    const auto piece = [](int index, const QByteArray &text) {
        return sse(R"({"type":"tool-call-delta","index":)" + QByteArray::number(index)
            + R"(,"delta":{"message":{"tool_calls":{"function":{"arguments":")" + text + R"("}}}}})");
    };
    const Decoded out = stream(sse(R"({"type":"tool-plan-delta","delta":{"message":{"tool_plan":"Two."}}})")
        + start(0, "add") + piece(0, R"({\"a\":)") + start(1, "now") + piece(0, "1}")
        + sse(R"({"type":"message-end","delta":{"finish_reason":"TOOL_CALL"}})"));
    const QList<ToolCall> calls {{u"id-add"_s, u"add"_s, uR"({"a":1})"_s}, {u"id-now"_s, u"now"_s, u"{}"_s}};
    QCOMPARE(out.completion.choices.first().message.toolCalls, calls);
    QCOMPARE(out.completion.choices.first().message.reasoning, u"Two."_s);
    QVERIFY(!out.completion.usage.isKnown());
}

void TestCohereDecode::usage_data()
{
    QTest::addColumn<QByteArray>("told");
    QTest::addColumn<QList<qint64>>("buckets"); // input, text, reasoning, searches
    const auto row = [](const char *name, const QByteArray &told, const QList<qint64> &buckets) {
        QTest::newRow(name) << told << buckets;
    };
    row("billed, not counted", ::usage, {20, 18, 12, 0});
    row("searches", R"({"billed_units":{"input_tokens":1,"output_tokens":2,"search_units":3}})", {1, 2, 0, 3});
    row("counts alone, pictures apart", R"({"tokens":{"input_tokens":34,"output_tokens":56,"image_tokens":259}})",
        {293, 56, 0, 0});
    row("more thoughts than output",
        R"({"billed_units":{"output_tokens":5},"tokens":{"output_tokens":9,"reasoning_tokens":9}})", {0, 0, 5, 0});
}

void TestCohereDecode::usage()
{
    QFETCH(const QByteArray, told);
    QFETCH(const QList<qint64>, buckets);
    const Usage usage = plain(R"({"message":{},"finish_reason":"COMPLETE","usage":)" + told + "}").completion.usage;
    QCOMPARE(usage.source, Usage::Source::Reported);
    const QList<qint64> got {usage.inputFresh, usage.outputText, usage.outputReasoning, usage.webSearches};
    QCOMPARE(got, buckets);
    QCOMPARE(usage.inputTotal(), usage.inputFresh);
}

void TestCohereDecode::finishReasons_data()
{
    QTest::addColumn<FinishReason>("reason");
    QTest::newRow("COMPLETE") << FinishReason::Stop;
    QTest::newRow("STOP_SEQUENCE") << FinishReason::Stop;
    QTest::newRow("MAX_TOKENS") << FinishReason::Length;
    QTest::newRow("TOOL_CALL") << FinishReason::ToolCalls;
    QTest::newRow("ERROR_TOXIC") << FinishReason::ContentFilter;
    QTest::newRow("SOMETHING_NEW") << FinishReason::Unknown;
}

void TestCohereDecode::finishReasons()
{
    const QByteArray word = QTest::currentDataTag();
    const Decoded out = plain(R"({"message":{"content":[]},"finish_reason":")" + word + R"("})");
    QVERIFY(!out.error);
    QTEST(out.completion.choices.first().finishReason, "reason");
}

void TestCohereDecode::failures_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("error") << QByteArray(
        R"({"type":"message-end","delta":{"finish_reason":"ERROR","error":"the model is overloaded"}})")
                           << Error::Kind::Overloaded;
    QTest::newRow("error without words") << QByteArray(R"({"type":"message-end","delta":{"finish_reason":"ERROR"}})")
                                         << Error::Kind::ServerFault;
    QTest::newRow("timeout") << QByteArray(R"({"type":"message-end","delta":{"finish_reason":"TIMEOUT"}})")
                             << Error::Kind::Timeout;
    QTest::newRow("no event at all") << QByteArray(R"({"id":"x","message":"too many tokens: size limit exceeded"})")
                                     << Error::Kind::ContextTooLong;
    QTest::newRow("no JSON") << QByteArray("{") << Error::Kind::Malformed;
}

void TestCohereDecode::failures()
{
    QFETCH(const QByteArray, end);
    QFETCH(const Error::Kind, kind);
    const Decoded out = stream("data: "
                               R"({"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"so far"}}}})"
                               "\n\ndata: "
        + end + "\n\n");
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, kind);
    QCOMPARE(out.error->service, u"cohere"_s);
    QCOMPARE(out.completion.text(), u"so far"_s);
    QVERIFY(!out.completion.complete);
}

void TestCohereDecode::skipsWhatItDoesNotKnow()
{
    const Decoded out = stream(sse(R"({"type":"debug","prompt":"..."})") + sse(R"({"type":"brand-new","delta":7})")
        + sse(R"({"type":"content-delta","delta":{"message":{"content":"text instead"}}})")
        + sse(R"({"type":"message-end"})"));
    QVERIFY(!out.error);
    QVERIFY(out.completion.complete);
    QCOMPARE(out.completion.text(), QString());
}

void TestCohereDecode::errorBodies()
{
    HttpHead head {.status = 429};
    const Error error = cohereDialect()->decodeError(head,
        R"({"id":"x","message":"You are using a Trial key, which is limited to 20 API calls / minute"})", target());
    QCOMPARE(error.kind, Error::Kind::RateLimited);
    QCOMPARE(plain("<html>").error->kind, Error::Kind::Malformed);
    QCOMPARE(plain(R"({"id":"x","message":"invalid api token"})").error.has_value(), true);
}

void TestCohereDecode::modelList()
{
    const Result<QList<ModelInfo>> models = cohereDialect()->decodeModelList(
        R"({"models":[{"name":"command-a","endpoints":["chat","generate"],"context_length":288000.0},
            {"name":"embed-v4","endpoints":["embed"]},{"name":""},{"name":"bare"}],"next_page_token":""})",
        target().service);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), 2);
    QCOMPARE(models->first().id, u"command-a"_s);
    QCOMPARE(models->first().contextTokens, 288'000);
    QCOMPARE(models->first().service, u"cohere"_s);
    QVERIFY(!models->first().capabilitiesKnown);
    QVERIFY(!cohereDialect()->decodeModelList(R"({"message":"no"})", target().service).has_value());
}

QTEST_GUILESS_MAIN(TestCohereDecode)
#include "tst_cohere_decode.moc"
