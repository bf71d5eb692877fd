// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/providers/aws/ConverseGolden.h"

#include <QRegularExpression>

using namespace lineup;
using namespace lineup::golden;

class TestConverseMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void turns_data();
    void turns() { compareRow(); }
    void media_data();
    void media() { compareRow(); }
    void longToolIds();
};

namespace {

QJsonObject messages(const QByteArray &list)
{
    return json(R"({"messages":)" + list + '}');
}

ContentPart file(const QString &name, const QString &mimeType, const QByteArray &data)
{
    return {.kind = ContentPart::Kind::File, .data = data, .mimeType = mimeType, .filename = name};
}

ContentPart marked(const QString &text, const QByteArray &mark = R"({"type":"ephemeral"})")
{
    ContentPart part = ContentPart::fromText(text);
    part.cacheControl = json(mark);
    return part;
}

Message withNative(const QString &text, const QString &dialect, const QByteArray &value)
{
    Message message = say(Role::Assistant, text);
    message.nativeBlocks = {NativeBlock {dialect, json(value)}};
    return message;
}

const QByteArray thought = R"({"reasoningContent":{"reasoningText":{"text":"hm","signature":"c2ln"}}})";

} // namespace

void TestConverseMessages::turns_data()
{
    columns();
    addRow("system texts", nova(),
        asking({say(Role::System, u"A"_s), say(Role::User, u"Hi"_s), say(Role::Developer, u"B"_s)}),
        helloAnd(R"({"system":[{"text":"A"},{"text":"B"}]})"), {u"converted messages: system"_s});
    addRow("turns of one role", nova(),
        asking(
            {say(Role::User, u"a"_s), say(Role::User, u"b"_s), say(Role::Assistant, u"c"_s), say(Role::User, u"d"_s)}),
        messages(R"([{"role":"user","content":[{"text":"a"},{"text":"b"}]},
            {"role":"assistant","content":[{"text":"c"}]},{"role":"user","content":[{"text":"d"}]}])"));
    Message named = say(Role::User, u"Hi"_s);
    named.name = u"Ann"_s;
    addRow("a name", nova(), asking({named}), helloAnd("{}"), {u"dropped messages.name"_s});
    addRow("thinking comes back first", nova(),
        asking({say(Role::User, u"a"_s), withNative(u"b"_s, u"bedrock-converse"_s, thought), say(Role::User, u"c"_s)}),
        messages(R"([{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[)" + thought
            + R"(,{"text":"b"}]},{"role":"user","content":[{"text":"c"}]}])"));
    addRow("another's thinking does not", nova(),
        asking({say(Role::User, u"a"_s), withNative(u"b"_s, u"anthropic"_s, thought), say(Role::User, u"c"_s)}),
        messages(R"([{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]},
            {"role":"user","content":[{"text":"c"}]}])"));
    ChatRequest calls = asking({say(Role::User, u"a"_s),
        toolCalls({{u"functions.f:0"_s, u"f"_s, uR"({"x":1})"_s}, {u"b|c"_s, u"g"_s, {}}}, u"so"_s),
        say(Role::User, u"and"_s), toolResult(u"functions.f:0"_s, u"one"_s), toolResult(u"b|c"_s, {})});
    calls.tools = {weatherTool()};
    addRow("calls and results", nova(), calls,
        json(R"({"messages":[{"role":"user","content":[{"text":"a"}]},
            {"role":"assistant","content":[{"text":"so"},
              {"toolUse":{"toolUseId":"functions.f:0","name":"f","input":{"x":1}}},
              {"toolUse":{"toolUseId":"b_c","name":"g","input":{}}}]},
            {"role":"user","content":[{"toolResult":{"toolUseId":"functions.f:0","content":[{"text":"one"}]}},
              {"toolResult":{"toolUseId":"b_c","content":[]}},{"text":"and"}]}],
            "toolConfig":{"tools":[)"
            + QByteArray(weatherJson) + "]}}"),
        {u"converted messages: a result of f moved up"_s, u"converted messages: a result of g moved up"_s,
            u"converted tool_call_id: b_c"_s});
    const QList<Message> begun {say(Role::User, u"a"_s), say(Role::Assistant, u" b \n"_s)};
    addRow("a begun answer", claudeOld(), asking(begun),
        messages(R"([{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":" b"}]}])"),
        {u"converted messages: without trailing white space"_s});
    addRow("a begun answer elsewhere", nova(), asking(begun),
        messages(R"([{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":" b \n"}]}])"));
    ChatRequest cached = asking({withParts(Role::System, {marked(u"S"_s)}),
        withParts(Role::User, {marked(u"a"_s, R"({"type":"ephemeral","ttl":"1h"})"), ContentPart::fromText(u"b"_s)})});
    addRow("caching marks", nova(), cached,
        json(R"({"system":[{"text":"S"},{"cachePoint":{"type":"default"}}],"messages":[{"role":"user","content":[
            {"text":"a"},{"cachePoint":{"type":"default","ttl":"1h"}},{"text":"b"}]}]})"),
        {u"converted cache_control: cachePoint"_s});
}

