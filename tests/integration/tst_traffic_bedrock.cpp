// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/aws/BedrockInvokeDialect.h"
#include "core/providers/aws/ConverseDialect.h"
#include "core/providers/openai/OpenAiChatDialect.h"
#include "tests/integration/BedrockReference.h"
#include "tests/support/TrafficCheck.h"
#include "tests/support/TrafficShares.h"

#include <QRegularExpression>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using namespace lineup::test;

namespace {

// What a person reads out of a recording, in our terms.
struct Facts
{
    const char *number;
    const char *finish; // "" for an error
    const char *native;
    const char *tools; // names, comma between
    qint64 fresh;
    qint64 cacheRead;
    qint64 cacheWrite;
    qint64 output;
    int kept; // native blocks
    const char *error; // kind; "" for none
};

constexpr std::array facts {
    Facts {"bedrock/001", "stop", "end_turn", "", 1266, 0, 0, 36, 0, ""},
    Facts {"bedrock/002", "stop", "end_turn", "", 3, 1712, 236, 121, 0, ""},
    Facts {"bedrock/003", "stop", "end_turn", "", 13, 0, 0, 69, 0, ""},
    // A tool that the service ran itself, with its result, then one of ours.
    Facts {"bedrock/004", "tool_calls", "tool_use", "final_result", 1148, 0, 0, 59, 2, ""},
    Facts {"bedrock/005", "stop", "end_turn", "", 188, 0, 0, 11, 0, ""},
    Facts {"bedrock/006", "", "", "", 0, 0, 0, 0, 0, "bad_request"},
    Facts {"bedrock/007", "stop", "end_turn", "", 43, 0, 0, 459, 1, ""},
    Facts {"bedrock/008", "content_filter", "guardrail_intervened", "", 28, 0, 0, 26, 0, ""},
    Facts {"bedrock/009", "content_filter", "guardrail_intervened", "", 54, 0, 0, 18, 0, ""},
    Facts {"bedrock/010", "stop", "end_turn", "", 443, 0, 0, 23, 0, ""},
    Facts {"bedrock/011", "stop", "end_turn", "", 670, 0, 0, 28, 0, ""},
    Facts {"bedrock/012", "stop", "end_turn", "", 80, 0, 0, 1113, 1, ""},
    Facts {"bedrock/013", "tool_calls", "tool_use", "final_result", 1002, 0, 0, 59, 2, ""},
    Facts {"bedrock/014", "", "", "", 0, 0, 0, 0, 0, "not_found"},
    Facts {"bedrock/015", "content_filter", "guardrail_intervened", "", 28, 0, 0, 22, 0, ""},
    Facts {"bedrock/017", "stop", "end_turn", "", 3, 9511, 1956, 44, 0, ""},
    Facts {"bedrock/018", "", "", "", 0, 0, 0, 0, 0, "permission_denied"},
    Facts {"bedrock/019", "length", "max_tokens", "", 4, 0, 18131, 50, 0, ""},
    Facts {"bedrock/021", "tool_calls", "tool_use", "get_current_weather_info,get_current_population_info", 702, 0, 0,
        130, 0, ""},
};

// Answers of other makers' models to InvokeModel, which we never ask for.
const QStringList &foreign()
{
    static const QStringList names {u"bedrock/016"_s, u"bedrock/020"_s, u"bedrock/022"_s, u"bedrock/023"_s,
        u"bedrock/024"_s, u"bedrock/025"_s, u"bedrock/026"_s};
    return names;
}

Target target()
{
    Target out;
    out.service.id = u"bedrock"_s;
    out.service.baseUrl = QUrl(u"https://example.test"_s);
    out.model = u"anthropic.claude-x"_s;
    return out;
}

const Dialect &dialectOf(const Recording &recording)
{
    return recording.api.startsWith("converse"_L1) ? *converseDialect() : *bedrockInvokeDialect();
}

TrafficCheck checkFor(const Recording &recording)
{
    return TrafficCheck(dialectOf(recording), target(), Framing::AwsEventStream);
}

Decoded read(const Recording &recording)
{
    if (recording.head.status < 400)
        return checkFor(recording).decode(recording);
    const Dialect &dialect = dialectOf(recording);
    return {.completion = {}, .deltas = {}, .error = dialect.decodeError(recording.head, recording.body, target())};
}

} // namespace

