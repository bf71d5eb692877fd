// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/providers/anthropic/AnthropicGolden.h"

using namespace lineup;
using namespace lineup::golden;

class TestAnthropicMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void messages_data();
    void messages() { compareRow(); }
    void parts_data();
    void parts() { compareRow(); }
    void longConversationKeepsEveryBlock();
};

void TestAnthropicMessages::messages_data()
{
    columns();
    addRow("one turn", budgetModel(), hello(), helloAnd("{}"));
    addRow("system and developer are lifted in order", budgetModel(),
        asking({say(Role::System, u"A"_s), say(Role::Developer, u"B"_s), say(Role::User, u"Hi"_s)}),
        helloAnd(R"({"system":[{"type":"text","text":"A"},{"type":"text","text":"B"}]})"));
    addRow("system between turns", budgetModel(),
        asking({say(Role::User, u"Hi"_s), say(Role::System, u"Be brief"_s), say(Role::User, u"now"_s)}),
        helloAnd(R"({"system":[{"type":"text","text":"Be brief"}],"messages":[{"role":"user","content":
                [{"type":"text","text":"Hi"},{"type":"text","text":"now"}]}]})"),
        {u"converted messages: system"_s});
    addRow("turns of one role are merged, empty answers left out", budgetModel(),
        asking({say(Role::User, u"1"_s), say(Role::User, u"2"_s), say(Role::Assistant, u"a"_s),
            say(Role::Assistant, QString()), say(Role::Assistant, u"b"_s), say(Role::User, u"3"_s)}),
        helloAnd(R"({"messages":[
                {"role":"user","content":[{"type":"text","text":"1"},{"type":"text","text":"2"}]},
                {"role":"assistant","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
                {"role":"user","content":[{"type":"text","text":"3"}]}]})"),
        {u"dropped messages"_s});
    addRow("begins with an answer", budgetModel(), asking({say(Role::Assistant, u"A"_s), say(Role::User, u"B"_s)}),
        helloAnd(R"x({"messages":[
                {"role":"user","content":[{"type":"text","text":"(The conversation begins with an answer.)"}]},
                {"role":"assistant","content":[{"type":"text","text":"A"}]},
                {"role":"user","content":[{"type":"text","text":"B"}]}]})x"),
        {u"added messages: a first word of the user"_s});
    addRow("parallel tool calls and their results", budgetModel(),
        asking({say(Role::User, u"Weather?"_s),
            toolCalls({{u"c1"_s, u"weather"_s, uR"({"city":"Rome"})"_s}, {u"c2"_s, u"now"_s, QString()}}, u"So"_s),
            toolResult(u"c1"_s, u"40 °C"_s), toolResult(u"c2"_s, QString()), say(Role::User, u"Go on"_s)}),
        helloAnd(R"({"messages":[{"role":"user","content":[{"type":"text","text":"Weather?"}]},
                {"role":"assistant","content":[{"type":"text","text":"So"},
                    {"type":"tool_use","id":"c1","name":"weather","input":{"city":"Rome"}},
                    {"type":"tool_use","id":"c2","name":"now","input":{}}]},
                {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"40 °C"}]},
                    {"type":"tool_result","tool_use_id":"c2"},
                    {"type":"text","text":"Go on"}]}]})"));
    addRow("ids of other providers", budgetModel(),
        asking({say(Role::User, u"?"_s), toolCalls({{u"functions.now:0"_s, u"now"_s, u"null"_s}}),
            toolResult(u"functions.now:0"_s, u"12"_s)}),
        helloAnd(R"({"messages":[{"role":"user","content":[{"type":"text","text":"?"}]},
                {"role":"assistant","content":[{"type":"tool_use","id":"functions_now_0","name":"now","input":{}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"functions_now_0",
                    "content":[{"type":"text","text":"12"}]}]}]})"),
        {u"converted tool_call_id: functions_now_0"_s});
    Message answer = toolCalls({{u"c1"_s, u"now"_s, u"{}"_s}}, u"Look"_s);
    answer.reasoning = u"thought"_s;
    answer.nativeBlocks = {{u"gemini"_s, json(R"({"thoughtSignature":"no"})")},
        {u"anthropic"_s, json(R"({"type":"thinking","thinking":"thought","signature":"Eq/+=="})")},
        {u"anthropic"_s, json(R"({"type":"redacted_thinking","data":"Em+="})")}};
    addRow("thinking goes back before its tool call", budgetModel(),
        asking({say(Role::User, u"?"_s), answer, toolResult(u"c1"_s, u"12"_s)}),
        helloAnd(R"({"messages":[{"role":"user","content":[{"type":"text","text":"?"}]},
                {"role":"assistant","content":[
                    {"type":"thinking","thinking":"thought","signature":"Eq/+=="},
                    {"type":"redacted_thinking","data":"Em+="},
                    {"type":"text","text":"Look"},
                    {"type":"tool_use","id":"c1","name":"now","input":{}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1",
                    "content":[{"type":"text","text":"12"}]}]}]})"));
    addRow("a begun answer loses its trailing white space", budgetModel(),
        asking({say(Role::User, u"?"_s), say(Role::Assistant, u"It is \n"_s)}),
        helloAnd(R"({"messages":[{"role":"user","content":[{"type":"text","text":"?"}]},
                {"role":"assistant","content":[{"type":"text","text":"It is"}]}]})"),
        {u"converted messages: without trailing white space"_s});
}

