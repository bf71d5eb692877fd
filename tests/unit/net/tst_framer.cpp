// SPDX-License-Identifier: GPL-3.0-or-later
#include "ReferenceFramers.h"
#include "tests/support/CpuTimer.h"
#include "tests/support/Sanitized.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using lineup::Error;
using lineup::Framer;
using lineup::Framing;
using lineup::makeFramer;
using lineup::StreamEvent;

namespace {

using Events = QList<StreamEvent>;

struct Outcome
{
    Events events;
    std::optional<Error> error;
    bool operator==(const Outcome &) const = default;
};

Outcome frame(Framing framing, const QList<QByteArrayView> &pieces, qint64 limit = lineup::maxEventBytes)
{
    const std::unique_ptr<Framer> framer = makeFramer(framing, limit);
    Outcome out;
    for (const QByteArrayView piece : pieces)
        out.error = framer->feed(piece, out.events);
    const std::optional<Error> last = framer->finish(out.events);
    out.error = last ? last : out.error;
    return out;
}

Outcome frameWhole(Framing framing, const QByteArray &body, qint64 limit = lineup::maxEventBytes)
{
    return frame(framing, {body}, limit);
}

Outcome frameByteByByte(Framing framing, const QByteArray &body, qint64 limit = lineup::maxEventBytes)
{
    QList<QByteArrayView> bytes;
    for (qsizetype i = 0; i < body.size(); ++i)
        bytes.append(QByteArrayView(body).sliced(i, 1));
    return frame(framing, bytes, limit);
}

// The first offset at which cutting the body in two changes what comes out; -1: none.
qsizetype firstBadSplit(
    Framing framing, const QByteArray &body, const Outcome &expected, qint64 limit = lineup::maxEventBytes)
{
    for (qsizetype cut = 0; cut <= body.size(); cut += lineup::test::thinning) {
        const QByteArrayView view(body);
        if (frame(framing, {view.first(cut), view.sliced(cut)}, limit) != expected)
            return cut;
    }
    return -1;
}

QStringList dataOf(const Events &events)
{
    QStringList out;
    for (const StreamEvent &event : events)
        out += QString::fromUtf8(event.data);
    return out;
}

QString sharedFolder(const QString &name)
{
    return QDir::cleanPath(QStringLiteral(LINEUP_SOURCE_DIR "/../shared/") + name);
}

// Absent material skips a test on a developer's machine and fails it in CI.
#define NEED_SHARED(path)                                                                                              \
    if (!QFileInfo::exists(path)) {                                                                                    \
        if (qEnvironmentVariable("CI") == "true"_L1)                                                                   \
            QFAIL("the shared test material is missing");                                                              \
        QSKIP("the shared test material is not here");                                                                 \
    }

} // namespace

class TestFramer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sseVectors();
    void sse_data();
    void sse();
    void ndjson_data();
    void ndjson();
    void jsonArray_data();
    void jsonArray();
    void jsonArrayFaults_data();
    void jsonArrayFaults();
    void recordings();
    void largeEventIsRefused_data();
    void largeEventIsRefused();
    void nothingIsTakenAfterAnError();
    void eventsBeforeAnErrorAreKept();
    void eventComesAsSoonAsItIsWhole_data();
    void eventComesAsSoonAsItIsWhole();
    void timeGrowsWithTheBodyOnly_data();
    void timeGrowsWithTheBodyOnly();
};

