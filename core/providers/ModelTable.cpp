// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ModelTable.h"

#include "core/base/JsonReader.h"
#include "core/domain/PriceFields.h"
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

void readTierPrices(JsonReader &reader, Price::Tier &tier)
{
    for (const TierField &field : tierFields)
        tier.*field.member = readPrice(reader, QString(field.word));
}

Result<Price::Tier> readTier(JsonReader reader)
{
    Price::Tier tier;
    const std::optional<qint64> above = reader.integer(u"above");
    if (!above || *above <= 0)
        reader.complain(u"above", u"expected a number of tokens"_s);
    tier.aboveInputTokens = above.value_or(0);
    readTierPrices(reader, tier);
    if (reader.error())
        return *reader.error();
    return tier;
}

std::optional<Error> readTiers(JsonReader &reader, QList<Price::Tier> &out)
{
    const QJsonArray tiers = reader.array(u"tiers");
    for (qsizetype i = 0; i < tiers.size(); ++i) {
        const Result<Price::Tier> tier
            = readTier(JsonReader(tiers.at(i).toObject(), reader.pathOf(u"tiers") + u"[%1]"_s.arg(i)));
        if (!tier)
            return tier.error();
        if (!out.isEmpty() && out.last().aboveInputTokens >= tier->aboveInputTokens)
            reader.complain(u"tiers", u"expected ascending bounds"_s);
        out += *tier;
    }
    return reader.error();
}

Result<Price::Level> readLevel(JsonReader reader)
{
    Price::Level level;
    const std::optional<ServiceTier> tier = serviceTierFromName(reader.requiredText(u"tier"));
    if (tier.value_or(ServiceTier::Standard) == ServiceTier::Standard)
        reader.complain(u"tier", u"expected batch, flex or priority"_s);
    level.serviceTier = tier.value_or(ServiceTier::Standard);
    readTierPrices(reader, level.plain);
    if (const std::optional<Error> error = readTiers(reader, level.tiers))
        return *error;
    return level;
}

std::optional<Error> readLevels(JsonReader &reader, Price &price)
{
    const QJsonArray levels = reader.array(u"levels");
    for (qsizetype i = 0; i < levels.size(); ++i) {
        const Result<Price::Level> level
            = readLevel(JsonReader(levels.at(i).toObject(), reader.pathOf(u"levels") + u"[%1]"_s.arg(i)));
        if (!level)
            return level.error();
        for (const Price::Level &other : std::as_const(price.levels)) {
            if (other.serviceTier == level->serviceTier)
                reader.complain(u"levels", u"a service tier is there twice"_s);
        }
        price.levels += *level;
    }
    return reader.error();
}

Result<Price> readPrices(JsonReader reader, QDate asOf)
{
    Price price;
    price.asOf = asOf;
    for (const PriceField &field : priceFields) {
        const Parse parse = field.perMillion ? UnitPrice::fromDecimalPerMillion : UnitPrice::fromDecimal;
        price.*field.member = readPrice(reader, QString(field.word), parse);
    }
    if (const std::optional<Error> error = readTiers(reader, price.tiers))
        return *error;
    if (const std::optional<Error> error = readLevels(reader, price))
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

QDate readDate(JsonReader &reader, QStringView key, QDate fallback)
{
    if (!reader.has(key))
        return fallback;
    const QDate date = QDate::fromString(reader.text(key), Qt::ISODate);
    if (!date.isValid())
        reader.complain(key, u"expected a date like 2026-04-16"_s);
    return date;
}

void readKind(JsonReader &reader, ModelInfo &model)
{
    model.api = reader.text(u"api");
    model.deprecatedOn = readDate(reader, u"deprecated", {});
    const std::optional<ModelInfo::Mode> mode = modelModeFromName(reader.text(u"mode", u"chat"_s));
    if (!mode)
        reader.complain(u"mode", u"expected chat or embedding"_s);
    model.mode = mode.value_or(ModelInfo::Mode::Chat);
}

Thinking readThinking(JsonReader reader, std::optional<Error> &error)
{
    Thinking out;
    out.leastBudget = readTokens(reader, u"least");
    out.mostBudget = readTokens(reader, u"most");
    out.canBeOff = reader.boolean(u"off").value_or(true);
    if (reader.has(u"efforts")) {
        const QStringList given = reader.texts(u"efforts");
        QStringList known;
        for (const QString &word : effortNames()) {
            if (given.contains(word))
                known += word;
        }
        if (known != given)
            reader.complain(u"efforts", u"expected words of %1, in this order"_s.arg(effortNames().join(u", ")));
        out.efforts = known;
    }
    error = reader.error();
    return out;
}

} // namespace

Result<ModelInfo> readModelRow(const QJsonObject &row, const QString &path, QDate tableDate)
{
    JsonReader reader(row, path);
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
    readKind(reader, model);
    model.capabilitiesKnown = reader.has(u"capabilities");
    model.mode = reader.text(u"mode") == "embedding"_L1 ? ModelInfo::Mode::Embedding : ModelInfo::Mode::Chat;
    model.free = reader.boolean(u"free").value_or(false);
    model.demo = reader.boolean(u"demo").value_or(false);
    if (reader.has(u"thinking")) {
        std::optional<Error> error;
        model.thinking = readThinking(JsonReader(reader.object(u"thinking"), reader.pathOf(u"thinking")), error);
        if (error)
            return *error;
    }
    if (reader.has(u"price")) {
        const Result<Price> price = readPrices(
            JsonReader(reader.object(u"price"), reader.pathOf(u"price")), readDate(reader, u"as_of", tableDate));
        if (!price)
            return price.error();
        model.price = *price;
    }
    if (reader.error())
        return *reader.error();
    return model;
}

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
        const Result<ModelInfo> model = readModelRow(rows.at(i).toObject(), path, asOf);
        if (!model)
            return model.error();
        models += *model;
    }
    return models;
}

} // namespace lineup
