// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/PriceJson.h"

#include "core/domain/PriceFields.h"
#include "core/domain/Vocabulary.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

template<typename Fields, typename Owner>
void writeFields(QJsonObject &json, const Fields &fields, const Owner &owner)
{
    for (const auto &field : fields) {
        if (const std::optional<UnitPrice> &price = owner.*field.member)
            json.insert(field.word, price->toDecimal());
    }
}

template<typename Fields, typename Owner>
void readFields(const QJsonObject &json, const Fields &fields, Owner &owner)
{
    for (const auto &field : fields)
        owner.*field.member = UnitPrice::fromDecimal(json.value(field.word).toString());
}

QJsonObject tierJson(const Price::Tier &tier)
{
    QJsonObject json;
    if (tier.aboveInputTokens > 0)
        json.insert("above"_L1, tier.aboveInputTokens);
    writeFields(json, tierFields, tier);
    return json;
}

Price::Tier tierFromJson(const QJsonObject &json)
{
    Price::Tier tier;
    tier.aboveInputTokens = json.value("above"_L1).toInteger();
    readFields(json, tierFields, tier);
    return tier;
}

void writeTiers(QJsonObject &json, const QList<Price::Tier> &tiers)
{
    QJsonArray array;
    for (const Price::Tier &tier : tiers)
        array += tierJson(tier);
    if (!array.isEmpty())
        json.insert("tiers"_L1, array);
}

QList<Price::Tier> readTiers(const QJsonObject &json)
{
    QList<Price::Tier> tiers;
    for (const QJsonValue &tier : json.value("tiers"_L1).toArray())
        tiers += tierFromJson(tier.toObject());
    return tiers;
}

} // namespace

QJsonObject priceJson(const Price &price)
{
    QJsonObject json;
    writeFields(json, priceFields, price);
    writeTiers(json, price.tiers);
    QJsonArray levels;
    for (const Price::Level &level : price.levels) {
        QJsonObject object = tierJson(level.plain);
        object.insert("tier"_L1, serviceTierName(level.serviceTier));
        writeTiers(object, level.tiers);
        levels += object;
    }
    if (!levels.isEmpty())
        json.insert("levels"_L1, levels);
    if (price.asOf.isValid())
        json.insert("as_of"_L1, price.asOf.toString(Qt::ISODate));
    return json;
}

Price priceFromJson(const QJsonObject &json)
{
    Price price;
    readFields(json, priceFields, price);
    price.tiers = readTiers(json);
    for (const QJsonValue &value : json.value("levels"_L1).toArray()) {
        const QJsonObject object = value.toObject();
        if (const std::optional<ServiceTier> tier = serviceTierFromName(object.value("tier"_L1).toString()))
            price.levels += {.serviceTier = *tier, .plain = tierFromJson(object), .tiers = readTiers(object)};
    }
    price.asOf = QDate::fromString(json.value("as_of"_L1).toString(), Qt::ISODate);
    return price;
}

} // namespace lineup
