// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/DecodeStream.h"
#include "tests/unit/providers/gemini/GeminiGolden.h"

#include <QRegularExpression>

using namespace lineup;
using namespace lineup::golden;

// The bodies here are made up; recorded ones are read by tst_traffic_gemini.
class TestGeminiDecode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void callsOverSeveralPieces();
    void severalChoices();
    void thoughtsAndSignatures();
    void finishWords_data();
    void finishWords();
    void usage_data();
    void usage();
    void usageBeforeTheEndIsAnEstimate();
    void blockedPrompt_data();
    void blockedPrompt();
    void withoutContent_data();
    void withoutContent();
    void searches();
    void citations();
    void errorInsideAStream_data();
    void errorInsideAStream();
    void notAnAnswer_data();
    void notAnAnswer();
    void completeness_data();
    void completeness();
    void errors_data();
    void errors();
};

namespace {

Decoded plain(const QByteArray &body)
{
    return decodePlain(*geminiDialect(), budgetModel(), body);
}

Decoded streamed(const QList<QByteArray> &pieces)
{
    QByteArray body;
    for (QByteArray piece : pieces) // on one line each
        body += "data: " + piece.replace('\n', ' ') + "\r\n\r\n";
    return decodePieces(*geminiDialect(), budgetModel(), Framing::Sse, {body});
}

QByteArray piece(const QByteArray &parts, const QByteArray &more = {})
{
    return R"({"candidates":[{"content":{"role":"model","parts":[)" + parts + "]}" + more + "}]}";
}

const Choice &choiceOf(const Decoded &decoded)
{
    static const Choice none;
    return decoded.completion.choices.isEmpty() ? none : decoded.completion.choices.first();
}

} // namespace

void TestGeminiDecode::callsOverSeveralPieces()
{
    const Decoded out = streamed({piece(R"({"functionCall":{"name":"a","args":{"x":1}}})"),
        piece(R"({"functionCall":{"name":"a","args":{"x":2}}},{"functionCall":{"name":"b","id":"g9"}})"),
        piece(R"({"text":""})", R"(,"finishReason":"STOP")")});
    QVERIFY(!out.error.has_value());
    QCOMPARE(choiceOf(out).message.toolCalls,
        (QList<ToolCall> {{u"call_0_0"_s, u"a"_s, uR"({"x":1})"_s}, {u"call_0_1"_s, u"a"_s, uR"({"x":2})"_s},
            {u"g9"_s, u"b"_s, u"{}"_s}}));
    QCOMPARE(choiceOf(out).finishReason, FinishReason::ToolCalls);
    QCOMPARE(choiceOf(out).nativeFinishReason, u"STOP"_s);
    QVERIFY(out.completion.complete);
}

void TestGeminiDecode::severalChoices()
{
    const Decoded out = streamed({R"({"candidates":[{"index":1,"content":{"parts":[{"text":"B"}]}},
            {"index":0,"content":{"parts":[{"text":"A"}]},"finishReason":"STOP"}]})",
        R"({"candidates":[{"index":1,"content":{"parts":[{"functionCall":{"name":"f"}}]},"finishReason":"STOP"}]})"});
    QCOMPARE(out.completion.choices.size(), 2);
    QCOMPARE(out.completion.choices.at(0).message.text(), u"A"_s);
    QCOMPARE(out.completion.choices.at(0).finishReason, FinishReason::Stop);
    QCOMPARE(out.completion.choices.at(1).message.text(), u"B"_s);
    QCOMPARE(out.completion.choices.at(1).message.toolCalls, (QList<ToolCall> {{u"call_1_0"_s, u"f"_s, u"{}"_s}}));
    QCOMPARE(out.completion.choices.at(1).finishReason, FinishReason::ToolCalls);
    QVERIFY(out.completion.complete);
}

void TestGeminiDecode::thoughtsAndSignatures()
{
    const Decoded out = streamed({piece(R"({"text":"Hm, ","thought":true})"), piece(R"({"text":"so","thought":true})"),
        piece(R"({"text":"Hël"})"), piece(R"({"text":"lo"})"),
        piece(R"({"text":"","thoughtSignature":"c2ln+/=="})", R"(,"finishReason":"STOP")")});
    QCOMPARE(choiceOf(out).message.reasoning, u"Hm, so"_s);
    QCOMPARE(choiceOf(out).message.text(), u"Hëllo"_s);
    QCOMPARE(choiceOf(out).message.nativeBlocks.size(), 1);
    const NativeBlock &block = choiceOf(out).message.nativeBlocks.first();
    QCOMPARE(block.dialect, u"gemini"_s);
    QCOMPARE(block.value["part"_L1].toObject(), json(R"({"text":"","thoughtSignature":"c2ln+/=="})"));
}

