// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoutingBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

// The demo service through the real codecs: every model does what it is there to show, and costs nothing real.
class TestDemo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void models_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("ending"); // "ok" or the error's kind
        QTest::newRow("swift") << u"swift"_s << u"ok"_s;
        QTest::newRow("steady") << u"steady"_s << u"ok"_s;
        QTest::newRow("sage") << u"sage"_s << u"ok"_s;
        QTest::newRow("slow to start") << u"slow-start"_s << u"ok"_s;
        QTest::newRow("refusing") << u"refusing"_s << u"ok"_s;
        QTest::newRow("rate-limited") << u"rate-limited"_s << u"rate_limited"_s;
        QTest::newRow("overloaded") << u"overloaded"_s << u"overloaded"_s;
        QTest::newRow("cut") << u"cut-off"_s << u"network"_s;
        QTest::newRow("tiny") << u"tiny"_s << u"context_too_long"_s;
        QTest::newRow("unknown") << u"nobody"_s << u"not_found"_s;
    }
    void models()
    {
        QFETCH(const QString, model);
        QFETCH(const QString, ending);
        const QString prompt
            = u"What is a race condition, and how do I avoid one? Please show me a short example in C++ as "
              "well, and tell me how to find such a thing in a large program."_s;
        for (const bool stream : {true, false}) {
            RoutingBench bench;
            const CallOutcome outcome = bench.call(question(u"demo/"_s + model, stream, prompt));
            QVERIFY(outcome.result.has_value());
            QCOMPARE(outcome.answered() ? u"ok"_s : errorKindName(*outcome.errorKind()), ending);
            QVERIFY(outcome.record.demo);
            if (outcome.answered()) {
                const Message message = (*outcome.result)->first()->message;
                QVERIFY(!message.text().isEmpty() || !message.refusal.isEmpty());
                QVERIFY(outcome.record.usage.isKnown());
                QVERIFY(outcome.record.cost.isKnown());
            }
        }
    }
    void retryHint()
    {
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(u"demo/rate-limited"_s, true));
        QCOMPARE(outcome.result->error().retryAfter, std::chrono::milliseconds(12'000));
    }
    void reasoningIsApartFromTheAnswer()
    {
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(u"demo/sage"_s, true, u"What is a race condition?"_s));
        const Message message = (*outcome.result)->first()->message;
        QVERIFY(message.reasoning.startsWith("The person wants"_L1));
        QVERIFY(!message.text().contains("The person wants"_L1));
        QVERIFY(outcome.record.usage.outputReasoning > 20);
    }
    void cutKeepsWhatCame()
    {
        RoutingBench bench;
        const CallOutcome outcome = bench.call(question(u"demo/cut-off"_s, true, u"What is a race condition?"_s));
        QVERIFY(outcome.partial.text().startsWith("## What it is"_L1));
        QVERIFY(outcome.record.attempts.first().partial);
        QCOMPARE(outcome.record.cost.provenance(), Cost::Provenance::Estimated);
    }
    void secondTurnIsAnswered()
    {
        RoutingBench bench;
        ChatRequest request = question(u"demo/swift"_s, true, u"What is a race condition?"_s);
        const CallOutcome first = bench.call(request);
        request.messages += (*first.result)->first()->message;
        request.messages += Message::fromText(Role::User, u"And how do I test for it?"_s);
        const CallOutcome second = bench.call(request);
        QVERIFY(second.answered());
        QVERIFY((*second.result)->text() != (*first.result)->text());
        QVERIFY(second.record.usage.inputTotal() > first.record.usage.inputTotal());
    }
    void everyDemoModelHasAScene()
    {
        const Catalogue catalogue;
        const QList<ModelInfo> listed = catalogue.models(u"demo");
        QCOMPARE(listed.size(), 9);
        for (const ModelInfo &model : listed) {
            QVERIFY(model.demo);
            RoutingBench bench;
            const CallOutcome outcome = bench.call(question(catalogue.modelString(model), true, u"hi"_s));
            QVERIFY2(outcome.errorKind() != Error::Kind::NotFound, qPrintable(model.id));
        }
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
