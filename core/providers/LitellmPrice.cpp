// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/LitellmPrice.h"

#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qint64 dearestEmbedded = 10'000'000'000'000;
constexpr qint64 dearestRequest = 1'000'000'000'000'000'000; // a dollar for a call

// The decimal that was written: the shortest one that is this double. More than twelve digits are the traces of a sum
// made in binary floating point ("7.000000000000001e-07"), and go.
std::optional<UnitPrice> exact(const QJsonValue &value)
{
    if (value.isString())
        return UnitPrice::fromDecimal(value.toString());
    if (!value.isDouble())
        return std::nullopt;
    const double number = value.toDouble();
    QString text = QString::number(number, 'e', QLocale::FloatingPointShortest);
    if (text.section(u'e', 0, 0).size() > 13)
        text = QString::number(number, 'e', 9);
    return UnitPrice::fromDecimal(text);
}

struct LevelEnding
{
    ServiceTier tier;
    QLatin1StringView ending;
};
constexpr LevelEnding levelEndings[] {
    {ServiceTier::Batch, "_batches"_L1},
    {ServiceTier::Flex, "_flex"_L1},
    {ServiceTier::Priority, "_priority"_L1},
};

// Services whose searches are billed by the search, as Usage counts them.
bool billsEachSearch(const QString &service)
{
    return QStringList {u"openai"_s, u"azure"_s, u"anthropic"_s, u"vertex_ai"_s, u"azure_ai"_s, u"perplexity"_s}
        .contains(service);
}

} // namespace

LitellmPrice::LitellmPrice(const QJsonObject &row, QString service, ModelInfo::Mode mode)
    : m_row(row), m_service(std::move(service)), m_mode(mode)
{
}

std::optional<UnitPrice> LitellmPrice::token(const QJsonObject &row, const QString &key)
{
    const QJsonValue value = row.value(key);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    const std::optional<UnitPrice> price = exact(value);
    m_sensible = m_sensible && price && price->atto() <= dearestToken;
    return price && price->atto() > 0 ? price : std::nullopt;
}

// Claude's cache writes for an hour cost twice the input wherever they are sold; another figure is a slip.
void LitellmPrice::mendCacheWrites(Price::Tier &tier) const
{
    const bool writes = tier.cacheWrite5m.has_value();
    if (m_service == "anthropic"_L1 && writes && tier.input)
        tier.cacheWrite1h = UnitPrice::fromAtto(2 * tier.input->atto());
    else if (tier.cacheWrite1h && (!tier.input || tier.cacheWrite1h->atto() != 2 * tier.input->atto()))
        tier.cacheWrite1h.reset();
}

void LitellmPrice::readTier(Price::Tier &tier, const QJsonObject &row, const QString &ending)
{
    tier.input = token(row, u"input_cost_per_token"_s + ending);
    tier.output = token(row, u"output_cost_per_token"_s + ending);
    tier.cacheRead = token(row, u"cache_read_input_token_cost"_s + ending);
    if (!tier.cacheRead && ending.isEmpty())
        tier.cacheRead = token(row, u"input_cost_per_token_cache_hit"_s);
    tier.cacheWrite5m = token(row, u"cache_creation_input_token_cost"_s + ending);
    tier.cacheWrite1h = token(row, u"cache_creation_input_token_cost_above_1hr"_s + ending);
    tier.inputAudio = token(row, u"input_cost_per_audio_token"_s + ending);
    mendCacheWrites(tier);
}

// input_cost_per_token_above_200k_tokens + ending
void LitellmPrice::readTiers(QList<Price::Tier> &tiers, const QString &ending)
{
    static const QRegularExpression form(u"^(?:input|output)_cost_per_token_above_(\\d{1,5})k_tokens(_[a-z]+)?$"_s);
    QList<qint64> bounds;
    for (const QString &key : m_row.keys()) {
        const QRegularExpressionMatch match = form.match(key);
        const qint64 bound = match.captured(1).toLongLong();
        if (match.hasMatch() && match.captured(2) == ending && bound > 0 && !bounds.contains(bound))
            bounds += bound;
    }
    std::sort(bounds.begin(), bounds.end());
    for (const qint64 bound : std::as_const(bounds)) {
        Price::Tier tier {.aboveInputTokens = bound * 1000};
        readTier(tier, m_row, u"_above_%1k_tokens"_s.arg(bound) + ending);
        if (tier.input && tier.output)
            tiers += tier;
    }
}

