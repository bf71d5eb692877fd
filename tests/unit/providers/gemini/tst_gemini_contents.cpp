// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/DecodeStream.h"
#include "tests/unit/providers/gemini/GeminiGolden.h"

#include <QRegularExpression>

using namespace lineup;
using namespace lineup::golden;

class TestGeminiContents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void texts_data();
    void texts() { compareRow(); }
    void media_data();
    void media() { compareRow(); }
    void toolTurns_data();
    void toolTurns() { compareRow(); }
    void replay_data();
    void replay() { compareRow(); }
    void whatWasReadIsReplayed_data();
    void whatWasReadIsReplayed();
};

namespace {

const Message hi = say(Role::User, u"Hi"_s);
const ToolCall paris {u"call_0_0"_s, u"weather"_s, uR"({"city":"Paris"})"_s};
const ToolCall rome {u"call_0_1"_s, u"weather"_s, uR"({"city":"Rome"})"_s};

// These turns after the user's "Hi".
void turns(const char *name, const Target &to, const QList<Message> &more, const QByteArray &contents,
    const QStringList &notes = {})
{
    addRow(name, to, asking(QList<Message> {hi} + more),
        json(R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]},)" + contents + "]}"), notes);
}

void only(const char *name, const Target &to, const QList<ContentPart> &parts, const QByteArray &encoded,
    const QStringList &notes = {})
{
    addRow(name, to, asking({withParts(Role::User, parts)}),
        json(R"({"contents":[{"role":"user","parts":[)" + encoded + "]}]}"), notes);
}

} // namespace

void TestGeminiContents::texts_data()
{
    columns();
    addRow("system and developer", budgetModel(),
        asking({say(Role::System, u"Be brief"_s), say(Role::Developer, u"Be kind"_s), hi}),
        helloAnd(R"({"systemInstruction":{"parts":[{"text":"Be brief"},{"text":"Be kind"}]}})"));
    addRow("system between turns", budgetModel(), asking({hi, say(Role::System, u"Be brief"_s)}),
        helloAnd(R"({"systemInstruction":{"parts":[{"text":"Be brief"}]}})"),
        {u"converted messages.system: systemInstruction"_s});
    addRow("a model without system instruction", poorModel(), asking({say(Role::System, u"Be brief"_s), hi}),
        json(R"({"contents":[{"role":"user","parts":[{"text":"Be brief"},{"text":"Hi"}]}]})"),
        {u"converted messages.system: the first user turn"_s});
    addRow("the same before an answer", poorModel(),
        asking({say(Role::System, u"Be brief"_s), say(Role::Assistant, u"Hello"_s), hi}),
        json(R"x({"contents":[{"role":"user","parts":[{"text":"Be brief"},
            {"text":"(The conversation begins with an answer.)"}]},
            {"role":"model","parts":[{"text":"Hello"}]},{"role":"user","parts":[{"text":"Hi"}]}]})x"),
        {u"added messages: a first word of the user"_s, u"converted messages.system: the first user turn"_s});
    turns("turns", budgetModel(), {say(Role::Assistant, u"Hello"_s), say(Role::User, u"How?"_s)},
        R"({"role":"model","parts":[{"text":"Hello"}]},{"role":"user","parts":[{"text":"How?"}]})");
    addRow("two of one role become one turn", budgetModel(), asking({hi, say(Role::User, u"Ho"_s)}),
        json(R"({"contents":[{"role":"user","parts":[{"text":"Hi"},{"text":"Ho"}]}]})"));
    addRow("empty texts are left out", budgetModel(),
        asking({hi, say(Role::Assistant, QString()), withParts(Role::User, {ContentPart::fromText({})})}),
        helloAnd("{}"), {u"dropped messages"_s});
    Message refused;
    refused.role = Role::Assistant;
    refused.refusal = u"I cannot"_s;
    turns("a refusal is what was said", budgetModel(), {refused, say(Role::User, u"Why?"_s)},
        R"({"role":"model","parts":[{"text":"I cannot"}]},{"role":"user","parts":[{"text":"Why?"}]})");
    Message named = hi;
    named.name = u"Ann"_s;
    addRow("names and marks", budgetModel(), asking({named, withParts(Role::User, {[] {
                                                         ContentPart part = ContentPart::fromText(u"x"_s);
                                                         part.cacheControl = json(R"({"type":"ephemeral"})");
                                                         return part;
                                                     }()})}),
        json(R"({"contents":[{"role":"user","parts":[{"text":"Hi"},{"text":"x"}]}]})"),
        {u"dropped messages.name"_s, u"dropped cache_control"_s});
}

