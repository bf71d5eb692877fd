// SPDX-License-Identifier: GPL-3.0-or-later
// Every answer here is made up, to show what the recordings do not.
#include "core/providers/openai/OpenAiChatDialect.h"
#include "tests/support/CpuTimer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

struct Outcome
{
    Completion completion;
    std::optional<Error> error;
};

Target target()
{
    Target out;
    out.service.id = u"acme"_s;
    out.model = u"m"_s;
    return out;
}

Outcome stream(const QList<QByteArray> &events, const QByteArray &name = {})
{
    const auto decoder = openAiChatDialect()->streamDecoder(target());
    QList<Delta> deltas;
    Outcome out;
    for (const QByteArray &event : events) {
        out.error = decoder->decode({name, event}, deltas);
        if (out.error)
            break;
    }
    decoder->finish(deltas);
    CompletionBuilder builder;
    for (const Delta &delta : deltas)
        builder.apply(delta);
    out.completion = builder.build(decoder->complete());
    return out;
}

// One chunk around a delta.
QByteArray chunk(const QByteArray &delta, int index = 0)
{
    return R"({"choices":[{"index":)" + QByteArray::number(index) + R"(,"delta":)" + delta + "}]}";
}

Outcome whole(const QByteArray &body)
{
    const Result<QList<Delta>> deltas = openAiChatDialect()->decode(body, target());
    if (!deltas)
        return {{}, deltas.error()};
    CompletionBuilder builder;
    for (const Delta &delta : *deltas)
        builder.apply(delta);
    return {builder.build(true), std::nullopt};
}

QStringList calls(const Outcome &outcome)
{
    QStringList out;
    for (const ToolCall &call : outcome.completion.choices.first().message.toolCalls)
        out += call.id + u' ' + call.name + u' ' + call.arguments;
    return out;
}

} // namespace

class TestOpenAiDecode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void readsTheStateBesideTheChoices();
    void interleavedChoices();
    void endsOnlyWhenEveryChoiceEnded();
    void toolCalls_data();
    void toolCalls();
    void contentShapes_data();
    void contentShapes();
    void putsReasoningDetailsTogether();
    void errorsInStreams_data();
    void errorsInStreams();
    void keepsUsageBesideAnError();
    void badBodies_data();
    void badBodies();
    void ignoresWhatRepeats();
    void survivesAnyShape();
    void readsThousandsOfEventsASecond();
};

void TestOpenAiDecode::interleavedChoices()
{
    const Outcome outcome = stream({chunk(R"({"content":"a"})", 1), chunk(R"({"content":"x"})", 0),
        chunk(R"({"tool_calls":[{"index":0,"id":"p","function":{"name":"f","arguments":"{"}}]})", 1),
        chunk(R"({"tool_calls":[{"index":0,"id":"q","function":{"name":"g","arguments":"{}"}}]})", 0),
        chunk(R"({"tool_calls":[{"index":0,"function":{"arguments":"}"}}]})", 1), chunk(R"({"content":"b"})", 1),
        chunk(R"({"content":"y"})", 0)});
    QCOMPARE(outcome.completion.choices.size(), 2);
    QCOMPARE(outcome.completion.choices.at(0).message.text(), u"xy"_s);
    QCOMPARE(outcome.completion.choices.at(1).message.text(), u"ab"_s);
    QCOMPARE(outcome.completion.choices.at(0).message.toolCalls.first().name, u"g"_s);
    QCOMPARE(outcome.completion.choices.at(1).message.toolCalls.first().arguments, u"{}"_s);
}

