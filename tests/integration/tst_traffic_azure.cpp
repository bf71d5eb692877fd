// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/OpenAiReference.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/ShippedRow.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>

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
    NoChat {"azure/015", "vectors"},
    NoChat {"azure/016", "Responses"},
    NoChat {"azure/017", "Responses"},
    NoChat {"azure/018", "Responses"},
    NoChat {"azure/019", "Responses"},
    NoChat {"azure/020", "Responses"},
    NoChat {"azure/021", "Responses"},
    NoChat {"azure/022", "Responses"},
};

struct Refusal
{
    const char *number;
    Error::Kind kind;
    const char *code;
};

constexpr std::array refusals {
    Refusal {"azure/003", Error::Kind::Auth, ""}, // its code is "401", which is its status
    Refusal {"azure/006", Error::Kind::RateLimited, "RateLimitReached"},
    Refusal {"azure/010", Error::Kind::NotFound, "DeploymentNotFound"},
};

// The service and its fields as the recorded client must have had them, out of the address that it asked.
Target targetOf(const Recording &recording)
{
    static const QRegularExpression deployed(u"^/openai/deployments/([^/]+)/"_s);
    const QUrl asked(recording.path);
    QHash<QString, QString> settings {{u"resource"_s, u"acme"_s}};
    if (const QString version = QUrlQuery(asked).queryItemValue(u"api-version"_s); !version.isEmpty())
        settings.insert(u"api_version"_s, version);
    Target out;
    const QRegularExpressionMatch match = deployed.match(asked.path());
    out.model = match.hasMatch() ? match.captured(1) : recording.request["model"_L1].toString();
    out.service = rowFor(asked.path().startsWith(u"/openai"_s) ? u"azure" : u"azure_ai", settings, out.model);
    return out;
}

Decoded readPieces(const Recording &recording, const QList<QByteArray> &pieces)
{
    const Target target = targetOf(recording);
    return decodePieces(*dialectById(target.service.dialect), target, Framing::Sse, pieces);
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

class TestTrafficAzure : public QObject
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
    void aFilteredAnswerIsTold();
    void refusalsAreTold();

private:
    void addRows(bool errors, bool streamsOnly) const;
    [[nodiscard]] Recording find(QStringView name) const;

    QList<Recording> m_recordings;
};

void TestTrafficAzure::initTestCase()
{
    LINEUP_NEEDS_TRAFFIC();
    for (const Recording &recording : recordings(u"azure"_s)) {
        QCOMPARE(isListed(recording.name), recording.api != "chat.completions"_L1);
        if (!isListed(recording.name))
            m_recordings += recording;
    }
}

void TestTrafficAzure::sawEveryRecording()
{
    QCOMPARE(m_recordings.size(), 14);
    QCOMPARE(std::count_if(m_recordings.begin(), m_recordings.end(), [](const Recording &r) { return r.streamed; }), 4);
}

void TestTrafficAzure::addRows(bool errors, bool streamsOnly) const
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < m_recordings.size(); ++i) {
        const Recording &recording = m_recordings.at(i);
        if ((errors || recording.head.status < 400) && (recording.streamed || !streamsOnly))
            QTest::newRow(qPrintable(recording.name)) << i;
    }
}

Recording TestTrafficAzure::find(QStringView name) const
{
    for (const Recording &recording : m_recordings) {
        if (recording.name == name)
            return recording;
    }
    return {};
}

void TestTrafficAzure::asksWhereTheRecordedClientAsked()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const Target target = targetOf(recording);
    ChatRequest request;
    request.messages = {Message::fromText(Role::User, u"hi"_s)};
    request.stream = recording.streamed;
    const Result<EncodedRequest> encoded = dialectById(target.service.dialect)->encode(request, target);
    QVERIFY(encoded);
    const bool models = recording.path.startsWith(u"/models"_s);
    QCOMPARE(encoded->url,
        QUrl((models ? u"https://acme.services.ai.azure.com"_s : u"https://acme.openai.azure.com"_s) + recording.path));
    const QJsonObject body = QJsonDocument::fromJson(encoded->body).object();
    QCOMPARE(body["model"_L1], recording.request["model"_L1]);
    QCOMPARE(encoded->mapping.size(), 0);
}

void TestTrafficAzure::agreesWithTheReference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const ReferenceAnswer expected = readReference(recording);
    const Decoded out = read(recording);
    QVERIFY(!out.error.has_value());
    QCOMPARE(out.completion.choices.size(), 1);
    const Choice &choice = out.completion.choices.first();
    QCOMPARE(out.completion.text(), expected.text);
    QCOMPARE(choice.message.reasoning, expected.reasoning);
    QStringList names;
    QStringList arguments;
    for (const ToolCall &call : choice.message.toolCalls) {
        names += call.name;
        arguments += call.arguments;
        QVERIFY(!call.id.isEmpty());
    }
    QCOMPARE(names, expected.toolNames);
    QCOMPARE(arguments, expected.toolArguments);
    QCOMPARE(choice.nativeFinishReason, expected.finish);
    QVERIFY(out.completion.complete);
    const Usage &usage = out.completion.usage;
    QCOMPARE(usage.isKnown(), !expected.usage.isEmpty());
    QCOMPARE(usage.inputTotal(), expected.usage["prompt_tokens"_L1].toInteger());
    QCOMPARE(usage.outputTotal(), expected.usage["completion_tokens"_L1].toInteger());
    QCOMPARE(usage.outputReasoning, expected.usage["completion_tokens_details"_L1]["reasoning_tokens"_L1].toInteger());
}

void TestTrafficAzure::cutsMakeNoDifference()
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
    const QList<StreamEvent> events = frameEvents(Framing::Sse, {body});
    QVERIFY(!events.isEmpty());
    for (const qsizetype cut : cuts(recording.body)) {
        if (frameEvents(Framing::Sse, {body.first(cut), body.sliced(cut)}) != events)
            QFAIL(qPrintable(u"other events when cut at %1"_s.arg(cut)));
    }
}

// Of this answer nothing is left but how it ended and what it costs.
void TestTrafficAzure::aFilteredAnswerIsTold()
{
    const Decoded out = read(find(u"azure/009"));
    QVERIFY(!out.error.has_value());
    QCOMPARE(out.completion.choices.first().finishReason, FinishReason::ContentFilter);
    QCOMPARE(out.completion.text(), QString());
    QCOMPARE(out.completion.usage.inputTotal(), 15);
    QCOMPARE(out.completion.usage.outputTotal(), 19);
}

void TestTrafficAzure::refusalsAreTold()
{
    for (const Refusal &refusal : refusals) {
        const Recording recording = find(QString::fromLatin1(refusal.number));
        const Decoded out = read(recording);
        QVERIFY2(out.error.has_value(), refusal.number);
        QCOMPARE(errorKindName(out.error->kind), errorKindName(refusal.kind));
        QCOMPARE(out.error->code, QString::fromLatin1(refusal.code));
        QCOMPARE(out.error->httpStatus, recording.head.status);
    }
    QVERIFY(read(find(u"azure/006")).error->retryAfter == std::chrono::seconds(1));
    QCOMPARE(std::count_if(
                 m_recordings.begin(), m_recordings.end(), [](const Recording &r) { return r.head.status >= 400; }),
        static_cast<qsizetype>(refusals.size()));
}

QTEST_APPLESS_MAIN(TestTrafficAzure)
#include "tst_traffic_azure.moc"