void TestFramer::sseVectors()
{
    const QString path = sharedFolder(u"vectors/sse/cases.json"_s);
    NEED_SHARED(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object().value("cases"_L1).toArray();
    QVERIFY(cases.size() >= 25);
    for (const QJsonValue &entry : cases) {
        const QByteArray input = entry["input"_L1].toString().toUtf8();
        Events standard;
        for (const QJsonValue &event : entry["events"_L1].toArray()) {
            const QByteArray name = event["event"_L1].toString().toUtf8();
            standard.append(
                StreamEvent {name == "message" ? QByteArray() : name, event["data"_L1].toString().toUtf8()});
        }
        // The file says what the standard says: an event that lacks its blank line at the end is discarded. We
        // deliver it on purpose, so up to the last blank line the vectors hold, and past it the reference does,
        // which is checked against the vectors first.
        const QByteArray name = entry["name"_L1].toString().toUtf8();
        QVERIFY2(referenceSse(input, false) == standard, name.constData());
        const Outcome expected {referenceSse(input, true), std::nullopt};
        QVERIFY2(expected.events.first(standard.size()) == standard, name.constData());
        QVERIFY2(frameWhole(Framing::Sse, input) == expected, name.constData());
        QVERIFY2(frameByteByByte(Framing::Sse, input) == expected, name.constData());
        QVERIFY2(firstBadSplit(Framing::Sse, input, expected) == -1, name.constData());
    }
}

void TestFramer::sse_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("data");
    QTest::newRow("nothing") << QByteArray() << QStringList();
    QTest::newRow("no blank line at the end") << QByteArray("data: a\n\ndata: b\n") << QStringList {u"a"_s, u"b"_s};
    QTest::newRow("no line end at the end") << QByteArray("data: a\n\ndata: b") << QStringList {u"a"_s, u"b"_s};
    QTest::newRow("CR at the end") << QByteArray("data: a\r\rdata: b\r") << QStringList {u"a"_s, u"b"_s};
    QTest::newRow("CRLF") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n") << QStringList {u"a"_s, u"b"_s};
    QTest::newRow("mixed line ends") << QByteArray("data: a\r\n\ndata: b\n\r\ndata: c\r\r\n")
                                     << QStringList {u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("name only at the end") << QByteArray("data: a\n\nevent: done") << QStringList {u"a"_s};
    QTest::newRow("comment at the end") << QByteArray("data: a\n\n: bye") << QStringList {u"a"_s};
    QTest::newRow("half a byte order mark") << QByteArray("\xEF\xBB"
                                                          "data: a\n\n")
                                            << QStringList();
    QTest::newRow("only a byte order mark") << QByteArray("\xEF\xBB\xBF") << QStringList();
    QTest::newRow("many lines") << QByteArray("data: a\ndata\ndata:  b\n\n") << QStringList {u"a\n\n b"_s};
    QTest::newRow("done mark") << QByteArray("data: {}\n\ndata: [DONE]\n\n") << QStringList {u"{}"_s, u"[DONE]"_s};
}

void TestFramer::sse()
{
    QFETCH(const QByteArray, body);
    const Outcome whole = frameWhole(Framing::Sse, body);
    QVERIFY(!whole.error);
    QTEST(dataOf(whole.events), "data");
    QCOMPARE(frameByteByByte(Framing::Sse, body), whole);
    QCOMPARE(firstBadSplit(Framing::Sse, body, whole), -1);
}

void TestFramer::ndjson_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("data");
    const QStringList two {u"{\"a\":1}"_s, u"{\"b\":2}"_s};
    QTest::newRow("nothing") << QByteArray() << QStringList();
    QTest::newRow("LF") << QByteArray("{\"a\":1}\n{\"b\":2}\n") << two;
    QTest::newRow("CRLF") << QByteArray("{\"a\":1}\r\n{\"b\":2}\r\n") << two;
    QTest::newRow("no line end at the end") << QByteArray("{\"a\":1}\n{\"b\":2}") << two;
    QTest::newRow("blank lines") << QByteArray("\n\r\n{\"a\":1}\n \n\n{\"b\":2}\n\n") << two;
    QTest::newRow("blank space around") << QByteArray("  {\"a\":1}\t\n {\"b\":2}  ") << two;
}

void TestFramer::ndjson()
{
    QFETCH(const QByteArray, body);
    const Outcome whole = frameWhole(Framing::Ndjson, body);
    QVERIFY(!whole.error);
    QTEST(dataOf(whole.events), "data");
    QCOMPARE(frameByteByByte(Framing::Ndjson, body), whole);
    QCOMPARE(firstBadSplit(Framing::Ndjson, body, whole), -1);
}

void TestFramer::jsonArray_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("data");
    QTest::newRow("nothing") << QByteArray() << QStringList();
    QTest::newRow("only blanks") << QByteArray(" \r\n") << QStringList();
    QTest::newRow("empty list") << QByteArray("[]") << QStringList();
    QTest::newRow("one") << QByteArray("[{\"a\":1}]") << QStringList {u"{\"a\":1}"_s};
    QTest::newRow("over lines") << QByteArray("[{\n  \"a\": 1\n}\n,\r\n{\n  \"b\": [2, {}]\n}\n]\n")
                                << QStringList {u"{\n  \"a\": 1\n}"_s, u"{\n  \"b\": [2, {}]\n}"_s};
    QTest::newRow("brackets in texts") << QByteArray(R"([{"a":"]}[{"},{"b":"\"]}"},{"c":"\\"},{"\\\"":"\\\\\""}])")
                                       << QStringList {uR"({"a":"]}[{"})"_s, uR"({"b":"\"]}"})"_s, uR"({"c":"\\"})"_s,
                                              uR"({"\\\"":"\\\\\""})"_s};
    QTest::newRow("lists of lists") << QByteArray("[[1,[2]],[]]") << QStringList {u"[1,[2]]"_s, u"[]"_s};
    QTest::newRow("bare values") << QByteArray("[1, \"a,]b\" ,null\n,true]")
                                 << QStringList {u"1"_s, u"\"a,]b\""_s, u"null"_s, u"true"_s};
    QTest::newRow("beyond ASCII") << QByteArray("[{\"ä\":\"…\"}]") << QStringList {u"{\"ä\":\"…\"}"_s};
}