void TestOpenAiDecode::endsOnlyWhenEveryChoiceEnded()
{
    const QByteArray open0 = chunk(R"({"content":"a"})", 0);
    const QByteArray open1 = chunk(R"({"content":"b"})", 1);
    const QByteArray end0 = R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";
    const QByteArray end1 = R"({"choices":[{"index":1,"delta":{},"finish_reason":"length"}]})";
    const QByteArray emptyWord = R"({"choices":[{"index":0,"delta":{},"finish_reason":""}]})";
    QVERIFY(!stream({}).completion.complete);
    QVERIFY(!stream({open0, open1, end0}).completion.complete);
    QVERIFY(stream({open0, open1, end0, end1}).completion.complete);
    QVERIFY(!stream({open0, emptyWord}).completion.complete);
    QVERIFY(stream({open0, emptyWord, "[DONE]"}).completion.complete);
    QCOMPARE(stream({open0, open1, end0, end1}).completion.choices.at(1).finishReason, FinishReason::Length);
    const Outcome strange = stream({R"({"choices":[{"delta":{},"finish_reason":"gone_fishing"}]})"});
    QVERIFY(strange.completion.complete);
    QCOMPARE(strange.completion.choices.first().finishReason, FinishReason::Unknown);
    QCOMPARE(strange.completion.choices.first().nativeFinishReason, u"gone_fishing"_s);
}

void TestOpenAiDecode::toolCalls_data()
{
    QTest::addColumn<QList<QByteArray>>("deltas");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QList<QByteArray> &fragments, const QStringList &expected) {
        QTest::newRow(name) << fragments << expected;
    };
    row("fragments",
        {R"({"index":0,"id":"a","function":{"name":"f","arguments":""}})",
            R"({"index":0,"id":null,"function":{"name":null,"arguments":"{\"x\":"}})",
            R"({"index":0,"id":"","function":{"name":"","arguments":"null}"}})"},
        {u"a f {\"x\":null}"_s});
    row("a fragment that is null",
        {R"({"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":"}})",
            R"({"index":0,"function":{"arguments":"null"}})", R"({"index":0,"function":{"arguments":"}"}})"},
        {u"a f {\"x\":null}"_s});
    row("arguments \"null\"", {R"({"index":0,"id":"a","function":{"name":"f","arguments":"null"}})"}, {u"a f {}"_s});
    row("arguments null", {R"({"index":0,"id":"a","function":{"name":"f","arguments":null}})"}, {u"a f {}"_s});
    row("arguments as an object", {R"({"index":0,"id":"a","function":{"name":"f","arguments":{"x":1}}})"},
        {u"a f {\"x\":1}"_s});
    row("all under one index, told apart by ids",
        {R"({"index":0,"id":"a","function":{"name":"f","arguments":"{}"}})",
            R"({"index":0,"id":"b","function":{"name":"f","arguments":"{}"}})"},
        {u"a f {}"_s, u"b f {}"_s});
    row("all under one index without ids",
        {R"({"index":0,"id":"","function":{"name":"f","arguments":"{}"}})",
            R"({"index":0,"id":"","function":{"name":"f","arguments":"{}"}})"},
        {u"call_0_0 f {}"_s, u"call_0_1 f {}"_s});
    row("another name opens another call",
        {R"({"index":0,"function":{"name":"f","arguments":""}})",
            R"({"index":0,"function":{"name":"g","arguments":""}})"},
        {u"call_0_0 f {}"_s, u"call_0_1 g {}"_s});
    row("the name in every fragment",
        {R"({"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}})",
            R"({"index":0,"id":"a","function":{"name":"f","arguments":":1}"}})"},
        {u"a f {\"x\":1}"_s});
    row("no index",
        {R"({"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"g","arguments":"{}"}})"},
        {u"a f {}"_s, u"b g {}"_s});
    row("indexes that do not begin at 0",
        {R"({"index":3,"id":"a","function":{"name":"f","arguments":"{"}},{"index":7,"id":"b","function":{"name":"g","arguments":"{"}})",
            R"({"index":7,"function":{"arguments":"}"}},{"index":3,"function":{"arguments":"}"}})"},
        {u"a f {}"_s, u"b g {}"_s});
}

