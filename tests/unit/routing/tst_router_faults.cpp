// SPDX-License-Identifier: GPL-3.0-or-later
#include "DialectSamples.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

struct Fault
{
    const char *name;
    std::function<void(LoopbackServer &, const DialectSample &)> set;
    Error::Kind expected;
};

ServerScript chopped(const DialectSample &sample, qsizetype bytes)
{
    return ServerScript::stream({sample.stream.left(bytes)}, sample.streamType);
}

QList<Fault> faults()
{
    const auto script = [](auto make) {
        return [make](LoopbackServer &server, const DialectSample &sample) { server.setAnswer(make(sample)); };
    };
    return {
        {"refused", [](LoopbackServer &server, const DialectSample &) { server.refuse(); }, Error::Kind::Network},
        {"closed at once",
            [](LoopbackServer &server, const DialectSample &) {
                server.setGreeting(LoopbackServer::Greeting::CloseAtOnce);
            },
            Error::Kind::Network},
        {"reset in mid-stream", script([](const DialectSample &s) { return chopped(s, 60).reset(); }),
            Error::Kind::Network},
        {"ended in mid-stream", script([](const DialectSample &s) { return chopped(s, 60); }), Error::Kind::Network},
        {"a web page", script([](const DialectSample &) {
             return ServerScript::ok("<!doctype html><html><body>Welcome</body></html>", "text/html");
         }),
            Error::Kind::Malformed},
        {"garbage", script([](const DialectSample &) { return ServerScript::raw("SSH-2.0-OpenSSH_9.2\r\n"); }),
            Error::Kind::Network},
        {"an empty body", script([](const DialectSample &) { return ServerScript::ok(""); }), Error::Kind::Malformed},
        {"broken JSON", script([](const DialectSample &) { return ServerScript::ok("{\"choices\": [ }\n"); }),
            Error::Kind::Malformed},
        {"redirect to another host",
            script([](const DialectSample &) { return ServerScript::redirect(307, "http://example.invalid/steal"); }),
            Error::Kind::Network},
        {"400", script([](const DialectSample &) {
             return ServerScript(400).piece(R"({"error":{"message":"unknown field","type":"invalid_request_error"}})");
         }),
            Error::Kind::BadRequest},
        {"401",
            script([](const DialectSample &) { return ServerScript(401).piece(R"({"error":{"message":"bad key"}})"); }),
            Error::Kind::Auth},
        {"403", script([](const DialectSample &) { return ServerScript(403).piece(R"({"error":{"message":"no"}})"); }),
            Error::Kind::PermissionDenied},
        {"404", script([](const DialectSample &) {
             return ServerScript(404).piece(R"({"error":{"message":"no such thing"}})");
         }),
            Error::Kind::NotFound},
        {"429", script([](const DialectSample &) {
             return ServerScript(429).piece(R"({"error":{"message":"slow down"}})");
         }),
            Error::Kind::RateLimited},
        {"500", script([](const DialectSample &) { return ServerScript(500).piece("Internal Server Error"); }),
            Error::Kind::ServerFault},
        {"503", script([](const DialectSample &) { return ServerScript(503).piece("{}"); }), Error::Kind::Overloaded},
        {"529", script([](const DialectSample &) {
             return ServerScript(529).piece(
                 R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})");
         }),
            Error::Kind::Overloaded},
        {"too long a prompt", script([](const DialectSample &) {
             return ServerScript(400).piece(R"({"error":{"message":"prompt is too long: 9 tokens > 4 maximum"}})");
         }),
            Error::Kind::ContextTooLong},
        {"an event without end", script([](const DialectSample &s) {
             return ServerScript::stream({s.stream.left(6)}, s.streamType).forever(QByteArray(65536, 'x'));
         }),
            Error::Kind::Malformed},
    };
}

} // namespace