void TestFramer::jsonArray()
{
    QFETCH(const QByteArray, body);
    const Outcome whole = frameWhole(Framing::JsonArray, body);
    QVERIFY2(!whole.error, whole.error ? qPrintable(whole.error->detail) : "");
    QTEST(dataOf(whole.events), "data");
    QCOMPARE(frameByteByByte(Framing::JsonArray, body), whole);
    QCOMPARE(firstBadSplit(Framing::JsonArray, body, whole), -1);
}

void TestFramer::jsonArrayFaults_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("an object") << QByteArray("{\"error\":1}");
    QTest::newRow("a page") << QByteArray("<html>[1]</html>");
    QTest::newRow("cut in an element") << QByteArray("[{\"a\":1},{\"b\":");
    QTest::newRow("cut in a text") << QByteArray("[{\"a\":\"]}]");
    QTest::newRow("cut after an element") << QByteArray("[{\"a\":1}");
    QTest::newRow("cut after a comma") << QByteArray("[{\"a\":1},");
    QTest::newRow("no comma") << QByteArray("[{}{}]");
    QTest::newRow("two commas") << QByteArray("[{},,{}]");
    QTest::newRow("closes too much") << QByteArray("[}]");
    QTest::newRow("goes on") << QByteArray("[{}][");
}

void TestFramer::jsonArrayFaults()
{
    QFETCH(const QByteArray, body);
    const Outcome whole = frameWhole(Framing::JsonArray, body);
    QVERIFY(whole.error);
    QCOMPARE(whole.error->kind, Error::Kind::Malformed);
    for (const StreamEvent &event : whole.events)
        QVERIFY(!QJsonDocument::fromJson(event.data).isNull());
    QCOMPARE(firstBadSplit(Framing::JsonArray, body, whole), -1);
}

void TestFramer::recordings()
{
    const QString folder = sharedFolder(u"traffic"_s);
    NEED_SHARED(folder);
    QMap<Framing, int> seen;
    for (const StreamRecording &recording : streamRecordings(folder)) {
        const Outcome whole = frameWhole(recording.framing, recording.body);
        QVERIFY2(!whole.error && !whole.events.isEmpty(), recording.name.constData());
        if (recording.framing == Framing::Sse)
            QVERIFY2(whole.events == referenceSse(recording.body, true), recording.name.constData());
        else if (recording.framing == Framing::Ndjson)
            QVERIFY2(whole.events == referenceNdjson(recording.body), recording.name.constData());
        else {
            QJsonArray elements;
            for (const StreamEvent &event : whole.events)
                elements.append(QJsonDocument::fromJson(event.data).object());
            QVERIFY2(elements == QJsonDocument::fromJson(recording.body).array(), recording.name.constData());
        }
        QVERIFY2(frameByteByByte(recording.framing, recording.body) == whole, recording.name.constData());
        for (const QByteArray &window : windows(recording, 1000)) {
            const qsizetype bad = firstBadSplit(recording.framing, window, frameWhole(recording.framing, window));
            const QByteArray where = recording.name + " split at " + QByteArray::number(bad);
            QVERIFY2(bad == -1, where.constData());
        }
        ++seen[recording.framing];
    }
    QVERIFY(seen[Framing::Sse] >= 120);
    QVERIFY(seen[Framing::Ndjson] >= 5);
    QVERIFY(seen[Framing::JsonArray] >= 1);
}

void TestFramer::largeEventIsRefused_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("fits");
    const QByteArray hundred(100, 'x');
    QTest::newRow("SSE, fits") << Framing::Sse << QByteArray("data: " + hundred.left(94) + "\n\n") << true;
    QTest::newRow("SSE, one line") << Framing::Sse << QByteArray("data: " + hundred + "\n\n") << false;
    QTest::newRow("SSE, many lines") << Framing::Sse << QByteArray(QByteArray("data: 0123456789\n").repeated(12) + "\n")
                                     << false;
    QTest::newRow("SSE, a comment") << Framing::Sse << QByteArray(": " + hundred + "\n\n") << false;
    QTest::newRow("SSE, no end") << Framing::Sse << QByteArray("data: " + hundred) << false;
    QTest::newRow("SSE, many small ones fit")
        << Framing::Sse << QByteArray("data: 0123456789\n\n").repeated(50) << true;
    QTest::newRow("NDJSON, fits") << Framing::Ndjson << QByteArray(hundred + "\n") << true;
    QTest::newRow("NDJSON, a line") << Framing::Ndjson << QByteArray(hundred + "x\n") << false;
    QTest::newRow("NDJSON, no end") << Framing::Ndjson << QByteArray(hundred + "x") << false;
    QTest::newRow("list, fits") << Framing::JsonArray << QByteArray("[\"" + hundred.left(98) + "\"]") << true;
    QTest::newRow("list, a text") << Framing::JsonArray << QByteArray("[\"" + hundred + "\"]") << false;
    QTest::newRow("list, no end") << Framing::JsonArray << QByteArray("[{\"" + hundred) << false;
    QTest::newRow("list, deep") << Framing::JsonArray << QByteArray(1000, '[') << false;
}