void TestGeminiContents::media_data()
{
    columns();
    const ContentPart png = image("\x89PNG", u"image/png"_s);
    only("image by value", budgetModel(), {ContentPart::fromText(u"What?"_s), png},
        R"({"text":"What?"},{"inlineData":{"mimeType":"image/png","data":"iVBORw=="}})");
    only("image in a data address", budgetModel(),
        {{.kind = ContentPart::Kind::Image, .url = QUrl(u"data:image/gif;base64,R0lG"_s)}},
        R"({"inlineData":{"mimeType":"image/gif","data":"R0lG"}})");
    only("image by address", budgetModel(),
        {{.kind = ContentPart::Kind::Image, .url = QUrl(u"https://example.test/a/B.JPG?size=2"_s)}},
        R"({"fileData":{"fileUri":"https://example.test/a/B.JPG?size=2","mimeType":"image/jpeg"}})");
    only("an address that tells no type", budgetModel(),
        {{.kind = ContentPart::Kind::File, .url = QUrl(u"https://example.test/watch?v=1"_s)}},
        R"({"fileData":{"fileUri":"https://example.test/watch?v=1"}})");
    only("image with a detail", budgetModel(), {[&] {
        ContentPart part = png;
        part.detail = u"low"_s;
        return part;
    }()},
        R"({"inlineData":{"mimeType":"image/png","data":"iVBORw=="}})", {u"dropped image_url.detail"_s});
    only("pdf by value", budgetModel(),
        {{.kind = ContentPart::Kind::File, .data = "%PDF", .mimeType = u"application/pdf"_s, .filename = u"a.pdf"_s}},
        R"({"inlineData":{"mimeType":"application/pdf","data":"JVBERg=="}})");
    only("sound", budgetModel(), {{.kind = ContentPart::Kind::Audio, .data = "RIFF", .mimeType = u"audio/wav"_s}},
        R"({"inlineData":{"mimeType":"audio/wav","data":"UklGRg=="}})");
    only("a model that takes text alone", poorModel(),
        {ContentPart::fromText(u"Hi"_s), png,
            {.kind = ContentPart::Kind::Audio, .data = "RIFF", .mimeType = u"audio/wav"_s},
            {.kind = ContentPart::Kind::File, .data = "%PDF", .mimeType = u"application/pdf"_s}},
        R"({"text":"Hi"})", {u"dropped content.image"_s, u"dropped content.audio"_s, u"dropped content.file"_s});
    only("a model nobody knows", unknownModel(), {png}, R"({"inlineData":{"mimeType":"image/png","data":"iVBORw=="}})");
}

void TestGeminiContents::toolTurns_data()
{
    columns();
    const QByteArray called
        = R"({"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Paris"}}}]})";
    turns("a result goes by name", budgetModel(), {toolCalls({paris}), toolResult(u"call_0_0"_s, u"rain"_s)},
        called + R"(,{"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"result":"rain"}}}]})");
    turns("a result that is an object", budgetModel(),
        {toolCalls({paris}), toolResult(u"call_0_0"_s, uR"({"sky":"grey"})"_s)},
        called + R"(,{"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"sky":"grey"}}}]})");
    turns("parallel calls and results share their turns", budgetModel(),
        {toolCalls({paris, rome}, u"Looking"_s), toolResult(u"call_0_1"_s, u"sun"_s),
            toolResult(u"call_0_0"_s, u"rain"_s)},
        R"({"role":"model","parts":[{"text":"Looking"},{"functionCall":{"name":"weather","args":{"city":"Paris"}}},
            {"functionCall":{"name":"weather","args":{"city":"Rome"}}}]},
           {"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"result":"sun"}}},
            {"functionResponse":{"name":"weather","response":{"result":"rain"}}}]})");
    turns("ids made by us come again in a later turn", budgetModel(),
        {toolCalls({paris}), toolResult(u"call_0_0"_s, u"rain"_s), toolCalls({{u"call_0_0"_s, u"now"_s, {}}}),
            toolResult(u"call_0_0"_s, u"noon"_s)},
        called + R"(,{"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"result":"rain"}}}]},
           {"role":"model","parts":[{"functionCall":{"name":"now","args":{}}}]},
           {"role":"user","parts":[{"functionResponse":{"name":"now","response":{"result":"noon"}}}]})",
        {u"added messages.tool_calls.id: call_made0001"_s});
    Message picture = toolResult(u"call_0_0"_s, u"see"_s);
    picture.content += image("\x89PNG", u"image/png"_s);
    turns("a result with a picture", budgetModel(), {toolCalls({paris}), picture},
        called + R"(,{"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"result":"see"}}},
            {"inlineData":{"mimeType":"image/png","data":"iVBORw=="}}]})");
    Message named = toolResult(u"x"_s, u"rain"_s);
    named.name = u"weather"_s;
    addRow("a result without its call, in the turn of what was said before", budgetModel(), asking({hi, named}),
        json(R"({"contents":[{"role":"user","parts":[{"text":"Hi"},
            {"text":"Result of the tool weather:\n"},{"text":"rain"}]}]})"),
        {u"converted messages: user"_s});
    turns("a call that was interrupted", budgetModel(), {toolCalls({paris}), say(Role::User, u"Stop"_s)},
        called + R"(,{"role":"user","parts":[{"functionResponse":{"name":"weather","response":
            {"result":"The call was interrupted: there is no result."}}},{"text":"Stop"}]})",
        {u"added messages: a result for weather"_s});
}

