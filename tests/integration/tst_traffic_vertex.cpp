// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/AnthropicReference.h"
#include "tests/integration/GeminiReference.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/ShippedRow.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using namespace lineup::test;

namespace {

struct NoChat
{
    const char *number;
    const char *why;
};

constexpr std::array noChat {
    NoChat {"vertex/001", "countTokens: a number, no answer"},
};

struct Refusal
{
    const char *number;
    Error::Kind kind;
};

constexpr std::array refusals {
    Refusal {"vertex/006", Error::Kind::ContextTooLong},
    Refusal {"vertex/011", Error::Kind::BadRequest},
};

// Project, location and model out of the address that the recorded client asked.
Target targetOf(const Recording &recording)
{
    static const QRegularExpression parts(u"/projects/([^/]+)/locations/([^/]+)/publishers/[^/]+/models/([^:]+):"_s);
    const QRegularExpressionMatch match = parts.match(recording.path);
    Target out;
    out.model = match.captured(3);
    // Names that were taken out of a recording are no words of an address.
    const auto word = [](const QString &text) { return text.startsWith(u'<') ? u"x"_s : text; };
    out.service = rowFor(
        u"vertex_ai", {{u"project"_s, word(match.captured(1))}, {u"location"_s, word(match.captured(2))}}, out.model);
    return out;
}

Framing framingOf(const Recording &recording)
{
    return recording.body.startsWith('[') ? Framing::JsonArray : Framing::Sse;
}

Decoded readPieces(const Recording &recording, const QList<QByteArray> &pieces)
{
    const Target target = targetOf(recording);
    return decodePieces(*dialectById(target.service.dialect), target, framingOf(recording), pieces);
}

Decoded read(const Recording &recording)
{
    const Target target = targetOf(recording);
    const Dialect &dialect = *dialectById(target.service.dialect);
    if (recording.head.status >= 400)
        return {.error = dialect.decodeError(recording.head, recording.body, target)};
    return recording.streamed ? readPieces(recording, {recording.body}) : decodePlain(dialect, target, recording.body);
}

bool isListed(const QString &name)
{
    return std::any_of(
        noChat.begin(), noChat.end(), [&name](const NoChat &row) { return name == QLatin1StringView(row.number); });
}

} // namespace

class TestTrafficVertex : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void sawEveryRecording();
    void asksWhereTheRecordedClientAsked_data() { addRows(true, false); }
    void asksWhereTheRecordedClientAsked();
    void agreesWithTheReference_data() { addRows(false, false); }
    void agreesWithTheReference();
    void cutsMakeNoDifference_data() { addRows(false, true); }
    void cutsMakeNoDifference();
    void refusalsAreTold();

private:
    void addRows(bool errors, bool streamsOnly) const;
    void compareGemini(const Recording &recording) const;
    void compareAnthropic(const Recording &recording) const;

    QList<Recording> m_recordings;
};

void TestTrafficVertex::initTestCase()
{
    LINEUP_NEEDS_TRAFFIC();
    for (const Recording &recording : recordings(u"vertex"_s)) {
        if (!isListed(recording.name))
            m_recordings += recording;
    }
}

void TestTrafficVertex::sawEveryRecording()
{
    QCOMPARE(m_recordings.size(), 19);
    for (const Recording &recording : std::as_const(m_recordings)) {
        const QString dialect = targetOf(recording).service.dialect;
        QCOMPARE(dialect, recording.api == "messages"_L1 ? u"vertex-anthropic"_s : u"vertex-gemini"_s);
    }
}

void TestTrafficVertex::addRows(bool errors, bool streamsOnly) const
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < m_recordings.size(); ++i) {
        const Recording &recording = m_recordings.at(i);
        if ((errors || recording.head.status < 400) && (recording.streamed || !streamsOnly))
            QTest::newRow(qPrintable(recording.name)) << i;
    }
}

// The recorded clients name the version v1beta1 for Google's models, and one of them another way of streaming.
void TestTrafficVertex::asksWhereTheRecordedClientAsked()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const Target target = targetOf(recording);
    ChatRequest request;
    request.messages = {Message::fromText(Role::User, u"hi"_s)};
    request.stream = recording.streamed;
    const Result<EncodedRequest> encoded = dialectById(target.service.dialect)->encode(request, target);
    QVERIFY(encoded);
    QString asked = recording.path;
    asked.replace(u"/v1beta1/"_s, u"/v1/"_s).replace(u"?%24alt=json%3Benum-encoding%3Dint"_s, u"?alt=sse"_s);
    asked.replace(QRegularExpression(u"<[A-Z_]+>"_s), u"x"_s);
    QCOMPARE(
        encoded->url.path(QUrl::FullyDecoded) + (encoded->url.hasQuery() ? u'?' + encoded->url.query() : QString()),
        asked);
    const QString host = encoded->url.host();
    if (asked.contains("/locations/global/"_L1))
        QCOMPARE(host, u"aiplatform.googleapis.com"_s);
    else
        QCOMPARE(host, asked.section(u'/', 5, 5) + u"-aiplatform.googleapis.com"_s);
    QCOMPARE(encoded->url.scheme(), u"https"_s);
    // What the service's own client sends beside the conversation is there as well.
    const QJsonObject body = QJsonDocument::fromJson(encoded->body).object();
    if (recording.api == "messages"_L1)
        QCOMPARE(body["anthropic_version"_L1], recording.request["anthropic_version"_L1]);
    QCOMPARE(body.contains("model"_L1), recording.request.toObject().contains("model"_L1));
}

