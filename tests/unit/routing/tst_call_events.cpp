// SPDX-License-Identifier: GPL-3.0-or-later
#include "DialectSamples.h"
#include "core/spend/CallEvents.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

enum class Way {
    Answered,
    AnsweredInOnePiece,
    Demo,
    AfterAFallback,
    Refused,
    NoSuchModel,
    NoKey,
    CutShort,
    TimedOut,
    NoAddress,
    Aborted,
    AbortedTwice,
    AbortedAtOnce,
    Dropped,
    DroppedFromInside
};
enum class Told { Succeeded, Failed, Cancelled };

} // namespace

Q_DECLARE_METATYPE(Way)
Q_DECLARE_METATYPE(Told)

// Exactly one signal for every way in which a call can end, with the record that the ledger gets.
class TestCallEvents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { qputenv("OPENAI_API_KEY", "test-key-0123456789"); }
    void cleanup() { qunsetenv("OPENAI_API_KEY"); }

    void chats_data()
    {
        QTest::addColumn<Way>("way");
        QTest::addColumn<Told>("told");
        QTest::newRow("answered") << Way::Answered << Told::Succeeded;
        QTest::newRow("answered in one piece") << Way::AnsweredInOnePiece << Told::Succeeded;
        QTest::newRow("demo") << Way::Demo << Told::Succeeded;
        QTest::newRow("after a fallback") << Way::AfterAFallback << Told::Succeeded;
        QTest::newRow("refused") << Way::Refused << Told::Failed;
        QTest::newRow("no such model") << Way::NoSuchModel << Told::Failed;
        QTest::newRow("no key") << Way::NoKey << Told::Failed;
        QTest::newRow("cut short") << Way::CutShort << Told::Failed;
        QTest::newRow("timed out") << Way::TimedOut << Told::Failed;
        QTest::newRow("nobody listens") << Way::NoAddress << Told::Failed;
        QTest::newRow("stopped") << Way::Aborted << Told::Cancelled;
        QTest::newRow("stopped twice") << Way::AbortedTwice << Told::Cancelled;
        QTest::newRow("stopped at once") << Way::AbortedAtOnce << Told::Cancelled;
        QTest::newRow("dropped") << Way::Dropped << Told::Cancelled;
        QTest::newRow("dropped from inside its signal") << Way::DroppedFromInside << Told::Cancelled;
    }
    void chats()
    {
        QFETCH(const Way, way);
        QFETCH(const Told, told);
        Watch watch;
        LoopbackServer server;
        server.setAnswer(scriptFor(way));
        run(watch, server, way);
        QTRY_COMPARE(watch.count(), 1);
        QTest::qWait(20); // nothing comes after it
        QCOMPARE(watch.count(), 1);
        QSignalSpy &own = told == Told::Succeeded ? watch.succeeded
            : told == Told::Failed                ? watch.failed
                                                  : watch.cancelled;
        QCOMPARE(own.size(), 1);
        const auto call = own.first().first().value<CallRecord>();
        QCOMPARE(call.id, watch.bench.sink.records.first().id);
        QCOMPARE(watch.bench.sink.records.size(), 1);
        QCOMPARE(call.error.has_value(), told != Told::Succeeded);
        QCOMPARE(call.demo, way == Way::Demo || way == Way::AfterAFallback); // the demo answered
        QCOMPARE(call.source, u"app"_s);
    }

    void embeddings()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(R"({"data":[{"index":0,"embedding":[1,2]}],"usage":{"prompt_tokens":3}})"));
        Watch watch;
        EmbeddingRequest request;
        request.model = u"openai/text-embedding-3-small"_s;
        request.input = {u"text"_s};
        const EmbeddingReplyPtr answered = watch.router.embed(request, {.apiBase = server.url()});
        QTRY_COMPARE(watch.succeeded.size(), 1);
        QCOMPARE(int(watch.succeeded.first().first().value<CallRecord>().kind), int(CallRecord::Kind::Embedding));
        const EmbeddingReplyPtr stopped = watch.router.embed(request, {.apiBase = server.url()});
        stopped->abort();
        QCOMPARE(watch.cancelled.size(), 1);
        request.model = u"openai/nothing-like-that"_s;
        server.setAnswer(ServerScript(404));
        const EmbeddingReplyPtr failed = watch.router.embed(request, {.apiBase = server.url()});
        QTRY_COMPARE(watch.failed.size(), 1);
        QCOMPARE(watch.count(), 3);
    }

    void withoutAnotherSink()
    {
        CallEvents events;
        QSignalSpy succeeded(&events, &CallEvents::succeeded);
        events.record({});
        QCOMPARE(succeeded.size(), 1);
    }