class TestTrafficBedrock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void sawEveryRecording();
    void agreesWithTheReference_data() { addRows(false); }
    void agreesWithTheReference();
    void agreesWithReadFacts_data();
    void agreesWithReadFacts();
    void cutsMakeNoDifference_data() { addRows(true); }
    void cutsMakeNoDifference();
    void cutStreamsAreNoWholeAnswers_data() { addRows(true); }
    void cutStreamsAreNoWholeAnswers();
    void nativeBlocksGoBack_data() { addRows(false); }
    void nativeBlocksGoBack();
    void readsCitations();
    void foreignBodiesAreNoAnswers();
    void mantleSpeaksChatCompletions();
    void mantleListsModels();

private:
    void addRows(bool streamsOnly) const;
    [[nodiscard]] Recording find(QStringView name) const;

    QList<Recording> m_recordings;
};

void TestTrafficBedrock::initTestCase()
{
    LINEUP_NEEDS_TRAFFIC();
    m_recordings = shareOf("tst_traffic_bedrock"_L1);
}

void TestTrafficBedrock::sawEveryRecording()
{
    QCOMPARE(m_recordings.size(), 26);
    QCOMPARE(static_cast<qsizetype>(facts.size()) + foreign().size(), 26);
}

void TestTrafficBedrock::addRows(bool streamsOnly) const
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < m_recordings.size(); ++i) {
        const Recording &recording = m_recordings.at(i);
        if (recording.head.status < 400 && (recording.streamed || !streamsOnly) && !foreign().contains(recording.name))
            QTest::newRow(qPrintable(recording.name)) << i;
    }
}

Recording TestTrafficBedrock::find(QStringView name) const
{
    for (const Recording &recording : m_recordings) {
        if (recording.name == name)
            return recording;
    }
    return {};
}

void TestTrafficBedrock::agreesWithTheReference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const BedrockReference expected = readBedrockReference(recording);
    QVERIFY(!expected.text.isEmpty() || !expected.toolNames.isEmpty());
    const Decoded out = read(recording);
    QVERIFY2(!out.error, qPrintable(out.error ? out.error->detail : QString()));
    QCOMPARE(out.completion.choices.size(), 1);
    const Choice &choice = *out.completion.first();
    QCOMPARE(choice.message.text(), expected.text);
    QCOMPARE(choice.message.reasoning, expected.reasoning);
    QStringList names;
    QStringList inputs;
    for (const ToolCall &call : choice.message.toolCalls) {
        names += call.name;
        inputs += call.arguments;
        QVERIFY(!call.id.isEmpty());
    }
    QCOMPARE(names, expected.toolNames);
    QCOMPARE(inputs, expected.toolInputs);
    QCOMPARE(choice.nativeFinishReason, expected.stop);
    QVERIFY(out.completion.complete);
    const Usage &usage = out.completion.usage;
    QCOMPARE(usage.source, Usage::Source::Reported);
    if (expected.usage.contains("totalTokens"_L1))
        QCOMPARE(usage.inputTotal() + usage.outputTotal(), expected.usage["totalTokens"_L1].toInteger());
}

void TestTrafficBedrock::agreesWithReadFacts_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < facts.size(); ++i)
        QTest::newRow(facts[i].number) << static_cast<int>(i);
}

void TestTrafficBedrock::agreesWithReadFacts()
{
    QFETCH(int, index);
    const Facts &fact = facts[static_cast<std::size_t>(index)];
    const Recording recording = find(QString::fromLatin1(fact.number));
    QVERIFY(!recording.name.isEmpty());
    const Decoded out = read(recording);
    QCOMPARE(out.error ? errorKindName(out.error->kind) : QString(), QString::fromLatin1(fact.error));
    if (out.error) {
        QCOMPARE(out.error->httpStatus, recording.head.status);
        QVERIFY(!out.error->detail.isEmpty());
        return;
    }
    const Choice &choice = *out.completion.first();
    QCOMPARE(finishReasonName(choice.finishReason), QString::fromLatin1(fact.finish));
    QCOMPARE(choice.nativeFinishReason, QString::fromLatin1(fact.native));
    QStringList names;
    for (const ToolCall &call : choice.message.toolCalls)
        names += call.name;
    QCOMPARE(names.join(u','), QString::fromLatin1(fact.tools));
    const Usage &usage = out.completion.usage;
    QCOMPARE(usage.inputFresh, fact.fresh);
    QCOMPARE(usage.inputCacheRead, fact.cacheRead);
    QCOMPARE(usage.inputCacheWrite5m, fact.cacheWrite);
    QCOMPARE(usage.inputCacheWrite1h, 0);
    QCOMPARE(usage.outputText, fact.output);
    QCOMPARE(choice.message.nativeBlocks.size(), fact.kept);
}

void TestTrafficBedrock::cutsMakeNoDifference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const QByteArrayView body = recording.body;
    QCOMPARE(frameEvents(Framing::AwsEventStream, {body}).size(), bedrockPayloads(recording.body).size());
    QCOMPARE(checkFor(recording).eventComplaint(recording), QString());
}