// "tiered_pricing": [{"range": [from, to], "input_cost_per_token": …}, …]
void LitellmPrice::readRanges(Price &price)
{
    for (const QJsonValue &value : m_row.value("tiered_pricing"_L1).toArray()) {
        const QJsonObject range = value.toObject();
        const double from = range.value("range"_L1).toArray().at(0).toDouble(-1);
        Price::Tier tier;
        readTier(tier, range, {});
        const qint64 before = price.tiers.isEmpty() ? 0 : price.tiers.last().aboveInputTokens;
        if (from == 0.0) {
            price.input = tier.input;
            price.output = tier.output;
            price.cacheRead = tier.cacheRead;
            price.reasoning = token(range, u"output_cost_per_reasoning_token"_s);
        } else if (from > double(before) && from < 1e9) {
            tier.aboveInputTokens = qint64(from);
            price.tiers += tier;
        } else {
            m_sensible = false;
        }
    }
}

void LitellmPrice::readLevels(Price &price)
{
    for (const LevelEnding &row : levelEndings) {
        Price::Level level {.serviceTier = row.tier};
        readTier(level.plain, m_row, QString(row.ending));
        readTiers(level.tiers, QString(row.ending));
        // As dear as the standard tier: nobody filled it in.
        const bool told = level.plain.input != price.input || level.plain.output != price.output;
        if (told && level.plain.input && (level.plain.output || m_mode == ModelInfo::Mode::Embedding))
            price.levels += level;
    }
}

void LitellmPrice::readSearches(Price &price)
{
    const QJsonObject costs = m_row.value("search_context_cost_per_query"_L1).toObject();
    if (costs.isEmpty() || !billsEachSearch(m_service))
        return;
    const std::optional<UnitPrice> low = exact(costs.value("search_context_size_low"_L1));
    const std::optional<UnitPrice> medium = exact(costs.value("search_context_size_medium"_L1));
    const std::optional<UnitPrice> high = exact(costs.value("search_context_size_high"_L1));
    const auto real = [](const std::optional<UnitPrice> &each) { return each && each->atto() > 0; };
    if (!real(low) || !real(medium) || !real(high))
        return;
    if (low == medium && medium == high) {
        price.webSearch = low;
        return;
    }
    price.webSearchLow = low;
    price.webSearchMedium = medium;
    price.webSearchHigh = high;
}

// A charge for each call, beside its tokens.
std::optional<UnitPrice> LitellmPrice::eachRequest()
{
    const QJsonValue value = m_row.value("input_cost_per_request"_L1);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    const std::optional<UnitPrice> price = exact(value);
    m_sensible = m_sensible && price && price->atto() <= dearestRequest;
    return price && price->atto() > 0 ? price : std::nullopt;
}

std::optional<Price> LitellmPrice::read(QDate asOf)
{
    Price price;
    price.asOf = asOf;
    Price::Tier plain;
    readTier(plain, m_row, {});
    price.input = plain.input;
    price.output = plain.output;
    price.cacheRead = plain.cacheRead;
    price.cacheWrite5m = plain.cacheWrite5m;
    price.cacheWrite1h = plain.cacheWrite1h;
    price.inputAudio = plain.inputAudio;
    price.reasoning = token(u"output_cost_per_reasoning_token"_s);
    price.outputAudio = token(u"output_cost_per_audio_token"_s);
    price.inputImage = token(u"input_cost_per_image_token"_s);
    price.outputImage = token(u"output_cost_per_image_token"_s);
    price.request = eachRequest();
    readTiers(price.tiers, {});
    readRanges(price);
    readLevels(price);
    readSearches(price);
    if (price.reasoning == price.output)
        price.reasoning.reset();
    const bool embeds = m_mode == ModelInfo::Mode::Embedding;
    m_sensible = m_sensible && (!embeds || !price.input || price.input->atto() <= dearestEmbedded);
    if (!price.input || (!embeds && !price.output))
        return std::nullopt;
    if (price.cacheRead && price.cacheRead->atto() > price.input->atto())
        price.cacheRead.reset();
    return price;
}

} // namespace lineup
