// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/cohere/CohereDialect.h"
#include "tests/support/TrafficCheck.h"
#include "tests/support/TrafficShares.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using lineup::test::Recording;
using lineup::test::TrafficCheck;

namespace {

Target target()
{
    Target out;
    out.service.id = u"cohere"_s;
    out.model = u"m"_s;
    return out;
}

const TrafficCheck &check()
{
    static const TrafficCheck one(*cohereDialect(), target(), Framing::Sse);
    return one;
}

QList<Recording> answers(bool alsoPlain)
{
    QList<Recording> out;
    for (const Recording &recording : test::shareOf("tst_traffic_cohere"_L1)) {
        if (recording.head.status < 400 && (alsoPlain || recording.streamed))
            out += recording;
    }
    return out;
}

// A second, simple reading: everything of one kind joined, whatever event it came in.
struct Reference
{
    QString text;
    QString reasoning;
    QStringList calls; // names and arguments, in turn
    QString finish;
    QJsonObject usage;
    qsizetype citations = 0;
};

QList<QJsonValue> listOf(const QJsonValue &value)
{
    QList<QJsonValue> out;
    if (value.isObject())
        out += value;
    for (const QJsonValue &item : value.toArray())
        out += item;
    return out;
}

void addMessage(const QJsonValue &message, Reference &out)
{
    out.reasoning += message["tool_plan"_L1].toString();
    for (const QJsonValue &part : listOf(message["content"_L1])) {
        out.reasoning += part["thinking"_L1].toString();
        out.text += part["text"_L1].toString();
    }
    for (const QJsonValue &call : listOf(message["tool_calls"_L1])) {
        const QJsonValue function = call["function"_L1];
        if (!function["name"_L1].toString().isEmpty())
            out.calls += {function["name"_L1].toString(), QString()};
        out.calls.last() += function["arguments"_L1].toString();
    }
    for (const QJsonValue &citation : listOf(message["citations"_L1]))
        out.citations += citation["sources"_L1].toArray().size();
}

Reference readReference(const Recording &recording)
{
    Reference out;
    QList<QByteArray> objects {recording.body};
    if (recording.streamed) {
        objects.clear();
        for (const QByteArray &line : recording.body.split('\n')) {
            if (line.startsWith("data: {"))
                objects += line.mid(6);
        }
    }
    for (const QByteArray &text : objects) {
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        const QJsonValue holder = recording.streamed ? object["delta"_L1] : QJsonValue(object);
        addMessage(holder["message"_L1], out);
        if (holder["finish_reason"_L1].isString()) {
            out.finish = holder["finish_reason"_L1].toString();
            out.usage = holder["usage"_L1].toObject();
        }
    }
    for (qsizetype i = 1; i < out.calls.size(); i += 2) {
        if (out.calls.at(i).isEmpty())
            out.calls[i] = u"{}"_s;
    }
    return out;
}

QStringList callsOf(const Completion &completion)
{
    QStringList out;
    for (const ToolCall &call : completion.first()->message.toolCalls)
        out += {call.name, call.arguments};
    return out;
}

} // namespace

class TestTrafficCohere : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        LINEUP_NEEDS_TRAFFIC();
    }
    void everyAnswerAgreesWithTheReference_data() { TrafficCheck::addRows(answers(true)); }
    void everyAnswerAgreesWithTheReference();
    void everyCutGivesTheSame_data() { TrafficCheck::addRows(answers(false)); }
    void everyCutGivesTheSame();
    void everyCutBodyIsIncomplete_data() { TrafficCheck::addRows(answers(false)); }
    void everyCutBodyIsIncomplete();
    void facts_data();
    void facts();
    void sources();
    void errors_data();
    void errors();

private:
    static Recording find(const QString &name);
};

Recording TestTrafficCohere::find(const QString &name)
{
    for (const Recording &recording : test::recordings(u"cohere"_s)) {
        if (recording.name == name)
            return recording;
    }
    return {};
}

void TestTrafficCohere::everyAnswerAgreesWithTheReference()
{
    QFETCH(const Recording, recording);
    const Reference expected = readReference(recording);
    const Decoded out = check().decode(recording);
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), expected.text);
    const Choice &choice = *out.completion.first();
    QCOMPARE(choice.message.reasoning, expected.reasoning);
    QCOMPARE(callsOf(out.completion), expected.calls);
    QCOMPARE(choice.nativeFinishReason, expected.finish);
    QCOMPARE(choice.citations.size(), expected.citations);
    const QJsonValue billed = expected.usage["billed_units"_L1];
    QCOMPARE(out.completion.usage.inputTotal(), billed["input_tokens"_L1].toInteger());
    QCOMPARE(out.completion.usage.outputTotal(), billed["output_tokens"_L1].toInteger());
    QVERIFY(!out.completion.id.isEmpty());
    QVERIFY(out.completion.complete);
}

