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
        {"huggingface/001", "stop", uR"(The weather in Florence, Italy is currently 40°C.)"_s, {}, {}, {132, 0, 0, 13}},
        {"huggingface/002", "stop", uR"(Hello! How can I assist you with the image)"_s, {}, {}, {269, 0, 0, 27}},
        {"huggingface/003", "tool_calls", {}, {}, uR"(get_weather {"city": "Paris"}
final_result {"city": "Paris", "summary": "Weather in Paris"})"_s,
            {720, 0, 0, 65}},
        {"huggingface/004", "length", {}, uR"(Okay, the user is asking)"_s, {}, {13, 0, 0, 50}},
        {"huggingface/005", "tool_calls", uR"(I'll add and multiply the numbers 2 and 3)"_s, {}, uR"(add {"a":2,"b":3}
multiply {"a":2,"b":3})"_s,
            {201, 0, 0, 55}},
        {"huggingface/006", "stop", uR"(Crossing the street safel)"_s, u"\nOkay, the user asked"_s, {},
            {10, 0, 0, 955}},
    };
    return list;
}

} // namespace

class TestTrafficHuggingFace : public QObject
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

private:
    RowTraffic m_traffic {u"huggingface"_s};
};

void TestTrafficHuggingFace::everyAnswerIsThere()
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

void TestTrafficHuggingFace::agreesWithReadFacts_data()
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < facts().size(); ++i)
        QTest::newRow(facts().at(i).number) << i;
}

void TestTrafficHuggingFace::agreesWithReadFacts()
{
    QFETCH(const qsizetype, index);
    QCOMPARE(m_traffic.compare(facts().at(index)), QString());
}

void TestTrafficHuggingFace::cutsMakeNoDifference()
{
    int streams = 0;
    for (const Recording &recording : m_traffic.answers()) {
        if (!recording.streamed)
            continue;
        ++streams;
        const QString complaint = m_traffic.compareCuts(recording);
        QVERIFY2(complaint.isEmpty(), qPrintable(QString(recording.name + u": " + complaint)));
    }
    QCOMPARE(streams, 2);
}

QTEST_GUILESS_MAIN(TestTrafficHuggingFace)
#include "tst_traffic_huggingface.moc"