void TestConverseMessages::media_data()
{
    columns();
    const auto user = [](const QList<ContentPart> &parts) { return asking({withParts(Role::User, parts)}); };
    const auto content
        = [](const QByteArray &blocks) { return messages(R"([{"role":"user","content":[)" + blocks + "]}]"); };
    addRow("an image", nova(), user({ContentPart::fromText(u"?"_s), image("abc", u"image/jpg"_s)}),
        content(R"({"text":"?"},{"image":{"format":"jpeg","source":{"bytes":"YWJj"}}})"));
    ContentPart url {.kind = ContentPart::Kind::Image, .url = QUrl(u"data:image/png;base64,YWJj"_s)};
    addRow("a data address", nova(), user({url}), content(R"({"image":{"format":"png","source":{"bytes":"YWJj"}}})"));
    url.url = QUrl(u"s3://bucket/cat.webp"_s);
    addRow("a bucket", nova(), user({url}),
        content(R"({"image":{"format":"webp","source":{"s3Location":{"uri":"s3://bucket/cat.webp"}}}})"));
    url.url = QUrl(u"https://example.test/cat.png"_s);
    addRow("an address", nova(), user({ContentPart::fromText(u"?"_s), url}), content(R"({"text":"?"})"),
        {u"dropped image_url"_s});
    addRow("an image of another kind", nova(), user({ContentPart::fromText(u"?"_s), image("abc", u"image/bmp"_s)}),
        content(R"({"text":"?"})"), {u"dropped image_url"_s});
    addRow("documents", nova(),
        user({ContentPart::fromText(u"?"_s), file(u"a report.pdf"_s, u"application/pdf"_s, "abc"),
            file(u"a_report.pdf"_s, u"application/pdf"_s, "abc"), file({}, u"text/plain"_s, "abc"),
            file(u"t.csv"_s, u"text/csv"_s, "abc"), file(u"w.docx"_s, u"application/octet-stream"_s, "abc")}),
        content(R"x({"text":"?"},{"document":{"format":"pdf","name":"a report","source":{"bytes":"YWJj"}}},
            {"document":{"format":"pdf","name":"a report (2)","source":{"bytes":"YWJj"}}},
            {"document":{"format":"txt","name":"document","source":{"bytes":"YWJj"}}},
            {"document":{"format":"csv","name":"t","source":{"bytes":"YWJj"}}},
            {"document":{"format":"docx","name":"w","source":{"bytes":"YWJj"}}})x"),
        {u"converted file.filename: a report (2)"_s});
    addRow("a file that is no document", nova(),
        user({ContentPart::fromText(u"?"_s), file(u"a.zip"_s, u"application/zip"_s, "abc")}),
        content(R"({"text":"?"})"), {u"dropped file"_s});
    addRow("sound", nova(),
        user({ContentPart::fromText(u"?"_s),
            {.kind = ContentPart::Kind::Audio, .data = "abc", .mimeType = u"audio/mpeg"_s}}),
        content(R"({"text":"?"},{"audio":{"format":"mp3","source":{"bytes":"YWJj"}}})"));
    addRow("sound that it does not take", claudeOld(),
        user({ContentPart::fromText(u"?"_s),
            {.kind = ContentPart::Kind::Audio, .data = "abc", .mimeType = u"audio/mpeg"_s}}),
        content(R"({"text":"?"})"), {u"dropped input_audio"_s});
}

void TestConverseMessages::longToolIds()
{
    const QString id(200, u'a');
    const auto encoded = converseDialect()->encode(
        asking({say(Role::User, u"a"_s), toolCalls({{id, u"f"_s, {}}}), toolResult(id, u"b"_s)}), nova());
    QVERIFY(encoded.has_value());
    const QJsonArray sent = QJsonDocument::fromJson(encoded->body)["messages"_L1].toArray();
    const QString call = sent[1]["content"_L1][0]["toolUse"_L1]["toolUseId"_L1].toString();
    QCOMPARE(call.size(), 64);
    QCOMPARE(sent[2]["content"_L1][0]["toolResult"_L1]["toolUseId"_L1].toString(), call);
}

QTEST_GUILESS_MAIN(TestConverseMessages)
#include "tst_converse_messages.moc"
