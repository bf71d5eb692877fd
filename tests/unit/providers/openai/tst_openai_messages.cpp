// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/providers/openai/EncodeRig.h"

using namespace lineup;
using namespace lineup::test;

namespace {

Message assistantCalls(const QString &id)
{
    Message message;
    message.role = Role::Assistant;
    message.toolCalls = {{id, u"add"_s, {}}};
    return message;
}

Message toolResult(const QString &id, const QString &text)
{
    Message message = Message::fromText(Role::Tool, text);
    message.toolCallId = id;
    return message;
}

void compareMessages()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, members);
    QFETCH(QStringList, notes);
    ChatRequest request = plainRequest();
    Target target = plainTarget();
    change(request, target);
    const Result<EncodedRequest> encoded = openAiChatDialect()->encode(request, target);
    QVERIFY(encoded.has_value());
    QCOMPARE(QJsonDocument::fromJson(encoded->body)["messages"_L1].toArray(), QJsonDocument::fromJson(members).array());
    QCOMPARE(noteTexts(encoded->mapping), notes);
}

} // namespace

class TestOpenAiMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void rolesAndParts_data();
    void rolesAndParts() { compareMessages(); }
    void turns_data();
    void turns() { compareMessages(); }
    void givesNativeBlocksBackToTheirMaker();
};

void TestOpenAiMessages::rolesAndParts_data()
{
    addColumns();
    row(
        "roles as given",
        [](ChatRequest &r, Target &) {
            r.messages = {Message::fromText(Role::System, u"s"_s), Message::fromText(Role::Developer, u"d"_s)};
            r.messages.first().name = u"n"_s;
        },
        R"([{"role":"system","name":"n","content":"s"},{"role":"developer","content":"d"}])");
    row("roles as the service knows them",
        [](ChatRequest &r, Target &t) {
            r.messages = {Message::fromText(Role::System, u"s"_s), Message::fromText(Role::Developer, u"d"_s)};
            t.service.quirks.systemRole = u"system"_s;
        },
        R"([{"role":"system","content":"s"},{"role":"system","content":"d"}])", {u"converted messages.role→system"_s});
    row(
        "text and a picture", [](ChatRequest &r, Target &) { r.messages.first().content += picture(); },
        R"([{"role":"user","content":[{"type":"text","text":"hi"},)"
        R"({"type":"image_url","image_url":{"url":"data:image/png;base64,UE5H","detail":"low"}}]}])");
    row(
        "a picture by address",
        [](ChatRequest &r, Target &) {
            r.messages.first().content
                = {{.kind = ContentPart::Kind::Image, .url = QUrl(u"https://x.test/a%20b.png"_s)}};
        },
        R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x.test/a%20b.png"}}]}])");
    row("a picture for a model that does not see",
        [](ChatRequest &r, Target &t) {
            r.messages.first().content += picture();
            know(t, Capability::Tools);
        },
        R"([{"role":"user","content":[{"type":"text","text":"hi"}]}])", {u"dropped content.image"_s});
    row(
        "sound and a file",
        [](ChatRequest &r, Target &) {
            r.messages.first().content
                = {{.kind = ContentPart::Kind::Audio, .data = "MP3", .mimeType = u"audio/mpeg"_s},
                    {.kind = ContentPart::Kind::File,
                        .data = "PDF",
                        .mimeType = u"application/pdf"_s,
                        .filename = u"a.pdf"_s}};
        },
        R"([{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"TVAz","format":"mp3"}},)"
        R"({"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,UERG"}}]}])");
    row("a text file",
        [](ChatRequest &r, Target &) {
            r.messages.first().content
                = {{.kind = ContentPart::Kind::File, .data = "words", .mimeType = u"text/plain"_s}};
        },
        R"([{"role":"user","content":[{"type":"text","text":"words"}]}])", {u"converted content.file→text"_s});
}

