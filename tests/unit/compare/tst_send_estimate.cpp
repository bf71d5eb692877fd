// SPDX-License-Identifier: GPL-3.0-or-later
// Every figure is counted by hand. "Say hello" is 2 tokens by the rates of TokenEstimate (a word of up to four letters
// is one, each letter more a quarter) and 4 around the message: 6. An answer of unknown length is taken to be 500. At
// worst the words are 4 tokens, with 12 around the message and 600 that a provider may add: 616 (WorstCost.h).
#include "core/compare/SendEstimate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

UnitPrice perMillion(QStringView dollars)
{
    return UnitPrice::fromDecimalPerMillion(dollars).value();
}

// $2 for a million tokens in, $10 out: 2,000 and 10,000 nano-dollars a token.
ModelInfo priced(qint64 longest)
{
    ModelInfo info {.id = u"m"_s, .service = u"s"_s};
    info.maxOutputTokens = longest;
    info.price = Price {.input = perMillion(u"2"), .output = perMillion(u"10")};
    return info;
}

PaneModel model(const std::optional<ModelInfo> &info)
{
    PaneModel out {.modelString = u"s/m"_s, .label = u"m"_s, .service = u"s"_s};
    out.info = info;
    return out;
}

ChatRequest hello(std::optional<int> maxTokens = {})
{
    ChatRequest request;
    request.model = u"s/m"_s;
    request.messages = {Message::fromText(Role::User, u"Say hello"_s)};
    request.maxTokens = maxTokens;
    return request;
}

ChatRequest helloWithImage()
{
    ChatRequest request = hello();
    request.messages[0].content += {.kind = ContentPart::Kind::Image, .data = "png", .mimeType = u"image/png"_s};
    return request;
}

using Expected = std::optional<qint64>;
constexpr std::optional<qint64> noLimit; // nothing can be said

} // namespace

