// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesDialect.h"
#include "tests/integration/ResponsesRecordedFacts.h"
#include "tests/support/TrafficShares.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

struct Outcome
{
    Completion completion;
    std::optional<Error> error;
    bool operator==(const Outcome &) const = default;
};

Outcome assemble(const QList<Delta> &deltas, const std::optional<Error> &error, bool complete)
{
    CompletionBuilder builder;
    for (const Delta &delta : deltas)
        builder.apply(delta);
    return {builder.build(complete), error};
}

QList<StreamEvent> frame(const QList<QByteArrayView> &pieces)
{
    const std::unique_ptr<Framer> framer = makeFramer(Framing::Sse);
    QList<StreamEvent> events;
    for (const QByteArrayView piece : pieces) {
        if (framer->feed(piece, events))
            return {};
    }
    return framer->finish(events) ? QList<StreamEvent>() : events;
}

Outcome decodeEvents(const QList<StreamEvent> &events, const Target &target)
{
    const std::unique_ptr<StreamDecoder> decoder = responsesDialect()->streamDecoder(target);
    QList<Delta> deltas;
    std::optional<Error> error;
    for (const StreamEvent &event : events) {
        error = decoder->decode(event, deltas);
        if (error)
            break;
    }
    decoder->finish(deltas);
    return assemble(deltas, error, decoder->complete());
}

Target targetFor(const Recording &recording)
{
    Target target;
    target.service.id = recording.name.section(u'/', 0, 0);
    target.service.baseUrl = QUrl(u"https://api.test/v1"_s);
    target.model = recording.request["model"_L1].toString(u"m"_s);
    return target;
}

Outcome decode(const Recording &recording)
{
    const Target target = targetFor(recording);
    if (recording.streamed)
        return decodeEvents(frame({recording.body}), target);
    const Result<QList<Delta>> deltas = responsesDialect()->decode(recording.body, target);
    return deltas ? assemble(*deltas, std::nullopt, true) : Outcome {{}, deltas.error()};
}

// The response object: the body, or what the last event of a stream holds. Our decoder puts a stream together from its
// pieces, so the two come by different ways.
QJsonObject responseOf(const Recording &recording)
{
    if (!recording.streamed)
        return QJsonDocument::fromJson(recording.body).object();
    QJsonObject out;
    for (const QByteArray &line : recording.body.split('\n')) {
        if (!line.startsWith("data:"))
            continue;
        const QJsonObject event = QJsonDocument::fromJson(line.mid(5).trimmed()).object();
        if (event["response"_L1].isObject())
            out = event["response"_L1].toObject();
    }
    return out;
}

// The items as their own events told them at their end: these are to be given back, encrypted reasoning above all, of
// which the last event holds another form.
QJsonArray endedItems(const Recording &recording)
{
    QMap<int, QJsonValue> out;
    for (const QByteArray &line : recording.body.split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line.mid(5).trimmed()).object();
        if (event["type"_L1] == "response.output_item.done"_L1)
            out.insert(event["output_index"_L1].toInt(), event["item"_L1]);
    }
    QJsonArray list;
    for (const QJsonValue &item : std::as_const(out))
        list += item;
    return list;
}

struct Expected
{
    QString text;
    QString refusal;
    QString reasoning;
    QStringList calls; // id name arguments
    QJsonArray kept; // items that go back as they came
};

QString texts(const QJsonValue &parts, QLatin1StringView type, QLatin1StringView member)
{
    QStringList out;
    for (const QJsonValue &part : parts.toArray()) {
        if (part["type"_L1] == type)
            out += part[member].toString();
    }
    return out.join(type == "output_text"_L1 ? QString() : u"\n\n"_s);
}

Expected expectedOf(const QJsonObject &response)
{
    Expected out;
    QStringList thoughts;
    for (const QJsonValue &item : response["output"_L1].toArray()) {
        const QString type = item["type"_L1].toString();
        if (type == "message"_L1) {
            out.text += texts(item["content"_L1], "output_text"_L1, "text"_L1);
            out.refusal += texts(item["content"_L1], "refusal"_L1, "refusal"_L1);
        } else if (type == "reasoning"_L1) {
            const QString text = texts(item["content"_L1], "reasoning_text"_L1, "text"_L1);
            thoughts += text.isEmpty() ? texts(item["summary"_L1], "summary_text"_L1, "text"_L1) : text;
        } else if (type == "function_call"_L1) {
            out.calls += u"%1 %2 %3"_s.arg(
                item["call_id"_L1].toString(), item["name"_L1].toString(), item["arguments"_L1].toString());
        }
        if (type != "message"_L1)
            out.kept += item;
    }
    thoughts.removeAll({});
    out.reasoning = thoughts.join(u"\n\n"_s);
    return out;
}

} // namespace