void TestGeminiDecode::finishWords_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QString>("native");
    QTest::addColumn<FinishReason>("reason");
    const auto row = [](const char *word, const char *native, FinishReason reason) {
        QTest::newRow(word) << QByteArray(word) << QString::fromLatin1(native) << reason;
    };
    for (const char *word : {"SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII",
             "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "MODEL_ARMOR"})
        QTest::newRow(word) << '"' + QByteArray(word) + '"' << QString::fromLatin1(word) << FinishReason::ContentFilter;
    row("\"STOP\"", "STOP", FinishReason::Stop);
    row("\"MAX_TOKENS\"", "MAX_TOKENS", FinishReason::Length);
    row("\"OTHER\"", "OTHER", FinishReason::Stop);
    row("\"MALFORMED_FUNCTION_CALL\"", "MALFORMED_FUNCTION_CALL", FinishReason::Stop);
    row("\"UNEXPECTED_TOOL_CALL\"", "UNEXPECTED_TOOL_CALL", FinishReason::Stop);
    row("\"A_WORD_OF_NEXT_YEAR\"", "A_WORD_OF_NEXT_YEAR", FinishReason::Stop);
    row("1", "STOP", FinishReason::Stop);
    row("2", "MAX_TOKENS", FinishReason::Length);
    row("3", "SAFETY", FinishReason::ContentFilter);
    row("10", "MALFORMED_FUNCTION_CALL", FinishReason::Stop);
    row("99", "99", FinishReason::Stop);
    row("0", "", FinishReason::Unknown);
    row("null", "", FinishReason::Unknown);
    row("\"FINISH_REASON_UNSPECIFIED\"", "", FinishReason::Unknown);
}

void TestGeminiDecode::finishWords()
{
    QFETCH(const QByteArray, word);
    QFETCH(const QString, native);
    QFETCH(const FinishReason, reason);
    const Decoded out = streamed({piece(R"({"text":"x"})", R"(,"finishReason":)" + word)});
    QVERIFY(!out.error.has_value());
    QCOMPARE(choiceOf(out).nativeFinishReason, native);
    QCOMPARE(choiceOf(out).finishReason, reason);
    QCOMPARE(out.completion.complete, reason != FinishReason::Unknown);
}

void TestGeminiDecode::usage_data()
{
    QTest::addColumn<QByteArray>("metadata");
    QTest::addColumn<Usage>("usage");
    const auto row = [](const char *name, const QByteArray &metadata, Usage usage, bool known = true) {
        if (usage.source == Usage::Source::Unknown && known)
            usage.source = Usage::Source::Reported;
        QTest::newRow(name) << metadata << usage;
    };
    row("plain", R"({"promptTokenCount":10,"candidatesTokenCount":4,"totalTokenCount":14})",
        {.inputFresh = 10, .outputText = 4});
    row("thoughts lie beside", R"({"promptTokenCount":10,"candidatesTokenCount":4,"thoughtsTokenCount":7})",
        {.inputFresh = 10, .outputText = 4, .outputReasoning = 7});
    row("all went to thoughts", R"({"promptTokenCount":10,"thoughtsTokenCount":7})",
        {.inputFresh = 10, .outputReasoning = 7});
    row("what was cached lies inside", R"({"promptTokenCount":10,"cachedContentTokenCount":8})",
        {.inputFresh = 2, .inputCacheRead = 8});
    row("more cached than there was", R"({"promptTokenCount":10,"cachedContentTokenCount":80})",
        {.inputCacheRead = 10});
    row("prompts of the service's tools", R"({"promptTokenCount":10,"toolUsePromptTokenCount":30})",
        {.inputFresh = 40});
    row("sound", R"({"promptTokenCount":10,"promptTokensDetails":[{"modality":"TEXT","tokenCount":4},
        {"modality":"AUDIO","tokenCount":6}]})",
        {.inputFresh = 4, .inputAudio = 6});
    row("sound in part cached", R"({"promptTokenCount":10,"cachedContentTokenCount":5,
        "promptTokensDetails":[{"modality":"AUDIO","tokenCount":6}],
        "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":5}]})",
        {.source = Usage::Source::Estimated, // what cached sound costs, no bucket holds
            .inputFresh = 4,
            .inputCacheRead = 5,
            .inputAudio = 1});
    row("sound as a number", R"({"promptTokenCount":10,"promptTokensDetails":[{"modality":4,"tokenCount":6}]})",
        {.inputFresh = 4, .inputAudio = 6});
    row("pictures made", R"({"promptTokenCount":1,"candidatesTokenCount":1300,
        "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1290}]})",
        {.inputFresh = 1, .outputText = 10, .outputImage = 1290});
    row("speech made", R"({"promptTokenCount":1,"candidatesTokenCount":50,
        "candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":90}]})",
        {.inputFresh = 1, .outputAudio = 50});
    row("nonsense below zero", R"({"promptTokenCount":5,"candidatesTokenCount":-4})", {.inputFresh = 5});
    row("nothing counted", R"({"trafficType":"ON_DEMAND"})", {}, false);
    row("the prompt not counted", R"({"candidatesTokenCount":23,"thoughtsTokenCount":67})", {}, false);
    row("empty", "{}", {}, false);
}