void TestOpenAiDecode::toolCalls()
{
    QFETCH(QList<QByteArray>, deltas);
    QList<QByteArray> events;
    for (const QByteArray &fragment : deltas)
        events += chunk(R"({"tool_calls":[)" + fragment + "]}");
    QTEST(calls(stream(events)), "expected");
}

void TestOpenAiDecode::contentShapes_data()
{
    QTest::addColumn<QList<QByteArray>>("deltas");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reasoning");
    QTest::addColumn<QString>("refusal");
    const auto row
        = [](const char *name, const QList<QByteArray> &deltas, const QString &text, const QString &reasoning,
              const QString &refusal = {}) { QTest::newRow(name) << deltas << text << reasoning << refusal; };
    row("text, null and nothing", {R"({"content":"a"})", R"({"content":null})", R"({})", R"({"content":"b"})"}, u"ab"_s,
        {});
    row("parts", {R"({"content":[{"type":"text","text":"a"},"b",{"type":"refusal","refusal":"c"}]})"}, u"ab"_s, {},
        u"c"_s);
    row("refusal", {R"({"refusal":"no"})", R"({"content":null,"refusal":" way"})"}, {}, {}, u"no way"_s);
    row("two names for one thing",
        {R"({"reasoning":"r","reasoning_content":"r","reasoning_details":[{"type":"reasoning.text","text":"r"}]})"}, {},
        u"r"_s);
    row("thinking parts", {R"({"content":[{"type":"thinking","thinking":[{"text":"r"}]}]})", R"({"content":"a"})"},
        u"a"_s, u"r"_s);
    row("tags", {R"({"content":"<think>r</think>\n\na"})"}, u"a"_s, u"r"_s);
    row("tags in pieces",
        {R"({"content":"\n<th"})", R"({"content":"ink>r<"})", R"({"content":"b</thin"})", R"({"content":"k> a"})"},
        u"a"_s, u"r<b"_s);
    row("a tag that is never closed", {R"({"content":"<think>r</th"})"}, {}, u"r</th"_s);
    row("no tag after all", {R"({"content":"<thi"})", R"({"content":"s>"})"}, u"<this>"_s, {});
    row("nearly a tag at the end", {R"({"content":" <thin"})"}, u" <thin"_s, {});
    row("a tag later on", {R"({"content":"a <think>b</think>"})"}, u"a <think>b</think>"_s, {});
    row("a tag behind thinking in its own field", {R"({"reasoning":"r"})", R"({"content":"<think>b"})"}, u"<think>b"_s,
        u"r"_s);
    row("spoken words", {R"({"content":null,"audio":{"transcript":"a"}})"}, u"a"_s, {});
}

void TestOpenAiDecode::contentShapes()
{
    QFETCH(QList<QByteArray>, deltas);
    QList<QByteArray> events;
    for (const QByteArray &delta : deltas)
        events += chunk(delta);
    const Message message = stream(events).completion.choices.first().message;
    QTEST(message.text(), "text");
    QTEST(message.reasoning, "reasoning");
    QTEST(message.refusal, "refusal");
}

void TestOpenAiDecode::putsReasoningDetailsTogether()
{
    const Outcome outcome = stream({
        chunk(
            R"({"reasoning_details":[{"type":"reasoning.text","index":0,"text":"a","signature":null,"format":"x"}]})"),
        chunk(R"({"reasoning_details":[{"type":"reasoning.text","index":0,"text":"b"}]})"),
        chunk(R"({"reasoning_details":[{"type":"reasoning.text","index":0,"signature":"sig"}]})"),
        chunk(R"({"reasoning_details":[{"type":"reasoning.encrypted","index":1,"id":"i","data":"D"}]})"),
    });
    const Message message = outcome.completion.choices.first().message;
    QCOMPARE(message.reasoning, u"ab"_s);
    QCOMPARE(message.nativeBlocks.size(), 1);
    QCOMPARE(message.nativeBlocks.first().dialect, u"openai-chat"_s);
    QCOMPARE(message.nativeBlocks.first().value.value("reasoning_details"_L1).toArray(),
        QJsonDocument::fromJson(R"([{"type":"reasoning.text","index":0,"text":"ab","signature":"sig","format":"x"},)"
                                R"({"type":"reasoning.encrypted","index":1,"id":"i","data":"D"}])")
            .array());
}

