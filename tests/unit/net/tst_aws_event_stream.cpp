// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/AwsEventStreamFramer.h"
#include "core/net/Crc32.h"
#include "tests/support/EventStreamMessage.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <zlib.h>

using namespace Qt::StringLiterals;
using namespace lineup;
using lineup::test::eventStreamMessage;

// The messages were collected by others: what is in each, or that it is broken, is told beside it.
class TestAwsEventStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void checksumsAgreeWithZlib();
    void readsMessages_data() { addRows("hex"); }
    void readsMessages();
    void refusesBadHeaders_data() { addRows("hex_checksums_fixed"); }
    void refusesBadHeaders();
    void cutsMakeNoDifference();
    void namesEvents_data();
    void namesEvents();
    void holdsTheLimit();
    void endsWithinAMessage();
    void takesNothingAfterAFault();

private:
    void addRows(const char *member) const;
    QJsonArray m_messages;
};

namespace {

struct Outcome
{
    QList<StreamEvent> events;
    std::optional<Error> error;
};

Outcome run(const QList<QByteArray> &pieces, qint64 limit = maxEventBytes)
{
    Outcome out;
    const std::unique_ptr<Framer> framer = makeFramer(Framing::AwsEventStream, limit);
    for (const QByteArray &piece : pieces) {
        if (!out.error)
            out.error = framer->feed(piece, out.events);
    }
    if (!out.error)
        out.error = framer->finish(out.events);
    return out;
}

QByteArray expectedName(const QJsonArray &headers)
{
    const auto value = [&headers](QLatin1StringView name) {
        QByteArray out;
        for (const QJsonValue &header : headers) {
            if (header["name"_L1].toString() == name && header["type"_L1] == "string"_L1)
                out = header["value"_L1].toString().toUtf8();
        }
        return out;
    };
    if (value(":message-type"_L1) == "error")
        return "exception:" + value(":error-code"_L1);
    return value(":event-type"_L1);
}

} // namespace

void TestAwsEventStream::initTestCase()
{
    QFile file(u"" LINEUP_SOURCE_DIR "/../shared/vectors/event-stream/messages.json"_s);
    if (!file.open(QFile::ReadOnly)) {
        if (qEnvironmentVariable("CI") == "true"_L1)
            QFAIL("the collected messages are missing");
        QSKIP("the collected messages are not beside the source");
    }
    m_messages = QJsonDocument::fromJson(file.readAll())["messages"_L1].toArray();
    QCOMPARE(m_messages.size(), 26);
}

void TestAwsEventStream::addRows(const char *member) const
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QJsonObject>("message");
    for (const QJsonValue &message : m_messages) {
        const QString hex = message[QLatin1String(member)].toString();
        if (!hex.isEmpty()) {
            const QString name = message["name"_L1].toString() + u' ' + message["from"_L1].toString();
            QTest::newRow(qPrintable(name)) << QByteArray::fromHex(hex.toLatin1()) << message.toObject();
        }
    }
}

void TestAwsEventStream::checksumsAgreeWithZlib()
{
    QByteArray bytes;
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(crc32(bytes),
            static_cast<quint32>(
                ::crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), static_cast<uInt>(bytes.size()))));
        bytes += static_cast<char>((i * 7919) >> 3);
    }
}

void TestAwsEventStream::readsMessages()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QJsonObject, message);
    const Outcome out = run({bytes});
    if (!message["valid"_L1].toBool()) {
        QVERIFY(out.error.has_value());
        QCOMPARE(out.error->kind, Error::Kind::Malformed);
        QVERIFY(out.events.isEmpty());
        return;
    }
    QVERIFY2(!out.error.has_value(), qPrintable(out.error ? out.error->detail : QString()));
    QCOMPARE(out.events.size(), 1);
    const QJsonObject decoded = message["decoded"_L1].toObject();
    QByteArray data = QByteArray::fromBase64(decoded["payload_base64"_L1].toString().toLatin1());
    const QJsonArray headers = decoded["headers"_L1].toArray();
    for (const QJsonValue &header : headers) {
        if (header["name"_L1] == ":error-message"_L1 && data.isEmpty())
            data = header["value"_L1].toString().toUtf8();
    }
    QCOMPARE(out.events.first().data, data);
    QCOMPARE(out.events.first().name, expectedName(headers));
}

