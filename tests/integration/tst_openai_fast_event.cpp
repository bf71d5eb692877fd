// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/providers/openai/OpenAiAnswer.h"
#include "core/providers/openai/OpenAiStream.h"
#include "tests/support/Traffic.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

QList<Delta> byParser(const QByteArray &event)
{
    QList<Delta> out;
    OpenAiAnswer answer({}, OpenAiAnswer::Form::Stream);
    const Result<QJsonObject> object = parseJsonObject(event);
    if (!object || answer.read(*object, out))
        out = {Delta {.refusal = u"an error"_s}};
    answer.finish(out);
    return out;
}

std::optional<QList<Delta>> fast(const QByteArray &event)
{
    const std::optional<OpenAiFastEvent> read = readOpenAiFastEvent(event);
    if (!read)
        return std::nullopt;
    QList<Delta> out;
    OpenAiAnswer answer({}, OpenAiAnswer::Form::Stream);
    answer.readFast(*read, out);
    answer.finish(out);
    return out;
}

QByteArray chunk(const QByteArray &content)
{
    return R"({"id":"a","choices":[{"index":0,"delta":{"content":)" + content + R"(},"finish_reason":null}]})";
}

} // namespace

// What the fast path takes is what the JSON parser reads; what it leaves is the parser's.
class TestOpenAiFastEvent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takes_data();
    void takes();
    void leaves_data();
    void leaves();
    void recordedEvents();
    void repeats_data();
    void repeats();
    void paddedRepeats_data();
    void paddedRepeats();
    void recordedStreams();
};

void TestOpenAiFastEvent::takes_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << chunk("\"Hello\"") << u"Hello"_s;
    QTest::newRow("nothing") << chunk("\"\"") << QString();
    QTest::newRow("escapes") << chunk(R"("a\"b\\c\/d\b\f\n\r\te")") << u"a\"b\\c/d\b\f\n\r\te"_s;
    QTest::newRow("characters") << chunk("\"Grüße 🙂\"") << u"Grüße 🙂"_s;
    QTest::newRow("spacing and order") << QByteArray(
        " {\n\"choices\" : [ { \"delta\" : { \"role\":\"assistant\" , \"content\" :\t\"x\" } , \"index\" : 0 } ] ,\r\n"
        "\"created\":12, \"usage\" : null, \"model\" : null } ")
                                       << u"x"_s;
}

void TestOpenAiFastEvent::takes()
{
    QFETCH(QByteArray, event);
    const std::optional<OpenAiFastEvent> read = readOpenAiFastEvent(event);
    QVERIFY(read.has_value());
    QTEST(read->text, "text");
    QVERIFY(*fast(event) == byParser(event));
}

void TestOpenAiFastEvent::leaves_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::newRow("surrogates") << chunk(R"("\ud83d\ude42")");
    QTest::newRow("half a surrogate") << chunk(R"("\ud83d")");
    QTest::newRow("unknown escape") << chunk(R"("\x")");
    QTest::newRow("null") << chunk("null");
    QTest::newRow("a list") << chunk("[]");
    QTest::newRow("control character") << chunk("\"a\nb\"");
    QTest::newRow("broken character") << chunk("\"\xc3\"");
    QTest::newRow("mark of byte order") << chunk("\"\xef\xbb\xbfx\"");
    QTest::newRow("a second text") << chunk(R"("a","content":"b")");
    QTest::newRow("a tool call") << chunk(R"("a","tool_calls":[])");
    QTest::newRow("reasoning") << chunk(R"("a","reasoning":"b")");
    QTest::newRow("finished") << chunk("\"a\"").replace("null", "\"stop\"");
    QTest::newRow("another choice") << chunk("\"a\"").replace("\"index\":0", "\"index\":1");
    QTest::newRow("two choices") << chunk("\"a\"").replace("}]", "},{}]");
    QTest::newRow("unknown member") << chunk("\"a\"").replace("\"id\"", "\"error\"");
    QTest::newRow("a name twice") << chunk("\"a\"").replace("{\"id\":\"a\"", "{\"id\":\"a\",\"id\":\"b\"");
    QTest::newRow("more behind") << chunk("\"a\"") + "x";
    QTest::newRow("cut") << chunk("\"a\"").chopped(1);
    QTest::newRow("empty") << QByteArray();
}

