// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/Chain.h"
#include "tests/support/FakeGate.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/RouteBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;

namespace {

const QByteArray key = "test-key-0123456789";

Error spent()
{
    return {.kind = Error::Kind::BudgetExhausted, .detail = u"\"Daily\" is spent"_s, .code = u"daily-id"_s};
}

ServerScript answer()
{
    return ServerScript::ok(dialectSamples().first().plain);
}

// Two services of the same format, and a gate before both.
struct Bench
{
    Bench()
        : routes({{u"one"_s, dialectSamples().first(), one.url(), key},
                     {u"two"_s, dialectSamples().first(), two.url(), key}},
            nullptr, &gate)
    {
        one.setAnswer(answer());
        two.setAnswer(answer());
    }
    RouteCall &ask(const ChatRequest &request)
    {
        RouteCall &call = routes.send(request);
        if (!routes.waitForAll(20s))
            qFatal("the call did not end");
        return call;
    }

    LoopbackServer one;
    LoopbackServer two;
    FakeGate gate;
    RouteBench routes;
};

} // namespace

// What a Router asks of the person's budgets, and what it does with their answers.
class TestRouterBudgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void claimsBeforeSending()
    {
        Bench bench;
        ChatRequest request = question(u"one/m"_s, false);
        request.user = u"ann"_s;
        request.maxTokens = 100;
        request.metadata = {{u"project"_s, u"shop"_s}, {u"tags"_s, QJsonArray {u"b"_s, u"a"_s, u"b"_s}}};
        const RouteCall &call = bench.ask(request);
        QVERIFY(call.result->has_value());
        QCOMPARE(bench.gate.claims.size(), 1);
        const SpendClaim claim = bench.gate.claims.first();
        QCOMPARE(claim.service, u"one"_s);
        QCOMPARE(claim.model, u"m"_s);
        QCOMPARE(claim.requestedModel, u"one/m"_s);
        QCOMPARE(claim.user, u"ann"_s);
        QCOMPARE(claim.source, u"app"_s);
        QCOMPARE(claim.labels, (CallLabels {.project = u"shop"_s, .tags = {u"a"_s, u"b"_s}}));
        const CallRecord &record = call.reply->record();
        QCOMPARE(claim.callId, record.id);
        QCOMPARE(claim.startedAt, record.startedAt);
        QCOMPARE(record.attempts.first().claim, claim.id);
        QVERIFY(!claim.id.isEmpty());
        // The ledger settles what was sent.
        QVERIFY(bench.gate.released.isEmpty());
        QVERIFY(bench.gate.adjusted.isEmpty());
    }

    void refusalSendsNothing()
    {
        Bench bench;
        bench.gate.refuse.insert(u"one/m"_s, spent());
        const RouteCall &call = bench.ask(question(u"one/m"_s, true));
        QVERIFY(!call.result->has_value());
        QCOMPARE(call.result->error(), spent());
        QCOMPARE(bench.one.requests().size(), 0);
        const CallRecord &record = call.reply->record();
        QCOMPARE(record.attempts.size(), 0);
        QCOMPARE(record.route.size(), 1);
        QCOMPARE(record.route.first().skipped, SkipReason::Budget);
        QVERIFY(bench.gate.released.isEmpty()); // nothing was claimed
    }

    void nextStepMayFit()
    {
        Bench bench;
        bench.gate.refuse.insert(u"one/m"_s, spent());
        ChatRequest request = question(u"one/m"_s, false);
        request.fallbacks = {u"two/m"_s};
        const RouteCall &call = bench.ask(request);
        QVERIFY(call.result->has_value());
        QCOMPARE(bench.one.requests().size(), 0);
        QCOMPARE(bench.two.requests().size(), 1);
        QCOMPARE(bench.gate.claims.size(), 2);
    }

    void failedAttemptMakesRoomForTheNext()
    {
        Bench bench;
        bench.one.setAnswer(ServerScript(429).piece("{\"error\": {\"message\": \"slow down\"}}"));
        ChatRequest request = question(u"one/m"_s, false);
        request.numRetries = 0;
        request.fallbacks = {u"two/m"_s};
        const RouteCall &call = bench.ask(request);
        QVERIFY(call.result->has_value());
        QCOMPARE(bench.gate.claims.size(), 2);
        QCOMPARE(bench.gate.adjusted.size(), 1);
        QCOMPARE(bench.gate.adjusted.first().id, bench.gate.claims.first().id);
        QCOMPARE(bench.gate.adjusted.first().cost, Cost::unknown(Cost::Reason::NotBilled));
        QVERIFY(bench.gate.released.isEmpty());
    }

    void droppedWhileAskingGivesBack()
    {
        Bench bench;
        bench.gate.holdBack = true;
        RouteCall &call = bench.routes.send(question(u"one/m"_s, false));
        QTRY_COMPARE(bench.gate.claims.size(), 1);
        call.reply.reset();
        QTRY_COMPARE(bench.gate.released, QStringList {bench.gate.claims.first().id});
        bench.gate.answer();
        QCoreApplication::processEvents();
        QCOMPARE(bench.one.requests().size(), 0);
    }

    void stoppedWhileAskingGivesBack()
    {
        Bench bench;
        bench.gate.holdBack = true;
        RouteCall &call = bench.routes.send(question(u"one/m"_s, false));
        QTRY_COMPARE(bench.gate.claims.size(), 1);
        call.reply->abort();
        QVERIFY(bench.routes.waitForAll(5s));
        QCOMPARE(call.result->error().kind, Error::Kind::Cancelled);
        QTRY_COMPARE(bench.gate.released.size(), 1);
        bench.gate.answer();
        QCoreApplication::processEvents();
        QCOMPARE(bench.one.requests().size(), 0);
    }

    void switchesToAnotherModelOnce()
    {
        Bench bench;
        bench.gate.switchTo = {{u"one/m"_s, u"two/cheap"_s}, {u"two/cheap"_s, u"one/m"_s}};
        ChatRequest request = question(u"one/m"_s, false);
        request.fallbacks = {u"one/other"_s};
        const RouteCall &call = bench.ask(request);
        QVERIFY(call.result->has_value());
        QCOMPARE(bench.one.requests().size(), 0);
        QCOMPARE(bench.two.requests().size(), 1);
        QCOMPARE(bench.gate.claims.size(), 2);
        QVERIFY(bench.gate.claims.last().switched);
        const CallRecord &record = call.reply->record();
        QCOMPARE(record.requestedModel, u"one/m"_s);
        QCOMPARE(record.attempts.size(), 1);
        QCOMPARE(record.attempts.first().claim, bench.gate.claims.last().id);
        QCOMPARE(record.route.first().skipped, SkipReason::Budget);
    }

    void switchToNobodyFails()
    {
        Bench bench;
        bench.gate.switchTo = {{u"one/m"_s, u"chain/gone"_s}};
        const RouteCall &call = bench.ask(question(u"one/m"_s, false));
        QCOMPARE(call.result->error().kind, Error::Kind::NotFound);
        QVERIFY(call.result->error().detail.contains(u"gone"_s));
        QCOMPARE(bench.one.requests().size(), 0);
    }

    void demoIsNobodysMoney()
    {
        FakeGate gate;
        RoutingBench bench(&gate);
        QVERIFY(bench.call(question(u"demo/swift"_s, true)).answered());
        QVERIFY(gate.claims.isEmpty());
    }

    void embeddingsAreClaimed_data()
    {
        QTest::addColumn<bool>("refused");
        QTest::newRow("admitted") << false;
        QTest::newRow("refused") << true;
    }
    void embeddingsAreClaimed()
    {
        QFETCH(const bool, refused);
        Bench bench;
        if (refused)
            bench.gate.refuse.insert(u"one/m"_s, spent());
        bench.one.setAnswer(ServerScript::ok(
            "{\"data\": [{\"index\": 0, \"embedding\": [1]}], \"usage\": {\"prompt_tokens\": 2}, \"model\": \"m\"}"));
        EmbeddingRequest request;
        request.model = u"one/m"_s;
        request.input = {u"text"_s};
        const EmbeddingReplyPtr reply = bench.routes.router.embed(request);
        std::optional<Result<EmbeddingResult>> result;
        connect(reply.get(), &EmbeddingReply::finished, reply.get(),
            [&result](const Result<EmbeddingResult> &answer) { result = answer; });
        QTRY_VERIFY(result.has_value());
        QCOMPARE(bench.gate.claims.size(), 1);
        QVERIFY(bench.gate.claims.first().worstTokens > 0);
        QCOMPARE(result->has_value(), !refused);
        QCOMPARE(bench.one.requests().size(), refused ? 0 : 1);
        if (refused)
            QCOMPARE(result->error(), spent());
        else
            QCOMPARE(reply->record().attempts.first().claim, bench.gate.claims.first().id);
    }
};

QTEST_GUILESS_MAIN(TestRouterBudgets)
#include "tst_router_budgets.moc"