void TestOpenAiDecode::errorsInStreams_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("status");
    const QByteArray none;
    QTest::newRow("named") << QByteArray("error") << QByteArray(R"({"error":{"message":"m","code":429}})")
                           << u"rate_limited"_s << 429;
    QTest::newRow("named, with words only")
        << QByteArray("error") << QByteArray("upstream went away") << u"server_fault"_s << 0;
    QTest::newRow("beside choices")
        << none
        << QByteArray(
               R"({"choices":[{"delta":{"content":""},"finish_reason":"error"}],"error":{"code":502,"message":"m"}})")
        << u"server_fault"_s << 502;
    QTest::newRow("in a choice") << none
                                 << QByteArray(R"({"choices":[{"delta":{},"error":{"code":503,"message":"m"}}]})")
                                 << u"overloaded"_s << 503;
    QTest::newRow("a text") << none << QByteArray(R"({"error":"prompt is too long: 9 > 8"})") << u"context_too_long"_s
                            << 0;
    QTest::newRow("words without a code")
        << none << QByteArray(R"({"error":{"message":"something broke"}})") << u"server_fault"_s << 0;
    QTest::newRow("not JSON") << none << QByteArray("{\"choices\":[") << u"malformed"_s << 0;
}

void TestOpenAiDecode::errorsInStreams()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, event);
    const Outcome outcome = stream({event}, name);
    QVERIFY(outcome.error.has_value());
    QTEST(errorKindName(outcome.error->kind), "kind");
    QTEST(outcome.error->httpStatus, "status");
    QCOMPARE(outcome.error->service, u"acme"_s);
}

void TestOpenAiDecode::keepsUsageBesideAnError()
{
    const Outcome outcome = stream({chunk(R"({"content":"a"})"),
        R"({"error":{"message":"m"},"choices":[{"delta":{"content":"b"}}],"usage":{"prompt_tokens":5,"completion_tokens":2}})"});
    QVERIFY(outcome.error.has_value());
    QCOMPARE(outcome.completion.text(), u"ab"_s);
    QCOMPARE(outcome.completion.usage.inputFresh, 5);
    QVERIFY(!stream({R"({"error":null,"choices":[]})"}).error.has_value());
}

void TestOpenAiDecode::badBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("kind");
    QTest::newRow("nothing") << QByteArray() << u"malformed"_s;
    QTest::newRow("a page") << QByteArray("<html><title>Sign in</title>") << u"malformed"_s;
    QTest::newRow("cut") << QByteArray(R"({"choices":[{"mess)") << u"malformed"_s;
    QTest::newRow("something else") << QByteArray(R"({"ok":1})") << u"malformed"_s;
    QTest::newRow("an error") << QByteArray(R"({"error":{"message":"m","code":"rate_limit_exceeded"}})")
                              << u"rate_limited"_s;
    QTest::newRow("an error of another shape")
        << QByteArray(R"({"object":"error","message":"Invalid API key","code":401})") << u"auth"_s;
    QTest::newRow("an error in the choice")
        << QByteArray(R"({"choices":[{"message":{},"error":{"code":429,"message":"m"}}]})") << u"rate_limited"_s;
}

void TestOpenAiDecode::badBodies()
{
    QFETCH(QByteArray, body);
    const Outcome outcome = whole(body);
    QVERIFY(outcome.error.has_value());
    QTEST(errorKindName(outcome.error->kind), "kind");
    QVERIFY(!outcome.error->detail.isEmpty());
}

