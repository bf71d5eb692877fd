// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiUsage.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr double largestCount = 1.0e15;

qint64 count(const QJsonObject &object, QLatin1StringView name)
{
    const double value = object.value(name).toDouble();
    return value > 0 && value < largestCount ? static_cast<qint64>(value) : 0;
}

// Everything that the object says, still nested.
struct Counts
{
    qint64 prompt = 0;
    qint64 completion = 0;
    qint64 total = 0;
    qint64 cached = 0;
    qint64 cacheWritten = 0;
    qint64 audioIn = 0;
    qint64 audioOut = 0;
    qint64 imageOut = 0;
    qint64 reasoning = 0;
    qint64 searches = 0;
    qint64 citations = 0; // outside of prompt and total
};

qint64 firstCount(const QJsonObject &first, QLatin1StringView name, const QJsonObject &second,
    std::initializer_list<QLatin1StringView> others)
{
    qint64 value = count(first, name);
    for (const QLatin1StringView other : others)
        value = value > 0 ? value : count(second, other);
    return value;
}

Counts readCounts(const QJsonObject &usage)
{
    const QJsonObject in = usage.value("prompt_tokens_details"_L1).toObject();
    const QJsonObject out = usage.value("completion_tokens_details"_L1).toObject();
    Counts counts;
    counts.prompt = count(usage, "prompt_tokens"_L1);
    counts.completion = count(usage, "completion_tokens"_L1);
    counts.total = count(usage, "total_tokens"_L1);
    counts.cached = firstCount(
        in, "cached_tokens"_L1, usage, {"prompt_cache_hit_tokens"_L1, "num_cached_tokens"_L1, "cached_tokens"_L1});
    counts.cacheWritten = firstCount(in, "cache_write_tokens"_L1, usage, {"cache_creation_input_tokens"_L1});
    counts.audioIn = count(in, "audio_tokens"_L1);
    counts.audioOut = count(out, "audio_tokens"_L1);
    counts.imageOut = count(out, "image_tokens"_L1);
    counts.reasoning = firstCount(out, "reasoning_tokens"_L1, usage, {"reasoning_tokens"_L1});
    counts.searches = firstCount(usage.value("server_tool_use_details"_L1).toObject(), "web_search_requests"_L1, usage,
        {"num_search_queries"_L1, "num_sources_used"_L1});
    // What was read for an answer is billed like what was asked (docs.perplexity.ai, "Pricing", deep research).
    counts.citations = count(usage, "citation_tokens"_L1);
    return counts;
}

// Takes up to wanted out of rest.
qint64 take(qint64 &rest, qint64 wanted)
{
    const qint64 taken = qMin(rest, wanted);
    rest -= taken;
    return taken;
}

bool reasoningLiesOutside(const Counts &counts, bool serviceSaysSo)
{
    if (counts.reasoning == 0)
        return false;
    // A part cannot be larger than the whole; a few tokens are the difference between two ways of counting.
    if (counts.reasoning > counts.completion + counts.completion / 8 + 2)
        return true;
    if (counts.total == counts.prompt + counts.completion + counts.reasoning)
        return true;
    if (counts.total == counts.prompt + counts.completion)
        return false;
    return serviceSaysSo;
}

void fillInput(Usage &out, const Counts &counts, qint64 unexplained)
{
    qint64 rest = counts.prompt;
    const bool audioOutside = counts.audioIn > 0 && unexplained == counts.audioIn;
    out.inputAudio = audioOutside ? counts.audioIn : take(rest, counts.audioIn);
    // Some services report more cached tokens than there were tokens.
    out.inputCacheRead = take(rest, counts.cached);
    out.inputCacheWrite5m = take(rest, counts.cacheWritten);
    out.inputFresh = rest + counts.citations;
}

void fillOutput(Usage &out, const Counts &counts, bool reasoningOutside)
{
    qint64 rest = counts.completion;
    out.outputReasoning = reasoningOutside ? counts.reasoning : take(rest, counts.reasoning);
    out.outputAudio = take(rest, counts.audioOut);
    out.outputImage = take(rest, counts.imageOut);
    out.outputText = rest;
}

// The shortest decimal that is this number; for up to 15 digits that is what was written on the wire.
QString decimalText(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

std::optional<Money> dollars(const QJsonValue &value)
{
    if (value.isString())
        return Money::fromDecimal(value.toString(), true);
    if (!value.isDouble() || value.toDouble() < 0)
        return std::nullopt;
    return Money::fromDecimal(decimalText(value.toDouble()), true);
}

std::optional<Money> fromTicks(double ticks)
{
    // Zero is written by hosts that pass the field on and do not fill it.
    if (!(ticks > 0) || ticks > largestCount)
        return std::nullopt;
    return Money::fromDecimal(QString(QString::number(static_cast<qint64>(ticks)) + u"e-10"_s), true);
}

} // namespace

std::optional<Usage> readOpenAiUsage(const QJsonObject &usage, bool reasoningOutside)
{
    const Counts counts = readCounts(usage);
    if (counts.prompt == 0 && counts.completion == 0 && counts.total == 0)
        return std::nullopt;
    const bool outside = reasoningLiesOutside(counts, reasoningOutside);
    const qint64 explained = counts.prompt + counts.completion + (outside ? counts.reasoning : 0);
    const qint64 unexplained = counts.total - explained;
    Usage out;
    out.source = Usage::Source::Reported;
    out.webSearches = counts.searches;
    fillInput(out, counts, unexplained);
    fillOutput(out, counts, outside);
    // Thoughts that are counted nowhere but in the total are billed as output all the same.
    if (counts.reasoning == 0 && unexplained > 0 && unexplained != counts.audioIn && counts.completion > 0)
        out.outputReasoning = unexplained;
    return out;
}

std::optional<Money> readOpenAiCost(const QJsonObject &usage)
{
    const QJsonValue cost = usage.value("cost"_L1);
    if (cost.isObject())
        return dollars(cost.toObject().value("total_cost"_L1));
    if (const QJsonValue ticks = usage.value("cost_in_usd_ticks"_L1); ticks.isDouble())
        return fromTicks(ticks.toDouble());
    const bool estimates = cost.isUndefined() && usage.contains("estimated_cost"_L1);
    const std::optional<Money> charged = dollars(estimates ? usage.value("estimated_cost"_L1) : cost);
    if (!charged || !usage.value("is_byok"_L1).toBool())
        return charged;
    const QJsonValue upstream = usage.value("cost_details"_L1).toObject().value("upstream_inference_cost"_L1);
    const std::optional<Money> paidThere = dollars(upstream);
    return paidThere ? std::optional(*charged + *paidThere) : std::nullopt;
}

} // namespace lineup