void TestOpenAiFastEvent::leaves()
{
    QFETCH(QByteArray, event);
    QVERIFY(!readOpenAiFastEvent(event));
}

void TestOpenAiFastEvent::recordedEvents()
{
    LINEUP_NEEDS_TRAFFIC();
    QRandomGenerator random(7);
    const QByteArray odd = "\"\\{}[]:,u0n \xc3\xff";
    int events = 0;
    int taken = 0;
    int mutantsTaken = 0;
    const auto agrees = [](const QByteArray &event, int &count) {
        const std::optional<QList<Delta>> read = fast(event);
        count += read ? 1 : 0;
        return !read || *read == byParser(event);
    };
    for (const QString &provider : QDir(trafficFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        for (const Recording &recording : recordings(provider, u"chat.completions"_s)) {
            for (const QByteArray &line : recording.streamed ? recording.body.split('\n') : QList<QByteArray>()) {
                if (!line.startsWith("data:"))
                    continue;
                const QByteArray event = line.mid(5).trimmed();
                ++events;
                QVERIFY2(agrees(event, taken), event.constData());
                for (int i = 0; i < 20 && !event.isEmpty(); ++i) {
                    QByteArray mutant = event;
                    const auto at = random.bounded(int(mutant.size()));
                    if (i % 3 == 0)
                        mutant.remove(at, 1);
                    else if (i % 3 == 1)
                        mutant[at] = odd[random.bounded(int(odd.size()))];
                    else
                        mutant.insert(at, odd[random.bounded(int(odd.size()))]);
                    QVERIFY2(agrees(mutant, mutantsTaken), mutant.constData());
                }
            }
        }
    }
    QVERIFY(events > 1000);
    QVERIFY(taken > events / 4);
    QVERIFY(mutantsTaken > 100);
}

void TestOpenAiFastEvent::repeats_data()
{
    QTest::addColumn<QByteArray>("content"); // of the second event, between the quotes
    QTest::addColumn<bool>("taken");
    QTest::newRow("other text") << QByteArray("b") << true;
    QTest::newRow("no text") << QByteArray() << true;
    QTest::newRow("escapes") << QByteArray(R"(\"},\\)") << true;
    QTest::newRow("characters") << QByteArray("Grüße 🙂") << true;
    QTest::newRow("a quote that ends it") << QByteArray(R"(b","role":"x)") << false;
    QTest::newRow("a second text") << QByteArray(R"(b","content":"c)") << false;
    QTest::newRow("an escape of the closing quote") << QByteArray(R"(b\)") << false;
    QTest::newRow("control character") << QByteArray("b\nc") << false;
    QTest::newRow("broken character") << QByteArray("\xc3") << false;
    QTest::newRow("an escape that is left to the parser") << QByteArray(R"(\u00e4)") << false;
    QTest::newRow("mark of byte order") << QByteArray("\xef\xbb\xbfx") << false;
}

void TestOpenAiFastEvent::repeats()
{
    QFETCH(const QByteArray, content);
    QFETCH(const bool, taken);
    const QByteArray first = chunk("\"a\"");
    OpenAiRepeatedEvent repeated;
    QVERIFY(!repeated.text(first)); // of what?
    repeated.remember(first, *readOpenAiFastEvent(first));
    QCOMPARE(repeated.text(first), u"a"_s);
    const QByteArray second = chunk('"' + content + '"');
    const std::optional<QString> text = repeated.text(second);
    QCOMPARE(text.has_value(), taken);
    if (text)
        QCOMPARE(*text, parseJsonObject(second)->value("choices"_L1)[0]["delta"_L1]["content"_L1].toString());
    QVERIFY(!repeated.text(chunk("\"a\"").replace("\"id\":\"a\"", "\"id\":\"b\"")));
    QVERIFY(!repeated.text(chunk("\"a\"").replace("null", "\"stop\"")));
    QVERIFY(!repeated.text(first.left(first.indexOf("a\"}") - 1)));
    repeated.forget();
    QVERIFY(!repeated.text(first));
}

void TestOpenAiFastEvent::paddedRepeats_data()
{
    QTest::addColumn<QByteArray>("end"); // of the second event, from its padding on
    QTest::addColumn<bool>("taken");
    QTest::newRow("the same") << QByteArray(R"("xyz"})") << true;
    QTest::newRow("another") << QByteArray(R"("a longer one"})") << true;
    QTest::newRow("an empty one") << QByteArray(R"(""})") << true;
    QTest::newRow("an escape") << QByteArray(R"("a\"})") << false;
    QTest::newRow("a quote") << QByteArray(R"("a\"b"})") << false;
    QTest::newRow("a character") << QByteArray("\"ä\"}") << false;
    QTest::newRow("a control character") << QByteArray("\"\t\"}") << false;
    QTest::newRow("null") << QByteArray("null}") << false;
    QTest::newRow("something more") << QByteArray(R"("a","error":"b"})") << false;
    QTest::newRow("no end") << QByteArray(R"("a")") << false;
}

