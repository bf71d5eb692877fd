// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ollama/OllamaDialect.h"
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

Target local()
{
    Target out;
    out.service.id = u"ollama"_s;
    return out;
}

const TrafficCheck &check()
{
    static const TrafficCheck one(*ollamaDialect(), local(), Framing::Ndjson);
    return one;
}

QList<Recording> answers(bool alsoPlain)
{
    QList<Recording> out;
    for (const Recording &recording : test::shareOf("tst_traffic_ollama"_L1)) {
        if (recording.head.status < 400 && (alsoPlain || recording.streamed))
            out += recording;
    }
    return out;
}

QStringList callLines(const Completion &completion)
{
    QStringList out;
    for (const ToolCall &call : completion.first()->message.toolCalls)
        out += call.name + u' ' + call.arguments;
    return out;
}

} // namespace

class TestTrafficOllama : public QObject
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
    void errors();
};

void TestTrafficOllama::everyAnswerAgreesWithTheReference()
{
    QFETCH(const Recording, recording);
    QString text;
    QString thinking;
    QJsonObject last;
    qsizetype calls = 0;
    for (const QByteArray &line : recording.body.split('\n')) {
        if (line.isEmpty())
            continue;
        last = QJsonDocument::fromJson(line).object();
        const QJsonObject message = last.value("message"_L1).toObject();
        text += message.value("content"_L1).toString();
        thinking += message.value("thinking"_L1).toString();
        calls += message.value("tool_calls"_L1).toArray().size();
    }
    const Decoded out = check().decode(recording);
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), text);
    QCOMPARE(out.completion.first()->message.reasoning, thinking);
    QCOMPARE(out.completion.first()->message.toolCalls.size(), calls);
    QCOMPARE(out.completion.first()->nativeFinishReason, last.value("done_reason"_L1).toString());
    QCOMPARE(out.completion.model, last.value("model"_L1).toString());
    QCOMPARE(out.completion.usage.inputTotal(), last.value("prompt_eval_count"_L1).toInteger());
    QCOMPARE(out.completion.usage.outputTotal(), last.value("eval_count"_L1).toInteger());
    QVERIFY(out.completion.complete);
}

void TestTrafficOllama::everyCutGivesTheSame()
{
    QFETCH(const Recording, recording);
    QCOMPARE(check().cutComplaint(recording), QString());
}

void TestTrafficOllama::everyCutBodyIsIncomplete()
{
    QFETCH(const Recording, recording);
    const qsizetype last = recording.body.lastIndexOf('\n', recording.body.size() - 2);
    QCOMPARE(check().beginningComplaint(recording, last, TrafficCheck::Counted::Never), QString());
}

void TestTrafficOllama::facts_data()
{
    QTest::addColumn<QString>("begins");
    QTest::addColumn<QString>("thinks"); // the beginning of the reasoning
    QTest::addColumn<QStringList>("calls");
    QTest::addColumn<FinishReason>("finish");
    QTest::addColumn<qint64>("input");
    QTest::addColumn<qint64>("output");
    const auto fact = [](const char *name, const QString &begins, FinishReason finish, qint64 input, qint64 output,
                          const QString &thinks = {}, const QStringList &calls = {}) {
        QTest::newRow(name) << begins << thinks << calls << finish << input << output;
    };
    fact("ollama/012", {}, FinishReason::ToolCalls, 310, 145, u"Thinking Process:\n1. Identify"_s,
        {uR"(add_two_numbers {"a":2,"b":3})"_s});
    fact("ollama/013", u"This is a simple example, but in a real-world scenario"_s, FinishReason::Stop, 44, 113);
    fact("ollama/014", u"1\n2\n3\n4\n5"_s, FinishReason::Stop, 21, 889, u"Here's a thinking process:\n\n1."_s);
    fact("ollama/015", u"Hello there! I’m doing well, thanks for asking"_s, FinishReason::Length, 15, 50);
    fact("ollama/016", uR"({"answer": "600"})"_s, FinishReason::Stop, 25, 9);
    fact("ollama/017", u"Why did the OpenTelemetry agent go to therapy?\n\nBecause"_s, FinishReason::Stop, 17, 50);
}

void TestTrafficOllama::facts()
{
    QFETCH(const QString, begins);
    QFETCH(const QString, thinks);
    const QList<Recording> list = answers(true);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const auto found = std::find_if(list.begin(), list.end(), [&name](const Recording &r) { return r.name == name; });
    QVERIFY(found != list.end());
    QCOMPARE(list.size(), 6); // every one has its row
    const Decoded out = check().decode(*found);
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text().left(begins.size()), begins);
    QCOMPARE(out.completion.first()->message.reasoning.left(thinks.size()), thinks);
    QCOMPARE(out.completion.first()->message.reasoning.isEmpty(), thinks.isEmpty());
    QTEST(callLines(out.completion), "calls");
    QTEST(out.completion.first()->finishReason, "finish");
    QTEST(out.completion.usage.inputFresh, "input");
    QTEST(out.completion.usage.outputText, "output");
    QCOMPARE(out.completion.usage.source, Usage::Source::Reported);
}

void TestTrafficOllama::errors()
{
    int seen = 0;
    for (const Recording &recording : test::shareOf("tst_traffic_ollama"_L1)) {
        if (recording.head.status < 400)
            continue;
        ++seen;
        const Error error = ollamaDialect()->decodeError(recording.head, recording.body, local());
        QCOMPARE(error.kind, Error::Kind::NotFound);
        QCOMPARE(error.detail, u"model 'nonexistent-model:latest' not found"_s);
        QCOMPARE(error.httpStatus, 404);
    }
    QCOMPARE(seen, 1);
}

QTEST_GUILESS_MAIN(TestTrafficOllama)
#include "tst_traffic_ollama.moc"
