// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/PriceFields.h"
#include "core/domain/PriceJson.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

class TestPriceJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFieldComesBack()
    {
        Price price;
        qint64 atto = 1;
        const auto next = [&] { return UnitPrice::fromAtto(37'500'000'000 + atto++); };
        for (const PriceField &field : priceFields)
            price.*field.member = next();
        Price::Tier tier {.aboveInputTokens = 200'000};
        for (const TierField &field : tierFields)
            tier.*field.member = next();
        price.tiers = {tier, {.aboveInputTokens = 500'000, .output = next()}};
        price.levels = {{.serviceTier = ServiceTier::Flex, .plain = {.input = next()}, .tiers = {tier}},
            {.serviceTier = ServiceTier::Priority, .plain = {.cacheRead = UnitPrice()}, .tiers = {}}};
        price.asOf = QDate(2026, 4, 1);
        QVERIFY(priceFromJson(priceJson(price)) == price);
    }

    void unknownStaysUnknownAndZeroStaysZero()
    {
        QVERIFY(priceFromJson({}) == Price());
        QCOMPARE(priceJson(Price()), QJsonObject());
        const Price zero {.input = UnitPrice()};
        QCOMPARE(priceJson(zero), (QJsonObject {{u"input"_s, u"0"_s}}));
        QVERIFY(priceFromJson(priceJson(zero)) == zero);
    }

    void isWrittenExactly()
    {
        const Price price {.input = UnitPrice::fromDecimal(u"3.75e-08"),
            .tiers = {{.aboveInputTokens = 1000, .output = UnitPrice::fromDecimal(u"0.000015")}}};
        const QJsonObject expected {{u"input"_s, u"0.0000000375"_s},
            {u"tiers"_s, QJsonArray {QJsonObject {{u"above"_s, 1000}, {u"output"_s, u"0.000015"_s}}}}};
        QCOMPARE(priceJson(price), expected);
    }

    void whatCannotBeReadIsLeftOut()
    {
        const Price price = priceFromJson({{u"input"_s, 1.5}, {u"output"_s, u"many"_s},
            {u"levels"_s, QJsonArray {QJsonObject {{u"tier"_s, u"gold"_s}}}}});
        QVERIFY(price == Price());
    }
};

QTEST_GUILESS_MAIN(TestPriceJson)
#include "tst_price_json.moc"