private:
    // A router whose calls end in the events.
    struct Watch
    {
        RoutingBench bench;
        CallEvents events {&bench.sink};
        QSignalSpy succeeded {&events, &CallEvents::succeeded};
        QSignalSpy failed {&events, &CallEvents::failed};
        QSignalSpy cancelled {&events, &CallEvents::cancelled};
        Router router {{.catalogue = bench.catalogue,
            .vault = bench.vault,
            .network = bench.network,
            .replay = bench.replay,
            .clock = bench.clock,
            .sink = &events}};

        [[nodiscard]] qsizetype count() const { return succeeded.size() + failed.size() + cancelled.size(); }
    };

    static ServerScript scriptFor(Way way)
    {
        const DialectSample sample = dialectSamples().first();
        if (way == Way::Answered)
            return ServerScript::stream({sample.stream});
        if (way == Way::AnsweredInOnePiece)
            return ServerScript::ok(sample.plain);
        if (way == Way::Refused)
            return ServerScript(401);
        if (way == Way::AfterAFallback)
            return ServerScript(503);
        if (way == Way::CutShort)
            return ServerScript::stream({sample.stream.left(150)});
        return ServerScript::stream({sample.stream.left(150)}).stall();
    }

    static void run(Watch &watch, LoopbackServer &server, Way way)
    {
        ChatRequest request = question(u"openai/gpt-4o-mini"_s, way != Way::AnsweredInOnePiece);
        CallOptions options {.apiBase = server.url()};
        if (way == Way::Demo)
            request.model = u"demo/swift"_s;
        if (way == Way::NoSuchModel)
            request.model = u"no-model-of-that-name"_s;
        if (way == Way::NoSuchModel || way == Way::Demo || way == Way::NoKey) // before anything is sent
            options.apiBase.clear();
        if (way == Way::NoKey)
            qunsetenv("OPENAI_API_KEY");
        if (way == Way::NoAddress)
            options.apiBase = QUrl(u"http://127.0.0.1:1/v1"_s);
        if (way == Way::AfterAFallback)
            request.fallbacks = {u"demo/swift"_s};
        if (way == Way::TimedOut)
            request.timeout = std::chrono::milliseconds(200);
        ReplyPtr reply = watch.router.send(request, options);
        if (way == Way::DroppedFromInside)
            QObject::connect(reply.get(), &Reply::delta, &watch.events, [&reply] { reply.reset(); });
        if (way == Way::AbortedAtOnce)
            reply->abort();
        QSignalSpy deltas(reply.get(), &Reply::delta);
        const bool waits = way == Way::Aborted || way == Way::AbortedTwice || way == Way::Dropped;
        if (waits)
            QVERIFY(QTest::qWaitFor([&] { return !deltas.isEmpty(); }, 5000));
        if (way == Way::Aborted || way == Way::AbortedTwice)
            reply->abort();
        if (way == Way::AbortedTwice)
            reply->abort();
        if (way == Way::Dropped)
            reply.reset();
        QTRY_VERIFY_WITH_TIMEOUT(watch.count() > 0, 10'000);
    }
};

QTEST_GUILESS_MAIN(TestCallEvents)
#include "tst_call_events.moc"
