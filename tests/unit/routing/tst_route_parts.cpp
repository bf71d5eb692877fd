// SPDX-License-Identifier: GPL-3.0-or-later
// What a route is made of, each alone: cooling, statistics, waits, virtual time, plans, traces.
#include "core/domain/RouteTrace.h"
#include "core/routing/Chain.h"
#include "core/routing/RouteMemory.h"
#include "core/routing/VirtualTime.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;

namespace {

const QString target = u"a/b"_s;

Error failure(Error::Kind kind, std::optional<std::chrono::milliseconds> retryAfter = {})
{
    return {.kind = kind, .retryAfter = retryAfter};
}

} // namespace

class TestRouteParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // ---- Cooldowns

    void coolsAfterThree()
    {
        VirtualTime time;
        Cooldowns cooldowns(time);
        for (int i = 0; i < 2; ++i) {
            cooldowns.failed(target, failure(Error::Kind::Network));
            QCOMPARE(cooldowns.state(target), Cooldowns::State::Ready);
        }
        cooldowns.failed(target, failure(Error::Kind::Network));
        QCOMPARE(cooldowns.state(target), Cooldowns::State::Cooling);
        QCOMPARE(cooldowns.remaining(target), 30s);
        QCOMPARE(cooldowns.state(u"a/other"_s), Cooldowns::State::Ready);
        time.advance(29'999ms);
        QCOMPARE(cooldowns.state(target), Cooldowns::State::Cooling);
        time.advance(1ms);
        QCOMPARE(cooldowns.state(target), Cooldowns::State::Probing);
        QCOMPARE(cooldowns.remaining(target), 0s);
    }
    void anAnswerInBetweenForgets()
    {
        VirtualTime time;
        Cooldowns cooldowns(time);
        for (int i = 0; i < 10; ++i) {
            cooldowns.failed(target, failure(Error::Kind::ServerFault));
            cooldowns.failed(target, failure(Error::Kind::ServerFault));
            cooldowns.answered(target);
        }
        QCOMPARE(cooldowns.state(target), Cooldowns::State::Ready);
    }
    void oneProbeAtATime()
    {
        VirtualTime time;
        Cooldowns cooldowns(time);
        for (int i = 0; i < 3; ++i)
            cooldowns.failed(target, failure(Error::Kind::ServerFault));
        time.advance(30s);
        cooldowns.began(target);
        QCOMPARE(cooldowns.state(target), Cooldowns::State::Cooling); // for all but the probe
        cooldowns.abandoned(target);
        QCOMPARE(cooldowns.state(target), Cooldowns::State::Probing);
        cooldowns.began(target);
        cooldowns.answered(target);
        QCOMPARE(cooldowns.state(target), Cooldowns::State::Ready);
    }
    void aFailedProbeDoubles()
    {
        VirtualTime time;
        Cooldowns cooldowns(time);
        for (int i = 0; i < 3; ++i)
            cooldowns.failed(target, failure(Error::Kind::ServerFault));
        const QList<std::chrono::seconds> pauses {60s, 120s, 240s, 480s, 600s, 600s};
        for (const std::chrono::seconds pause : pauses) {
            time.advance(cooldowns.remaining(target));
            cooldowns.began(target);
            cooldowns.failed(target, failure(Error::Kind::ServerFault));
            QCOMPARE(cooldowns.remaining(target), pause);
        }
    }
    void aPauseThatWasAskedFor()
    {
        VirtualTime time;
        Cooldowns cooldowns(time);
        cooldowns.failed(target, failure(Error::Kind::RateLimited, 5s));
        QCOMPARE(cooldowns.remaining(target), 5s);
        cooldowns.failed(target, failure(Error::Kind::RateLimited, 1s)); // began before: does not shorten it
        QCOMPARE(cooldowns.remaining(target), 5s);
        cooldowns.failed(u"a/c"_s, failure(Error::Kind::RateLimited, 24h));
        QCOMPARE(cooldowns.remaining(u"a/c"_s), 10min);
    }
    void whatSaysNothingDoesNotCool_data()
    {
        QTest::addColumn<Error::Kind>("kind");
        QTest::addRow("bad request") << Error::Kind::BadRequest;
        QTest::addRow("too long") << Error::Kind::ContextTooLong;
        QTest::addRow("filtered") << Error::Kind::ContentFiltered;
        QTest::addRow("cancelled") << Error::Kind::Cancelled;
    }
    void whatSaysNothingDoesNotCool()
    {
        QFETCH(Error::Kind, kind);
        VirtualTime time;
        Cooldowns cooldowns(time);
        for (int i = 0; i < 5; ++i)
            cooldowns.failed(target, failure(kind));
        QCOMPARE(cooldowns.state(target), Cooldowns::State::Ready);
    }

    // ---- TargetStats

    void countsWhatIsUnderWay()
    {
        VirtualTime time;
        TargetStats stats(time);
        stats.began(target);
        stats.began(target);
        QCOMPARE(stats.inFlight(target), 2);
        for (int i = 0; i < 3; ++i)
            stats.ended(target);
        QCOMPARE(stats.inFlight(target), 0);
    }
    void meanOfTheLastTen()
    {
        VirtualTime time;
        TargetStats stats(time);
        QVERIFY(!stats.latency(target));
        stats.measured(target, 900ms); // is pushed out
        for (int i = 0; i < 5; ++i) {
            stats.measured(target, 100ms);
            stats.measured(target, 200ms);
        }
        QCOMPARE(stats.latency(target), std::optional<std::chrono::microseconds>(150ms));
    }
    void anHourLaterNothingIsKnown()
    {
        VirtualTime time;
        TargetStats stats(time);
        stats.measured(target, 100ms);
        time.advance(30min);
        stats.measured(target, 300ms);
        time.advance(30min + 1ms);
        QCOMPARE(stats.latency(target), std::optional<std::chrono::microseconds>(300ms));
        time.advance(1h);
        QVERIFY(!stats.latency(target));
    }

    // ---- RouteMemory

    void sticksForAWhile()
    {
        VirtualTime time;
        RouteMemory memory(time);
        QCOMPARE(memory.firstStep(u"c"_s), 0);
        memory.stick(u"c"_s, 2, 60s);
        QCOMPARE(memory.firstStep(u"c"_s), 2);
        QCOMPARE(memory.firstStep(u"d"_s), 0);
        time.advance(60s);
        QCOMPARE(memory.firstStep(u"c"_s), 0);
    }

    // ---- waits

    void waits_data()
    {
        QTest::addColumn<int>("retry");
        QTest::addColumn<int>("asked"); // ms; -1: nothing
        QTest::addColumn<double>("random");
        QTest::addColumn<int>("wait"); // ms; -1: none
        QTest::addRow("first") << 0 << -1 << 0.5 << 125;
        QTest::addRow("second") << 1 << -1 << 0.5 << 250;
        QTest::addRow("third") << 2 << -1 << 0.5 << 500;
        QTest::addRow("none at all") << 4 << -1 << 0.0 << 0;
        QTest::addRow("up to the limit") << 12 << -1 << 0.5 << 10'000;
        QTest::addRow("far beyond") << 1'000'000 << -1 << 1.0 << 20'000;
        QTest::addRow("random out of range") << 0 << -1 << 7.0 << 250;
        QTest::addRow("asked for more") << 0 << 700 << 0.5 << 700;
        QTest::addRow("asked for less") << 2 << 10 << 0.5 << 500;
        QTest::addRow("asked for the limit") << 0 << 20'000 << 0.5 << 20'000;
        QTest::addRow("asked for too much") << 0 << 20'001 << 0.5 << -1;
    }
    void waits()
    {
        QFETCH(int, retry);
        QFETCH(int, asked);
        QFETCH(double, random);
        QFETCH(int, wait);
        std::optional<std::chrono::milliseconds> retryAfter;
        if (asked >= 0)
            retryAfter = std::chrono::milliseconds(asked);
        const auto got = waitBeforeRetry(RoutePlan(), retry, retryAfter, random);
        QCOMPARE(got ? int(got->count()) : -1, wait);
    }

    // ---- VirtualTime

    void timeGoesInOrder()
    {
        VirtualTime time;
        QObject context;
        QStringList log;
        const auto note = [&](const QString &what) {
            return [&log, &time, what] { log += what + QString::number(time.monotonic().count() / 1'000'000); };
        };
        time.after(20ms, &context, note(u"c"_s));
        time.after(10ms, &context, note(u"a"_s));
        time.after(10ms, &context, note(u"b"_s));
        time.after(-5ms, &context, note(u"z"_s));
        QVERIFY(log.isEmpty());
        time.advance(15ms);
        QCOMPARE(log, (QStringList {u"z0"_s, u"a10"_s, u"b10"_s}));
        QCOMPARE(time.monotonic(), 15ms);
        QVERIFY(time.step());
        QCOMPARE(log.last(), u"c20"_s);
        QVERIFY(!time.step());
    }
    void timeLeavesOutWhatIsGone()
    {
        VirtualTime time;
        bool called = false;
        {
            QObject context;
            time.after(1ms, &context, [&] { called = true; });
        }
        QVERIFY(!time.runUntil([&] { return called; }, 10ms));
        QVERIFY(!called);
    }

    // ---- plans

    void planOfARequest()
    {
        ChatRequest request;
        request.model = u"a"_s;
        request.fallbacks = {u"b"_s, u"c"_s};
        request.numRetries = 2;
        request.contextWindowFallbacks = {{u"a"_s, u"big"_s}};
        request.contentPolicyFallbacks = {u"d"_s};
        const RoutePlan plan = planOf(request);
        QCOMPARE(plan.steps.size(), 3);
        QCOMPARE(plan.steps.at(2).targets.first().model, u"c"_s);
        QCOMPARE(plan.steps.at(2).retries, 2);
        QVERIFY(!plan.steps.first().fallOn.testFlag(ErrorClass::Auth));
        QVERIFY(!plan.steps.first().fallOn.testFlag(ErrorClass::BadRequest));
        QCOMPARE(plan.contextFallbacks.value(u"a"_s), u"big"_s);
        QCOMPARE(plan.contentFallbacks, QStringList {u"d"_s});
        request.numRetries.reset();
        QCOMPARE(planOf(request).steps.first().retries, 0);
    }
    void planOfAChain()
    {
        Chain chain {.name = u"c"_s,
            .steps = {{.targets = {{.model = u"a"_s}}, .retries = 3}},
            .backoffBase = 7ms,
            .waitLimit = 9ms,
            .stickFor = 11ms,
            .retryUncertain = true};
        ChatRequest request;
        request.model = u"chain/c"_s;
        RoutePlan plan = planOf(chain, request);
        QCOMPARE(plan.chain, u"c"_s);
        QCOMPARE(plan.steps, chain.steps);
        QCOMPARE(plan.backoffBase, 7ms);
        QCOMPARE(plan.waitLimit, 9ms);
        QCOMPARE(plan.stickFor, 11ms);
        QVERIFY(plan.retryUncertain);
        request.numRetries = 1;
        request.fallbacks = {u"z"_s};
        plan = planOf(chain, request);
        QCOMPARE(plan.steps.size(), 2);
        QCOMPARE(plan.steps.first().retries, 1);
        QCOMPARE(plan.steps.last().targets.first().model, u"z"_s);
    }
    void chainNames()
    {
        QVERIFY(isChainName(u"Reliable-2_x.y"));
        QVERIFY(isChainName(QString(64, u'a')));
        for (const QString &bad : {u""_s, u"a b"_s, u"a/b"_s, u"ä"_s, QString(65, u'a')})
            QVERIFY2(!isChainName(bad), qPrintable(bad));
    }

    // ---- traces

    void tracesAreReadBack()
    {
        const QList<RouteEvent> events {{.kind = RouteEvent::Kind::Attempt,
                                            .step = 0,
                                            .model = u"a/b"_s,
                                            .at = 1ms,
                                            .took = 400ms,
                                            .attempt = 0,
                                            .error = Error::Kind::RateLimited,
                                            .httpStatus = 429},
            {.kind = RouteEvent::Kind::Wait, .step = 0, .model = u"a/b"_s, .at = 401ms, .took = 125ms},
            {.kind = RouteEvent::Kind::Skip, .step = 1, .model = u"c"_s, .skipped = SkipReason::Cooling, .left = 9s},
            {.kind = RouteEvent::Kind::Attempt, .step = 2, .model = u"d"_s, .attempt = 1, .largerContext = true}};
        QCOMPARE(traceLines(events),
            (QStringList {u"1 a/b: rate_limited"_s, u"1 wait"_s, u"2 c: skipped, cooling"_s, u"3 d: answered"_s}));
        const QJsonArray json = routeJson(events);
        QCOMPARE(json.first()["took_ms"_L1].toInt(), 400);
        QCOMPARE(json.at(2)["left_ms"_L1].toInt(), 9'000);
        QVERIFY(json.at(3)["error"_L1].isUndefined());
        QCOMPARE(readRoute(json), events);
    }
    void readingATraceIsLenient()
    {
        const QJsonArray odd {
            QJsonObject {{u"kind"_s, u"teleport"_s}, {u"error"_s, u"new"_s}, {u"at_ms"_s, u"x"_s}}, 7};
        const QList<RouteEvent> events = readRoute(odd);
        QCOMPARE(events.size(), 2);
        QVERIFY(!events.first().error);
        QCOMPARE(events.first().at, 0us);
    }
};

QTEST_GUILESS_MAIN(TestRouteParts)
#include "tst_route_parts.moc"
