// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

Target target()
{
    Target out;
    out.service.id = u"openai"_s;
    out.service.baseUrl = QUrl(u"https://api.openai.test/v1"_s);
    out.model = u"m"_s;
    return out;
}

constexpr const char *thought
    = R"({"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA+/=","content":null})";
constexpr const char *call
    = R"({"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{ }","status":"completed"})";
constexpr const char *words
    = R"({"type":"message","id":"msg_1","role":"assistant","status":"completed","phase":"commentary",
          "content":[{"type":"output_text","text":"Look","annotations":[{"type":"url_citation","url":"https://x.test"}]}]})";

Message answer(const QList<QByteArray> &items)
{
    const QByteArray body = R"({"id":"r","status":"completed","output":[)" + items.join(',') + "]}";
    return decodePlain(*responsesDialect(), target(), body).completion.choices.first().message;
}

// Without the words that are put behind a call that nobody has answered yet: tst_conversation has those.
QJsonArray withoutInterruptions(const QJsonArray &items)
{
    QJsonArray out;
    for (const QJsonValue &item : items) {
        if (!item["output"_L1].toString().contains("interrupted"_L1))
            out += item;
    }
    return out;
}

QJsonArray inputOf(const QList<Message> &messages, const Target &whom = target(), const QJsonObject &extra = {})
{
    ChatRequest request;
    request.messages = messages;
    request.extraBody = extra;
    const Result<EncodedRequest> encoded = responsesDialect()->encode(request, whom);
    return encoded ? withoutInterruptions(json(encoded->body)["input"_L1].toArray()) : QJsonArray();
}

QJsonArray list(const QByteArray &text)
{
    return json(R"({"a":)" + text + '}')["a"_L1].toArray();
}

} // namespace

class TestResponsesReplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void givesBackWhatCame();
    void textBetweenCalls();
    void changedAnswersGoPlain_data();
    void changedAnswersGoPlain();
    void reasoningThatOnlyTheProviderKnows();
    void reasoningInPlainText();
    void thoughtsAtTheEnd();
    void orderOfTheOutput();
    void refusals();
    void otherProvidersAnswers();
    void builtInTools();
};

void TestResponsesReplay::givesBackWhatCame()
{
    const Message message = answer({thought, words, call});
    QCOMPARE(message.text(), u"Look"_s);
    const QJsonArray items = inputOf({message, toolResult(u"c1"_s, u"ok"_s)});
    QCOMPARE(items,
        list(QByteArray("[") + thought + R"(,{"type":"message","id":"msg_1","role":"assistant","status":"completed",
            "phase":"commentary","content":[{"type":"output_text","text":"Look","annotations":[]}]},)"
            + call + R"(,{"type":"function_call_output","call_id":"c1","output":"ok"}])"));
}

void TestResponsesReplay::textBetweenCalls()
{
    const QByteArray second
        = R"({"type":"message","id":"msg_2","role":"assistant","content":[{"type":"output_text","text":"Dönë 🙂"}]})";
    const Message message = answer({words, call, second});
    QCOMPARE(message.text(), u"LookDönë 🙂"_s);
    const QJsonArray items = inputOf({message});
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0]["content"_L1][0]["text"_L1].toString(), u"Look"_s);
    QCOMPARE(items[1]["id"_L1].toString(), u"fc_1"_s);
    QCOMPARE(items[2]["content"_L1][0]["text"_L1].toString(), u"Dönë 🙂"_s);
}

void TestResponsesReplay::changedAnswersGoPlain_data()
{
    using Change = std::function<void(Message &, Target &)>;
    QTest::addColumn<Change>("change");
    QTest::newRow("longer text") << Change([](Message &m, Target &) { m.content.first().text += u'!'; });
    QTest::newRow("shorter text") << Change([](Message &m, Target &) { m.content.first().text.chop(1); });
    QTest::newRow("another call") << Change([](Message &m, Target &) { m.toolCalls.first().arguments = u"{}"_s; });
    QTest::newRow("no call") << Change([](Message &m, Target &) { m.toolCalls.clear(); });
    QTest::newRow("a call more") << Change([](Message &m, Target &) { m.toolCalls += m.toolCalls.first(); });
    QTest::newRow("another model") << Change([](Message &, Target &t) { t.model = u"n"_s; });
    QTest::newRow("another service") << Change([](Message &, Target &t) { t.service.id = u"xai"_s; });
}

