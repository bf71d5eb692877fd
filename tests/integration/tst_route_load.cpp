// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/SqliteLedger.h"
#include "tests/support/FakeGate.h"
#include "tests/support/FaultServer.h"
#include "tests/support/RouteBench.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;

// Many calls at once through a failing target and two that stand ready.
class TestRouteLoad : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCallIsAnsweredAndWritten();
    void whoWaitedPassesBy();
};

void TestRouteLoad::everyCallIsAnsweredAndWritten()
{
    constexpr int count = 200;
    FaultServer busy(dialectSamples().at(0), true);
    FaultServer broken(dialectSamples().at(1), true);
    FaultServer good(dialectSamples().at(2), true);
    busy.setAnswer(busy.refusal(429));
    broken.setAnswer(broken.refusal(500));
    const QTemporaryDir folder;
    SqliteLedger ledger(folder.filePath(u"ledger.db"_s));
    RouteBench bench({{u"busy"_s, busy.sample(), busy.url(), "sk-a-0123456789abcdef"},
                         {u"broken"_s, broken.sample(), broken.url(), "sk-b-0123456789abcdef"},
                         {u"good"_s, good.sample(), good.url(), "sk-c-0123456789abcdef"}},
        &ledger);
    for (int i = 0; i < count; ++i) {
        ChatRequest request = question(u"busy/m"_s, true);
        request.fallbacks = {u"broken/m"_s, u"good/m"_s};
        bench.send(request);
    }
    QVERIFY(bench.waitForAll(60s));
    QSet<QString> sent;
    for (const auto &call : bench.calls()) {
        QCOMPARE(call->finishedCount, 1);
        QVERIFY2(call->result->has_value(), call->result->has_value() ? "" : qPrintable(call->result->error().detail));
        QCOMPARE(call->text, QString::fromUtf8("Hi, wörld"));
        const CallRecord &record = call->reply->record();
        // Who cools by then is left out, and that stands in the route.
        QVERIFY(record.attempts.size() >= 1 && record.attempts.size() <= 3);
        QVERIFY(record.route.size() >= 3);
        QCOMPARE(record.attempts.last().service, u"good"_s);
        sent.insert(record.id);
    }
    QCOMPARE(sent.size(), count);
    QCOMPARE(good.requests().size(), count);
    QVERIFY(busy.requests().size() >= 3);

    QFuture<Result<QList<CallRecord>>> recent = ledger.recent(count + 1);
    QTRY_VERIFY_WITH_TIMEOUT(recent.isFinished(), 20'000);
    const Result<QList<CallRecord>> written = recent.result();
    QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().detail));
    QCOMPARE(written->size(), count);
    for (const CallRecord &record : *written)
        QVERIFY(sent.remove(record.id) && !record.error);
}

// Only those that were on their way already find out for themselves that the first refuses; and what the others had
// claimed there goes back.
void TestRouteLoad::whoWaitedPassesBy()
{
    constexpr int count = 600;
    FaultServer busy(dialectSamples().at(0), true);
    FaultServer good(dialectSamples().at(1), true);
    busy.setAnswer(busy.refusal(429));
    FakeGate gate;
    RouteBench bench({{u"busy"_s, busy.sample(), busy.url(), "sk-a-0123456789abcdef"},
                         {u"good"_s, good.sample(), good.url(), "sk-b-0123456789abcdef"}},
        nullptr, &gate);
    for (int i = 0; i < count; ++i) {
        ChatRequest request = question(u"busy/m"_s, true);
        request.fallbacks = {u"good/m"_s};
        bench.send(request);
    }
    QVERIFY(bench.waitForAll(60s));
    const QSet<QString> back(gate.released.begin(), gate.released.end());
    QSet<QString> used;
    for (const auto &call : bench.calls()) {
        QVERIFY(call->result->has_value());
        for (const AttemptRecord &attempt : call->reply->record().attempts)
            used += attempt.claim;
    }
    QCOMPARE(good.requests().size(), count);
    QVERIFY2(busy.requests().size() <= count / 2, qPrintable(QString::number(busy.requests().size())));
    QCOMPARE(used.size(), count + busy.requests().size());
    QVERIFY(!used.intersects(back));
    QCOMPARE(used.size() + back.size(), gate.claims.size());
}

QTEST_GUILESS_MAIN(TestRouteLoad)
#include "tst_route_load.moc"
