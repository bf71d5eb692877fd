// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/domain/ChatRequestJson.h"
#include "core/domain/MessageJson.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

Q_DECLARE_METATYPE(lineup::Message)

namespace {

QJsonObject json(const QByteArray &text)
{
    QJsonParseError fault;
    const QJsonObject object = QJsonDocument::fromJson(text, &fault).object();
    if (fault.error != QJsonParseError::NoError)
        qFatal("the expectation is not JSON at byte %d", fault.offset);
    return object;
}

Message with(const QList<ContentPart> &parts)
{
    Message message;
    message.content = parts;
    return message;
}

} // namespace

class TestMessageJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void goesRound_data();
    void goesRound();
    void readsOtherForms_data();
    void readsOtherForms();
    void refuses_data();
    void refuses();
};

// Each row: a message and its one form.
void TestMessageJson::goesRound_data()
{
    QTest::addColumn<Message>("message");
    QTest::addColumn<QJsonObject>("object");
    const auto row = [](const char *name, const Message &message, const QByteArray &object) {
        QTest::newRow(name) << message << json(object);
    };
    row("system", Message::fromText(Role::System, u"Be brief"_s), R"({"role":"system","content":"Be brief"})");
    row("developer", Message::fromText(Role::Developer, u"x"_s), R"({"role":"developer","content":"x"})");
    row("user", Message::fromText(Role::User, u"Grüße 👋"_s), R"({"role":"user","content":"Grüße 👋"})");
    row("empty text", Message::fromText(Role::User, QString()), R"({"role":"user","content":""})");
    Message named = Message::fromText(Role::User, u"x"_s);
    named.name = u"Ann"_s;
    row("name", named, R"({"role":"user","content":"x","name":"Ann"})");
    row("several texts", with({ContentPart::fromText(u"a"_s), ContentPart::fromText(u"b"_s)}),
        R"({"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]})");
    ContentPart marked = ContentPart::fromText(u"a"_s);
    marked.cacheControl = json(R"({"type":"ephemeral"})");
    row("caching mark", with({marked}),
        R"({"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]})");
    row("image by address",
        with(
            {{.kind = ContentPart::Kind::Image, .url = QUrl(u"https://example.test/a.png?b=1"_s), .detail = u"low"_s}}),
        R"({"role":"user","content":[{"type":"image_url","image_url":
            {"url":"https://example.test/a.png?b=1","detail":"low"}}]})");
    row("image by value", with({{.kind = ContentPart::Kind::Image, .data = "\x89PNG", .mimeType = u"image/png"_s}}),
        R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]})");
    row("sound", with({{.kind = ContentPart::Kind::Audio, .data = "RIFF", .mimeType = u"audio/mp3"_s}}),
        R"({"role":"user","content":[{"type":"input_audio","input_audio":{"data":"UklGRg==","format":"mp3"}}]})");
    row("file by value",
        with({{.kind = ContentPart::Kind::File,
            .data = "%PDF",
            .mimeType = u"application/pdf"_s,
            .filename = u"a.pdf"_s}}),
        R"({"role":"user","content":[{"type":"file","file":
            {"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}}]})");
    row("file by address", with({{.kind = ContentPart::Kind::File, .url = QUrl(u"https://example.test/a.pdf"_s)}}),
        R"({"role":"user","content":[{"type":"file","file":{"file_id":"https://example.test/a.pdf"}}]})");
    Message calling;
    calling.role = Role::Assistant;
    calling.toolCalls = {{u"a"_s, u"f"_s, uR"({"x":1})"_s}, {u"b"_s, u"g"_s, u"{}"_s}};
    row("tool calls", calling, R"({"role":"assistant","content":null,"tool_calls":[
        {"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
        {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]})");
    Message result = Message::fromText(Role::Tool, u"rain"_s);
    result.toolCallId = u"a"_s;
    row("tool result", result, R"({"role":"tool","content":"rain","tool_call_id":"a"})");
    Message refusing;
    refusing.role = Role::Assistant;
    refusing.refusal = u"I cannot"_s;
    row("refusal", refusing, R"({"role":"assistant","content":null,"refusal":"I cannot"})");
    Message thinking = Message::fromText(Role::Assistant, u"Hi"_s);
    thinking.reasoning = u"Hm"_s;
    thinking.nativeBlocks = {{u"gemini"_s, json(R"({"part":{"thoughtSignature":"c2ln+/=="},"text":2,"calls":0})")},
        {u"anthropic"_s, json(R"({"type":"thinking","thinking":"Hm","signature":"x"})")}};
    row("thoughts and native blocks", thinking, R"({"role":"assistant","content":"Hi","reasoning_content":"Hm",
        "lineup":{"native":[
        {"dialect":"gemini","value":{"part":{"thoughtSignature":"c2ln+/=="},"text":2,"calls":0}},
        {"dialect":"anthropic","value":{"type":"thinking","thinking":"Hm","signature":"x"}}]}})");
}

void TestMessageJson::goesRound()
{
    QFETCH(const Message, message);
    QFETCH(const QJsonObject, object);
    QCOMPARE(QJsonDocument(messageJson(message)).toJson(), QJsonDocument(object).toJson());
    const Result<Message> read = readMessage(object);
    QVERIFY2(read.has_value(), qPrintable(read.has_value() ? QString() : read.error().detail));
    QVERIFY(*read == message);
}