class TestTrafficResponses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void agreesWithTheResponse_data() { addRows(false); }
    void agreesWithTheResponse();
    void agreesWithReadFacts_data();
    void agreesWithReadFacts();
    void cutsMakeNoDifference_data() { addRows(true); }
    void cutsMakeNoDifference();
    void givesBackWhatCame_data() { addRows(false); }
    void givesBackWhatCame();
    void errors_data();
    void errors();
    void sawEveryRecording();

private:
    void addRows(bool streamsOnly) const;
    [[nodiscard]] Recording find(const QString &name) const;

    QList<Recording> m_recordings;
};

void TestTrafficResponses::initTestCase()
{
    LINEUP_NEEDS_TRAFFIC();
    m_recordings = shareOf("tst_traffic_responses"_L1);
}

void TestTrafficResponses::sawEveryRecording()
{
    QCOMPARE(m_recordings.size(), 59);
    QCOMPARE(std::count_if(
                 m_recordings.begin(), m_recordings.end(), [](const Recording &r) { return r.head.status >= 400; }),
        5); // the rows of errors
    QCOMPARE(
        std::count_if(m_recordings.begin(), m_recordings.end(), [](const Recording &r) { return r.streamed; }), 28);
}

void TestTrafficResponses::addRows(bool streamsOnly) const
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < m_recordings.size(); ++i) {
        const Recording &recording = m_recordings.at(i);
        if (recording.head.status < 400 && (recording.streamed || !streamsOnly))
            QTest::newRow(qPrintable(recording.name)) << i;
    }
}

Recording TestTrafficResponses::find(const QString &name) const
{
    for (const Recording &recording : m_recordings) {
        if (recording.name == name)
            return recording;
    }
    return {};
}

void TestTrafficResponses::agreesWithTheResponse()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const QJsonObject response = responseOf(recording);
    const Expected expected = expectedOf(response);
    const Outcome outcome = decode(recording);
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->detail) : "");
    QVERIFY(outcome.completion.complete);
    QCOMPARE(outcome.completion.id, response["id"_L1].toString());
    QCOMPARE(outcome.completion.model, response["model"_L1].toString());
    QCOMPARE(outcome.completion.serviceTier, response["service_tier"_L1].toString());
    const Choice &choice = outcome.completion.choices.first();
    QCOMPARE(outcome.completion.text(), expected.text);
    QCOMPARE(choice.message.refusal, expected.refusal);
    QCOMPARE(choice.message.reasoning, expected.reasoning);
    QStringList calls;
    for (const ToolCall &call : choice.message.toolCalls)
        calls += u"%1 %2 %3"_s.arg(call.id, call.name, call.arguments);
    QCOMPARE(calls, expected.calls);
    QCOMPARE(finishReasonName(choice.finishReason), calls.isEmpty() ? u"stop"_s : u"tool_calls"_s);
    const Usage &usage = outcome.completion.usage;
    const QJsonValue counts = response["usage"_L1];
    QCOMPARE(usage.inputTotal(), counts["input_tokens"_L1].toInteger());
    QCOMPARE(usage.outputTotal(), counts["output_tokens"_L1].toInteger());
    QCOMPARE(usage.inputCacheRead, counts["input_tokens_details"_L1]["cached_tokens"_L1].toInteger());
    QCOMPARE(usage.outputReasoning, counts["output_tokens_details"_L1]["reasoning_tokens"_L1].toInteger());
}

void TestTrafficResponses::agreesWithReadFacts_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < responsesFacts.size(); ++i)
        QTest::newRow(responsesFacts[i].number) << static_cast<int>(i);
}