void TestGeminiContents::replay_data()
{
    columns();
    const auto model = [](const char *name, const Target &to, const Message &answer, const QByteArray &parts,
                           const QStringList &notes = {}) {
        QList<Message> more {answer};
        QByteArray contents = R"({"role":"model","parts":[)" + parts + "]}";
        QByteArrayList results; // a conversation does not end with calls
        for (const ToolCall &call : answer.toolCalls) {
            more += toolResult(call.id, u"ok"_s);
            results += R"({"functionResponse":{"name":"weather","response":{"result":"ok"}}})";
        }
        if (!results.isEmpty())
            contents += R"(,{"role":"user","parts":[)" + results.join(',') + "]}";
        turns(name, to, more, contents, notes);
    };
    const auto kept = [](const QByteArray &part, int text, int calls) {
        return json(R"({"part":)" + part + R"(,"text":)" + QByteArray::number(text) + R"(,"calls":)"
            + QByteArray::number(calls) + "}");
    };
    const QByteArray signedParis
        = R"({"functionCall":{"name":"weather","args":{"city":"Paris"}},"thoughtSignature":"c2ln+/=="})";
    const QByteArray plainParis = R"({"functionCall":{"name":"weather","args":{"city":"Paris"}}})";
    const QByteArray plainRome = R"({"functionCall":{"name":"weather","args":{"city":"Rome"}}})";
    model("a signed call", levelModel(), answered({}, {paris}, {kept(signedParis, 0, 0)}), signedParis);
    model("of two calls the first is signed", levelModel(), answered({}, {paris, rome}, {kept(signedParis, 0, 0)}),
        signedParis + "," + plainRome);
    model("a signed call after words", levelModel(), answered(u"Looking"_s, {paris}, {kept(signedParis, 7, 0)}),
        R"({"text":"Looking"},)" + signedParis);
    const QByteArray numbered
        = R"({"functionCall":{"id":"g1","name":"weather","args":{"city":"Paris"}},"thoughtSignature":"c2ln"})";
    turns("Google's own id comes back with the result", levelModel(),
        {answered({}, {paris}, {kept(numbered, 0, 0)}), toolResult(u"call_0_0"_s, u"rain"_s)},
        R"({"role":"model","parts":[)" + numbered
            + R"(]},{"role":"user","parts":[{"functionResponse":{"id":"g1","name":"weather","response":{"result":"rain"}}}]})");
    model("signed text", budgetModel(),
        answered(u"Hello"_s, {}, {kept(R"({"text":"Hello","thoughtSignature":"c2ln"})", 0, 0)}),
        R"({"text":"Hello","thoughtSignature":"c2ln"})");
    model("a signature on an empty text at the end", budgetModel(),
        answered(u"Hello"_s, {}, {kept(R"({"text":"","thoughtSignature":"c2ln"})", 5, 0)}),
        R"({"text":"Hello"},{"text":"","thoughtSignature":"c2ln"})");
    model("signed text between other texts", budgetModel(),
        answered(u"One two three"_s, {}, {kept(R"({"text":"two ","thoughtSignature":"c2ln"})", 4, 0)}),
        R"({"text":"One "},{"text":"two ","thoughtSignature":"c2ln"},{"text":"three"})");
    model("a signature behind the calls", levelModel(),
        answered({}, {paris}, {kept(signedParis, 0, 0), kept(R"({"text":"","thoughtSignature":"ZW5k"})", 0, 1)}),
        signedParis + R"(,{"text":"","thoughtSignature":"ZW5k"})");
    model("what the service's own tools left", budgetModel(),
        answered(u"A search. Paris."_s, {},
            {kept(R"({"toolCall":{"id":"t","toolType":"GOOGLE_SEARCH_WEB"},"thoughtSignature":"YQ=="})", 9, 0),
                kept(R"({"toolResponse":{"id":"t","toolType":"GOOGLE_SEARCH_WEB"}})", 9, 0)}),
        R"({"text":"A search."},{"toolCall":{"id":"t","toolType":"GOOGLE_SEARCH_WEB"},"thoughtSignature":"YQ=="},
           {"toolResponse":{"id":"t","toolType":"GOOGLE_SEARCH_WEB"}},{"text":" Paris."})");
    model("text that was edited loses its signature", budgetModel(),
        answered(u"Goodbye"_s, {}, {kept(R"({"text":"Hello","thoughtSignature":"c2ln"})", 0, 0)}),
        R"({"text":"Goodbye"})");
    model("a call that was edited loses its signature", budgetModel(), answered({}, {rome}, {kept(signedParis, 0, 0)}),
        plainRome);
    model("a call that was taken out", budgetModel(), answered(u"No"_s, {}, {kept(signedParis, 0, 0)}),
        R"({"text":"No"})");
    model("calls of another model, for one that asks for signatures", levelModel(), toolCalls({paris, rome}),
        R"({"functionCall":{"name":"weather","args":{"city":"Paris"}},
            "thoughtSignature":"skip_thought_signature_validator"},)"
            + plainRome,
        {u"added messages.tool_calls: thoughtSignature"_s});
    Message foreign = toolCalls({paris});
    foreign.nativeBlocks = {{u"anthropic"_s, json(R"({"type":"thinking","signature":"x"})")}};
    model("blocks of another dialect stay out", budgetModel(), foreign, plainParis);
}

