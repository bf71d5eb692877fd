// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ModelTable.h"

#include "core/base/JsonReader.h"
#include "core/domain/Vocabulary.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qint64 knownSchema = 1;

using Parse = std::optional<UnitPrice> (*)(QStringView);

// A price as decimal text; numbers are refused, because they would have gone through binary floating point.
std::optional<UnitPrice> readPrice(JsonReader &reader, QStringView key, Parse parse = UnitPrice::fromDecimalPerMillion)
{
    const QString text = reader.text(key);
    if (!reader.has(key) || !reader.ok())
        return std::nullopt;
    const std::optional<UnitPrice> price = parse(text);
    if (!price)
        reader.complain(key, u"expected a price as decimal text"_s);
    return price;
}

Result<Price::Tier> readTier(JsonReader reader)
{
    Price::Tier tier;
    const std::optional<qint64> above = reader.integer(u"above");
    if (!above || *above <= 0)
        reader.complain(u"above", u"expected a number of tokens"_s);
    tier.aboveInputTokens = above.value_or(0);
    tier.input = readPrice(reader, u"input");
    tier.output = readPrice(reader, u"output");
    tier.cacheRead = readPrice(reader, u"cache_read");
    tier.cacheWrite5m = readPrice(reader, u"cache_write_5m");
    tier.cacheWrite1h = readPrice(reader, u"cache_write_1h");
    if (reader.error())
        return *reader.error();
    return tier;
}

std::optional<Error> readTiers(JsonReader &reader, Price &price)
{
    const QJsonArray tiers = reader.array(u"tiers");
    for (qsizetype i = 0; i < tiers.size(); ++i) {
        const Result<Price::Tier> tier
            = readTier(JsonReader(tiers.at(i).toObject(), reader.pathOf(u"tiers") + u"[%1]"_s.arg(i)));
        if (!tier)
            return tier.error();
        if (!price.tiers.isEmpty() && price.tiers.last().aboveInputTokens >= tier->aboveInputTokens)
            reader.complain(u"tiers", u"expected ascending bounds"_s);
        price.tiers += *tier;
    }
    return reader.error();
}

Result<Price> readPrices(JsonReader reader, QDate asOf)
{
    Price price;
    price.asOf = asOf;
    price.input = readPrice(reader, u"input");
    price.output = readPrice(reader, u"output");
    price.reasoning = readPrice(reader, u"reasoning");
    price.cacheRead = readPrice(reader, u"cache_read");
    price.cacheWrite5m = readPrice(reader, u"cache_write_5m");
    price.cacheWrite1h = readPrice(reader, u"cache_write_1h");
    price.inputAudio = readPrice(reader, u"input_audio");
    price.outputAudio = readPrice(reader, u"output_audio");
    price.webSearch = readPrice(reader, u"web_search", UnitPrice::fromDecimal);
    if (const std::optional<Error> error = readTiers(reader, price))
        return *error;
    return price;
}

qint64 readTokens(JsonReader &reader, QStringView key)
{
    const qint64 tokens = reader.integer(key).value_or(0);
    if (tokens < 0)
        reader.complain(key, u"expected a number of tokens"_s);
    return tokens;
}

Result<ModelInfo> readModel(JsonReader reader, QDate asOf)
{
    ModelInfo model;
    model.service = reader.requiredText(u"service");
    model.id = reader.requiredText(u"id");
    model.label = reader.text(u"label");
    model.api = reader.text(u"api");
    model.contextTokens = readTokens(reader, u"context");
    model.maxOutputTokens = readTokens(reader, u"max_output");
    for (const QString &word : reader.texts(u"capabilities")) {
        if (const std::optional<ModelInfo::Capability> capability = capabilityFromName(word))
            model.capabilities |= *capability;
    }
    model.capabilitiesKnown = reader.has(u"capabilities");
    model.mode = reader.text(u"mode") == "embedding"_L1 ? ModelInfo::Mode::Embedding : ModelInfo::Mode::Chat;
    model.free = reader.boolean(u"free").value_or(false);
    model.demo = reader.boolean(u"demo").value_or(false);
    if (reader.has(u"price")) {
        const Result<Price> price = readPrices(JsonReader(reader.object(u"price"), reader.pathOf(u"price")), asOf);
        if (!price)
            return price.error();
        model.price = *price;
    }
    if (reader.error())
        return *reader.error();
    return model;
}

} // namespace

Result<QList<ModelInfo>> readModelTable(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return object.error();
    JsonReader reader(*object);
    if (const std::optional<qint64> schema = reader.integer(u"schema"); schema != knownSchema)
        reader.complain(u"schema", u"expected %1"_s.arg(knownSchema));
    const QDate asOf = QDate::fromString(reader.text(u"as_of"), Qt::ISODate);
    const QJsonArray rows = reader.array(u"models");
    if (reader.error())
        return *reader.error();
    QList<ModelInfo> models;
    models.reserve(rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QString path = u"models[%1]"_s.arg(i);
        if (!rows.at(i).isObject())
            return Error {.kind = Error::Kind::Malformed, .detail = path + u": expected an object"_s};
        const Result<ModelInfo> model = readModel(JsonReader(rows.at(i).toObject(), path), asOf);
        if (!model)
            return model.error();
        models += *model;
    }
    return models;
}

} // namespace lineup