void TestOpenAiMessages::turns_data()
{
    addColumns();
    row(
        "several texts",
        [](ChatRequest &r, Target &) { r.messages.first().content += ContentPart::fromText(u" you"_s); },
        R"([{"role":"user","content":[{"type":"text","text":"hi"},{"type":"text","text":" you"}]}])");
    row("several texts as one",
        [](ChatRequest &r, Target &t) {
            r.messages.first().content += ContentPart::fromText(u" you"_s);
            t.service.quirks.flattenContent = true;
        },
        R"([{"role":"user","content":"hi you"}])", {u"converted messages.content→text"_s});
    row(
        "a caching mark",
        [](ChatRequest &r, Target &) {
            r.messages.first().content.first().cacheControl = {{u"type"_s, u"ephemeral"_s}};
        },
        R"([{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}}]}])");
    row(
        "a tool's turn",
        [](ChatRequest &r, Target &) {
            Message calls = assistantCalls(u"1"_s);
            calls.toolCalls += {u"2"_s, u"add"_s, u"{\"a\":1}"_s};
            r.messages += {calls, toolResult(u"1"_s, u"x"_s), toolResult(u"2"_s, u"y"_s)};
        },
        R"([{"role":"user","content":"hi"},{"role":"assistant","content":null,"tool_calls":[)"
        R"({"id":"1","type":"function","function":{"name":"add","arguments":"{}"}},)"
        R"({"id":"2","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}}]},)"
        R"({"role":"tool","tool_call_id":"1","content":"x"},{"role":"tool","tool_call_id":"2","content":"y"}])");
    row("pictures of tools come after all results",
        [](ChatRequest &r, Target &) {
            Message result = toolResult(u"1"_s, u"x"_s);
            result.content += picture();
            Message asked;
            asked.role = Role::Assistant;
            asked.toolCalls = {{u"1"_s, u"add"_s, u"{}"_s}, {u"2"_s, u"add"_s, u"{}"_s}};
            r.messages = {asked, result, toolResult(u"2"_s, u"y"_s), Message::fromText(Role::User, u"go on"_s)};
        },
        R"([{"role":"assistant","content":null,"tool_calls":[)"
        R"({"id":"1","type":"function","function":{"name":"add","arguments":"{}"}},)"
        R"({"id":"2","type":"function","function":{"name":"add","arguments":"{}"}}]},)"
        R"({"role":"tool","tool_call_id":"1","content":"x"},{"role":"tool","tool_call_id":"2","content":"y"},)"
        R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,UE5H","detail":"low"}}]},)"
        R"({"role":"user","content":"go on"}])",
        {u"converted messages.content→user"_s});
    row(
        "an assistant that said nothing",
        [](ChatRequest &r, Target &) {
            r.messages = {Message::fromText(Role::Assistant, {})};
            r.messages.first().refusal = u"no"_s;
        },
        R"([{"role":"assistant","content":"","refusal":"no"}])");
    row(
        "thinking stays here",
        [](ChatRequest &r, Target &) {
            r.messages = {Message::fromText(Role::Assistant, u"a"_s)};
            r.messages.first().reasoning = u"hm"_s;
        },
        R"([{"role":"assistant","content":"a"}])");
    row(
        "thinking goes back where it is wanted",
        [](ChatRequest &r, Target &t) {
            r.messages = {Message::fromText(Role::Assistant, u"a"_s)};
            r.messages.first().reasoning = u"hm"_s;
            t.service.quirks.reasoningField = u"reasoning_content"_s;
        },
        R"([{"role":"assistant","content":"a","reasoning_content":"hm"}])");
}

void TestOpenAiMessages::givesNativeBlocksBackToTheirMaker()
{
    const QByteArray answer
        = R"({"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}],)"
          R"("signature":"sig"},{"type":"text","text":"a"}],"extra_content":{"google":{"s":"1"}},)"
          R"("tool_calls":[{"id":"c","function":{"name":"add","arguments":"{}"},"extra_content":{"google":{"s":"2"}}}]}}]})";
    const Target target = plainTarget();
    CompletionBuilder builder;
    const Result<QList<Delta>> deltas = openAiChatDialect()->decode(answer, target);
    for (const Delta &delta : *deltas)
        builder.apply(delta);
    ChatRequest request = plainRequest();
    request.messages += builder.build(true).first()->message;
    const QJsonValue own
        = QJsonDocument::fromJson(openAiChatDialect()->encode(request, target)->body)["messages"_L1][1];
    const QJsonDocument golden = QJsonDocument::fromJson(
        R"({"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}],"signature":"sig"},)"
        R"({"type":"text","text":"a"}],"extra_content":{"google":{"s":"1"}},"tool_calls":[{"id":"c","type":"function",)"
        R"("function":{"name":"add","arguments":"{}"},"extra_content":{"google":{"s":"2"}}}]})");
    QCOMPARE(own.toObject(), golden.object());
    Target other = target;
    other.service.id = u"another"_s;
    const QByteArray foreign = openAiChatDialect()->encode(request, other)->body;
    QVERIFY(!foreign.contains("google") && !foreign.contains("thinking"));
}

QTEST_APPLESS_MAIN(TestOpenAiMessages)
#include "tst_openai_messages.moc"