// Each event has a padding of its own: it is passed over, and nothing is hidden in it.
void TestOpenAiFastEvent::paddedRepeats()
{
    QFETCH(const QByteArray, end);
    QFETCH(const bool, taken);
    for (const QByteArray &name : {QByteArray("obfuscation"), QByteArray("p")}) {
        const QByteArray behind = ",\"" + name + "\":";
        const QByteArray first = chunk("\"a\"").chopped(1) + behind + R"("xyz"})";
        const QByteArray second = chunk(R"("b \"c\"")").chopped(1) + behind + end;
        OpenAiRepeatedEvent repeated;
        const std::optional<OpenAiFastEvent> read = readOpenAiFastEvent(first);
        QVERIFY(read.has_value());
        QCOMPARE(read->padding, QByteArrayView("xyz"));
        repeated.remember(first, *read);
        QCOMPARE(repeated.text(first), u"a"_s);
        const std::optional<QString> text = repeated.text(second);
        QCOMPARE(text.has_value(), taken);
        if (text)
            QCOMPARE(*text, u"b \"c\""_s);
        QVERIFY(!repeated.text(chunk("\"a\"")));
    }
}

// Whole streams, and streams in which events were spoilt: the decoder with its memory of the event before makes of them
// what the parser alone does, event by event.
void TestOpenAiFastEvent::recordedStreams()
{
    LINEUP_NEEDS_TRAFFIC();
    QRandomGenerator random(11);
    const QByteArray odd = "\"\\{}[]:,u0n \xc3\xff";
    int repeatedEvents = 0;
    for (const QString &provider : QDir(trafficFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        for (const Recording &recording : recordings(provider, u"chat.completions"_s)) {
            for (int round = 0; recording.streamed && round < 3; ++round) {
                OpenAiStream stream({});
                OpenAiAnswer reference({}, OpenAiAnswer::Form::Stream);
                OpenAiRepeatedEvent repeated;
                for (const QByteArray &line : recording.body.split('\n')) {
                    QByteArray event = line.startsWith("data:") ? line.mid(5).trimmed() : QByteArray();
                    if (event.isEmpty() || event == "[DONE]")
                        continue;
                    if (round > 0 && random.bounded(4) == 0)
                        event[random.bounded(int(event.size()))] = odd[random.bounded(int(odd.size()))];
                    const Result<QJsonObject> object = parseJsonObject(event);
                    if (!object)
                        continue; // ends the stream
                    repeatedEvents += repeated.text(event) ? 1 : 0;
                    repeated.forget();
                    if (const std::optional<OpenAiFastEvent> read = readOpenAiFastEvent(event))
                        repeated.remember(event, *read);
                    QList<Delta> ours;
                    QList<Delta> theirs;
                    const bool failed = stream.decode({{}, event}, ours).has_value();
                    QCOMPARE(failed, reference.read(*object, theirs).has_value());
                    QVERIFY2(ours == theirs, event.constData());
                }
            }
        }
    }
    QVERIFY(repeatedEvents > 500);
}

QTEST_APPLESS_MAIN(TestOpenAiFastEvent)
#include "tst_openai_fast_event.moc"
