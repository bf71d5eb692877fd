// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ServiceAddress.h"
#include "core/providers/ServiceTable.h"
#include "core/providers/openai/OpenAiChatDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/GoldenEncode.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

// The service as it is shipped, with fields filled in.
Target shipped(const QString &id, const QHash<QString, QString> &settings = {})
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/services.json"));
    if (!file.open(QFile::ReadOnly))
        return {};
    Target out;
    for (Service service : readServiceTable(file.readAll()).value_or(QList<Service>())) {
        if (service.id != id)
            continue;
        service.settings = settings;
        service.baseUrlEnvironment.clear();
        for (ServiceField &field : service.fields)
            field.environment.clear();
        out.service = resolved(service);
    }
    out.model = u"m"_s;
    return out;
}

QJsonArray messagesOf(const Target &target, const QList<Message> &messages, QStringList *notes = nullptr)
{
    ChatRequest request;
    request.messages = messages;
    const Result<EncodedRequest> encoded = openAiChatDialect()->encode(request, target);
    if (!encoded)
        return {};
    if (notes)
        *notes = noteLines(encoded->mapping);
    return QJsonDocument::fromJson(encoded->body)["messages"_L1].toArray();
}

QJsonArray list(const QByteArray &text)
{
    return json(R"({"list":)" + text + "}")["list"_L1].toArray();
}

} // namespace

// What differs between services that speak OpenAI's dialect, by their rows.
class TestOpenAiVariants : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void addresses_data();
    void addresses();
    void withoutItsFieldThereIsNoAddress();
    void mistralShortensIds();
    void mistralGoesOnWithAPrefix();
    void mistralTakesDocumentsByAddress();
    void mistralParameters();
    void mistralThinkingGoesBackAsAList();
    void mistralReferencesAreNoText();
    void databricksSummaries();
    void snowflakeEffort();
};

void TestOpenAiVariants::addresses_data()
{
    QTest::addColumn<QHash<QString, QString>>("settings");
    QTest::addColumn<QString>("address");
    using Settings = QHash<QString, QString>;
    QTest::newRow("mistral") << Settings() << u"https://api.mistral.ai/v1/chat/completions"_s;
    QTest::newRow("codestral") << Settings() << u"https://codestral.mistral.ai/v1/chat/completions"_s;
    QTest::newRow("huggingface") << Settings() << u"https://router.huggingface.co/v1/chat/completions"_s;
    QTest::newRow("snowflake") << Settings {{u"account"_s, u"org-acc"_s}}
                               << u"https://org-acc.snowflakecomputing.com/api/v2/cortex/v1/chat/completions"_s;
    QTest::newRow("databricks") << Settings {{u"host"_s, u"https://adb-1.2.azuredatabricks.net/"_s}}
                                << u"https://adb-1.2.azuredatabricks.net/serving-endpoints/chat/completions"_s;
    QTest::newRow("cloudflare") << Settings {{u"account_id"_s, u"abc123"_s}}
                                << u"https://api.cloudflare.com/client/v4/accounts/abc123/ai/v1/chat/completions"_s;
}

void TestOpenAiVariants::addresses()
{
    QFETCH(const QString, address);
    using Settings = QHash<QString, QString>;
    QFETCH(const Settings, settings);
    ChatRequest request;
    request.messages = {say(Role::User, u"Hi"_s)};
    const Target target = shipped(QString::fromLatin1(QTest::currentDataTag()), settings);
    const Result<EncodedRequest> encoded = openAiChatDialect()->encode(request, target);
    QVERIFY(encoded.has_value());
    QCOMPARE(encoded->url, QUrl(address));
}

void TestOpenAiVariants::withoutItsFieldThereIsNoAddress()
{
    for (const QString &id : {u"snowflake"_s, u"databricks"_s, u"cloudflare"_s, u"predibase"_s}) {
        const Target target = shipped(id);
        QVERIFY2(target.service.baseUrl.isEmpty(), qPrintable(id));
        QCOMPARE(missingFields(target.service).size(), 1);
    }
    // A value that would lead elsewhere does not.
    const Target odd = shipped(u"snowflake"_s, {{u"account"_s, u"evil.example/"_s}});
    QVERIFY(odd.service.baseUrl.isEmpty() || odd.service.baseUrl.host().endsWith(u".snowflakecomputing.com"_s));
}

