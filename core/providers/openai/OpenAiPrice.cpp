// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiPrice.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

std::optional<UnitPrice> readPrice(const QJsonValue &value)
{
    if (value.isString())
        return UnitPrice::fromDecimal(value.toString());
    if (!value.isDouble())
        return std::nullopt;
    const QString text = QString::number(value.toDouble(), 'f', QLocale::FloatingPointShortest);
    return UnitPrice::fromDecimal(QString(text + u"e-6"_s)); // for a million
}

std::optional<UnitPrice> first(const QJsonObject &pricing, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        if (const auto price = readPrice(pricing.value(name)))
            return price;
    }
    return std::nullopt;
}

// A price of nothing beside the main prices means that there is none of its own.
std::optional<UnitPrice> unlessZero(std::optional<UnitPrice> price)
{
    return price && price->atto() > 0 ? price : std::nullopt;
}

const auto inputNames = {"prompt"_L1, "input"_L1};
const auto outputNames = {"completion"_L1, "output"_L1};
const auto readNames = {"input_cache_read"_L1, "cache_read"_L1, "cached_input"_L1};
const auto writeNames = {"input_cache_write"_L1, "cache_write"_L1};

QList<Price::Tier> readTiers(const QJsonArray &overrides)
{
    QList<Price::Tier> tiers;
    for (const QJsonValue &value : overrides) {
        const QJsonObject row = value.toObject();
        Price::Tier tier;
        tier.aboveInputTokens = static_cast<qint64>(row.value("min_prompt_tokens"_L1).toDouble());
        if (tier.aboveInputTokens <= 0)
            continue;
        tier.input = first(row, inputNames);
        tier.output = first(row, outputNames);
        tier.cacheRead = first(row, readNames);
        tier.cacheWrite5m = first(row, writeNames);
        tier.cacheWrite1h = first(row, {"input_cache_write_1h"_L1});
        tiers += tier;
    }
    std::sort(tiers.begin(), tiers.end(),
        [](const Price::Tier &a, const Price::Tier &b) { return a.aboveInputTokens < b.aboveInputTokens; });
    return tiers;
}

} // namespace

std::optional<Price> readListedPrice(const QJsonObject &pricing)
{
    Price price;
    price.input = first(pricing, inputNames);
    price.output = first(pricing, outputNames);
    if (!price.input || !price.output || price.input->atto() < 0 || price.output->atto() < 0)
        return std::nullopt;
    if (const auto request = first(pricing, {"request"_L1}); request && request->atto() > 0)
        return std::nullopt;
    const bool isNumberForm = pricing.value("input"_L1).isDouble();
    if (isNumberForm && price.input->atto() == 0 && price.output->atto() == 0)
        return std::nullopt;
    price.reasoning = unlessZero(first(pricing, {"internal_reasoning"_L1}));
    price.cacheRead = unlessZero(first(pricing, readNames));
    price.cacheWrite5m = unlessZero(first(pricing, writeNames));
    price.cacheWrite1h = unlessZero(first(pricing, {"input_cache_write_1h"_L1}));
    price.inputAudio = unlessZero(first(pricing, {"audio"_L1}));
    price.webSearch = unlessZero(first(pricing, {"web_search"_L1}));
    price.tiers = readTiers(pricing.value("overrides"_L1).toArray());
    return price;
}

} // namespace lineup