void TestGeminiDecode::usage()
{
    QFETCH(const QByteArray, metadata);
    QFETCH(const Usage, usage);
    const QByteArray body
        = R"({"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"usageMetadata":)" + metadata
        + "}";
    QVERIFY(plain(body).completion.usage == usage);
    QVERIFY(streamed({body}).completion.usage == usage);
}

void TestGeminiDecode::usageBeforeTheEndIsAnEstimate()
{
    const QByteArray head = R"({"candidates":[{"content":{"parts":[{"text":"x"}]}}],"usageMetadata":)";
    // The prompt alone: what was written is left to be estimated from the text.
    const Usage prompt = streamed({head + R"({"promptTokenCount":15}})"}).completion.usage;
    QCOMPARE(prompt.source, Usage::Source::Estimated);
    QCOMPARE(prompt.inputFresh, 15);
    QCOMPARE(prompt.outputTotal(), 0);
    const Usage cut
        = streamed({head + R"({"promptTokenCount":15}})", head + R"({"promptTokenCount":15,"thoughtsTokenCount":40}})"})
              .completion.usage;
    QCOMPARE(cut.source, Usage::Source::Estimated);
    QCOMPARE(cut.inputFresh, 15);
    QCOMPARE(cut.outputReasoning, 40);
    // The last count stands, also where it is lower, and one without counts takes nothing back.
    const Decoded whole = streamed({head + R"({"promptTokenCount":15,"candidatesTokenCount":1}})",
        R"({"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":13,"candidatesTokenCount":8}})",
        R"({"usageMetadata":{"trafficType":"ON_DEMAND"}})"});
    QCOMPARE(whole.completion.usage.source, Usage::Source::Reported);
    QCOMPARE(whole.completion.usage.inputFresh, 13);
    QCOMPARE(whole.completion.usage.outputText, 8);
}

void TestGeminiDecode::blockedPrompt_data()
{
    QTest::addColumn<QByteArray>("feedback");
    QTest::addColumn<QString>("native");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("word") << QByteArray(R"({"blockReason":"PROHIBITED_CONTENT"})") << u"PROHIBITED_CONTENT"_s
                          << QString();
    QTest::newRow("number") << QByteArray(R"({"blockReason":2})") << u"2"_s << QString();
    QTest::newRow("with words") << QByteArray(R"({"blockReason":"SAFETY","blockReasonMessage":"Not this."})")
                                << u"SAFETY"_s << u"Not this."_s;
}

void TestGeminiDecode::blockedPrompt()
{
    QFETCH(const QByteArray, feedback);
    QFETCH(const QString, native);
    QFETCH(const QString, refusal);
    const QByteArray body = R"({"promptFeedback":)" + feedback
        + R"(,"usageMetadata":{"promptTokenCount":7},"modelVersion":"m","responseId":"r"})";
    for (const Decoded &out : {plain(body), streamed({body})}) {
        QVERIFY(!out.error.has_value());
        QVERIFY(out.completion.complete);
        QCOMPARE(choiceOf(out).finishReason, FinishReason::ContentFilter);
        QCOMPARE(choiceOf(out).nativeFinishReason, native);
        QCOMPARE(choiceOf(out).message.refusal, refusal);
        QCOMPARE(out.completion.text(), QString());
        QCOMPARE(out.completion.usage.inputFresh, 7);
        QCOMPARE(out.completion.usage.source, Usage::Source::Reported);
        QCOMPARE(out.completion.id, u"r"_s);
    }
}