void TestOpenAiVariants::mistralShortensIds()
{
    QStringList notes;
    const QJsonArray out = messagesOf(shipped(u"mistral"_s),
        {say(Role::User, u"?"_s), toolCalls({{u"vAKGXGFZD"_s, u"a"_s, u"{}"_s}, {u"call_1"_s, u"b"_s, u"{}"_s}}),
            toolResult(u"vAKGXGFZD"_s, u"1"_s), toolResult(u"call_1"_s, u"2"_s)},
        &notes);
    QCOMPARE(out[1]["tool_calls"_L1][0]["id"_L1].toString(), u"vAKGXGFZD"_s);
    const QString made = out[1]["tool_calls"_L1][1]["id"_L1].toString();
    QVERIFY(QRegularExpression(u"^[A-Za-z0-9]{9}$"_s).match(made).hasMatch());
    QCOMPARE(out[2]["tool_call_id"_L1].toString(), u"vAKGXGFZD"_s);
    QCOMPARE(out[3]["tool_call_id"_L1].toString(), made);
    QCOMPARE(notes, QStringList {u"converted tool_call_id: "_s + made});
}

void TestOpenAiVariants::mistralGoesOnWithAPrefix()
{
    QStringList notes;
    const QList<Message> talk {say(Role::User, u"Count"_s), say(Role::Assistant, u"One,"_s)};
    const auto expected
        = list(R"([{"role":"user","content":"Count"},{"role":"assistant","content":"One,","prefix":true}])");
    QCOMPARE(messagesOf(shipped(u"mistral"_s), talk, &notes), expected);
    QCOMPARE(notes, QStringList {u"added messages.prefix: true"_s});
    QVERIFY(!messagesOf(shipped(u"snowflake"_s, {{u"account"_s, u"a"_s}}), talk)[1].toObject().contains(u"prefix"_s));
}

void TestOpenAiVariants::mistralTakesDocumentsByAddress()
{
    const ContentPart pdf {.kind = ContentPart::Kind::File, .data = "%PDF", .mimeType = u"application/pdf"_s};
    const ContentPart web {.kind = ContentPart::Kind::File, .url = QUrl(u"https://example.org/a.pdf"_s)};
    const auto expected = list(
        R"([{"role":"user","content":[{"type":"document_url","document_url":"data:application/pdf;base64,JVBERg=="},
            {"type":"document_url","document_url":"https://example.org/a.pdf"}]}])");
    QCOMPARE(messagesOf(shipped(u"mistral"_s), {withParts(Role::User, {pdf, web})}), expected);
}

void TestOpenAiVariants::mistralParameters()
{
    ChatRequest request;
    request.messages = {say(Role::Developer, u"A"_s), say(Role::User, u"B"_s)};
    request.messages.last().name = u"Ann"_s;
    request.seed = 7;
    request.stream = true;
    request.tools = {Tool {.name = u"now"_s}};
    request.toolChoice.mode = ToolChoice::Mode::Required;
    request.extraBody = json(R"({"safe_prompt":true})");
    const Result<EncodedRequest> encoded = openAiChatDialect()->encode(request, shipped(u"mistral"_s));
    QVERIFY(encoded.has_value());
    const auto expected = json(
        R"({"model":"m","messages":[{"role":"system","content":"A"},{"role":"user","content":"B"}],"random_seed":7,
            "stream":true,"tools":[{"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}],"tool_choice":"any","safe_prompt":true})");
    QCOMPARE(QJsonDocument::fromJson(encoded->body).object(), expected);
    const QStringList notes {u"converted messages.role: system"_s, u"dropped name"_s, u"renamed seed: random_seed"_s,
        u"converted tool_choice: any"_s};
    QCOMPARE(noteLines(encoded->mapping), notes);
}

void TestOpenAiVariants::mistralThinkingGoesBackAsAList()
{
    const Target target = shipped(u"mistral"_s);
    const QByteArray body
        = "data: "
          R"({"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]}]}}]})"
          "\n\n"
          "data: "
          R"({"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"m."}]}]}}]})"
          "\n\n"
          "data: "
          R"({"choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Fo"}]}}]})"
          "\n\n"
          "data: "
          R"({"choices":[{"index":0,"delta":{"content":"ur"},"finish_reason":"stop"}]})"
          "\n\n";
    const Decoded out = decodePieces(*openAiChatDialect(), target, Framing::Sse, {body});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Four"_s);
    QCOMPARE(out.completion.first()->message.reasoning, u"Hmm."_s);
    const QJsonArray sent
        = messagesOf(target, {say(Role::User, u"?"_s), out.completion.first()->message, say(Role::User, u"Sure?"_s)});
    const auto expected
        = json(R"({"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"Hmm."}]},
            {"type":"text","text":"Four"}]})");
    QCOMPARE(sent[1].toObject(), expected);
}

