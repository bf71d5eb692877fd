// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/CostCalculator.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

using Provenance = Cost::Provenance;
using Reason = Cost::Reason;

// Dollars for a million tokens, written as thousandths of a dollar: 3750 is 3.75.
std::optional<UnitPrice> perMillion(qint64 thousandths)
{
    return UnitPrice::fromAtto(thousandths * 1'000'000'000);
}

ModelInfo withPrice(const Price &price)
{
    ModelInfo model;
    model.id = u"m"_s;
    model.price = price;
    return model;
}

// 3 in, 15 out, 0.30 cache read, 3.75 and 6 cache write, a search 0.01; above 200,000 input tokens 6, 22.50,
// 0.60, 7.50, 12.
ModelInfo anthropicLike()
{
    return withPrice({.input = perMillion(3000),
        .output = perMillion(15000),
        .cacheRead = perMillion(300),
        .cacheWrite5m = perMillion(3750),
        .cacheWrite1h = perMillion(6000),
        .webSearch = UnitPrice::fromDecimal(u"0.01"),
        .tiers = {{.aboveInputTokens = 200'000,
            .input = perMillion(6000),
            .output = perMillion(22500),
            .cacheRead = perMillion(600),
            .cacheWrite5m = perMillion(7500),
            .cacheWrite1h = perMillion(12000)}}});
}

// 0.15 in, 0.60 out, 0.075 cache read.
ModelInfo openaiLike()
{
    return withPrice({.input = perMillion(150), .output = perMillion(600), .cacheRead = perMillion(75)});
}

// 0.30 in, 2.50 out, 0.03 cache read, 1 audio in.
ModelInfo audioLike()
{
    return withPrice({.input = perMillion(300),
        .output = perMillion(2500),
        .cacheRead = perMillion(30),
        .inputAudio = perMillion(1000)});
}

// Only 1 in, 4 out.
ModelInfo plain()
{
    return withPrice({.input = perMillion(1000), .output = perMillion(4000)});
}

// 0.20 in, 0.50 out, 0.05 cache read; above 128,000: 0.40, 1 and no word of cached tokens. Above 1,000,000: 2, 3.
ModelInfo twoTiers()
{
    return withPrice({.input = perMillion(200),
        .output = perMillion(500),
        .cacheRead = perMillion(50),
        .tiers = {{.aboveInputTokens = 128'000, .input = perMillion(400), .output = perMillion(1000)},
            {.aboveInputTokens = 1'000'000, .input = perMillion(2000), .output = perMillion(3000)}}});
}

Usage reported(Usage usage)
{
    usage.source = Usage::Source::Reported;
    return usage;
}

struct Expected
{
    qint64 nano = -1; // -1: unknown
    Provenance provenance = Provenance::Computed;
    Reason reason = Reason::None;
};

Expected known(qint64 nano, Provenance provenance = Provenance::Computed)
{
    return {nano, provenance, Reason::None};
}

Expected unknown(Reason reason)
{
    return {-1, Provenance::Computed, reason};
}

} // namespace

Q_DECLARE_METATYPE(Usage)
Q_DECLARE_METATYPE(Expected)
Q_DECLARE_METATYPE(std::optional<lineup::ModelInfo>)
Q_DECLARE_METATYPE(std::optional<lineup::Money>)

class TestCostCalculator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cost_data()
    {
        QTest::addColumn<std::optional<ModelInfo>>("model");
        QTest::addColumn<Usage>("usage");
        QTest::addColumn<std::optional<Money>>("provider");
        QTest::addColumn<Expected>("expected");
        simpleRows();
        cacheRows();
        reasoningAndAudioRows();
        searchAndImageRows();
        tierRows();
        roundingRows();
        unknownRows();
        provenanceRows();
    }

    void cost()
    {
        QFETCH(const std::optional<ModelInfo>, model);
        QFETCH(const Usage, usage);
        QFETCH(const std::optional<Money>, provider);
        QFETCH(const Expected, expected);
        const Cost cost = costOf(usage, model, provider);
        QCOMPARE(cost.amount().value_or(Money::fromNano(-1)).nano(), expected.nano);
        QCOMPARE(int(cost.reason()), int(expected.reason));
        if (cost.isKnown())
            QCOMPARE(int(cost.provenance()), int(expected.provenance));
    }

    // 2 in, 8 out, 0.5 cached; flex half of it, priority 3.5 and 14 without a word of cached tokens; above 200,000
    // twice.
    static ModelInfo serviceTiers()
    {
        Price price {.input = perMillion(2000), .output = perMillion(8000), .cacheRead = perMillion(500)};
        price.tiers = {{.aboveInputTokens = 200'000, .input = perMillion(4000), .output = perMillion(16000)}};
        price.levels
            = {{.serviceTier = ServiceTier::Flex,
                   .plain = {.input = perMillion(1000), .output = perMillion(4000), .cacheRead = perMillion(250)},
                   .tiers = {}},
                {.serviceTier = ServiceTier::Priority,
                    .plain = {.input = perMillion(3500), .output = perMillion(14000)},
                    .tiers = {{.aboveInputTokens = 200'000, .input = perMillion(7000), .output = perMillion(28000)}}}};
        return withPrice(price);
    }

    void serviceTierRows_data()
    {
        QTest::addColumn<QString>("tier");
        QTest::addColumn<Usage>("usage");
        QTest::addColumn<qint64>("nano"); // -1: unknown
        const Usage call = reported({.inputFresh = 10, .outputText = 1});
        QTest::newRow("none") << QString() << call << qint64(28'000); // 10 × 2000 + 8000
        QTest::newRow("default") << u"default"_s << call << qint64(28'000);
        QTest::newRow("on demand") << u"ON_DEMAND"_s << call << qint64(28'000);
        QTest::newRow("flex") << u"flex"_s << call << qint64(14'000);
        QTest::newRow("priority") << u"PRIORITY"_s << call << qint64(49'000); // 35,000 + 14,000
        QTest::newRow("batch is not told") << u"batch"_s << call << qint64(-1);
        QTest::newRow("a word nobody knows") << u"performance"_s << call << qint64(-1);
        const Usage cached = reported({.inputCacheRead = 100});
        QTest::newRow("flex, cached") << u"flex"_s << cached << qint64(25'000); // 100 × 250
        QTest::newRow("priority, cached: not told") << u"priority"_s << cached << qint64(-1);
        const Usage longCall = reported({.inputFresh = 200'001});
        QTest::newRow("priority, long") << u"priority"_s << longCall << qint64(1'400'007'000); // 200,001 × 7000
        QTest::newRow("flex, long: not told") << u"flex"_s << longCall << qint64(-1);
    }
    void serviceTierRows()
    {
        QFETCH(const QString, tier);
        QFETCH(const Usage, usage);
        QFETCH(const qint64, nano);
        const Cost cost = costOf(usage, serviceTiers(), {}, {.serviceTier = tier, .searchContextSize = {}});
        QCOMPARE(cost.amount().value_or(Money::fromNano(-1)).nano(), nano);
        if (nano < 0)
            QCOMPARE(int(cost.reason()), int(Reason::NoPrice));
    }

    void searchesBySize()
    {
        ModelInfo model = plain();
        model.price->webSearchLow = UnitPrice::fromDecimal(u"0.025");
        model.price->webSearchMedium = UnitPrice::fromDecimal(u"0.0275");
        model.price->webSearchHigh = UnitPrice::fromDecimal(u"0.03");
        const auto cost = [&](const QString &size) {
            const Usage usage = reported({.webSearches = 2});
            return costOf(usage, model, {}, {.serviceTier = {}, .searchContextSize = size}).amount();
        };
        QCOMPARE(cost(u"low"_s)->nano(), 50'000'000);
        QCOMPARE(cost(u"medium"_s)->nano(), 55'000'000);
        QCOMPARE(cost(u"high"_s)->nano(), 60'000'000);
        QVERIFY(!cost(QString()));
    }

    void imagesAndRequests()
    {
        ModelInfo model = plain(); // 1 in, 4 out
        model.price->inputImage = perMillion(3000);
        model.price->outputImage = perMillion(30000);
        model.price->request = UnitPrice::fromDecimal(u"0.005");
        const Usage usage = reported({.inputFresh = 1, .inputImage = 2, .outputImage = 3});
        QCOMPARE(costOf(usage, model, {}).amount()->nano(), 5'097'000); // 1000 + 6000 + 90,000 + 5,000,000
        const QList<CostLine> lines = costLines(usage, *model.price);
        QCOMPARE(lines.last().bucket, u"request"_s);
        QCOMPARE(lines.size(), 4);
    }

    void cachedTokensOfACachingModelWithoutAPrice()
    {
        ModelInfo model = plain();
        model.capabilities = ModelInfo::Capability::PromptCaching;
        QVERIFY(!costOf(reported({.inputCacheRead = 1}), model, {}).isKnown());
        QCOMPARE(costOf(reported({.inputFresh = 1}), model, {}).amount()->nano(), 1000);
    }

    void linesAddUpToTheCost()
    {
        const Usage usage = reported({.inputFresh = 250'000,
            .inputCacheRead = 10,
            .inputCacheWrite5m = 20,
            .inputCacheWrite1h = 30,
            .outputText = 40,
            .outputReasoning = 50,
            .webSearches = 2});
        const ModelInfo model = anthropicLike();
        const QList<CostLine> lines = costLines(usage, *model.price);
        QStringList names;
        MoneySum sum;
        for (const CostLine &line : lines) {
            names += line.bucket;
            sum.add(line.units, line.price);
        }
        const QStringList expected {u"input_fresh"_s, u"cache_read"_s, u"cache_write_5m"_s, u"cache_write_1h"_s,
            u"output_text"_s, u"output_reasoning"_s, u"web_search"_s};
        QCOMPARE(names, expected);
        QCOMPARE(lines.first().units, 250'000);
        QCOMPARE(lines.first().price.toDecimal(), u"0.000006"_s); // the tier's
        QCOMPARE(sum.total(), costOf(usage, model, {}).amount().value());
    }

    void linesLeaveOutWhatHasNoPrice()
    {
        const QList<CostLine> lines = costLines(reported({.inputFresh = 1, .webSearches = 1}), *plain().price);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines.first().bucket, u"input_fresh"_s);
    }

private:
    static void row(const char *name, const std::optional<ModelInfo> &model, const Usage &usage,
        const Expected &expected, std::optional<Money> provider = {})
    {
        QTest::newRow(name) << model << usage << provider << expected;
    }

    static void simpleRows()
    {
        // A price of 0.15 for a million tokens is 150 nano-dollars for one.
        row("one token in", openaiLike(), reported({.inputFresh = 1}), known(150)); // 1 × 150
        row("one token out", openaiLike(), reported({.outputText = 1}), known(600)); // 1 × 600
        row("a usual call", openaiLike(), reported({.inputFresh = 1000, .outputText = 500}),
            known(450'000)); // 1000 × 150 + 500 × 600 = 150,000 + 300,000
        row("a million each", openaiLike(), reported({.inputFresh = 1'000'000, .outputText = 1'000'000}),
            known(750'000'000)); // 0.15 + 0.60
        row("reported zero", openaiLike(), reported({}), known(0)); // nothing used, and the provider said so
        row("plain prices", plain(), reported({.inputFresh = 7, .outputText = 11}),
            known(51'000)); // 7 × 1000 + 11 × 4000 = 7000 + 44,000
        row("beyond 32 bits", plain(), reported({.inputFresh = 5'000'000'000}),
            known(5'000'000'000'000)); // 5e9 × 1000 nano = 5000 dollars
        row("dear model", anthropicLike(), reported({.inputFresh = 100, .outputText = 100}),
            known(1'800'000)); // 100 × 3000 + 100 × 15,000 = 300,000 + 1,500,000
    }

    static void cacheRows()
    {
        row("cache read at its price", openaiLike(), reported({.inputCacheRead = 1000}), known(75'000)); // 1000 × 75
        row("cache read without a price", plain(), reported({.inputCacheRead = 1000}),
            known(1'000'000)); // as input: 1000 × 1000
        row("fresh and read", openaiLike(), reported({.inputFresh = 200, .inputCacheRead = 800, .outputText = 100}),
            known(150'000)); // 200 × 150 + 800 × 75 + 100 × 600 = 30,000 + 60,000 + 60,000
        row("write 5m", anthropicLike(), reported({.inputCacheWrite5m = 1000}), known(3'750'000)); // 1000 × 3750
        row("write 1h", anthropicLike(), reported({.inputCacheWrite1h = 1000}), known(6'000'000)); // 1000 × 6000
        row("both writes and a read", anthropicLike(),
            reported({.inputFresh = 10,
                .inputCacheRead = 100,
                .inputCacheWrite5m = 20,
                .inputCacheWrite1h = 30,
                .outputText = 5}),
            known(390'000)); // 30,000 + 30,000 + 75,000 + 180,000 + 75,000
        row("write 5m without a price", plain(), reported({.inputCacheWrite5m = 10}),
            known(10'000)); // as input: 10 × 1000
        row("write 1h where writes have no price", plain(), reported({.inputCacheWrite1h = 10}),
            known(10'000)); // as input: 10 × 1000
        ModelInfo only5m = anthropicLike();
        only5m.price->cacheWrite1h.reset();
        row("write 1h where only 5m is known", only5m, reported({.inputFresh = 1, .inputCacheWrite1h = 1}),
            unknown(Reason::NoPrice));
        row("zero write 1h needs no price", only5m, reported({.inputCacheWrite5m = 4}), known(15'000)); // 4 × 3750
    }

    static void reasoningAndAudioRows()
    {
        row("reasoning as output", openaiLike(), reported({.outputText = 100, .outputReasoning = 400}),
            known(300'000)); // 500 × 600
        ModelInfo apart = openaiLike();
        apart.price->reasoning = perMillion(900);
        row("reasoning at its price", apart, reported({.outputText = 100, .outputReasoning = 400}),
            known(420'000)); // 100 × 600 + 400 × 900 = 60,000 + 360,000
        row("audio in at its price", audioLike(), reported({.inputFresh = 100, .inputAudio = 100}),
            known(130'000)); // 100 × 300 + 100 × 1000
        row("audio in as input", plain(), reported({.inputAudio = 100}), known(100'000)); // 100 × 1000
        row("audio out as output", plain(), reported({.outputAudio = 100}), known(400'000)); // 100 × 4000
        ModelInfo voice = plain();
        voice.price->outputAudio = perMillion(20000);
        row("audio out at its price", voice, reported({.outputText = 10, .outputAudio = 100}),
            known(2'040'000)); // 10 × 4000 + 100 × 20,000
    }

    static void searchAndImageRows()
    {
        row("searches", anthropicLike(), reported({.inputFresh = 100, .webSearches = 3}),
            known(30'300'000)); // 100 × 3000 + 3 × 10,000,000
        row("searches without a price", openaiLike(), reported({.inputFresh = 100, .webSearches = 1}),
            unknown(Reason::NoPrice));
        row("images billed apart, in", anthropicLike(), reported({.inputImage = 1}), unknown(Reason::NoPrice));
        row("images billed apart, out", anthropicLike(), reported({.outputImage = 1}), unknown(Reason::NoPrice));
    }

    static void tierRows()
    {
        row("at the bound: below", anthropicLike(), reported({.inputFresh = 200'000, .outputText = 100}),
            known(601'500'000)); // 200,000 × 3000 + 100 × 15,000 = 600,000,000 + 1,500,000
        row("one above: the whole call", anthropicLike(), reported({.inputFresh = 200'001, .outputText = 100}),
            known(1'202'256'000)); // 200,001 × 6000 + 100 × 22,500 = 1,200,006,000 + 2,250,000
        row("cached tokens count towards the bound", anthropicLike(),
            reported({.inputFresh = 1, .inputCacheRead = 200'000}), known(120'006'000)); // 6000 + 200,000 × 600
        row("writes in the tier", anthropicLike(),
            reported({.inputFresh = 200'000, .inputCacheWrite5m = 10, .inputCacheWrite1h = 10}),
            known(1'200'195'000)); // 200,000 × 6000 + 10 × 7500 + 10 × 12,000
        row("output does not count towards the bound", anthropicLike(),
            reported({.inputFresh = 1, .outputText = 300'000}), known(4'500'003'000)); // 3000 + 300,000 × 15,000
        row("first of two tiers", twoTiers(), reported({.inputFresh = 200'000, .outputText = 10}),
            known(80'010'000)); // 200,000 × 400 + 10 × 1000
        row("second of two tiers", twoTiers(), reported({.inputFresh = 1'000'001, .outputText = 10}),
            known(2'000'032'000)); // 1,000,001 × 2000 + 10 × 3000
        row("cached in a tier that is silent on it", twoTiers(), reported({.inputFresh = 200'000, .inputCacheRead = 1}),
            unknown(Reason::NoPrice));
        row("cached below that tier", twoTiers(), reported({.inputFresh = 100'000, .inputCacheRead = 100}),
            known(20'005'000)); // 100,000 × 200 + 100 × 50
        row("reasoning in a tier", twoTiers(), reported({.inputFresh = 130'000, .outputReasoning = 1000}),
            known(53'000'000)); // 130,000 × 400 + 1000 × 1000
        ModelInfo noCachePrice = twoTiers();
        noCachePrice.price->cacheRead.reset();
        row("cached as the tier's input", noCachePrice, reported({.inputFresh = 130'000, .inputCacheRead = 1000}),
            known(52'400'000)); // 131,000 × 400
        ModelInfo noTier1h = anthropicLike();
        noTier1h.price->tiers.first().cacheWrite1h.reset();
        row("write 1h unknown in the tier", noTier1h, reported({.inputFresh = 200'000, .inputCacheWrite1h = 1}),
            unknown(Reason::NoPrice));
    }

    static void roundingRows()
    {
        const ModelInfo cheap = withPrice({.input = UnitPrice::fromDecimalPerMillion(u"0.0375"),
            .output = UnitPrice::fromDecimalPerMillion(u"0.0004")});
        row("half a nano is rounded up", cheap, reported({.inputFresh = 1}), known(38)); // 37.5
        row("rounded once, not for each token", cheap, reported({.inputFresh = 3}), known(113)); // 112.5
        row("exact where it is", cheap, reported({.inputFresh = 2}), known(75)); // 75.0
        row("below half is rounded down", cheap, reported({.outputText = 1}), known(0)); // 0.4
        row("buckets are added before rounding", cheap, reported({.inputFresh = 1, .outputText = 2}),
            known(38)); // 37.5 + 0.8 = 38.3
    }

    static void unknownRows()
    {
        row("no usage", openaiLike(), {.inputFresh = 100}, unknown(Reason::NoUsage));
        row("no model", {}, reported({.inputFresh = 1}), unknown(Reason::NoPrice));
        row("no price", ModelInfo {.id = u"m"_s}, reported({.inputFresh = 1}), unknown(Reason::NoPrice));
        row("an output price only, input used", withPrice({.output = perMillion(1)}), reported({.inputFresh = 1}),
            unknown(Reason::NoPrice));
        row("an output price only, output used", withPrice({.output = perMillion(1000)}), reported({.outputText = 3}),
            known(3000)); // 3 × 1000
        row("a negative count", openaiLike(), reported({.inputFresh = -1, .outputText = 5}), unknown(Reason::NoUsage));
    }

    static void provenanceRows()
    {
        row("the provider's figure goes first", openaiLike(), reported({.inputFresh = 1000}),
            known(123, Provenance::Provider), Money::fromNano(123));
        row("the provider's figure without usage or price", {}, {}, known(5, Provenance::Provider), Money::fromNano(5));
        row("the provider says nothing is due", openaiLike(), reported({.inputFresh = 1}),
            known(0, Provenance::Provider), Money());
        row("a negative figure is none", openaiLike(), reported({.inputFresh = 1}), known(150), Money::fromNano(-7));
        Usage estimated {.inputFresh = 10};
        estimated.source = Usage::Source::Estimated;
        row("estimated usage", openaiLike(), estimated, known(1500, Provenance::Estimated)); // 10 × 150
        const ModelInfo free {.id = u"local"_s, .free = true};
        row("free", free, reported({.inputFresh = 1000}), known(0, Provenance::Free));
        row("free without usage", free, {}, known(0, Provenance::Free));
        row("free, but searched with something", free, reported({.webSearches = 1}), unknown(Reason::NoPrice));
        row("free, but the provider billed", free, reported({.inputFresh = 1}), known(9, Provenance::Provider),
            Money::fromNano(9));
    }
};

QTEST_GUILESS_MAIN(TestCostCalculator)
#include "tst_costcalculator.moc"