// Each stream, broken off after each of its events: nothing is whole before the provider says so, and what is counted
// until then is no bill.
void TestTrafficBedrock::cutStreamsAreNoWholeAnswers()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const QList<StreamEvent> events = frameEvents(Framing::AwsEventStream, {QByteArrayView(recording.body)});
    const std::unique_ptr<StreamDecoder> decoder = dialectOf(recording).streamDecoder(target());
    QList<Delta> deltas;
    bool stopped = false;
    for (const StreamEvent &event : events) {
        QVERIFY(!decoder->decode(event, deltas).has_value());
        stopped = stopped || event.name == "messageStop" || &event == &events.last();
        const Completion soFar = assemble(deltas, decoder->complete());
        QCOMPARE(soFar.complete, stopped);
        if (!stopped && recording.api == "converse-stream"_L1)
            QVERIFY(!soFar.usage.isKnown());
    }
}

// The next turn holds what came: signatures and server tools as they were, our calls with their ids.
void TestTrafficBedrock::nativeBlocksGoBack()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    if (!recording.api.startsWith("converse"_L1))
        return;
    const BedrockReference expected = readBedrockReference(recording);
    ChatRequest next;
    next.messages = {Message::fromText(Role::User, u"a"_s), read(recording).completion.first()->message,
        Message::fromText(Role::User, u"b"_s)};
    const Result<EncodedRequest> encoded = converseDialect()->encode(next, target());
    QVERIFY(encoded.has_value());
    const QJsonValue turn = QJsonDocument::fromJson(encoded->body)["messages"_L1][1];
    const BedrockReference sent
        = readConversePlain(QJsonDocument(QJsonObject {{u"output"_s, QJsonObject {{u"message"_s, turn}}}}).toJson());
    QCOMPARE(sent.text, expected.text);
    QCOMPARE(sent.signature, expected.signature);
    QCOMPARE(sent.toolNames, expected.toolNames);
    if (!expected.signature.isEmpty())
        QCOMPARE(sent.reasoning, expected.reasoning);
}

void TestTrafficBedrock::readsCitations()
{
    const auto citations = [this](QStringView name) { return read(find(name)).completion.first()->citations; };
    QCOMPARE(citations(u"bedrock/001"),
        (QList<Citation> {{u"https://example.com/ruby-facts"_s, u"Ruby Facts"_s,
            u"The Ruby programming language was created by Yukihiro Matsumoto in 1993."_s}}));
    QCOMPARE(citations(u"bedrock/011"),
        (QList<Citation> {
            {QString(), u"facts"_s, u"The Ruby programming language was created by Yukihiro Matsumoto in 1993. "_s}}));
}

void TestTrafficBedrock::foreignBodiesAreNoAnswers()
{
    for (const QString &name : foreign()) {
        const Recording recording = find(name);
        const Decoded out = read(recording);
        QVERIFY2(!out.completion.complete, qPrintable(name));
        QVERIFY2(out.completion.text().isEmpty(), qPrintable(name));
        if (!recording.streamed)
            QVERIFY2(out.error && out.error->kind == Error::Kind::Malformed, qPrintable(name));
    }
}

void TestTrafficBedrock::mantleSpeaksChatCompletions()
{
    const QList<Recording> chats = recordings(u"bedrock-mantle"_s, u"chat.completions"_s);
    QCOMPARE(chats.size(), 1);
    const Decoded out = decodePlain(*openAiChatDialect(), target(), chats.first().body);
    QVERIFY(!out.error);
    QVERIFY(out.completion.text().startsWith("The provided text is an **attributed statement** about Ruby."_L1));
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Stop);
    const QJsonObject usage = QJsonDocument::fromJson(chats.first().body)["usage"_L1].toObject();
    QCOMPARE(
        out.completion.usage.inputTotal() + out.completion.usage.outputTotal(), usage["total_tokens"_L1].toInteger());
}

void TestTrafficBedrock::mantleListsModels()
{
    const QList<Recording> lists = recordings(u"bedrock-mantle"_s, u"models"_s);
    QCOMPARE(lists.size(), 1);
    const auto models = openAiChatDialect()->decodeModelList(lists.first().body, target().service);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), QJsonDocument::fromJson(lists.first().body)["data"_L1].toArray().size());
    QVERIFY(std::any_of(
        models->begin(), models->end(), [](const ModelInfo &model) { return model.id == "google.gemma-3-4b-it"_L1; }));
}

QTEST_GUILESS_MAIN(TestTrafficBedrock)
#include "tst_traffic_bedrock.moc"