void TestAnthropicMessages::parts_data()
{
    columns();
    ContentPart marked = ContentPart::fromText(u"long"_s);
    marked.cacheControl = json(R"({"type":"ephemeral","ttl":"1h"})");
    ContentPart byUrl {.kind = ContentPart::Kind::Image, .url = QUrl(u"https://example.org/a%20b.png"_s)};
    ContentPart dataUrl {.kind = ContentPart::Kind::Image, .url = QUrl(u"data:image/gif;base64,R0lG"_s)};
    addRow("images and caching marks", budgetModel(),
        asking({withParts(Role::System, {marked}),
            withParts(Role::User, {byUrl, dataUrl, image("\x89PNG", u"image/png"_s), marked})}),
        helloAnd(R"({"system":[{"type":"text","text":"long","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                "messages":[{"role":"user","content":[
                {"type":"image","source":{"type":"url","url":"https://example.org/a%20b.png"}},
                {"type":"image","source":{"type":"base64","media_type":"image/gif","data":"R0lG"}},
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw=="}},
                {"type":"text","text":"long","cache_control":{"type":"ephemeral","ttl":"1h"}}]}]})"));
    ContentPart pdf {
        .kind = ContentPart::Kind::File, .data = "%PDF", .mimeType = u"application/pdf"_s, .filename = u"a.pdf"_s};
    ContentPart text {.kind = ContentPart::Kind::File, .data = "h\xC3\xA9", .mimeType = u"text/csv"_s};
    ContentPart pdfUrl {.kind = ContentPart::Kind::File, .url = QUrl(u"https://example.org/a.pdf"_s)};
    addRow("documents", budgetModel(), asking({withParts(Role::User, {pdf, text, pdfUrl})}),
        helloAnd(R"({"messages":[{"role":"user","content":[
                {"type":"document","title":"a.pdf","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="}},
                {"type":"document","source":{"type":"text","media_type":"text/plain","data":"hé"}},
                {"type":"document","source":{"type":"url","url":"https://example.org/a.pdf"}}]}]})"));
    Message picture = withParts(Role::Tool, {image("\x89PNG", u"image/png"_s)});
    picture.toolCallId = u"c1"_s;
    addRow("an image inside a tool result", budgetModel(),
        asking({say(Role::User, u"?"_s), toolCalls({{u"c1"_s, u"shot"_s, u"{}"_s}}), picture}),
        helloAnd(R"({"messages":[{"role":"user","content":[{"type":"text","text":"?"}]},
                {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"shot","input":{}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw=="}}]}]}]})"));
    ContentPart sound {.kind = ContentPart::Kind::Audio, .data = "RIFF", .mimeType = u"audio/wav"_s};
    ContentPart fine = image("\x89PNG", u"image/png"_s);
    fine.detail = u"high"_s;
    addRow("what it does not take is told", budgetModel(),
        asking({withParts(Role::User, {ContentPart::fromText(u"Hi"_s), sound, image("II*", u"image/tiff"_s), fine})}),
        helloAnd(R"({"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw=="}}]}]})"),
        {u"dropped input_audio"_s, u"dropped image_url"_s, u"dropped image_url.detail"_s});
    Message refused;
    refused.role = Role::Assistant;
    refused.refusal = u"No."_s;
    addRow("an earlier refusal", budgetModel(), asking({say(Role::User, u"?"_s), refused, say(Role::User, u"Why?"_s)}),
        helloAnd(R"({"messages":[{"role":"user","content":[{"type":"text","text":"?"}]},
                {"role":"assistant","content":[{"type":"text","text":"No."}]},
                {"role":"user","content":[{"type":"text","text":"Why?"}]}]})"));
}

// Whatever mix of roles comes, turns alternate and nothing with content is lost.
void TestAnthropicMessages::longConversationKeepsEveryBlock()
{
    QList<Message> messages {say(Role::User, u"start"_s)};
    for (int i = 1; i < 300; ++i)
        messages += say((i * i) % 7 < 3 ? Role::User : Role::Assistant, u"text %1"_s.arg(i));
    const Result<EncodedRequest> encoded = anthropicDialect()->encode(asking(messages), budgetModel());
    QVERIFY(encoded.has_value());
    QStringList texts;
    QString last;
    for (const QJsonValue &turn : QJsonDocument::fromJson(encoded->body).object().value("messages"_L1).toArray()) {
        const QString role = turn.toObject().value("role"_L1).toString();
        QVERIFY(role != last);
        last = role;
        for (const QJsonValue &block : turn.toObject().value("content"_L1).toArray())
            texts += block.toObject().value("text"_L1).toString();
    }
    QCOMPARE(texts.size(), 300);
    QCOMPARE(texts.last(), u"text 299"_s);
}

QTEST_GUILESS_MAIN(TestAnthropicMessages)
#include "tst_anthropic_messages.moc"
