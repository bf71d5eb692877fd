// SPDX-License-Identifier: GPL-3.0-or-later
#include "DialectSamples.h"
#include "core/domain/RouteTrace.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

// The first step fails without being sent; what stands behind it is asked for real.
class TestFireDrill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyTheFirstStepIsSpared()
    {
        const DialectSample sample = dialectSamples().first();
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(sample.plain));
        RoutingBench bench;
        ChatRequest request = question(u"anthropic/claude-3-haiku-20240307"_s, false);
        request.fallbacks = {sample.model};
        const Result<Target> named = bench.catalogue.resolve(sample.model);
        QVERIFY(named.has_value());
        bench.vault.setSessionKey(named->service.id, SecretBytes("test-key-0123456789"));
        qputenv(named->service.baseUrlEnvironment.first().toLatin1().constData(), server.url().toEncoded());
        const CallOutcome outcome = bench.call(request, {.failFirstStep = true});
        QVERIFY2(outcome.answered(), qPrintable(traceLines(outcome.record.route).join(u" | ") + outcome.complaint()));
        QCOMPARE(server.requests().size(), 1);
        const CallRecord record = bench.sink.records.value(0);
        QCOMPARE(record.attempts.size(), 2);
        QCOMPARE(record.attempts.first().service, u"anthropic"_s);
        QVERIFY(record.attempts.first().error);
        QCOMPARE(record.attempts.first().error->code, u"fire_drill"_s);
        QCOMPARE(record.attempts.first().cost, Cost::unknown(Cost::Reason::NotBilled));
        QVERIFY(!record.attempts.last().error);
        QCOMPARE(record.route.size(), 2);
    }

    void nobodyCoolsForADrill()
    {
        RoutingBench bench;
        for (int i = 0; i < Cooldowns::failuresBefore + 1; ++i) {
            const CallOutcome outcome = bench.call(question(u"openai/gpt-4o-mini"_s, false), {.failFirstStep = true});
            QCOMPARE(outcome.errorKind(), std::optional(Error::Kind::Network));
        }
        QCOMPARE(bench.router.memory().cooldowns.state(u"openai/gpt-4o-mini"_s), Cooldowns::State::Ready);
    }
};

QTEST_GUILESS_MAIN(TestFireDrill)
#include "tst_fire_drill.moc"