// What goes wrong on the way, in each dialect: the right kind of error, once, in time, with its row for the ledger.
class TestRouterFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fault_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<int>("fault");
        const QList<DialectSample> samples = dialectSamples();
        const QList<Fault> all = faults();
        for (int d = 0; d < samples.size(); ++d) {
            for (int f = 0; f < all.size(); ++f)
                QTest::addRow("%s: %s", samples.at(d).name, all.at(f).name) << d << f;
        }
    }
    void fault()
    {
        QFETCH(const int, dialect);
        QFETCH(const int, fault);
        const DialectSample sample = dialectSamples().at(dialect);
        const Fault what = faults().at(fault);
        LoopbackServer server;
        what.set(server, sample);
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(sample.model, true), {.apiBase = server.url()});
        QVERIFY(outcome.result.has_value());
        QVERIFY(!outcome.answered());
        QCOMPARE(errorKindName(*outcome.errorKind()), errorKindName(what.expected));
        QCOMPARE(outcome.finishedCount, 1);
        QVERIFY(!outcome.result->error().detail.isEmpty());
        QCOMPARE(bench.sink.records.size(), 1);
        QCOMPARE(bench.sink.records.first().attempts.size(), 1);
        QCOMPARE(bench.sink.records.first().error->kind, what.expected);
        QVERIFY(!bench.sink.records.first().cost.isKnown() || bench.sink.records.first().attempts.first().partial
            || bench.sink.records.first().cost.provenance() == Cost::Provenance::Free);
    }

    void errorInsideGoodStream_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<int>("kind");
        QTest::newRow("openai-chat")
            << 0 << QByteArray("data: {\"error\":{\"message\":\"Provider returned error\",\"code\":502}}\n\n")
            << int(Error::Kind::ServerFault);
        QTest::newRow("anthropic") << 1
                                   << QByteArray("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":"
                                                 "\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n")
                                   << int(Error::Kind::Overloaded);
        QTest::newRow("gemini") << 2
                                << QByteArray("data: {\"error\":{\"code\":429,\"message\":\"quota\",\"status\":"
                                              "\"RESOURCE_EXHAUSTED\"}}\r\n\r\n")
                                << int(Error::Kind::RateLimited);
        QTest::newRow("ollama") << 3 << QByteArray("{\"error\":\"an unexpected fault in the runner\"}\n")
                                << int(Error::Kind::ServerFault);
    }
    void errorInsideGoodStream()
    {
        QFETCH(const int, dialect);
        QFETCH(const QByteArray, event);
        QFETCH(const int, kind);
        const DialectSample sample = dialectSamples().at(dialect);
        const QByteArray separator = sample.stream.contains("\r\n\r\n") ? "\r\n\r\n" : dialect == 3 ? "\n" : "\n\n";
        // Keep the beginning up to the first text, then the error.
        const qsizetype text = sample.stream.indexOf("Hi, ");
        const qsizetype end = sample.stream.indexOf(separator, text) + separator.size();
        LoopbackServer server;
        server.setAnswer(ServerScript::stream({sample.stream.left(end) + event}, sample.streamType));
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(sample.model, true), {.apiBase = server.url()});
        QVERIFY(outcome.result.has_value());
        QCOMPARE(outcome.errorKind().has_value(), true);
        QCOMPARE(errorKindName(*outcome.errorKind()), errorKindName(Error::Kind(kind)));
        QCOMPARE(outcome.partial.text(), u"Hi, "_s); // what was delivered stays
    }

    void cutAtEveryByte_data()
    {
        QTest::addColumn<int>("dialect");
        const QList<DialectSample> samples = dialectSamples();
        for (int d = 0; d < samples.size(); ++d)
            QTest::addRow("%s", samples.at(d).name) << d;
    }
    void cutAtEveryByte()
    {
        QFETCH(const int, dialect);
        const DialectSample sample = dialectSamples().at(dialect);
        const QString whole = QString::fromUtf8("Hi, wörld");
        RoutingBench bench;
        LoopbackServer server;
        int complete = 0;
        for (qsizetype cut = 0; cut < sample.stream.size(); ++cut) {
            server.setAnswer(chopped(sample, cut));
            const CallOutcome outcome = bench.call(question(sample.model, true), {.apiBase = server.url()});
            QVERIFY2(outcome.result.has_value(), qPrintable(QString::number(cut)));
            QCOMPARE(outcome.finishedCount, 1);
            const QString text = outcome.partial.text();
            QVERIFY2(whole.startsWith(text), qPrintable(QString::number(cut) + u": "_s + text));
            if (outcome.answered()) {
                ++complete; // only once the provider's last word was there
                QCOMPARE(text, whole);
            }
        }
        QVERIFY(complete < sample.stream.size() / 2);
        QCOMPARE(bench.sink.records.size(), sample.stream.size());
    }

    void invalidUtf8IsShownAsReplacement()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::stream({"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\xff\xfe"
                                               "b\"},\"finish_reason\":\"stop\"}]}\n\n"}));
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(u"openai/gpt-4o-mini"_s, true), {.apiBase = server.url()});
        // Nothing crashes and nothing is silently lost: either the bytes are replaced or the answer is called broken.
        QVERIFY(outcome.result.has_value());
        if (outcome.answered())
            QVERIFY((*outcome.result)->text().contains(QChar::ReplacementCharacter));
        else
            QCOMPARE(outcome.errorKind(), Error::Kind::Malformed);
    }
};

QTEST_GUILESS_MAIN(TestRouterFaults)
#include "tst_router_faults.moc"