void TestFramer::largeEventIsRefused()
{
    QFETCH(const Framing, framing);
    QFETCH(const QByteArray, body);
    QFETCH(const bool, fits);
    const Outcome whole = frameWhole(framing, body, 100);
    QCOMPARE(!whole.error, fits);
    if (!fits) {
        QCOMPARE(whole.error->kind, Error::Kind::Malformed);
        QVERIFY(whole.error->detail.contains(u"100 bytes"_s));
        QVERIFY(whole.events.isEmpty());
    }
    QCOMPARE(frameByteByByte(framing, body, 100), whole);
    QCOMPARE(firstBadSplit(framing, body, whole, 100), -1);
}

void TestFramer::nothingIsTakenAfterAnError()
{
    const QList<std::pair<Framing, QByteArray>> good {
        {Framing::Sse, "data: 1\n\n"}, {Framing::Ndjson, "1\n"}, {Framing::JsonArray, "[1]"}};
    for (const auto &[framing, body] : good) {
        const std::unique_ptr<Framer> framer = makeFramer(framing, 10);
        Events events;
        const std::optional<Error> first = framer->feed(QByteArray(12, '['), events);
        QVERIFY(first);
        QCOMPARE(framer->feed(body, events), first);
        QCOMPARE(framer->finish(events), first);
        QVERIFY(events.isEmpty());
    }
}

void TestFramer::eventsBeforeAnErrorAreKept()
{
    QCOMPARE(dataOf(frameWhole(Framing::Sse, "data: 1\n\ndata: 12345678901\n\ndata: 2\n\n", 10).events),
        QStringList {u"1"_s});
    QCOMPARE(dataOf(frameWhole(Framing::Ndjson, "1\n12345678901\n2\n", 10).events), QStringList {u"1"_s});
    QCOMPARE(dataOf(frameWhole(Framing::JsonArray, "[1,12345678901,2]", 10).events), QStringList {u"1"_s});
}

void TestFramer::eventComesAsSoonAsItIsWhole_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("SSE LF") << Framing::Sse << QByteArray("data: 1\n\n");
    QTest::newRow("SSE CR") << Framing::Sse << QByteArray("data: 1\r\r"); // not only once an LF has not come
    QTest::newRow("NDJSON") << Framing::Ndjson << QByteArray("{}\n");
    QTest::newRow("list") << Framing::JsonArray << QByteArray("[{\"a\":[]}");
}

void TestFramer::eventComesAsSoonAsItIsWhole()
{
    QFETCH(const Framing, framing);
    QFETCH(const QByteArray, body);
    const std::unique_ptr<Framer> framer = makeFramer(framing);
    Events events;
    QVERIFY(!framer->feed(QByteArrayView(body).chopped(1), events));
    QVERIFY(events.isEmpty());
    QVERIFY(!framer->feed(QByteArrayView(body).last(1), events));
    QCOMPARE(events.size(), 1);
}

void TestFramer::timeGrowsWithTheBodyOnly_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QByteArray>("body");
    // Bodies that make a search repeat itself: each would take minutes if the time grew with the square.
    QTest::newRow("SSE, lone CRs") << Framing::Sse << QByteArray("data:1\r\r").repeated(250'000);
    QTest::newRow("SSE, one line") << Framing::Sse << QByteArray("data:" + QByteArray(2'000'000, 'x') + "\n\n");
    QTest::newRow("NDJSON, one line") << Framing::Ndjson << QByteArray(QByteArray(2'000'000, 'x') + "\n");
    QTest::newRow("list, backslashes") << Framing::JsonArray
                                       << QByteArray("[\"" + QByteArray("\\n").repeated(1'000'000) + "\"]");
    QTest::newRow("list, quotes") << Framing::JsonArray
                                  << QByteArray("[[" + QByteArray("\"\",").repeated(600'000) + "1]]");
}

void TestFramer::timeGrowsWithTheBodyOnly()
{
    QFETCH(const Framing, framing);
    QFETCH(const QByteArray, body);
    CpuTimer timer;
    timer.start();
    const Outcome whole = frameWhole(framing, body);
    QVERIFY(!whole.error);
    QCOMPARE(frameByteByByte(framing, body), whole);
    QVERIFY2(timer.elapsed() < 20'000, "took far longer than one pass over the body");
}

QTEST_GUILESS_MAIN(TestFramer)
#include "tst_framer.moc"
