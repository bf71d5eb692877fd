// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/CostCalculator.h"

#include "core/domain/Vocabulary.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using MaybePrice = std::optional<UnitPrice>;

// The prices that hold for one call: those of its service tier, there of the highest bound that its input is above,
// else the plain ones.
class Rates
{
public:
    Rates(const Price &price, qint64 inputTokens, const CallTerms &terms) : m_price(price), m_terms(terms)
    {
        const QList<Price::Tier> *tiers = &price.tiers;
        if (!isStandardTier(terms.serviceTier)) {
            m_tier = &m_none;
            tiers = nullptr;
            const std::optional<ServiceTier> wanted = serviceTierFromName(terms.serviceTier.toLower());
            for (const Price::Level &level : price.levels) {
                if (level.serviceTier != wanted)
                    continue;
                m_tier = &level.plain;
                tiers = &level.tiers;
            }
        }
        const Price::Tier *higher = tiers ? highest(*tiers, inputTokens) : nullptr;
        if (higher)
            m_tier = higher;
        else if (tiers && tiers != &price.tiers && highest(price.tiers, inputTokens))
            m_tier = &m_none; // long input costs more, and how much more here nobody told
    }
    Q_DISABLE_COPY_MOVE(Rates)
    ~Rates() = default;

    [[nodiscard]] MaybePrice input() const { return m_tier ? m_tier->input : m_price.input; }
    [[nodiscard]] MaybePrice output() const { return m_tier ? m_tier->output : m_price.output; }
    [[nodiscard]] MaybePrice cacheRead() const
    {
        return special(m_price.cacheRead, m_tier ? m_tier->cacheRead : MaybePrice(), input(), m_price.input);
    }
    [[nodiscard]] MaybePrice cacheWrite5m() const
    {
        return special(m_price.cacheWrite5m, m_tier ? m_tier->cacheWrite5m : MaybePrice(), input(), m_price.input);
    }
    // Where writes have a price of their own, one for an hour costs another one: not to be guessed.
    [[nodiscard]] MaybePrice cacheWrite1h() const
    {
        const bool writesHavePrices = m_price.cacheWrite5m || m_price.cacheWrite1h;
        if (m_tier)
            return m_tier->cacheWrite1h || writesHavePrices ? m_tier->cacheWrite1h : input();
        return writesHavePrices ? m_price.cacheWrite1h : input();
    }
    [[nodiscard]] MaybePrice inputAudio() const
    {
        return special(m_price.inputAudio, m_tier ? m_tier->inputAudio : MaybePrice(), input(), m_price.input);
    }
    [[nodiscard]] MaybePrice reasoning() const { return special(m_price.reasoning, {}, output(), m_price.output); }
    [[nodiscard]] MaybePrice outputAudio() const { return special(m_price.outputAudio, {}, output(), m_price.output); }
    // Images that are billed apart never cost what text costs.
    [[nodiscard]] MaybePrice inputImage() const { return m_tier ? MaybePrice() : m_price.inputImage; }
    [[nodiscard]] MaybePrice outputImage() const { return m_tier ? MaybePrice() : m_price.outputImage; }
    [[nodiscard]] MaybePrice webSearch() const
    {
        if (m_price.webSearch)
            return m_price.webSearch;
        const QString &size = m_terms.searchContextSize;
        return size == "low"_L1   ? m_price.webSearchLow
            : size == "medium"_L1 ? m_price.webSearchMedium
            : size == "high"_L1   ? m_price.webSearchHigh
                                  : MaybePrice();
    }
    [[nodiscard]] MaybePrice request() const { return m_price.request; }

private:
    static const Price::Tier *highest(const QList<Price::Tier> &tiers, qint64 inputTokens)
    {
        const Price::Tier *out = nullptr;
        for (const Price::Tier &tier : tiers) {
            if (tier.aboveInputTokens < inputTokens && (!out || tier.aboveInputTokens > out->aboveInputTokens))
                out = &tier;
        }
        return out;
    }

    // A price that may be missing, which means the plain one. What a tier does not say is the tier's plain price,
    // but where the model has a special price that differs from its plain one the tier's is not known.
    [[nodiscard]] MaybePrice special(
        const MaybePrice &base, const MaybePrice &inTier, const MaybePrice &plain, const MaybePrice &basePlain) const
    {
        if (!m_tier)
            return base ? base : plain;
        if (inTier)
            return inTier;
        return !base || base == basePlain ? plain : MaybePrice();
    }

    const Price &m_price;
    const CallTerms &m_terms;
    const Price::Tier m_none;
    const Price::Tier *m_tier = nullptr;
};

struct Bucket
{
    QLatin1StringView name;
    qint64 Usage::*units;
    MaybePrice (*price)(const Rates &rates);
};

