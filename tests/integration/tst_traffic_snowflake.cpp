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
        {"snowflake/001", "", uR"({"city": "Mexico City", "country": "Mexico"})"_s, {}, {}, {89, 0, 0, 14}},
        {"snowflake/002", "", uR"({"city": "Mexico City", "country": "Mexico"})"_s, {}, {}, {668, 0, 0, 51}},
        {"snowflake/003", "stop", uR"(4)"_s, {}, {}, {21, 0, 0, 2}},
        {"snowflake/004", "", uR"(Sure! Let me check that for you!)"_s, uR"(Let me get the weather for Mexico City.)"_s,
            uR"(get_weather {"city":"Mexico City"})"_s, {597, 0, 0, 81}},
        {"snowflake/005", "", uR"(It's currently sunny and 25°C)"_s, {}, {}, {651, 0, 0, 20}},
        {"snowflake/006", "", uR"(15 × 27 = **405**)"_s, uR"(15 * 27 = 405)"_s, {}, {45, 0, 0, 73}},
    };
    return list;
}

} // namespace

class TestTrafficSnowflake : public QObject
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
    RowTraffic m_traffic {u"snowflake"_s};
};

void TestTrafficSnowflake::everyAnswerIsThere()
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

void TestTrafficSnowflake::agreesWithReadFacts_data()
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < facts().size(); ++i)
        QTest::newRow(facts().at(i).number) << i;
}

void TestTrafficSnowflake::agreesWithReadFacts()
{
    QFETCH(const qsizetype, index);
    QCOMPARE(m_traffic.compare(facts().at(index)), QString());
}

void TestTrafficSnowflake::cutsMakeNoDifference()
{
    int streams = 0;
    for (const Recording &recording : m_traffic.answers()) {
        if (!recording.streamed)
            continue;
        ++streams;
        const QString complaint = m_traffic.compareCuts(recording);
        QVERIFY2(complaint.isEmpty(), qPrintable(QString(recording.name + u": " + complaint)));
    }
    QCOMPARE(streams, 1);
}

QTEST_GUILESS_MAIN(TestTrafficSnowflake)
#include "tst_traffic_snowflake.moc"