void TestGeminiDecode::withoutContent_data()
{
    QTest::addColumn<QByteArray>("candidate");
    QTest::addColumn<FinishReason>("reason");
    QTest::addColumn<QString>("refusal");
    const auto row = [](const char *name, const QByteArray &candidate, FinishReason reason, const QString &refusal) {
        QTest::newRow(name) << candidate << reason << refusal;
    };
    row("no content", R"({"finishReason":"MAX_TOKENS"})", FinishReason::Length, {});
    row("content without parts", R"({"content":{"role":"model"},"finishReason":"STOP"})", FinishReason::Stop, {});
    row("empty content", R"({"content":{},"finishReason":"SAFETY"})", FinishReason::ContentFilter, {});
    row("content null", R"({"content":null,"finishReason":"STOP"})", FinishReason::Stop, {});
    row("filtered, with words", R"({"finishReason":"MODEL_ARMOR","finishMessage":"It broke a rule."})",
        FinishReason::ContentFilter, u"It broke a rule."_s);
    row("a broken call", R"({"content":{},"finishReason":"MALFORMED_FUNCTION_CALL","finishMessage":"call:f"})",
        FinishReason::Stop, {});
}

void TestGeminiDecode::withoutContent()
{
    QFETCH(const QByteArray, candidate);
    QFETCH(const FinishReason, reason);
    QFETCH(const QString, refusal);
    const QByteArray body = R"({"candidates":[)" + candidate + "]}";
    for (const Decoded &out : {plain(body), streamed({body})}) {
        QVERIFY(!out.error.has_value());
        QCOMPARE(choiceOf(out).finishReason, reason);
        QCOMPARE(choiceOf(out).message.refusal, refusal);
        QVERIFY(choiceOf(out).message.content.isEmpty());
        QVERIFY(choiceOf(out).message.toolCalls.isEmpty());
        QVERIFY(out.completion.complete);
    }
}

// Different queries that are not empty, over the whole answer; before Gemini 3 they are one search together.
void TestGeminiDecode::searches()
{
    const auto grounded = [](const QByteArray &queries, const QByteArray &more) -> QByteArray {
        return R"({"candidates":[{"content":{"parts":[{"text":"x"}]},"groundingMetadata":{"webSearchQueries":)"
            + queries + "}" + more + R"(}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1}})";
    };
    const QByteArray end = R"(,"finishReason":"STOP")";
    QCOMPARE(plain(grounded(R"(["","a b","a b"," "])", end)).completion.usage.webSearches, 1);
    QByteArray body;
    for (const QByteArray &one : {grounded(R"(["a"])", ""), grounded(R"(["b","a"])", ""), grounded("[]", end)})
        body += "data: " + one + "\r\n\r\n";
    Target target = budgetModel();
    const auto searchesOf = [&](const QString &model) {
        target.model = model;
        return decodePieces(*geminiDialect(), target, Framing::Sse, {body}).completion.usage.webSearches;
    };
    QCOMPARE(searchesOf(u"gemini-3-flash-preview"_s), 2);
    QCOMPARE(searchesOf(u"gemini-3.1-pro-preview"_s), 2);
    QCOMPARE(searchesOf(u"gemini-2.5-flash"_s), 1);
    QCOMPARE(searchesOf(u"publishers/google/models/gemini-2.0-flash"_s), 1);
}

void TestGeminiDecode::citations()
{
    const Decoded out = plain(R"({"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP",
        "groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://a.test/","title":"A"}},
            {"retrievedContext":{"text":"From a file","fileSearchStore":"s"}},{"maps":{"uri":"https://m.test/","title":"M"}},
            {"web":{"uri":"https://a.test/","title":"A"}},{"retrievedContext":{"fileSearchStore":"s"}}]},
        "citationMetadata":{"citationSources":[{"uri":"https://b.test/"},{"startIndex":3}],
            "citations":[{"uri":"https://c.test/","title":"C"}]}}]})");
    QCOMPARE(choiceOf(out).citations,
        (QList<Citation> {{u"https://a.test/"_s, u"A"_s, {}}, {{}, {}, u"From a file"_s},
            {u"https://m.test/"_s, u"M"_s, {}}, {u"https://b.test/"_s, {}, {}}, {u"https://c.test/"_s, u"C"_s, {}}}));
}

