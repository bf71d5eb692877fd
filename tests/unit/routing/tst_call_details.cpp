// SPDX-License-Identifier: GPL-3.0-or-later
#include "DialectSamples.h"
#include "core/domain/CompletionJson.h"
#include "core/providers/CurlCommand.h"
#include "tests/support/CpuTimer.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

const QByteArray canary("sk-canary-4fQ9zT7xW2mN8bV5");

struct Told
{
    QList<AttemptDetails> details;
    CallRecord record;
    QList<std::chrono::milliseconds> waits;
};

Told ask(RoutingBench &bench, const ChatRequest &request, const CallOptions &options)
{
    Told out;
    const ReplyPtr reply = bench.router.send(request, options);
    QSignalSpy finished(reply.get(), &Reply::finished);
    QObject::connect(reply.get(), &Reply::waiting, reply.get(), [&](auto time) { out.waits += time; });
    if (finished.isEmpty())
        finished.wait(10'000);
    out.details = reply->details();
    out.record = reply->record();
    return out;
}

QByteArray everythingOf(const Exchange &exchange)
{
    QByteArray out = exchange.method + exchange.url.toEncoded() + exchange.body + exchange.answer + exchange.keyHeader
        + exchange.keyWord + curlCommand(exchange).toUtf8();
    for (const auto &[name, value] : exchange.headers + exchange.answerHeaders)
        out += name + value;
    return out;
}

} // namespace

class TestCallDetails : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup()
    {
        for (const DialectSample &sample : dialectSamples())
            qunsetenv(sample.keyVariable);
    }

    void noKeyIsInThem_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<bool>("stream");
        for (int i = 0; i < dialectSamples().size(); ++i) {
            QTest::addRow("%s, plain", dialectSamples().at(i).name) << i << false;
            QTest::addRow("%s, streamed", dialectSamples().at(i).name) << i << true;
        }
    }
    void noKeyIsInThem()
    {
        QFETCH(const int, dialect);
        QFETCH(const bool, stream);
        const DialectSample sample = dialectSamples().at(dialect);
        qputenv(sample.keyVariable, canary);
        LoopbackServer server;
        server.setAnswer(
            stream ? ServerScript::stream({sample.stream}, sample.streamType) : ServerScript::ok(sample.plain));
        RoutingBench bench;
        const Told told = ask(bench, question(sample.model, stream), {.apiBase = server.url(), .keepDetails = true});
        QCOMPARE(told.details.size(), 1);
        const Exchange exchange = told.details.first().exchange;
        QVERIFY(!everythingOf(exchange).contains("canary"));
        QCOMPARE(exchange.status, 200);
        QCOMPARE(exchange.body, server.requests().first().body);
        QCOMPARE(exchange.answer, stream ? sample.stream : sample.plain);
        QCOMPARE(exchange.url.path().toUtf8(), server.requests().first().path.split('?').first());
    }

    void whatTheServerEchoesIsHidden()
    {
        const DialectSample sample = dialectSamples().first();
        qputenv(sample.keyVariable, canary);
        LoopbackServer server;
        server.setAnswer(ServerScript(401).piece(
            "{\"error\":{\"message\":\"bad key " + canary + " or " + canary.left(12).toUpper() + "\"}}"));
        RoutingBench bench;
        const Told told = ask(bench, question(sample.model, false), {.apiBase = server.url(), .keepDetails = true});
        QCOMPARE(told.details.size(), 1);
        const QByteArray all = everythingOf(told.details.first().exchange);
        QVERIFY(all.contains("bad key [hidden] or [hidden]"));
        QVERIFY(!all.toLower().contains("canary"));
        QVERIFY(all.contains("\"$OPENAI_API_KEY\""));
    }

    void nothingIsKeptUnasked()
    {
        const DialectSample sample = dialectSamples().first();
        qputenv(sample.keyVariable, canary);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(sample.plain));
        RoutingBench bench;
        const Told told = ask(bench, question(sample.model, false), {.apiBase = server.url()});
        QVERIFY(told.details.first().exchange.isEmpty());
    }

    void largeTextsAreCutAndHiddenFast()
    {
        const QByteArray large(3 * maxExchangeBytes, 'x');
        HttpRequest request;
        request.url = QUrl(u"https://example.com/"_s);
        request.body = large;
        Service service;
        service.keyEnvironment = QStringList {u"EXAMPLE_API_KEY"_s};
        Exchange exchange = exchangeOf(request, service);
        addAnswer(exchange, canary + large.left(10));
        addAnswer(exchange, large);
        QCOMPARE(exchange.body.size(), maxExchangeBytes);
        QCOMPARE(exchange.answer.size(), maxExchangeBytes);
        QVERIFY(exchange.bodyCut && exchange.answerCut);
        CpuTimer timer;
        timer.start();
        const Exchange hidden = withoutSecrets(exchange, {SecretBytes(canary)});
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed()))); // built without optimisation
        QVERIFY(hidden.answer.startsWith("[hidden]xxx"));
    }

    void theRouteOfARetryIsTold()
    {
        const DialectSample sample = dialectSamples().first();
        qputenv(sample.keyVariable, canary);
        LoopbackServer server;
        server.setAnswer(ServerScript(429).piece("{\"error\":{\"message\":\"slow down\"}}"));
        RoutingBench bench;
        ChatRequest request = question(sample.model, false);
        request.numRetries = 1;
        const Told told = ask(bench, request, {.apiBase = server.url(), .keepDetails = true});
        QCOMPARE(told.details.size(), 2);
        QCOMPARE(told.waits.size(), 1);
        const QJsonArray route = callJson(told.record).value("route"_L1).toArray();
        QCOMPARE(route.size(), 3);
        const QStringList kinds {u"attempt"_s, u"wait"_s, u"attempt"_s};
        for (int i = 0; i < 3; ++i)
            QCOMPARE(route.at(i)[u"kind"_s].toString(), kinds.at(i));
        QCOMPARE(route.at(0)[u"status"_s].toInt(), 429);
        QCOMPARE(route.at(0)[u"error"_s][u"message"_s].toString(), u"slow down"_s);
        QCOMPARE(route.at(0)[u"service"_s].toString(), u"openai"_s);
    }
};

QTEST_GUILESS_MAIN(TestCallDetails)
#include "tst_call_details.moc"