void TestOpenAiDecode::ignoresWhatRepeats()
{
    const QByteArray head
        = R"("id":"i","model":"m1","citations":["https://a.test"],"search_results":[{"url":"https://a.test","title":"A"}])";
    const Outcome outcome = stream({
        "{" + head + R"(,"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"}}]})",
        "{" + head + R"(,"choices":[{"index":0,"message":{"content":"ab"},"delta":{"content":"b"}}]})",
        "{" + head + R"(,"choices":[{"index":0,"message":{"content":"ab"},"finish_reason":"stop"}]})",
    });
    QCOMPARE(outcome.completion.text(), u"ab"_s);
    QCOMPARE(outcome.completion.choices.first().citations, QList<Citation>({{u"https://a.test"_s, u"A"_s, {}}}));
    // The names come with the first chunk and not again.
    const auto decoder = openAiChatDialect()->streamDecoder(target());
    QList<Delta> deltas;
    for (int i = 0; i < 3; ++i)
        QVERIFY(!decoder->decode(
            {{}, "{" + head + R"(,"choices":[{"delta":{"role":"assistant","content":""}}]})"}, deltas));
    QCOMPARE(deltas.size(), 1);
    QCOMPARE(deltas.first().responseModel, u"m1"_s);
}

void TestOpenAiDecode::survivesAnyShape()
{
    const QList<QByteArray> events {"{}", R"({"choices":null})", R"({"choices":{}})", R"({"choices":[null,7,"x",[]]})",
        R"({"choices":[{"delta":null,"finish_reason":null}]})",
        R"({"choices":[{"delta":{"content":7,"tool_calls":{"a":1}}}]})",
        R"({"choices":[{"delta":{"tool_calls":[null,{"function":null},{"function":{"arguments":[]}}]}}]})",
        R"({"usage":[],"error":[]})", R"({"usage":{"prompt_tokens":"7","prompt_tokens_details":null}})", "", "   "};
    const Outcome outcome = stream(events);
    QVERIFY(!outcome.error.has_value());
    QVERIFY(!outcome.completion.usage.isKnown());
    QVERIFY(stream({"[]"}).error.has_value());
}

void TestOpenAiDecode::readsThousandsOfEventsASecond()
{
    const QByteArray event
        = R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"fp",)"
          R"("choices":[{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}]})";
    const auto decoder = openAiChatDialect()->streamDecoder(target());
    QList<Delta> deltas;
    CpuTimer timer;
    timer.start();
    for (int i = 0; i < 1000; ++i)
        QVERIFY(!decoder->decode({{}, event}, deltas));
    // About 3 ms on a slow machine; the bound is for a mistake that makes each event dearer than the last.
    QVERIFY(timer.elapsed() < 300);
    QVERIFY(deltas.size() >= 1000);
}

// base_resp tells of a failure under a good status, and of none under the code 0.
void TestOpenAiDecode::readsTheStateBesideTheChoices()
{
    const QByteArray good = R"("base_resp":{"status_code":0,"status_msg":""})";
    const QByteArray bad = R"("base_resp":{"status_code":1002,"status_msg":"slow down, rate limit reached"})";
    const QByteArray choices = R"("choices":[{"index":0,"message":{"content":"hi"},"finish_reason":"stop"}],)";
    QVERIFY(!whole('{' + choices + good + '}').error);
    QCOMPARE(whole('{' + choices + good + '}').completion.text(), u"hi"_s);
    for (const QByteArray &body :
        {QByteArray('{' + choices + bad + '}'), QByteArray(R"({"choices":null,)" + bad + '}')}) {
        const Outcome out = whole(body);
        QVERIFY(out.error);
        QCOMPARE(out.error->kind, Error::Kind::RateLimited);
        QCOMPARE(out.error->code, u"1002"_s);
    }
    QVERIFY(stream({chunk(R"({"content":"h"})"), '{' + bad + '}'}).error);
    QVERIFY(!stream({chunk(R"({"content":"h"})"), '{' + good + '}'}).error);
}

QTEST_APPLESS_MAIN(TestOpenAiDecode)
#include "tst_openai_decode.moc"