void TestGeminiDecode::errorInsideAStream_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<Error::Kind>("kind");
    const auto row
        = [](const char *name, const QByteArray &event, Error::Kind kind) { QTest::newRow(name) << event << kind; };
    row("overloaded", R"({"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}})",
        Error::Kind::Overloaded);
    row("in a list", R"([{"error":{"code":429,"message":"Slow down","status":"RESOURCE_EXHAUSTED"}}])",
        Error::Kind::RateLimited);
    row("fault", R"({"error":{"code":500,"message":"Internal","status":"INTERNAL"}})", Error::Kind::ServerFault);
    row("no JSON", "oops", Error::Kind::Malformed);
}

void TestGeminiDecode::errorInsideAStream()
{
    QFETCH(const QByteArray, event);
    QFETCH(const Error::Kind, kind);
    const Decoded out = streamed({piece(R"({"text":"Hel"})"), event, piece(R"({"text":"lo"})")});
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, kind);
    QCOMPARE(out.completion.text(), u"Hel"_s);
    QVERIFY(!out.completion.complete);
    if (kind != Error::Kind::Malformed)
        QCOMPARE(plain(event).error->kind, kind);
}

void TestGeminiDecode::notAnAnswer_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"", "{", "[]", "{}", "null", "7", R"({"candidates":[]})", R"([[1]])",
             R"({"usageMetadata":{"promptTokenCount":7},"modelVersion":"m"})", R"({"promptFeedback":{}})"})
        QTest::newRow(*body ? body : "empty") << QByteArray(body);
}

void TestGeminiDecode::notAnAnswer()
{
    QFETCH(const QByteArray, body);
    const Decoded out = plain(body);
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, Error::Kind::Malformed);
}

void TestGeminiDecode::completeness_data()
{
    QTest::addColumn<QList<QByteArray>>("pieces");
    QTest::addColumn<bool>("complete");
    const auto row = [](const char *name, const QList<QByteArray> &pieces, bool complete) {
        QTest::newRow(name) << pieces << complete;
    };
    const QByteArray end = R"({"candidates":[{"finishReason":"STOP"}]})";
    row("nothing", {}, false);
    row("cut", {piece(R"({"text":"x"})")}, false);
    row("ended", {piece(R"({"text":"x"})"), end}, true);
    row("usage after the end", {end, R"({"usageMetadata":{"promptTokenCount":1}})"}, true);
    row("events of others", {"[DONE]", "", end, "[DONE]"}, true);
    row("the second choice is cut", {end, R"({"candidates":[{"index":1,"content":{"parts":[{"text":"y"}]}}]})"}, false);
    row("both ended", {end, R"({"candidates":[{"index":1,"finishReason":"STOP"}]})"}, true);
}

void TestGeminiDecode::completeness()
{
    QFETCH(const QList<QByteArray>, pieces);
    QFETCH(const bool, complete);
    const Decoded out = streamed(pieces);
    QVERIFY(!out.error.has_value());
    QCOMPARE(out.completion.complete, complete);
}

void TestGeminiDecode::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    const auto row = [](const char *name, int status, const QByteArray &body, Error::Kind kind) {
        QTest::newRow(name) << status << body << kind;
    };
    row("a bad key is a 400", 400, R"({"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT",
        "details":[{"reason":"API_KEY_INVALID"}]}})",
        Error::Kind::Auth);
    row("expired key", 400, R"({"error":{"code":400,"message":"API key expired. Please renew the API key.",
        "status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}})",
        Error::Kind::Auth);
    row("too long", 400, R"({"error":{"code":400,"message":
        "The input token count (1250074) exceeds the maximum number of tokens allowed (1048576).",
        "status":"INVALID_ARGUMENT"}})",
        Error::Kind::ContextTooLong);
    row("no such model", 404, R"({"error":{"code":404,"message":"models/x is not found","status":"NOT_FOUND"}})",
        Error::Kind::NotFound);
    row("busy", 503, R"({"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}})",
        Error::Kind::Overloaded);
    row("in a list", 400, R"([{"error":{"code":400,"message":"Bad","status":"INVALID_ARGUMENT"}}])",
        Error::Kind::BadRequest);
    row("a page", 502, "<html><title>Bad Gateway</title></html>", Error::Kind::ServerFault);
    row("nothing", 500, "", Error::Kind::ServerFault);
}

void TestGeminiDecode::errors()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const Error::Kind, kind);
    HttpHead head;
    head.status = status;
    const Error error = geminiDialect()->decodeError(head, body, budgetModel());
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.service, u"gemini"_s);
}

QTEST_APPLESS_MAIN(TestGeminiDecode)
#include "tst_gemini_decode.moc"
