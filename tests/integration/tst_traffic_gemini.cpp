// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/gemini/GeminiDialect.h"
#include "tests/integration/GeminiRecordedFacts.h"
#include "tests/integration/GeminiReference.h"
#include "tests/support/TrafficCheck.h"
#include "tests/support/TrafficShares.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using namespace lineup::test;

namespace {

Target target()
{
    Target out;
    out.service.id = u"gemini"_s;
    out.service.baseUrl = QUrl(u"https://example.test/v1beta"_s);
    out.model = u"m"_s;
    return out;
}

Framing framingOf(const Recording &recording)
{
    return recording.body.startsWith('[') ? Framing::JsonArray : Framing::Sse;
}

TrafficCheck checkFor(const Recording &recording)
{
    return TrafficCheck(*geminiDialect(), target(), framingOf(recording));
}

Decoded read(const Recording &recording)
{
    if (recording.head.status >= 400)
        return {.error = geminiDialect()->decodeError(recording.head, recording.body, target())};
    return checkFor(recording).decode(recording);
}

} // namespace

class TestTrafficGemini : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void agreesWithTheReference_data() { addRows(false); }
    void agreesWithTheReference();
    void agreesWithReadFacts_data();
    void agreesWithReadFacts();
    void cutsMakeNoDifference_data() { addRows(true); }
    void cutsMakeNoDifference();
    void signaturesGoBack_data() { addRows(false); }
    void signaturesGoBack();
    void cutStreamsAreNotBilledAsWhole();
    void readsCitations();
    void tellsWhyItWasBlocked();
    void honoursTheServersWait();
    void sawEveryRecording();

private:
    void addRows(bool streamsOnly) const;
    [[nodiscard]] Recording find(QStringView name) const;

    QList<Recording> m_recordings;
};

void TestTrafficGemini::initTestCase()
{
    LINEUP_NEEDS_TRAFFIC();
    m_recordings = shareOf("tst_traffic_gemini"_L1);
}

void TestTrafficGemini::sawEveryRecording()
{
    QCOMPARE(m_recordings.size(), 28 + 15);
    // Answers are held against the reference; errors have nothing but the facts.
    for (const Recording &recording : std::as_const(m_recordings)) {
        const bool read = std::any_of(geminiFacts.begin(), geminiFacts.end(),
            [&recording](const GeminiFacts &facts) { return recording.name == QLatin1StringView(facts.number); });
        if (recording.head.status >= 400)
            QVERIFY2(read, qPrintable(recording.name));
    }
    QCOMPARE(
        std::count_if(m_recordings.begin(), m_recordings.end(), [](const Recording &r) { return r.streamed; }), 16);
}

void TestTrafficGemini::addRows(bool streamsOnly) const
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < m_recordings.size(); ++i) {
        const Recording &recording = m_recordings.at(i);
        if (recording.head.status < 400 && (recording.streamed || !streamsOnly))
            QTest::newRow(qPrintable(recording.name)) << i;
    }
}

Recording TestTrafficGemini::find(QStringView name) const
{
    for (const Recording &recording : m_recordings) {
        if (recording.name == name)
            return recording;
    }
    return {};
}

void TestTrafficGemini::agreesWithTheReference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const GeminiReference expected = readGeminiReference(recording);
    const Decoded out = read(recording);
    QVERIFY(!out.error.has_value());
    QCOMPARE(out.completion.choices.size(), 1);
    const Choice &choice = out.completion.choices.first();
    QCOMPARE(choice.message.text(), expected.text);
    QCOMPARE(choice.message.reasoning, expected.reasoning);
    QStringList names;
    QList<QJsonObject> arguments;
    for (const ToolCall &call : choice.message.toolCalls) {
        names += call.name;
        arguments += QJsonDocument::fromJson(call.arguments.toUtf8()).object();
        QVERIFY(!call.id.isEmpty());
    }
    QCOMPARE(names, expected.toolNames);
    QCOMPARE(arguments, expected.toolArguments);
    if (expected.finish.isString())
        QCOMPARE(choice.nativeFinishReason, expected.finish.toString());
    QVERIFY(choice.finishReason != FinishReason::Unknown);
    QVERIFY(out.completion.complete);
    QVERIFY(!out.completion.model.isEmpty());
    QVERIFY(!out.completion.id.isEmpty());
    const Usage &usage = out.completion.usage;
    QCOMPARE(usage.isKnown(), expected.usage.contains("promptTokenCount"_L1));
    if (expected.usage.contains("totalTokenCount"_L1))
        QCOMPARE(usage.inputTotal() + usage.outputTotal(), expected.usage["totalTokenCount"_L1].toInteger());
    if (usage.isKnown())
        QCOMPARE(usage.source, Usage::Source::Reported);
}

void TestTrafficGemini::agreesWithReadFacts_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < geminiFacts.size(); ++i)
        QTest::newRow(geminiFacts[i].number) << static_cast<int>(i);
}

