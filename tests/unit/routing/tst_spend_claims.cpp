// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/PartialUsage.h"
#include "core/routing/SpendClaims.h"
#include "core/routing/WorstCost.h"
#include "core/spend/CostCalculator.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

std::optional<UnitPrice> perMillion(const char *dollars)
{
    return UnitPrice::fromDecimalPerMillion(QString::fromLatin1(dollars));
}

// 1 in, 4 out; 100,000 of context, 10,000 of answer.
ModelInfo model()
{
    ModelInfo out {.id = u"m"_s, .contextTokens = 100'000, .maxOutputTokens = 10'000};
    out.price = Price {.input = perMillion("1"), .output = perMillion("4")};
    return out;
}

// "word " 1000 times: 1000 tokens by the estimate, 2000 by the margin, and what is added: 600, and 12 for the message.
ChatRequest thousandWords()
{
    ChatRequest request;
    request.messages = {Message::fromText(Role::User, QString(u"word "_s).repeated(1000).trimmed())};
    request.maxTokens = 1000;
    return request;
}
constexpr qint64 inputBound = 2612;

ContentPart part(ContentPart::Kind kind, const QString &mime, qsizetype bytes)
{
    ContentPart out;
    out.kind = kind;
    out.mimeType = mime;
    out.data = QByteArray(bytes, 'x');
    return out;
}

qint64 nano(const WorstCase &worst)
{
    return worst.cost.value_or(Money::fromNano(-1)).nano();
}

} // namespace