void TestResponsesReplay::changedAnswersGoPlain()
{
    using Change = std::function<void(Message &, Target &)>;
    QFETCH(Change, change);
    Message message = answer({thought, words, call});
    Target whom = target();
    change(message, whom);
    const QJsonArray items = inputOf({message}, whom);
    QCOMPARE(items.size(), 1 + message.toolCalls.size());
    QCOMPARE(items[0].toObject(), (QJsonObject {{u"role"_s, u"assistant"_s}, {u"content"_s, message.text()}}));
    for (const QJsonValue &item : items)
        QVERIFY(!item.toObject().contains("id"_L1)); // an id without its reasoning is refused
}

void TestResponsesReplay::reasoningThatOnlyTheProviderKnows()
{
    const QByteArray bare = R"({"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}]})";
    const Message message = answer({bare, call});
    QCOMPARE(message.reasoning, u"hm"_s);
    const QJsonArray plain = inputOf({message});
    QCOMPARE(plain.size(), 1);
    QVERIFY(!plain[0].toObject().contains("id"_L1));
    // Where the provider stores the answers, the ids are enough.
    const QJsonArray stored = inputOf({message}, target(), {{u"store"_s, true}});
    QCOMPARE(stored, list('[' + bare + ',' + call + ']'));
}

void TestResponsesReplay::reasoningInPlainText()
{
    const QByteArray open
        = R"({"type":"reasoning","id":"x","summary":[],"content":[{"type":"reasoning_text","text":"hm"}]})";
    const Message message = answer({open, call});
    QCOMPARE(inputOf({message}), list('[' + open + ',' + call + ']'));
}

void TestResponsesReplay::thoughtsAtTheEnd()
{
    const Message message = answer({words, thought});
    QCOMPARE(inputOf({message}).size(), 1);
    const Message nothing = answer({words, thought, call, thought});
    QCOMPARE(inputOf({nothing}).size(), 3);
}

// Items end in another order than the one in which they stand.
void TestResponsesReplay::orderOfTheOutput()
{
    const auto ended = [](int index, QByteArray item) -> QByteArray {
        return "data: {\"type\":\"response.output_item.done\",\"output_index\":" + QByteArray::number(index)
            + ",\"item\":" + item.replace('\n', ' ') + "}\n\n";
    };
    const Decoded decoded
        = decodePieces(*responsesDialect(), target(), Framing::Sse, {ended(1, words), ended(0, thought)});
    const QJsonArray items = inputOf({decoded.completion.choices.first().message});
    QCOMPARE(items.size(), 2);
    QCOMPARE(items[0].toObject(), json(thought));
    QCOMPARE(items[1]["id"_L1].toString(), u"msg_1"_s);
}

void TestResponsesReplay::refusals()
{
    const Message message = answer(
        {R"({"type":"message","id":"msg_1","role":"assistant","content":[{"type":"refusal","refusal":"No."}]})"});
    QCOMPARE(message.refusal, u"No."_s);
    QCOMPARE(inputOf({message}),
        list(R"([{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"refusal","refusal":"No."}]}])"));
}

void TestResponsesReplay::otherProvidersAnswers()
{
    Message message = toolCalls({{u"toolu_1"_s, u"f"_s, u"{}"_s}}, u"Let me see"_s);
    message.reasoning = u"hm"_s;
    message.nativeBlocks = {{u"anthropic"_s, json(R"({"type":"thinking","thinking":"hm","signature":"s"})")}};
    QCOMPARE(inputOf({message}), list(R"([{"role":"assistant","content":"Let me see"},
        {"type":"function_call","call_id":"toolu_1","name":"f","arguments":"{}"}])"));
    // And the other way round: what came from here leaves nothing behind in another dialect's request.
    ChatRequest request;
    request.messages = {say(Role::User, u"hi"_s), answer({thought, words, call}), toolResult(u"c1"_s, u"ok"_s)};
    for (const QString &dialect : {u"openai-chat"_s, u"anthropic"_s, u"gemini"_s, u"ollama"_s}) {
        const Result<EncodedRequest> encoded = dialectById(dialect)->encode(request, target());
        QVERIFY2(encoded.has_value(), qPrintable(dialect));
        QVERIFY(!encoded->body.contains("gAAA") && !encoded->body.contains("rs_1"));
        QVERIFY(encoded->body.contains("Look"));
    }
}

void TestResponsesReplay::builtInTools()
{
    const QByteArray search
        = R"({"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"x"}})";
    const QByteArray unknown = R"({"type":"a_tool_of_next_year","id":"t_1","payload":{"deep":[1,null,"x"]}})";
    const Message message = answer({thought, search, unknown, words});
    const QJsonArray items = inputOf({message});
    QCOMPARE(items.size(), 4);
    QCOMPARE(items[1].toObject(), json(search));
    QCOMPARE(items[2].toObject(), json(unknown));
}

QTEST_APPLESS_MAIN(TestResponsesReplay)
#include "tst_responses_replay.moc"