// With checksums that fit, it is the headers that have to be found wrong.
void TestAwsEventStream::refusesBadHeaders()
{
    QFETCH(const QByteArray, bytes);
    const Outcome out = run({bytes});
    QVERIFY(out.error.has_value());
    QVERIFY(!out.error->detail.contains("checksum"_L1));
    QVERIFY(out.events.isEmpty());
}

void TestAwsEventStream::cutsMakeNoDifference()
{
    QByteArray body;
    for (const QJsonValue &message : std::as_const(m_messages)) {
        if (message["valid"_L1].toBool())
            body += QByteArray::fromHex(message["hex"_L1].toString().toLatin1());
    }
    const Outcome whole = run({body});
    QVERIFY(!whole.error.has_value());
    QCOMPARE(whole.events.size(), 13);
    QList<QByteArray> bytes;
    for (qsizetype i = 0; i < body.size(); ++i) {
        const Outcome cut = run({body.first(i), body.sliced(i)});
        QVERIFY(!cut.error.has_value());
        QCOMPARE(cut.events, whole.events);
        bytes += body.mid(i, 1);
    }
    QCOMPARE(run(bytes).events, whole.events);
}

void TestAwsEventStream::namesEvents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("data");
    using Headers = QList<QPair<QByteArray, QByteArray>>;
    QTest::newRow("event") << eventStreamMessage(Headers {{":message-type", "event"}, {":event-type", "chunk"}}, "{}")
                           << QByteArray("chunk") << QByteArray("{}");
    QTest::newRow("exception") << eventStreamMessage(
        Headers {{":exception-type", "throttlingException"}, {":message-type", "exception"}}, "{\"message\":\"x\"}")
                               << QByteArray("exception:throttlingException") << QByteArray("{\"message\":\"x\"}");
    QTest::newRow("error") << eventStreamMessage(
        Headers {{":message-type", "error"}, {":error-code", "InternalError"}, {":error-message", "An error"}}, {})
                           << QByteArray("exception:InternalError") << QByteArray("An error");
    QTest::newRow("nothing") << eventStreamMessage({}, {}) << QByteArray() << QByteArray();
}

void TestAwsEventStream::namesEvents()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, data);
    const Outcome out = run({bytes});
    QVERIFY(!out.error.has_value());
    QCOMPARE(out.events, (QList<StreamEvent> {{name, data}}));
}

void TestAwsEventStream::holdsTheLimit()
{
    const QByteArray fits = eventStreamMessage({}, QByteArray(1000 - 16, 'x'));
    const QByteArray over = eventStreamMessage({}, QByteArray(1001 - 16, 'x'));
    QCOMPARE(fits.size(), 1000);
    QVERIFY(!run({fits}, 1000).error.has_value());
    // The head alone says that it is too much; nothing of it has to be kept.
    const Outcome out = run({over.first(12)}, 1000);
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, Error::Kind::Malformed);
}

void TestAwsEventStream::endsWithinAMessage()
{
    const QByteArray message = eventStreamMessage({{":event-type", "chunk"}}, "{}");
    for (qsizetype i = 1; i < message.size(); ++i) {
        const Outcome out = run({message + message.first(i)});
        QVERIFY(out.error.has_value());
        QCOMPARE(out.events.size(), 1);
    }
    QVERIFY(!run({}).error.has_value());
}

void TestAwsEventStream::takesNothingAfterAFault()
{
    const QByteArray message = eventStreamMessage({{":event-type", "chunk"}}, "{}");
    QByteArray broken = message;
    broken[broken.size() - 5] = 'x';
    AwsEventStreamFramer framer(maxEventBytes);
    QList<StreamEvent> events;
    QVERIFY(framer.feed(broken, events).has_value());
    QVERIFY(framer.feed(message, events).has_value());
    QVERIFY(framer.finish(events).has_value());
    QVERIFY(events.isEmpty());
}

QTEST_GUILESS_MAIN(TestAwsEventStream)
#include "tst_aws_event_stream.moc"