void TestTrafficCohere::everyCutGivesTheSame()
{
    QFETCH(const Recording, recording);
    QCOMPARE(check().cutComplaint(recording, 4'000), QString());
}

void TestTrafficCohere::everyCutBodyIsIncomplete()
{
    QFETCH(const Recording, recording);
    const qsizetype last = recording.body.indexOf("event: message-end");
    QCOMPARE(check().beginningComplaint(recording, last, TrafficCheck::Counted::Never), QString());
}

void TestTrafficCohere::facts_data()
{
    QTest::addColumn<QString>("begins");
    QTest::addColumn<QString>("thinks"); // the beginning of the reasoning
    QTest::addColumn<QString>("calls");
    QTest::addColumn<FinishReason>("finish");
    QTest::addColumn<QList<qint64>>("usage"); // input, text, reasoning
    const auto fact = [](const char *name, const QString &begins, FinishReason finish, const QList<qint64> &usage,
                          const QString &thinks = {}, const QString &calls = {}) {
        QTest::newRow(name) << begins << thinks << calls << finish << usage;
    };
    constexpr FinishReason stop = FinishReason::Stop;
    constexpr FinishReason tools = FinishReason::ToolCalls;
    const QString plan = u"I will search for the current time and weather in Tokyo."_s;
    fact("cohere/004", u"According to the knowledge base"_s, stop, {83, 55, 54}, u"Great! I found the answer"_s);
    fact("cohere/007", u"I see a canine animal"_s, stop, {267, 52, 0});
    fact("cohere/008", uR"({"name":"Bob","age":30})"_s, stop, {5, 10, 0});
    fact("cohere/009", u"The capital of France is a city known as"_s, stop, {25, 9, 0});
    fact("cohere/010", {}, tools, {91, 31, 0}, u"I will use one or more of the available tools"_s, u"final_result"_s);
    fact("cohere/011", {}, tools, {62, 28, 0}, plan, u"get_time,get_weather"_s);
    fact("cohere/012", u"According to the document, Ruby was created"_s, stop, {65, 35, 28}, u"The document clearly"_s);
    fact("cohere/013", u"Ruby is the best language to learn."_s, stop, {47, 8, 0});
    fact("cohere/014", {}, tools, {68, 8, 0}, {}, u"best_language_to_learn"_s);
    fact("cohere/015", u"Arrrr, matey! Shiver me timbers"_s, stop, {7, 89, 0});
    fact("cohere/016", {}, tools, {62, 28, 0}, plan, u"get_time,get_weather"_s);
    fact("cohere/017", u"$colorful socks are a vibrant"_s, stop, {12, 36, 0});
}

void TestTrafficCohere::facts()
{
    QFETCH(const QString, begins);
    QFETCH(const QString, thinks);
    const Recording recording = find(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!recording.name.isEmpty());
    QCOMPARE(answers(true).size(), 12); // every one has its row
    const Decoded out = check().decode(recording);
    QVERIFY(!out.error);
    const Choice &choice = *out.completion.first();
    QCOMPARE(out.completion.text().left(begins.size()), begins);
    QCOMPARE(out.completion.text().isEmpty(), begins.isEmpty());
    QCOMPARE(choice.message.reasoning.left(thinks.size()), thinks);
    QCOMPARE(choice.message.reasoning.isEmpty(), thinks.isEmpty());
    QStringList names;
    for (const ToolCall &call : choice.message.toolCalls)
        names += call.name;
    QTEST(names.join(u','), "calls");
    QTEST(choice.finishReason, "finish");
    const Usage &used = out.completion.usage;
    const QList<qint64> usage {used.inputFresh, used.outputText, used.outputReasoning};
    QTEST(usage, "usage");
    QCOMPARE(used.source, Usage::Source::Reported);
}

void TestTrafficCohere::sources()
{
    const Citation tool = check().decode(find(u"cohere/004"_s)).completion.first()->citations.first();
    QCOMPARE(tool, (Citation {u"https://example.com/ruby-facts"_s, u"Ruby Facts"_s, u"Yukihiro Matsumoto"_s}));
    const Citation document = check().decode(find(u"cohere/012"_s)).completion.first()->citations.first();
    QCOMPARE(document, (Citation {{}, u"facts.txt"_s, u"Yukihiro Matsumoto"_s}));
}

void TestTrafficCohere::errors_data()
{
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("begins");
    QTest::newRow("cohere/002") << Error::Kind::NotFound << u"model 'command-r' was removed"_s;
    QTest::newRow("cohere/005") << Error::Kind::Auth << u"Incorrect API key provided"_s;
    QTest::newRow("cohere/006") << Error::Kind::ContextTooLong << u"too many tokens: size limit exceeded"_s;
    QTest::newRow("cohere/018") << Error::Kind::NotFound << u"model 'nonexistent' not found"_s;
}

void TestTrafficCohere::errors()
{
    QFETCH(const QString, begins);
    const Recording recording = find(QString::fromLatin1(QTest::currentDataTag()));
    const Error error = cohereDialect()->decodeError(recording.head, recording.body, target());
    QTEST(error.kind, "kind");
    QCOMPARE(error.httpStatus, recording.head.status);
    QCOMPARE(error.detail.left(begins.size()), begins);
}

QTEST_GUILESS_MAIN(TestTrafficCohere)
#include "tst_traffic_cohere.moc"