void TestTrafficResponses::agreesWithReadFacts()
{
    QFETCH(int, index);
    const ResponsesFacts &facts = responsesFacts[static_cast<std::size_t>(index)];
    const Recording recording = find(QString::fromLatin1(facts.number));
    QVERIFY(!recording.name.isEmpty());
    const Outcome outcome = decode(recording);
    const Choice &choice = outcome.completion.choices.first();
    QCOMPARE(finishReasonName(choice.finishReason), QString::fromLatin1(facts.finish));
    QStringList calls;
    for (const ToolCall &call : choice.message.toolCalls)
        calls += call.name + u'(' + call.arguments + u')';
    QCOMPARE(calls.join(u','), QString::fromLatin1(facts.calls));
    const QString text = QString::fromUtf8(facts.text);
    QCOMPARE(outcome.completion.text().left(text.size()), text);
    const Usage &usage = outcome.completion.usage;
    QCOMPARE(usage.inputFresh, facts.fresh);
    QCOMPARE(usage.inputCacheRead, facts.cacheRead);
    QCOMPARE(usage.inputCacheWrite5m, facts.cacheWrite);
    QCOMPARE(usage.outputText, facts.output);
    QCOMPARE(usage.outputReasoning, facts.reasoning);
    QCOMPARE(usage.webSearches, facts.searches);
    QCOMPARE(choice.citations.size(), facts.citations);
    const std::optional<Money> cost = outcome.completion.providerCost;
    QCOMPARE(cost ? cost->toDecimal() : QString(), QString::fromLatin1(facts.cost));
}

void TestTrafficResponses::cutsMakeNoDifference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const QByteArrayView body = recording.body;
    const QList<StreamEvent> whole = frame({body});
    QVERIFY(!whole.isEmpty());
    QList<QByteArrayView> bytes;
    for (qsizetype i = 0; i < body.size(); ++i)
        bytes += body.sliced(i, 1);
    const Target target = targetFor(recording);
    QVERIFY(decodeEvents(frame(bytes), target) == decodeEvents(whole, target));
    // A decoder sees nothing but events: where they are equal, so is the answer.
    for (const qsizetype cut : cuts(recording.body)) {
        if (frame({body.first(cut), body.sliced(cut)}) != whole)
            QFAIL(qPrintable(u"other events when cut at %1"_s.arg(cut)));
    }
}

// The answer as an earlier turn of the next request: every item that is no message as it was, byte for byte where the
// service can read it, and the text once.
void TestTrafficResponses::givesBackWhatCame()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    QJsonObject response = responseOf(recording);
    if (recording.streamed)
        response.insert(u"output"_s, endedItems(recording));
    const Expected expected = expectedOf(response);
    const Message message = decode(recording).completion.choices.first().message;
    ChatRequest request;
    request.messages = {message};
    request.extraBody = {{u"store"_s, true}}; // so that reasoning without its content may go by its id
    const Result<EncodedRequest> encoded = responsesDialect()->encode(request, targetFor(recording));
    QVERIFY(encoded.has_value());
    QJsonArray kept;
    QString text;
    for (const QJsonValue &item : QJsonDocument::fromJson(encoded->body)["input"_L1].toArray()) {
        // The calls were not answered yet; that one is put behind each is not what is looked at here.
        if (item["type"_L1] != "message"_L1 && item["type"_L1] != "function_call_output"_L1)
            kept += item;
        text += texts(item["content"_L1], "output_text"_L1, "text"_L1);
    }
    QCOMPARE(text, expected.text);
    QCOMPARE(kept, expected.kept);
}

void TestTrafficResponses::errors_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("status");
    QTest::newRow("deepseek/016") << u"bad_request"_s << 400;
    QTest::newRow("openai/024") << u"context_too_long"_s << 400;
    QTest::newRow("openai/025") << u"auth"_s << 401;
    QTest::newRow("openai/029") << u"bad_request"_s << 400;
    QTest::newRow("xai/009") << u"auth"_s << 400;
}

void TestTrafficResponses::errors()
{
    QFETCH(int, status);
    const Recording recording = find(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(recording.head.status, status);
    const Error error = responsesDialect()->decodeError(recording.head, recording.body, targetFor(recording));
    QTEST(errorKindName(error.kind), "kind");
    QCOMPARE(error.httpStatus, status);
    QVERIFY(!error.detail.isEmpty());
}

QTEST_APPLESS_MAIN(TestTrafficResponses)
#include "tst_traffic_responses.moc"