void TestMessageJson::readsOtherForms_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<Message>("message");
    QTest::newRow("content null") << QByteArray(R"({"role":"user","content":null})") << Message();
    QTest::newRow("content absent") << QByteArray(R"({"role":"user"})") << Message();
    QTest::newRow("image as text")
        << QByteArray(R"({"role":"user","content":[{"type":"image_url","image_url":"https://example.test/i"}]})")
        << with({{.kind = ContentPart::Kind::Image, .url = QUrl(u"https://example.test/i"_s)}});
    QTest::newRow("input_text") << QByteArray(R"({"role":"user","content":[{"type":"input_text","text":"a"}]})")
                                << Message::fromText(Role::User, u"a"_s);
    QTest::newRow("file data without its type")
        << QByteArray(R"({"role":"user","content":[{"type":"file","file":{"file_data":"JVBERg=="}}]})")
        << with({{.kind = ContentPart::Kind::File, .data = "%PDF", .mimeType = u"application/pdf"_s}});
    QTest::newRow("percent-encoded data")
        << QByteArray(R"({"role":"user","content":[{"type":"image_url","image_url":
            {"url":"data:image/svg+xml;charset=utf-8,%3Csvg/%3E"}}]})")
        << with({{.kind = ContentPart::Kind::Image, .data = "<svg/>", .mimeType = u"image/svg+xml"_s}});
    QTest::newRow("sound without its format")
        << QByteArray(R"({"role":"user","content":[{"type":"input_audio","input_audio":{"data":"UklGRg=="}}]})")
        << with({{.kind = ContentPart::Kind::Audio, .data = "RIFF", .mimeType = u"audio/wav"_s}});
    Message refusing;
    refusing.role = Role::Assistant;
    refusing.refusal = u"No"_s;
    QTest::newRow("a refusal as a part") << QByteArray(
        R"({"role":"assistant","content":[{"type":"refusal","refusal":"No"}]})")
                                         << refusing;
    Message calling;
    calling.role = Role::Assistant;
    calling.toolCalls = {{{}, u"f"_s, uR"({"x":1})"_s}};
    QTest::newRow("arguments as an object")
        << QByteArray(R"({"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":{"x":1}}}]})")
        << calling;
    calling.toolCalls.first().arguments = u"{}"_s;
    QTest::newRow("no arguments") << QByteArray(
        R"({"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":null}}]})")
                                  << calling;
}

void TestMessageJson::readsOtherForms()
{
    QFETCH(const QByteArray, object);
    QFETCH(const Message, message);
    const Result<Message> read = readMessage(json(object));
    QVERIFY2(read.has_value(), qPrintable(read.has_value() ? QString() : read.error().detail));
    QVERIFY(*read == message);
}

void TestMessageJson::refuses_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QByteArray &object, const QString &detail) {
        QTest::newRow(name) << object << detail;
    };
    const auto part = [](const QByteArray &inside) -> QByteArray {
        return R"({"role":"user","content":[{"type":"text","text":"a"},)" + inside + "]}";
    };
    row("no role", R"({"content":"x"})", u"m.role: is required"_s);
    row("a strange role", R"({"role":"robot","content":"x"})",
        u"m.role: is system, developer, user, assistant or tool"_s);
    row("content as a number", R"({"role":"user","content":5})", u"m.content: expected a list"_s);
    row("a part without a type", part("{}"), u"m.content[1].type: is required"_s);
    row("a part that is text", part(R"("x")"), u"m.content[1].type: is required"_s);
    row("a strange part", part(R"({"type":"video"})"),
        u"m.content[1].type: \"video\" is no kind of content that we know"_s);
    row("text as a number", part(R"({"type":"text","text":5})"), u"m.content[1].text: expected text"_s);
    row("an image of nothing", part(R"({"type":"image_url","image_url":{}})"),
        u"m.content[1].image_url: needs an address or data"_s);
    row("an image whose address is a number", part(R"({"type":"image_url","image_url":{"url":5}})"),
        u"m.content[1].image_url.url: expected text"_s);
    row("empty image data", part(R"({"type":"image_url","image_url":{"url":"data:image/png;base64,"}})"),
        u"m.content[1].image_url: needs an address or data"_s);
    row("a file of nothing", part(R"({"type":"file","file":{"filename":"a.pdf"}})"),
        u"m.content[1].file.file_data: or file_id is required"_s);
    row("sound of nothing", part(R"({"type":"input_audio","input_audio":{"format":"wav"}})"),
        u"m.content[1].input_audio.data: is required"_s);
    row("a call without a name", R"({"role":"assistant","tool_calls":[{"id":"a","function":{}}]})",
        u"m.tool_calls[0].function.name: is required"_s);
    row("arguments as a number",
        R"({"role":"assistant","tool_calls":[{"function":{"name":"f"}},{"function":{"name":"f","arguments":5}}]})",
        u"m.tool_calls[1].function.arguments: expected text"_s);
    row("a result for nothing", R"({"role":"tool","content":"x"})",
        u"m.tool_call_id: is required for a tool's answer"_s);
}

void TestMessageJson::refuses()
{
    QFETCH(const QByteArray, object);
    QFETCH(const QString, detail);
    const Result<Message> read = readMessage(json(object), u"m"_s);
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, Error::Kind::BadRequest);
    QCOMPARE(read.error().detail, detail);
}

QTEST_APPLESS_MAIN(TestMessageJson)
#include "tst_message_json.moc"