constexpr std::array buckets {
    Bucket {"input_fresh"_L1, &Usage::inputFresh, [](const Rates &r) { return r.input(); }},
    Bucket {"cache_read"_L1, &Usage::inputCacheRead, [](const Rates &r) { return r.cacheRead(); }},
    Bucket {"cache_write_5m"_L1, &Usage::inputCacheWrite5m, [](const Rates &r) { return r.cacheWrite5m(); }},
    Bucket {"cache_write_1h"_L1, &Usage::inputCacheWrite1h, [](const Rates &r) { return r.cacheWrite1h(); }},
    Bucket {"input_audio"_L1, &Usage::inputAudio, [](const Rates &r) { return r.inputAudio(); }},
    Bucket {"input_image"_L1, &Usage::inputImage, [](const Rates &r) { return r.inputImage(); }},
    Bucket {"output_text"_L1, &Usage::outputText, [](const Rates &r) { return r.output(); }},
    Bucket {"output_reasoning"_L1, &Usage::outputReasoning, [](const Rates &r) { return r.reasoning(); }},
    Bucket {"output_audio"_L1, &Usage::outputAudio, [](const Rates &r) { return r.outputAudio(); }},
    Bucket {"output_image"_L1, &Usage::outputImage, [](const Rates &r) { return r.outputImage(); }},
    Bucket {"web_search"_L1, &Usage::webSearches, [](const Rates &r) { return r.webSearch(); }},
};

bool isSensible(const Usage &usage)
{
    return std::all_of(buckets.begin(), buckets.end(), [&](const Bucket &bucket) { return usage.*bucket.units >= 0; });
}

bool hasCachedInput(const Usage &usage)
{
    return usage.inputCacheRead > 0 || usage.inputCacheWrite5m > 0 || usage.inputCacheWrite1h > 0;
}

} // namespace

// What providers call the tier that has no name of its own, beside "standard". "auto" is what was asked for.
bool isStandardTier(const QString &tier)
{
    static const QStringList words {QString(), u"default"_s, u"standard"_s, u"standard_only"_s, u"auto"_s,
        u"on_demand"_s, u"unspecified"_s, u"service_tier_unspecified"_s};
    return words.contains(tier.toLower());
}

Cost costOf(const Usage &usage, const std::optional<ModelInfo> &model, const std::optional<Money> &providerCost,
    const CallTerms &terms)
{
    if (providerCost && providerCost->nano() >= 0)
        return Cost::known(*providerCost, Cost::Provenance::Provider);
    return computedCost(usage, model, terms);
}

Cost computedCost(const Usage &usage, const std::optional<ModelInfo> &model, const CallTerms &terms)
{
    // Searches are billed by whom they are made with, also where the tokens cost nothing.
    if (model && model->free && usage.webSearches == 0)
        return Cost::known(Money(), Cost::Provenance::Free);
    if (!usage.isKnown() || !isSensible(usage))
        return Cost::unknown(Cost::Reason::NoUsage);
    if (!model || !model->price)
        return Cost::unknown(Cost::Reason::NoPrice);
    const bool cachesForSomething = model->can(ModelInfo::Capability::PromptCaching) && !model->price->cacheRead;
    if (cachesForSomething && usage.inputCacheRead > 0)
        return Cost::unknown(Cost::Reason::NoPrice);
    const Rates rates(*model->price, usage.inputTotal(), terms);
    MoneySum sum;
    for (const Bucket &bucket : buckets) {
        const qint64 units = usage.*bucket.units;
        if (units == 0)
            continue;
        const MaybePrice price = bucket.price(rates);
        if (!price)
            return Cost::unknown(Cost::Reason::NoPrice);
        sum.add(units, *price);
    }
    if (rates.request())
        sum.add(1, *rates.request());
    const bool estimated = usage.source == Usage::Source::Estimated;
    return Cost::known(sum.total(), estimated ? Cost::Provenance::Estimated : Cost::Provenance::Computed);
}

std::optional<Money> cacheSaving(const Usage &usage, const Price &price, const CallTerms &terms)
{
    if (!hasCachedInput(usage) || !isSensible(usage))
        return std::nullopt;
    const Rates rates(price, usage.inputTotal(), terms);
    const MaybePrice plain = rates.input();
    const std::pair<qint64, MaybePrice> parts[] {{usage.inputCacheRead, rates.cacheRead()},
        {usage.inputCacheWrite5m, rates.cacheWrite5m()}, {usage.inputCacheWrite1h, rates.cacheWrite1h()}};
    MoneySum sum;
    for (const auto &[units, own] : parts) {
        if (units == 0)
            continue;
        if (!plain || !own)
            return std::nullopt;
        sum.add(units, *plain);
        sum.add(-units, *own);
    }
    return sum.total();
}

QList<CostLine> costLines(const Usage &usage, const Price &price, const CallTerms &terms)
{
    const Rates rates(price, usage.inputTotal(), terms);
    QList<CostLine> lines;
    for (const Bucket &bucket : buckets) {
        const qint64 units = usage.*bucket.units;
        const MaybePrice each = bucket.price(rates);
        if (units != 0 && each)
            lines += CostLine {bucket.name, units, *each};
    }
    if (rates.request())
        lines += CostLine {u"request"_s, 1, *rates.request()};
    return lines;
}

} // namespace lineup
