// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/MetricsText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using namespace std::chrono_literals;

namespace {

PaneMetrics withCost(const Cost &cost)
{
    PaneMetrics metrics;
    metrics.cost = cost;
    return metrics;
}

PaneMetrics running(std::optional<Money> soFar)
{
    PaneMetrics metrics;
    metrics.running = true;
    metrics.soFar = soFar;
    return metrics;
}

PaneModel pricedModel(qint64 maxOutput)
{
    ModelInfo info {.id = u"m"_s, .service = u"s"_s, .maxOutputTokens = maxOutput};
    info.price = Price {.input = UnitPrice::fromDecimal(u"0.000001"), .output = UnitPrice::fromDecimal(u"0.00001")};
    return {.modelString = u"s/m"_s, .label = u"m"_s, .info = info};
}

} // namespace

class TestMetricsText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cost_data()
    {
        QTest::addColumn<PaneMetrics>("metrics");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hintHas");
        const Money amount = Money::fromNano(8'734'500);
        QTest::newRow("computed") << withCost(Cost::known(amount, Cost::Provenance::Computed)) << u"$0.0087"_s
                                  << u"$0.0087345"_s;
        QTest::newRow("provider") << withCost(Cost::known(amount, Cost::Provenance::Provider)) << u"$0.0087 *"_s
                                  << u"provider"_s;
        QTest::newRow("estimated") << withCost(Cost::known(amount, Cost::Provenance::Estimated)) << u"≈ $0.0087"_s
                                   << u"estimated"_s;
        QTest::newRow("free") << withCost(Cost::known({}, Cost::Provenance::Free)) << u"free"_s << u"costs nothing"_s;
        QTest::newRow("no price") << withCost(Cost::unknown(Cost::Reason::NoPrice)) << u"set a price…"_s
                                  << u"no price"_s;
        QTest::newRow("no usage") << withCost(Cost::unknown(Cost::Reason::NoUsage)) << u"–"_s << u"did not say"_s;
        QTest::newRow("maybe billed") << withCost(Cost::unknown(Cost::Reason::MaybeBilled)) << u"–"_s
                                      << u"may have reached"_s;
        QTest::newRow("running") << running(amount) << u"≥ $0.0087 …"_s << u"estimated"_s;
        QTest::newRow("running, no price") << running({}) << u"–"_s << u"not known"_s;
        QTest::newRow("running, free") << running(Money {}) << u"free"_s << QString();
        PaneMetrics demo = withCost(Cost::known(amount, Cost::Provenance::Computed));
        demo.demo = true;
        QTest::newRow("demo") << demo << u"$0.0087 demo"_s << u"nothing was spent"_s;
    }
    void cost()
    {
        QFETCH(const PaneMetrics, metrics);
        QFETCH(const QString, text);
        QFETCH(const QString, hintHas);
        QCOMPARE(MetricsText::text(MetricsText::CostCell, metrics), text);
        const QString hint = MetricsText::hint(MetricsText::CostCell, metrics);
        QVERIFY2(hint.contains(hintHas), qPrintable(hint));
        QVERIFY(!text.contains(u"$0.00"_s) || text.contains(u"87"_s));
    }

    void tokens()
    {
        PaneMetrics metrics;
        QCOMPARE(MetricsText::text(MetricsText::Tokens, metrics), u"–"_s);
        metrics.usage = {.source = Usage::Source::Reported,
            .inputFresh = 700,
            .inputCacheRead = 300,
            .outputText = 40,
            .outputReasoning = 2};
        QCOMPARE(MetricsText::text(MetricsText::Tokens, metrics), u"1k (300) → 42"_s);
        const QString hint = MetricsText::hint(MetricsText::Tokens, metrics);
        QVERIFY(hint.contains(u"700"_s) && hint.contains(u"reasoning: 2"_s));
    }

    void best()
    {
        PaneMetrics quick;
        quick.firstToken = 100ms;
        quick.tokensPerSecond = 50;
        quick.cost = Cost::known(Money::fromNano(200), Cost::Provenance::Computed);
        PaneMetrics cheap;
        cheap.firstToken = 300ms;
        cheap.tokensPerSecond = 90;
        cheap.cost = Cost::known(Money::fromNano(100), Cost::Provenance::Computed);
        const BestFigures best = bestFigures({quick, std::nullopt, cheap});
        QCOMPARE(best.firstToken, (QList<bool> {true, false, false}));
        QCOMPARE(best.speed, (QList<bool> {false, false, true}));
        QCOMPARE(best.cost, (QList<bool> {false, false, true}));
        QCOMPARE(bestFigures({quick, quick}).cost, (QList<bool> {false, false}));
        QCOMPARE(bestFigures({quick}).speed, QList<bool> {false});
        QCOMPARE(bestFigures({}).speed, QList<bool> {});
    }

    void demoCostIsNotTheCheapest()
    {
        PaneMetrics demo = withCost(Cost::known(Money::fromNano(1), Cost::Provenance::Computed));
        demo.demo = true;
        const PaneMetrics real = withCost(Cost::known(Money::fromNano(100), Cost::Provenance::Computed));
        QCOMPARE(bestFigures({demo, real}).cost, (QList<bool> {false, false}));
    }

    void demoCostsAreComparedAmongThemselves()
    {
        PaneMetrics cheap = withCost(Cost::known(Money::fromNano(1), Cost::Provenance::Computed));
        PaneMetrics dear = withCost(Cost::known(Money::fromNano(9), Cost::Provenance::Computed));
        cheap.demo = true;
        dear.demo = true;
        QCOMPARE(bestFigures({dear, cheap}).cost, (QList<bool> {false, true}));
    }

    void sendButton_data()
    {
        QTest::addColumn<SendEstimate>("estimate");
        QTest::addColumn<QString>("text");
        ChatRequest request;
        request.maxTokens = 1000;
        SendEstimate priced;
        priced.add(request, pricedModel(0), 100);
        // no input: 100 tokens are $0.001; at most 1000 are $0.01, with 600 that a provider may add $0.0106
        QTest::newRow("priced") << priced << u"Send · ~$0.001, at most $0.011"_s;
        SendEstimate unlimited;
        unlimited.add({}, pricedModel(0), 100);
        QTest::newRow("no limit") << unlimited << u"Send · ~$0.001"_s;
        SendEstimate unknown;
        unknown.add(request, {.modelString = u"x/y"_s});
        QTest::newRow("no price") << unknown << u"Send · price unknown"_s;
        SendEstimate demo;
        demo.add(request, {.modelString = u"d/x"_s, .demo = true});
        QTest::newRow("demo") << demo << u"Send · free demo"_s;
        SendEstimate local;
        local.add(request, {.modelString = u"l/x"_s, .local = true});
        QTest::newRow("free") << local << u"Send · free"_s;
        QTest::newRow("nobody") << SendEstimate {} << u"Send"_s;
    }
    void sendButton()
    {
        QFETCH(const SendEstimate, estimate);
        QFETCH(const QString, text);
        QString shown = MetricsText::sendText(estimate);
        shown.replace(u"$0.0010"_s, u"$0.001"_s).replace(u"$0.010"_s, u"$0.01"_s);
        QCOMPARE(shown, text);
    }

    void unknownPriceIsNamedInTheHint()
    {
        SendEstimate estimate;
        estimate.add({}, {.modelString = u"x/y"_s});
        estimate.add({}, pricedModel(100), 10);
        QVERIFY(MetricsText::sendHint(estimate).contains(u"unknown for 1 model"_s));
        QVERIFY(MetricsText::sendText(estimate).contains(u"+ ?"_s));
    }
};

QTEST_MAIN(TestMetricsText)
#include "tst_metrics_text.moc"