void TestTrafficGemini::agreesWithReadFacts()
{
    QFETCH(int, index);
    const GeminiFacts &facts = geminiFacts[static_cast<std::size_t>(index)];
    const Recording recording = find(QString::fromLatin1(facts.number));
    QVERIFY(!recording.name.isEmpty());
    const Decoded out = read(recording);
    QCOMPARE(out.error ? errorKindName(out.error->kind) : QString(), QString::fromLatin1(facts.error));
    if (out.error) {
        QCOMPARE(out.error->httpStatus, recording.head.status);
        QVERIFY(!out.error->detail.isEmpty());
        return;
    }
    const Choice &choice = out.completion.choices.first();
    QCOMPARE(finishReasonName(choice.finishReason), QString::fromLatin1(facts.finish));
    QCOMPARE(choice.nativeFinishReason, QString::fromLatin1(facts.native));
    QStringList names;
    for (const ToolCall &call : choice.message.toolCalls)
        names += call.name;
    QCOMPARE(names.join(u','), QString::fromLatin1(facts.tools));
    const Usage &usage = out.completion.usage;
    QCOMPARE(usage.inputFresh, facts.fresh);
    QCOMPARE(usage.inputCacheRead, facts.cacheRead);
    QCOMPARE(usage.inputAudio, facts.audio);
    QCOMPARE(usage.outputText, facts.text);
    QCOMPARE(usage.outputReasoning, facts.reasoning);
    QCOMPARE(usage.webSearches, facts.searches);
    QCOMPARE(
        usage.inputCacheWrite5m + usage.inputCacheWrite1h + usage.inputImage + usage.outputAudio + usage.outputImage,
        0);
}

void TestTrafficGemini::cutsMakeNoDifference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const QByteArrayView body = recording.body;
    QCOMPARE(frameEvents(framingOf(recording), {body}).size(), geminiPieces(recording).size());
    QCOMPARE(checkFor(recording).eventComplaint(recording), QString());
}

// The next turn holds every signature and every number of a call, each as often as it came and in that order.
void TestTrafficGemini::signaturesGoBack()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const GeminiReference expected = readGeminiReference(recording);
    ChatRequest next;
    next.messages = {Message::fromText(Role::User, u"a"_s), read(recording).completion.choices.first().message,
        Message::fromText(Role::User, u"b"_s)};
    const Result<EncodedRequest> encoded = geminiDialect()->encode(next, target());
    QVERIFY(encoded.has_value());
    const QJsonArray turns = QJsonDocument::fromJson(encoded->body)["contents"_L1].toArray();
    GeminiReference sent;
    for (const QJsonValue &turn : turns) {
        if (turn["role"_L1] != "model"_L1)
            continue;
        for (const QJsonValue &part : turn["parts"_L1].toArray()) {
            sent.text += part["text"_L1].toString();
            if (part["functionCall"_L1].isObject())
                sent.toolNames += part["functionCall"_L1]["name"_L1].toString();
            if (part["thoughtSignature"_L1].isString())
                sent.signatures += part["thoughtSignature"_L1].toString();
        }
    }
    QCOMPARE(sent.signatures, expected.signatures);
    QCOMPARE(sent.toolNames, expected.toolNames);
    // Where nothing was said, what the filter said about it stands in its place.
    if (!expected.text.isEmpty())
        QCOMPARE(sent.text, expected.text);
}

// Each stream, broken off after each of its pieces: what was counted until then is no bill.
void TestTrafficGemini::cutStreamsAreNotBilledAsWhole()
{
    int cutStreams = 0;
    for (const Recording &recording : std::as_const(m_recordings)) {
        if (!recording.streamed)
            continue;
        const QList<StreamEvent> events = frameEvents(framingOf(recording), {QByteArrayView(recording.body)});
        const std::unique_ptr<StreamDecoder> decoder = geminiDialect()->streamDecoder(target());
        QList<Delta> deltas;
        for (const StreamEvent &event : events.first(events.size() - 1)) {
            QVERIFY(!decoder->decode(event, deltas).has_value());
            const Completion soFar = assemble(deltas, decoder->complete());
            QVERIFY2(!soFar.complete, qPrintable(recording.name));
            QVERIFY2(soFar.usage.source != Usage::Source::Reported, qPrintable(recording.name));
            ++cutStreams;
        }
    }
    QVERIFY(cutStreams > 50);
}

void TestTrafficGemini::readsCitations()
{
    const auto citations = [this](QStringView name) { return read(find(name)).completion.choices.first().citations; };
    QCOMPARE(citations(u"gemini/012").size(), 1);
    QCOMPARE(citations(u"gemini/012").first().text,
        u"Paris is the capital of France. The Eiffel Tower is a famous landmark in Paris.\n"_s);
    QCOMPARE(citations(u"gemini/018").size(), 5);
    QCOMPARE(citations(u"gemini/018").at(3).title, u"worldatlas.com"_s);
    QCOMPARE(citations(u"gemini/018").at(4).url, u"https://www.google.com/search?q=time+in+Mexico"_s);
    QCOMPARE(citations(u"vertex/008").size(), 4);
}

void TestTrafficGemini::tellsWhyItWasBlocked()
{
    QCOMPARE(read(find(u"vertex/007")).completion.choices.first().message.refusal,
        u"The response violated Responsible AI Safety settings (Hate Speech, Harassment, Dangerous) filters."_s);
}

void TestTrafficGemini::honoursTheServersWait()
{
    const std::optional<Error> error = read(find(u"gemini/010")).error;
    QVERIFY(error.has_value());
    QVERIFY(error->retryAfter == std::chrono::seconds(48));
}

QTEST_APPLESS_MAIN(TestTrafficGemini)
#include "tst_traffic_gemini.moc"