void TestOpenAiVariants::mistralReferencesAreNoText()
{
    const Decoded out = decodePlain(*openAiChatDialect(), shipped(u"mistral"_s),
        R"({"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":[
            {"type":"text","text":"Paris"},{"type":"reference","reference_ids":[1,2]},{"type":"text","text":"."}]}}]})");
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Paris."_s);
    QVERIFY(out.completion.first()->message.reasoning.isEmpty());
}

void TestOpenAiVariants::databricksSummaries()
{
    const Target target = shipped(u"databricks"_s, {{u"host"_s, u"example.test"_s}});
    const auto chunk = [](const QByteArray &delta, const QByteArray &more = {}) {
        return QByteArray(R"(data: {"choices":[{"index":0,"delta":)" + delta + more + "}]}\n\n");
    };
    const QByteArray body
        = chunk(R"({"content":[{"type":"reasoning","summary":[{"type":"summary_text","text":"Let","signature":""}]}]})")
        + chunk(
            R"({"content":[{"type":"reasoning","summary":[{"type":"summary_text","text":" me","signature":"abc="}]}]})")
        + chunk(R"({"content":"Four"})") + chunk(R"({"content":"."})", R"(,"finish_reason":"stop")");
    const Decoded out = decodePieces(*openAiChatDialect(), target, Framing::Sse, {body});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Four."_s);
    QCOMPARE(out.completion.first()->message.reasoning, u"Let me"_s);
    const QJsonObject own
        = json(R"({"type":"reasoning","summary":[{"type":"summary_text","text":"Let me","signature":"abc="}]})");
    const QJsonArray sent = messagesOf(target, {say(Role::User, u"?"_s), out.completion.first()->message});
    QCOMPARE(sent[1]["content"_L1][0].toObject(), own);
    const auto expected = json(R"({"type":"text","text":"Four."})");
    QCOMPARE(sent[1]["content"_L1][1].toObject(), expected);
    const Decoded plain = decodePlain(*openAiChatDialect(), target,
        R"({"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":[
            {"type":"reasoning","summary":[{"type":"summary_text","text":"Let me","signature":"abc="}]},
            {"type":"text","text":"Four."}]}}]})");
    QCOMPARE(plain.completion.first()->message, out.completion.first()->message);
}

void TestOpenAiVariants::snowflakeEffort()
{
    ChatRequest request;
    request.messages = {say(Role::User, u"Hi"_s)};
    request.reasoningEffort = u"low"_s;
    request.maxTokens = 50;
    const Result<EncodedRequest> encoded
        = openAiChatDialect()->encode(request, shipped(u"snowflake"_s, {{u"account"_s, u"a"_s}}));
    QVERIFY(encoded.has_value());
    const auto expected = json(R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning":{"effort":"low"},
            "max_completion_tokens":50})");
    QCOMPARE(QJsonDocument::fromJson(encoded->body).object(), expected);
}

QTEST_GUILESS_MAIN(TestOpenAiVariants)
#include "tst_openai_variants.moc"