// Each row: parts as they come, and as they go back. Once in one answer, once in a stream with a piece for each.
void TestGeminiContents::whatWasReadIsReplayed_data()
{
    QTest::addColumn<QByteArray>("came");
    QTest::addColumn<QByteArray>("goes");
    QTest::newRow("plain") << QByteArray(R"([{"text":"Hel"},{"text":"lo"}])") << QByteArray(R"([{"text":"Hello"}])");
    QTest::newRow("thoughts stay behind")
        << QByteArray(R"([{"text":"Hm","thought":true},{"text":"Hello"},{"text":"","thoughtSignature":"YQ=="}])")
        << QByteArray(R"([{"text":"Hello"},{"text":"","thoughtSignature":"YQ=="}])");
    const QByteArray calls = R"([{"text":"Löök "},{"text":"now","thoughtSignature":"YQ=="},
        {"functionCall":{"id":"1","name":"a","args":{"x":[1,2.5,null,"é"]}},"thoughtSignature":"Yg=="},
        {"functionCall":{"id":"2","name":"a","args":{"x":[1,2.5,null,"é"]}}},
        {"functionCall":{"name":"b","args":{}}},{"text":"","thoughtSignature":"Yw=="}])";
    QTest::newRow("signed words and calls in their order") << calls << calls;
    const QByteArray code = R"([{"executableCode":{"code":"1+0", "language" : "PYTHON"
}
, "thoughtSignature" : "YQ=="
},
        {"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}},{"text":"It is "},
        {"executableCode":{"code":"1+1","language":"PYTHON"}},{"text":"two"}])";
    QTest::newRow("code between words") << code << code;
    const QByteArray drawn = R"([{"text":"See:"},{"inlineData":{"mimeType":"image/png","data":"iVBO"}}])";
    QTest::newRow("a picture that the model made") << drawn << drawn;
}

void TestGeminiContents::whatWasReadIsReplayed()
{
    QFETCH(const QByteArray, came);
    QFETCH(const QByteArray, goes);
    const QJsonArray parts = QJsonDocument::fromJson(came).array();
    QVERIFY(!parts.isEmpty());
    const auto piece = [](const QJsonArray &some, bool last) {
        QJsonObject candidate {{u"content"_s, QJsonObject {{u"role"_s, u"model"_s}, {u"parts"_s, some}}}};
        if (last)
            candidate.insert(u"finishReason"_s, u"STOP"_s);
        return QJsonDocument(QJsonObject {{u"candidates"_s, QJsonArray {candidate}}}).toJson(QJsonDocument::Compact);
    };
    QByteArray stream;
    for (qsizetype i = 0; i < parts.size(); ++i)
        stream += "data: " + piece({parts.at(i)}, i + 1 == parts.size()) + "\r\n\r\n";
    const Decoded whole = decodePlain(*geminiDialect(), levelModel(), piece(parts, true));
    const Decoded streamed = decodePieces(*geminiDialect(), levelModel(), Framing::Sse, {stream});
    QCOMPARE(streamed.completion.choices, whole.completion.choices);
    for (const Decoded &answer : {whole, streamed}) {
        QVERIFY(!answer.error.has_value());
        const ChatRequest next = asking({hi, answer.completion.choices.first().message});
        const Result<EncodedRequest> encoded = geminiDialect()->encode(next, levelModel());
        QVERIFY(encoded.has_value());
        QCOMPARE(QJsonDocument::fromJson(encoded->body)["contents"_L1][1]["parts"_L1].toArray(),
            QJsonDocument::fromJson(goes).array());
    }
}

QTEST_APPLESS_MAIN(TestGeminiContents)
#include "tst_gemini_contents.moc"