// What a budget reserves for a call before it is sent.
class TestSpendClaims : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inputTimesMarginAndTheLongestAnswer()
    {
        QCOMPARE(estimatedInputTokens(thousandWords()), 1004);
        const WorstCase worst = worstCase(thousandWords(), model());
        QCOMPARE(worst.tokens, inputBound + 1000);
        QCOMPARE(nano(worst), 6'612'000); // 2612 x 1000 + 1000 x 4000
    }

    void whatBoundsTheAnswer()
    {
        ChatRequest request = thousandWords();
        request.maxTokens = 50'000; // more than the model writes
        QCOMPARE(longestAnswer(request, model()), 10'000);
        request.maxTokens.reset();
        QCOMPARE(longestAnswer(request, model()), 10'000);
        ModelInfo windowOnly = model();
        windowOnly.maxOutputTokens = 0;
        QCOMPARE(longestAnswer(request, windowOnly), 100'000);
        request.maxTokens = 7;
        QCOMPARE(longestAnswer(request, windowOnly), 16); // the least that an API may take
        request.maxTokens = 100;
        request.n = 3;
        QCOMPARE(longestAnswer(request, windowOnly), 300);
    }

    void nothingBoundsTheAnswer()
    {
        ModelInfo unknown = model();
        unknown.contextTokens = unknown.maxOutputTokens = 0;
        ChatRequest request = thousandWords();
        QVERIFY(worstCase(request, unknown).cost); // max_tokens does
        request.maxTokens.reset();
        QVERIFY(!worstCase(request, unknown).cost);
        QCOMPARE(worstCase(request, unknown).tokens, 0);
        Quirks quirks;
        quirks.unsupported = {u"max_tokens"_s};
        request.maxTokens = 100;
        QVERIFY(!worstCase(request, unknown, quirks).cost); // it is not sent
    }

    // Where thoughts are counted beside the answer, its limit does not hold for them.
    void thoughtsBesideTheAnswer()
    {
        Quirks quirks;
        quirks.reasoningOutsideCompletion = true;
        ModelInfo thinker = model();
        QCOMPARE(longestAnswer(thousandWords(), thinker, quirks), 1000);
        thinker.capabilities = ModelInfo::Capability::Reasoning;
        QCOMPARE(longestAnswer(thousandWords(), thinker, quirks), 10'000);
    }

    void theDearestBucketsHold()
    {
        ModelInfo dear = model();
        dear.price->reasoning = perMillion("10");
        QCOMPARE(nano(worstCase(thousandWords(), dear)), 12'612'000); // 2612 x 1000 + 1000 x 10,000
        ChatRequest spoken = thousandWords();
        spoken.modalities = {u"text"_s, u"audio"_s};
        ModelInfo voice = model();
        voice.price->outputAudio = perMillion("80");
        QCOMPARE(nano(worstCase(spoken, voice)), 82'612'000);
        QCOMPARE(nano(worstCase(thousandWords(), voice)), 6'612'000); // no voice was asked for
    }

    void cacheWrites()
    {
        ModelInfo caching = model();
        caching.price->cacheRead = perMillion("0.1");
        caching.price->cacheWrite5m = perMillion("1.25");
        caching.price->cacheWrite1h = perMillion("2");
        ChatRequest request = thousandWords();
        QCOMPARE(nano(worstCase(request, caching)), 7'265'000); // 2612 x 1250 + 4,000,000
        request.messages[0].content[0].cacheControl = {{u"type"_s, u"ephemeral"_s}};
        QCOMPARE(nano(worstCase(request, caching)), 7'265'000);
        request.messages[0].content[0].cacheControl = {{u"type"_s, u"ephemeral"_s}, {u"ttl"_s, u"1h"_s}};
        QCOMPARE(nano(worstCase(request, caching)), 9'224'000); // 2612 x 2000 + 4,000,000
        caching.price->cacheWrite1h.reset();
        QVERIFY(!worstCase(request, caching).cost); // nobody tells what it costs
    }

    void longContext()
    {
        ModelInfo tiered = model();
        tiered.price->tiers = {{.aboveInputTokens = 2000, .input = perMillion("2"), .output = perMillion("6")}};
        QCOMPARE(nano(worstCase(thousandWords(), tiered)), 11'224'000); // 2612 x 2000 + 1000 x 6000
        tiered.price->tiers[0].aboveInputTokens = 3000;
        QCOMPARE(nano(worstCase(thousandWords(), tiered)), 6'612'000);
    }

    void serviceTiers()
    {
        ModelInfo tiered = model();
        tiered.price->levels = {{.serviceTier = ServiceTier::Priority,
                                    .plain = {.input = perMillion("2"), .output = perMillion("8")},
                                    .tiers = {}},
            {.serviceTier = ServiceTier::Flex,
                .plain = {.input = perMillion("0.5"), .output = perMillion("2")},
                .tiers = {}}};
        ChatRequest request = thousandWords();
        request.serviceTier = u"priority"_s;
        QCOMPARE(nano(worstCase(request, tiered)), 13'224'000);
        request.serviceTier = u"flex"_s; // may be served as the standard one
        QCOMPARE(nano(worstCase(request, tiered)), 6'612'000);
        request.serviceTier = u"auto"_s;
        QCOMPARE(nano(worstCase(request, tiered)), 6'612'000);
        request.serviceTier = u"performance"_s;
        QVERIFY(!worstCase(request, tiered).cost);
    }

    void picturesSoundAndDocuments()
    {
        ChatRequest request = thousandWords();
        request.messages[0].content += part(ContentPart::Kind::Image, u"image/png"_s, 100);
        QCOMPARE(mostInputTokens(request, model()), inputBound + 5000);
        Quirks quirks;
        quirks.imageTokens = {{QRegularExpression(u"^m$"_s), 48'200}};
        QCOMPARE(mostInputTokens(request, model(), quirks), inputBound + 48'200);
        request.messages[0].content[1] = part(ContentPart::Kind::Audio, u"audio/mpeg"_s, 10'000);
        QCOMPARE(mostInputTokens(request, model()), inputBound + 352); // at most 11 seconds of 32
        request.messages[0].content[1] = part(ContentPart::Kind::Audio, u"audio/wav"_s, 80'000);
        QCOMPARE(mostInputTokens(request, model()), inputBound + 352);
        request.messages[0].content[1] = part(ContentPart::Kind::File, u"application/pdf"_s, 10'000);
        QCOMPARE(mostInputTokens(request, model()), 100'000); // as much as fits
        ModelInfo endless = model();
        endless.contextTokens = 0;
        QVERIFY(!mostInputTokens(request, endless));
        request.messages[0].content[1] = part(ContentPart::Kind::File, u"text/plain"_s, 777);
        QCOMPARE(mostInputTokens(request, model()), inputBound + 777);
    }

    void aDocumentThatIsBilledByItsPages()
    {
        ChatRequest request = thousandWords();
        request.messages[0].content += part(ContentPart::Kind::File, u"application/pdf"_s, 10'000);
        QVERIFY(worstCase(request, model()).cost);
        Quirks quirks;
        quirks.filesCostExtra = true;
        QVERIFY(!worstCase(request, model(), quirks).cost);
        QVERIFY(worstCase(request, model(), quirks).tokens > 0);
        QVERIFY(worstCase(thousandWords(), model(), quirks).cost); // there is none
    }

    void pricesForEachPictureAndEachRequest()
    {
        ChatRequest request = thousandWords();
        request.messages[0].content += part(ContentPart::Kind::Image, u"image/png"_s, 100);
        ModelInfo one = model();
        one.price->inputImageEach = UnitPrice::fromDecimal(u"0.001");
        one.price->request = UnitPrice::fromDecimal(u"0.005");
        QCOMPARE(nano(worstCase(request, one)), 17'612'000); // 7612 x 1000 + 4,000,000 + 1,000,000 + 5,000,000
    }

    void toolsAndSchemas()
    {
        ChatRequest request = thousandWords();
        Tool tool;
        tool.name = u"weather"_s; // 1.75 tokens
        request.tools = {tool};
        const qint64 bound = *mostInputTokens(request, model());
        QVERIFY2(bound > inputBound + 900, qPrintable(QString::number(bound)));
        request.responseFormat = ResponseFormat {.kind = ResponseFormat::Kind::JsonSchema};
        QCOMPARE(*mostInputTokens(request, model()), bound + 500);
    }

    void aLongerInputThanTheWindowIsRefused()
    {
        ChatRequest request = thousandWords();
        request.messages = {Message::fromText(Role::User, QString(u"word "_s).repeated(90'000))};
        QCOMPARE(mostInputTokens(request, model()), 100'000);
    }

    void searches()
    {
        ModelInfo searcher = model();
        searcher.capabilities = ModelInfo::Capability::WebSearch;
        searcher.price->webSearchLow = UnitPrice::fromDecimal(u"0.005");
        searcher.price->webSearchMedium = UnitPrice::fromDecimal(u"0.008");
        searcher.price->webSearchHigh = UnitPrice::fromDecimal(u"0.012");
        ChatRequest request = thousandWords();
        QCOMPARE(nano(worstCase(request, searcher)), 6'612'000); // it was not asked to
        request.webSearchOptions = QJsonObject();
        QVERIFY(!worstCase(request, searcher).cost); // as often as it likes
        Quirks once;
        once.searchesAlways = QRegularExpression(u"^m$"_s);
        QCOMPARE(nano(worstCase(request, searcher, once)), 18'612'000); // the widest
        request.webSearchOptions = QJsonObject {{u"search_context_size"_s, u"low"_s}};
        QCOMPARE(nano(worstCase(request, searcher, once)), 11'612'000);
        request.webSearchOptions.reset();
        request.extraBody = {{u"tools"_s, QJsonArray {u"something"_s}}};
        QVERIFY(!worstCase(request, model()).cost);
    }

    void unpricedAndFree()
    {
        ModelInfo unpriced = model();
        unpriced.price.reset();
        const WorstCase worst = worstCase(thousandWords(), unpriced);
        QVERIFY(!worst.cost);
        QCOMPARE(worst.tokens, inputBound + 1000);
        unpriced.free = true;
        QCOMPARE(nano(worstCase(thousandWords(), unpriced)), 0);
        unpriced.contextTokens = unpriced.maxOutputTokens = 0;
        ChatRequest endless = thousandWords();
        endless.maxTokens.reset();
        QCOMPARE(nano(worstCase(endless, unpriced)), 0);
    }

    void aClaimNamesItsTarget()
    {
        Target target;
        target.service.id = u"acme"_s;
        target.model = u"m"_s;
        target.info = model();
        SpendClaim claim = claimFor(thousandWords(), target);
        QCOMPARE(claim.service, u"acme"_s);
        QCOMPARE(claim.model, u"m"_s);
        QCOMPARE(claim.worstCost->nano(), 6'612'000);
        QCOMPARE(claim.worstTokens, inputBound + 1000);
        QVERIFY(!claim.free);
        target.info->free = true;
        QVERIFY(claimFor(thousandWords(), target).free);
        target.info.reset();
        claim = claimFor(thousandWords(), target);
        QVERIFY(!claim.worstCost && !claim.free);
        target.service.demo = true;
        QVERIFY(claimFor(thousandWords(), target).free);
    }

    void embeddings()
    {
        EmbeddingRequest request;
        request.input = {QString(u"word "_s).repeated(100).trimmed(), u"word"_s};
        Target target;
        target.info = ModelInfo {.id = u"e"_s, .contextTokens = 8191, .mode = ModelInfo::Mode::Embedding};
        target.info->price = Price {.input = perMillion("0.02")};
        const SpendClaim claim = claimFor(request, target);
        QCOMPARE(claim.worstTokens, 226); // 2 x 100 + 12, 2 x 1 + 12
        QCOMPARE(claim.worstCost->nano(), 4'520);
        target.info->price.reset();
        QVERIFY(!claimFor(request, target).worstCost);
    }

    // Whatever is used within the bound costs no more than it.
    void noUsageWithinTheBoundCostsMore()
    {
        QRandomGenerator random(20261130);
        ModelInfo any = model();
        any.price->cacheRead = perMillion("0.1");
        any.price->cacheWrite5m = perMillion("1.25");
        any.price->tiers = {{.aboveInputTokens = 1500,
            .input = perMillion("2"),
            .output = perMillion("6"),
            .cacheRead = perMillion("0.2"),
            .cacheWrite5m = perMillion("2.5")}};
        const WorstCase worst = worstCase(thousandWords(), any);
        for (int i = 0; i < 2000; ++i) {
            Usage usage {.source = Usage::Source::Reported};
            usage.inputFresh = random.bounded(700);
            usage.inputCacheRead = random.bounded(700);
            usage.inputCacheWrite5m = random.bounded(700);
            usage.outputText = random.bounded(500);
            usage.outputReasoning = random.bounded(500);
            const Cost cost = computedCost(usage, any);
            QVERIFY(cost.isKnown() && *cost.amount() <= *worst.cost);
        }
    }
};

QTEST_GUILESS_MAIN(TestSpendClaims)
#include "tst_spend_claims.moc"
