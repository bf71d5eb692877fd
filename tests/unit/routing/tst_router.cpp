// SPDX-License-Identifier: GPL-3.0-or-later
#include "DialectSamples.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {
const QString answerText = QString::fromUtf8("Hi, wörld");
} // namespace

// Whole calls through the real network client, in each dialect.
class TestRouter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup()
    {
        for (const DialectSample &sample : dialectSamples())
            qunsetenv(sample.keyVariable);
    }

    void answers_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<bool>("stream");
        const QList<DialectSample> samples = dialectSamples();
        for (int i = 0; i < samples.size(); ++i) {
            QTest::addRow("%s, plain", samples.at(i).name) << i << false;
            QTest::addRow("%s, streamed", samples.at(i).name) << i << true;
        }
    }
    void answers()
    {
        QFETCH(const int, dialect);
        QFETCH(const bool, stream);
        const DialectSample sample = dialectSamples().at(dialect);
        qputenv(sample.keyVariable, "test-key-0123456789");
        LoopbackServer server;
        server.setAnswer(
            stream ? ServerScript::stream({sample.stream}, sample.streamType) : ServerScript::ok(sample.plain));
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(sample.model, stream), {.apiBase = server.url()});

        QVERIFY2(outcome.answered(), qPrintable(outcome.complaint()));
        QCOMPARE(outcome.finishedCount, 1);
        QCOMPARE((*outcome.result)->text(), answerText);
        QCOMPARE((*outcome.result)->first()->finishReason, FinishReason::Stop);
        QCOMPARE((*outcome.result)->usage.inputTotal(), 9);
        QCOMPARE((*outcome.result)->usage.outputTotal(), 4);
        QCOMPARE(outcome.deltas.size() >= (stream ? 2 : 1), true);

        QCOMPARE(server.requests().size(), 1);
        const ServerRequest sent = server.requests().first();
        QCOMPARE(sent.header(sample.keyHeader), sample.keyHeaderValue);
        QVERIFY(!sent.path.contains("test-key"));
        QVERIFY(!sent.body.contains("test-key"));
        if (stream)
            QCOMPARE(sent.path, sample.streamPath);

        QCOMPARE(bench.sink.records.size(), 1);
        const CallRecord record = bench.sink.records.first();
        QCOMPARE(record.attempts.size(), 1);
        QCOMPARE(record.requestedModel, sample.model);
        QCOMPARE(record.error.has_value(), false);
        QVERIFY(record.firstToken.has_value());
        QVERIFY(record.total >= *record.firstToken);
        QCOMPARE(record.cost.isKnown(), true);
    }

    void costIsExact()
    {
        // gpt-4o-mini: 9 tokens in at $0.15 and 4 out at $0.60 a million: 1350 + 2400 nano-dollars.
        const DialectSample sample = dialectSamples().first();
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(sample.plain));
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(sample.model, false), {.apiBase = server.url()});
        QCOMPARE(outcome.record.cost, Cost::known(Money::fromNano(3750), Cost::Provenance::Computed));
    }

    void localServersAreFree()
    {
        const DialectSample sample = dialectSamples().at(3);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(sample.plain));
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(sample.model, false), {.apiBase = server.url()});
        QCOMPARE(outcome.record.cost, Cost::known(Money(), Cost::Provenance::Free));
    }

    void unknownPriceIsUnknownAndNotZero()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(dialectSamples().first().plain));
        RoutingBench bench;
        const CallOutcome outcome
            = bench.call(question(u"openai/gpt-of-the-future"_s, false), {.apiBase = server.url()});
        QVERIFY(outcome.answered());
        QCOMPARE(outcome.record.cost, Cost::unknown(Cost::Reason::NoPrice));
    }

    void withoutKeyNothingIsSent()
    {
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(u"openai/gpt-4o-mini"_s, true));
        QCOMPARE(outcome.errorKind(), Error::Kind::Auth);
        QVERIFY(outcome.result->error().detail.contains("OPENAI_API_KEY"_L1));
        QCOMPARE(bench.sink.records.size(), 1);
        QVERIFY(bench.sink.records.first().attempts.isEmpty());
        QCOMPARE(bench.sink.records.first().cost, Cost::unknown(Cost::Reason::NotBilled));
    }

    void keychainKeyStaysWithItsService()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(dialectSamples().first().plain));
        RoutingBench bench;
        const QFuture<Result<bool>> stored = bench.vault.store(u"openai"_s, SecretBytes("sk-canary-key-0123456789"));
        QTRY_VERIFY(stored.isFinished());
        const CallOutcome outcome = bench.call(question(u"openai/gpt-4o-mini"_s, false), {.apiBase = server.url()});
        QVERIFY(outcome.answered());
        QVERIFY(server.requests().first().header("authorization").isNull());
    }

    void namedVariableIsTheOnlyOne()
    {
        qputenv("OPENAI_API_KEY", "sk-not-this-one-012345");
        qputenv("LINEUP_TEST_KEY", "sk-but-this-one-012345");
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(dialectSamples().first().plain));
        RoutingBench bench;
        CallOptions options {.apiBase = server.url(), .keyVariable = u"LINEUP_TEST_KEY"_s};
        QVERIFY(bench.call(question(u"openai/gpt-4o-mini"_s, false), options).answered());
        QCOMPARE(server.requests().first().header("authorization"), "Bearer sk-but-this-one-012345");
        qunsetenv("LINEUP_TEST_KEY");
        QCOMPARE(bench.call(question(u"openai/gpt-4o-mini"_s, false), options).errorKind(), Error::Kind::Auth);
        QCOMPARE(server.requests().size(), 1);
    }

    void lockedVaultIsAnErrorThatSaysSo()
    {
        RoutingBench bench;
        bench.vault.setState(VaultState::Locked);
        const CallOutcome outcome = bench.call(question(u"openai/gpt-4o-mini"_s, true));
        QCOMPARE(outcome.errorKind(), Error::Kind::Secret);
        QCOMPARE(outcome.result->error().code, u"locked"_s);
    }

    void abortStopsTheTransfer()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::stream({dialectSamples().first().stream.left(150)}).stall());
        RoutingBench bench;
        const ReplyPtr reply = bench.router.send(question(u"openai/gpt-4o-mini"_s, true), {.apiBase = server.url()});
        QSignalSpy finished(reply.get(), &Reply::finished);
        QSignalSpy deltas(reply.get(), &Reply::delta);
        QTRY_VERIFY(!deltas.isEmpty());
        reply->abort();
        QCOMPARE(finished.size(), 0); // never from inside
        QTRY_COMPARE(finished.size(), 1);
        reply->abort();
        QCoreApplication::processEvents();
        QCOMPARE(finished.size(), 1);
        QTRY_COMPARE(server.clientCloses(), 1);
        QCOMPARE(reply->partial().text(), u"Hi, "_s);
        const CallRecord record = bench.sink.records.first();
        QCOMPARE(record.error->kind, Error::Kind::Cancelled);
        QVERIFY(record.attempts.first().partial);
        QCOMPARE(record.usage.source, Usage::Source::Estimated);
        QCOMPARE(record.cost.provenance(), Cost::Provenance::Estimated);
    }

    void droppingCancelsAndIsRecordedOnce()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::stream({dialectSamples().first().stream.left(150)}).stall());
        RoutingBench bench;
        ReplyPtr reply = bench.router.send(question(u"openai/gpt-4o-mini"_s, true), {.apiBase = server.url()});
        QSignalSpy deltas(reply.get(), &Reply::delta);
        QTRY_VERIFY(!deltas.isEmpty());
        reply.reset();
        QTRY_COMPARE(server.clientCloses(), 1);
        QCOMPARE(bench.sink.records.size(), 1);
        QCOMPARE(bench.sink.records.first().error->kind, Error::Kind::Cancelled);
    }

    void droppedFromInsideItsOwnSignal()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::stream({dialectSamples().first().stream}));
        RoutingBench bench;
        ReplyPtr reply = bench.router.send(question(u"openai/gpt-4o-mini"_s, true), {.apiBase = server.url()});
        bool dropped = false;
        connect(reply.get(), &Reply::delta, this, [&] {
            reply.reset();
            dropped = true;
        });
        QTRY_VERIFY(dropped);
        QCoreApplication::processEvents();
        QCOMPARE(bench.sink.records.size(), 1);
    }

    void statesComeInOrder()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::stream({dialectSamples().first().stream}));
        RoutingBench bench;
        const ReplyPtr reply = bench.router.send(question(u"openai/gpt-4o-mini"_s, true), {.apiBase = server.url()});
        QCOMPARE(reply->state(), Reply::State::Queued);
        QList<Reply::State> states;
        connect(reply.get(), &Reply::stateChanged, this, [&states](Reply::State state) { states += state; });
        QTRY_COMPARE(reply->state(), Reply::State::Done);
        const QList<Reply::State> expected {
            Reply::State::Connecting, Reply::State::Waiting, Reply::State::Streaming, Reply::State::Done};
        QCOMPARE(states, expected);
    }

    void streamRefusedByServerBecomesPlain()
    {
        // Some gateways ignore "stream" and send one JSON object.
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(dialectSamples().first().plain));
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(u"openai/gpt-4o-mini"_s, true), {.apiBase = server.url()});
        QVERIFY(outcome.answered());
        QCOMPARE((*outcome.result)->text(), answerText);
    }

    void timeoutOfTheRequestHolds()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::stream({dialectSamples().first().stream.left(150)}).stall());
        RoutingBench bench;
        ChatRequest request = question(u"openai/gpt-4o-mini"_s, true);
        request.timeout = std::chrono::milliseconds(200);
        const CallOutcome outcome = bench.call(request, {.apiBase = server.url()});
        QCOMPARE(outcome.errorKind(), Error::Kind::Timeout);
        QCOMPARE(outcome.partial.text(), u"Hi, "_s);
    }

    // LiteLLM's proxy says in a header what an answer costs; its zero is "not known".
    void theCostThatAGatewayNamesInAHeader_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("nano"); // -1: none was told
        QTest::newRow("told") << QByteArray("2.85e-05") << qint64(28'500);
        QTest::newRow("not known") << QByteArray("0.0") << qint64(-1);
        QTest::newRow("no number") << QByteArray("None") << qint64(-1);
    }
    void theCostThatAGatewayNamesInAHeader()
    {
        QFETCH(const QByteArray, header);
        QFETCH(const qint64, nano);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(dialectSamples().first().plain).header("x-litellm-response-cost", header));
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(u"openai/gpt-4o-mini"_s, false), {.apiBase = server.url()});
        QVERIFY2(outcome.answered(), qPrintable(outcome.complaint()));
        const AttemptRecord attempt = outcome.record.attempts.first();
        QCOMPARE(attempt.providerCost.value_or(Money::fromNano(-1)).nano(), nano);
        // 9 x 0.15 + 4 x 0.6 dollars for a million
        QCOMPARE(attempt.computedCost->nano(), 3'750);
        QCOMPARE(outcome.record.cost.amount()->nano(), nano > 0 ? nano : 3'750);
    }

    void unknownModelNamesTheLikelyOnes()
    {
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(u"gpt-4o-mni"_s, false));
        QCOMPARE(outcome.errorKind(), Error::Kind::NotFound);
        QVERIFY(outcome.result->error().detail.contains("gpt-4o-mini"_L1));
    }
};

QTEST_GUILESS_MAIN(TestRouter)
#include "tst_router.moc"