void TestTrafficVertex::agreesWithTheReference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    if (recording.api == "messages"_L1)
        compareAnthropic(recording);
    else
        compareGemini(recording);
}

void TestTrafficVertex::compareGemini(const Recording &recording) const
{
    const GeminiReference expected = readGeminiReference(recording);
    const Decoded out = read(recording);
    QVERIFY(!out.error.has_value());
    const Choice &choice = out.completion.choices.first();
    QCOMPARE(choice.message.text(), expected.text);
    QCOMPARE(choice.message.reasoning, expected.reasoning);
    QStringList names;
    QList<QJsonObject> arguments;
    for (const ToolCall &call : choice.message.toolCalls) {
        names += call.name;
        arguments += QJsonDocument::fromJson(call.arguments.toUtf8()).object();
    }
    QCOMPARE(names, expected.toolNames);
    QCOMPARE(arguments, expected.toolArguments);
    QVERIFY(out.completion.complete);
    const Usage &usage = out.completion.usage;
    QCOMPARE(usage.inputTotal() + usage.outputTotal(), expected.usage["totalTokenCount"_L1].toInteger());
    QCOMPARE(usage.inputCacheRead, expected.usage["cachedContentTokenCount"_L1].toInteger());
}

void TestTrafficVertex::compareAnthropic(const Recording &recording) const
{
    const AnthropicReference expected = readAnthropicReference(recording);
    const Decoded out = read(recording);
    QVERIFY(!out.error.has_value());
    const Choice &choice = out.completion.choices.first();
    QCOMPARE(choice.message.text(), expected.text);
    QStringList calls;
    for (const ToolCall &call : choice.message.toolCalls)
        calls += call.name + u' ' + compactObject(call.arguments.toUtf8());
    QCOMPARE(calls, expected.calls);
    QCOMPARE(choice.nativeFinishReason, expected.stopReason);
    QVERIFY(out.completion.complete);
    QCOMPARE(out.completion.usage.inputTotal(), expected.input);
    QCOMPARE(out.completion.usage.outputTotal(), expected.output);
}

void TestTrafficVertex::cutsMakeNoDifference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const QList<Delta> whole = read(recording).deltas;
    QVERIFY(!whole.isEmpty());
    QList<QByteArray> bytes;
    for (qsizetype i = 0; i < recording.body.size(); ++i)
        bytes += recording.body.mid(i, 1);
    QVERIFY(readPieces(recording, bytes).deltas == whole);
    // A decoder sees nothing but events: where they are equal, so is the answer.
    const QByteArrayView body = recording.body;
    const QList<StreamEvent> events = frameEvents(framingOf(recording), {body});
    QVERIFY(!events.isEmpty());
    for (const qsizetype cut : cuts(recording.body)) {
        if (frameEvents(framingOf(recording), {body.first(cut), body.sliced(cut)}) != events)
            QFAIL(qPrintable(u"other events when cut at %1"_s.arg(cut)));
    }
}

void TestTrafficVertex::refusalsAreTold()
{
    int seen = 0;
    for (const Recording &recording : std::as_const(m_recordings)) {
        for (const Refusal &refusal : refusals) {
            if (recording.name != QLatin1StringView(refusal.number))
                continue;
            const Decoded out = read(recording);
            QVERIFY(out.error.has_value());
            QCOMPARE(errorKindName(out.error->kind), errorKindName(refusal.kind));
            QCOMPARE(out.error->httpStatus, recording.head.status);
            QCOMPARE(out.error->service, u"vertex_ai"_s);
            ++seen;
        }
    }
    QCOMPARE(seen, static_cast<int>(refusals.size()));
    QCOMPARE(std::count_if(
                 m_recordings.begin(), m_recordings.end(), [](const Recording &r) { return r.head.status >= 400; }),
        static_cast<qsizetype>(refusals.size()));
}

QTEST_APPLESS_MAIN(TestTrafficVertex)
#include "tst_traffic_vertex.moc"
