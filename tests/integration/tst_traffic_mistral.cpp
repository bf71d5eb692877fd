// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/RowTraffic.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

const QList<RowFact> &facts()
{
    static const QList<RowFact> list {
        {"mistral/001", "stop", uR"(The statement)"_s, {}, {}, {9, 0, 375, 201}},
        {"mistral/003", "tool_calls", {}, {}, uR"(dice_roll {}
dice_roll {}
dice_roll {})"_s,
            {109, 0, 0, 19}},
        {"mistral/004", "tool_calls", {}, {}, uR"(best_language_to_learn {})"_s, {306, 0, 0, 9}},
        {"mistral/005", "stop", uR"(The image depicts a coyote)"_s, {}, {}, {81, 0, 0, 48}},
        {"mistral/006", "stop", uR"(8 × 2 equals 16.)"_s, uR"(The user wants me to multiply)"_s, {}, {63, 0, 0, 44}},
        {"mistral/007", "stop", uR"({"name": "Bob", "age": 30})"_s, {}, {}, {8, 0, 0, 14}},
        {"mistral/008", "stop", uR"(The capital of France is )"_s, {}, {}, {28, 0, 0, 6}},
        {"mistral/009", "tool_calls", {}, {}, uR"(get_image {})"_s, {65, 0, 0, 16}},
        {"mistral/010", "stop", uR"(cache probe two.)"_s, {}, {}, {44, 224, 0, 5}},
        {"mistral/011", "stop", uR"(The retrieved document is a **sample PDF)"_s, {}, {}, {947, 32, 0, 152}},
        {"mistral/012", "stop", uR"(The image shows a beautiful rose)"_s, {}, {}, {206, 48, 0, 93}},
        {"mistral/013", "stop", uR"(Why did OpenTelemetry join a band?)"_s, {}, {}, {11, 0, 0, 53}},
        {"mistral/014", "tool_calls", {}, {}, uR"(get_weather {"city": "San Francisco"})"_s, {96, 0, 0, 23}},
        {"mistral/015", "stop", uR"(The current weather in Berlin)"_s, {}, {}, {30, 192, 0, 43}},
        {"mistral/016", "tool_calls", {}, {}, uR"(weather {"latitude": "48.8575", "longitude": "2.3514"})"_s,
            {99, 192, 0, 27}},
        {"mistral/017", "stop", uR"(144)"_s, uR"(The user is asking for the product)"_s, {}, {31, 0, 0, 66}},
        {"mistral/018", "stop", uR"(To cross the street safely)"_s, uR"(Okay, the user is asking how)"_s, {},
            {10, 0, 0, 232}},
        {"mistral/019", "stop", uR"(Why did OpenTelemetry bring a map)"_s, {}, {}, {11, 0, 0, 43}},
    };
    return list;
}

} // namespace

class TestTrafficMistral : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        LINEUP_NEEDS_TRAFFIC();
    }
    void everyAnswerIsThere();
    void agreesWithReadFacts_data();
    void agreesWithReadFacts();
    void cutsMakeNoDifference();
    void thinkingGoesBackAsItCame();
    void recordedIdsStay();

private:
    RowTraffic m_traffic {u"mistral"_s};
};

void TestTrafficMistral::everyAnswerIsThere()
{
    QVERIFY(m_traffic.hasRow());
    QStringList recorded;
    for (const Recording &recording : m_traffic.answers())
        recorded += recording.name;
    QStringList read;
    for (const RowFact &fact : facts())
        read += QString::fromLatin1(fact.number);
    QCOMPARE(recorded, read);
}

void TestTrafficMistral::agreesWithReadFacts_data()
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < facts().size(); ++i)
        QTest::newRow(facts().at(i).number) << i;
}

void TestTrafficMistral::agreesWithReadFacts()
{
    QFETCH(const qsizetype, index);
    QCOMPARE(m_traffic.compare(facts().at(index)), QString());
}

void TestTrafficMistral::cutsMakeNoDifference()
{
    int streams = 0;
    for (const Recording &recording : m_traffic.answers()) {
        if (!recording.streamed)
            continue;
        ++streams;
        const QString complaint = m_traffic.compareCuts(recording);
        QVERIFY2(complaint.isEmpty(), qPrintable(QString(recording.name + u": " + complaint)));
    }
    QCOMPARE(streams, 6);
}

void TestTrafficMistral::thinkingGoesBackAsItCame()
{
    for (const char *number : {"mistral/006", "mistral/017", "mistral/018"}) {
        const Recording recording = m_traffic.find(number);
        Target target = m_traffic.target(recording);
        const Message message = m_traffic.decode(recording).first()->message;
        ChatRequest request;
        request.messages = {Message::fromText(Role::User, u"?"_s), message, Message::fromText(Role::User, u"!"_s)};
        const Result<EncodedRequest> encoded = dialectById(target.service.dialect)->encode(request, target);
        QVERIFY(encoded.has_value());
        const QJsonValue sent = QJsonDocument::fromJson(encoded->body)["messages"_L1][1]["content"_L1];
        QCOMPARE(sent.toArray().size(), 2);
        QCOMPARE(sent[0]["type"_L1].toString(), u"thinking"_s);
        QCOMPARE(sent[0]["thinking"_L1][0]["text"_L1].toString(), message.reasoning);
        QCOMPARE(sent[1]["text"_L1].toString(), message.text());
    }
}

// What the service named itself is never renamed.
void TestTrafficMistral::recordedIdsStay()
{
    int calls = 0;
    for (const Recording &recording : m_traffic.answers()) {
        const Message message = m_traffic.decode(recording).first()->message;
        if (message.toolCalls.isEmpty())
            continue;
        ChatRequest request;
        request.messages = {Message::fromText(Role::User, u"?"_s), message};
        const Target target = m_traffic.target(recording);
        const Result<EncodedRequest> encoded = dialectById(target.service.dialect)->encode(request, target);
        QVERIFY(encoded.has_value());
        const QJsonDocument body = QJsonDocument::fromJson(encoded->body);
        for (qsizetype i = 0; i < message.toolCalls.size(); ++i, ++calls) {
            const QString id = message.toolCalls.at(i).id;
            QCOMPARE(body["messages"_L1][1]["tool_calls"_L1][i]["id"_L1].toString(), id);
            QVERIFY(recording.body.contains(id.toLatin1()));
        }
    }
    QCOMPARE(calls, 7);
}

QTEST_GUILESS_MAIN(TestTrafficMistral)
#include "tst_traffic_mistral.moc"