class TestSendEstimate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pricedCall_data()
    {
        QTest::addColumn<ChatRequest>("request");
        QTest::addColumn<ModelInfo>("info");
        QTest::addColumn<Expected>("expected");
        QTest::addColumn<qint64>("usual"); // nano-dollars
        QTest::addColumn<Expected>("worst");

        QTest::newRow("usual answer") << hello() << priced(4'096) << Expected() << 5'012'000LL << Expected(42'192'000);
        QTest::newRow("answers so far were short")
            << hello() << priced(4'096) << Expected(100) << 1'012'000LL << Expected(42'192'000);
        QTest::newRow("nothing expected")
            << hello() << priced(4'096) << Expected(0) << 12'000LL << Expected(42'192'000);
        QTest::newRow("limit of the request")
            << hello(50) << priced(4'096) << Expected() << 512'000LL << Expected(1'732'000);
        QTest::newRow("request allows more than the model can")
            << hello(9'000) << priced(4'096) << Expected() << 5'012'000LL << Expected(42'192'000);
        QTest::newRow("model shorter than usual")
            << hello() << priced(300) << Expected() << 3'012'000LL << Expected(4'232'000);
        QTest::newRow("model shorter than expected")
            << hello() << priced(300) << Expected(2'000) << 3'012'000LL << Expected(4'232'000);
        QTest::newRow("only the request limits")
            << hello(800) << priced(0) << Expected() << 5'012'000LL << Expected(9'232'000);
        QTest::newRow("nothing limits") << hello() << priced(0) << Expected() << 5'012'000LL << noLimit;
        QTest::newRow("image counts a thousand tokens")
            << helloWithImage() << priced(1'000) << Expected() << 7'012'000LL << Expected(21'232'000);

        ModelInfo finer = priced(1'000); // 37.5 and 100 nano-dollars a token
        finer.price = Price {.input = perMillion(u"0.0375"), .output = perMillion(u"0.1")};
        QTest::newRow("below a nano-dollar a token") << hello() << finer << Expected() << 50'225LL << Expected(123'100);
        ModelInfo withFee = priced(1'000);
        withFee.price->request = UnitPrice::fromDecimal(u"0.01");
        QTest::newRow("fee for each call") << hello() << withFee << Expected() << 15'012'000LL << Expected(21'232'000);
        ModelInfo dearer = priced(1'000); // the input of 6 is above 5
        dearer.price->tiers = {{.aboveInputTokens = 5, .input = perMillion(u"4"), .output = perMillion(u"20")}};
        QTest::newRow("long input has its own price")
            << hello() << dearer << Expected() << 10'024'000LL << Expected(22'464'000);
    }
    void pricedCall()
    {
        QFETCH(ChatRequest, request);
        QFETCH(ModelInfo, info);
        QFETCH(Expected, expected);
        QFETCH(qint64, usual);
        QFETCH(Expected, worst);
        SendEstimate estimate;
        estimate.add(request, model(info), expected);
        QCOMPARE(estimate.calls(), 1);
        QCOMPARE(estimate.unpriced() + estimate.free() + estimate.demo(), 0);
        QCOMPARE(estimate.usual().nano(), usual);
        QCOMPARE(estimate.worst().has_value(), worst.has_value());
        QCOMPARE(estimate.unbounded(), worst ? 0 : 1);
        if (worst)
            QCOMPARE(estimate.worst()->nano(), *worst);
    }

    void leftOutOfTheSums_data()
    {
        QTest::addColumn<PaneModel>("asked");
        QTest::addColumn<int>("unpriced");
        QTest::addColumn<int>("free");
        QTest::addColumn<int>("demo");

        PaneModel demo = model(priced(1'000));
        demo.demo = true;
        demo.local = true;
        demo.info->free = true;
        QTest::newRow("demo is nothing else beside") << demo << 0 << 0 << 1;
        PaneModel local = model(priced(1'000)); // a price for what runs here means nothing
        local.local = true;
        QTest::newRow("local") << local << 0 << 1 << 0;
        PaneModel unknownLocal = model({});
        unknownLocal.local = true;
        QTest::newRow("local and not in the catalogue") << unknownLocal << 0 << 1 << 0;
        PaneModel free = model(priced(1'000));
        free.info->free = true;
        free.info->price.reset();
        QTest::newRow("free") << free << 0 << 1 << 0;
        PaneModel bare = model(priced(1'000));
        bare.info->price.reset();
        QTest::newRow("no price") << bare << 1 << 0 << 0;
        PaneModel half = model(priced(1'000));
        half.info->price->output.reset();
        QTest::newRow("price of the input alone") << half << 1 << 0 << 0;
        QTest::newRow("not in the catalogue") << model({}) << 1 << 0 << 0;
    }
    void leftOutOfTheSums()
    {
        QFETCH(PaneModel, asked);
        SendEstimate estimate;
        estimate.add(hello(), asked);
        QCOMPARE(estimate.calls(), 1);
        QTEST(estimate.unpriced(), "unpriced");
        QTEST(estimate.free(), "free");
        QTEST(estimate.demo(), "demo");
        QCOMPARE(estimate.unbounded(), 0);
        QCOMPARE(estimate.usual(), Money());
        QCOMPARE(estimate.worst(), std::optional(Money()));
    }

    // A service that bills a search for each answer, at 0.008 dollars, and 0.012 at the most.
    void aSearchInEachAnswer()
    {
        ModelInfo info = priced(1'000);
        info.price->webSearchMedium = UnitPrice::fromDecimal(u"0.008");
        info.price->webSearchHigh = UnitPrice::fromDecimal(u"0.012");
        Quirks quirks;
        quirks.searchesAlways = QRegularExpression(u"^m$"_s);
        SendEstimate estimate;
        estimate.add(hello(), model(info), {}, quirks);
        QCOMPARE(estimate.usual().nano(), 13'012'000); // 5,012,000 + 8,000,000
        QCOMPARE(estimate.worst()->nano(), 23'232'000); // 11,232,000 + 12,000,000
    }

    void whatRunsHereCostsWhatThePersonSays()
    {
        PaneModel local = model(priced(1'000));
        local.local = true;
        local.info->ownPrice = true;
        SendEstimate estimate;
        estimate.add(hello(), local);
        QCOMPARE(estimate.free(), 0);
        QCOMPARE(estimate.usual().nano(), 5'012'000);
    }

    void severalPanesAddUp()
    {
        PaneModel demo = model({});
        demo.demo = true;
        SendEstimate estimate;
        estimate.add(hello(), model(priced(1'000))); // 5,012,000; at worst 11,232,000
        estimate.add(hello(50), model(priced(0))); // 512,000; at worst 1,732,000
        estimate.add(hello(), demo);
        estimate.add(hello(), model({}));
        QCOMPARE(estimate.calls(), 4);
        QCOMPARE(estimate.demo(), 1);
        QCOMPARE(estimate.unpriced(), 1);
        QCOMPARE(estimate.usual().nano(), 5'524'000);
        QCOMPARE(estimate.worst().value().nano(), 12'964'000);
        estimate.add(hello(), model(priced(0))); // one without a limit, and no worst can be told
        QCOMPARE(estimate.usual().nano(), 10'536'000);
        QCOMPARE(estimate.unbounded(), 1);
        QVERIFY(!estimate.worst());
    }

    void nothingAskedIsNothing()
    {
        const SendEstimate estimate;
        QCOMPARE(estimate.calls(), 0);
        QCOMPARE(estimate.usual(), Money());
        QCOMPARE(estimate.worst(), std::optional(Money()));
    }
};

QTEST_APPLESS_MAIN(TestSendEstimate)
#include "tst_send_estimate.moc"
