// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/WorstCost.h"

#include "core/routing/PartialUsage.h"
#include "core/spend/CostCalculator.h"
#include "core/text/TokenEstimate.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// What providers put around a prompt that we do not see: a system text of their own (one of OpenRouter's hosts: about
// 590 tokens), instructions for tools (Anthropic: up to 804, platform.claude.com, "Tool use pricing").
constexpr qint64 addedToAny = 600;
constexpr qint64 addedForTools = 900;
constexpr qint64 addedForSchema = 500;
constexpr qint64 addedToMessage = 12;
constexpr qint64 addedToTool = 60;
// The most that a picture is billed as at the large providers' models, but for those in Quirks::imageTokens.
constexpr qint64 tokensOfPicture = 5'000;
// Sound: 32 tokens a second (Gemini; others take fewer), and at least so many bytes a second: the lowest rate of an
// MP3 file, and a WAV file of 8 bits at 8 kHz.
constexpr qint64 tokensOfSecond = 32;
constexpr qint64 bytesOfSecond = 1'000;
constexpr qint64 bytesOfWavSecond = 8'000;
// The least limit that an API takes (OpenAI's Responses); a lower one is raised to it.
constexpr qint64 leastLimit = 16;

qint64 tokensOfPictureAt(const ModelInfo &model, const Quirks &quirks)
{
    for (const ImageTokens &row : quirks.imageTokens) {
        if (row.models.match(model.id).hasMatch())
            return row.most;
    }
    return tokensOfPicture;
}

qint64 secondsOf(const ContentPart &part)
{
    const bool wav = part.mimeType.contains("wav"_L1);
    return part.data.size() / (wav ? bytesOfWavSecond : bytesOfSecond) + 1;
}

// Nothing: it is not to be told from the part itself.
std::optional<qint64> tokensOf(const ContentPart &part, const ModelInfo &model, const Quirks &quirks)
{
    switch (part.kind) {
    case ContentPart::Kind::Text:
        return inputMargin * estimateTokens(part.text);
    case ContentPart::Kind::Image:
        return tokensOfPictureAt(model, quirks);
    case ContentPart::Kind::Audio:
        return part.data.isEmpty() ? std::nullopt : std::optional(secondsOf(part) * tokensOfSecond);
    case ContentPart::Kind::File:
        return part.mimeType.startsWith("text/"_L1) && !part.data.isEmpty() ? std::optional(qint64(part.data.size()))
                                                                            : std::nullopt;
    }
    return std::nullopt;
}

std::optional<qint64> tokensOf(const Message &message, const ModelInfo &model, const Quirks &quirks)
{
    qint64 tokens = addedToMessage + inputMargin * estimatedWords(message);
    for (const ContentPart &part : message.content) {
        const std::optional<qint64> own = tokensOf(part, model, quirks);
        if (!own)
            return std::nullopt;
        tokens += *own;
    }
    for (const NativeBlock &block : message.nativeBlocks) // a signature: never more tokens than bytes
        tokens += QJsonDocument(block.value).toJson(QJsonDocument::Compact).size();
    return tokens;
}

qint64 added(const ChatRequest &request)
{
    qint64 tokens = addedToAny + inputMargin * estimatedTools(request);
    tokens += request.tools.isEmpty() ? 0 : addedForTools + addedToTool * request.tools.size();
    return tokens + (request.responseFormat ? addedForSchema : 0);
}

// Members of a body that came along as they are and make the provider read or search by itself: what its own tools
// do, nothing bounds.
constexpr QLatin1StringView bringers[] {
    "tools"_L1, "plugins"_L1, "mcp_servers"_L1, "data_sources"_L1, "search_parameters"_L1, "toolConfig"_L1};
// Those that stand for a text which the provider keeps.
constexpr QLatin1StringView keepers[] {
    "cachedContent"_L1, "cached_content"_L1, "previous_response_id"_L1, "conversation"_L1, "prompt"_L1, "documents"_L1};

template<std::size_t Count>
bool brings(const ChatRequest &request, const QLatin1StringView (&members)[Count])
{
    return std::any_of(std::begin(members), std::end(members),
        [&request](QLatin1StringView member) { return request.extraBody.contains(member); });
}

enum class Searching { No, Once, Unbounded };

Searching searching(const ChatRequest &request, const ModelInfo &model, const Quirks &quirks)
{
    const QRegularExpression &always = quirks.searchesAlways;
    if (!always.pattern().isEmpty() && always.match(model.id).hasMatch())
        return Searching::Once;
    const bool may = request.webSearchOptions && !quirks.unsupported.contains("web_search_options"_L1)
        && (!model.capabilitiesKnown || model.can(ModelInfo::Capability::WebSearch));
    return may || brings(request, bringers) ? Searching::Unbounded : Searching::No;
}

qint64 smaller(qint64 known, qint64 other)
{
    return known <= 0 ? other : other <= 0 ? known : std::min(known, other);
}

bool has(const QJsonObject &mark, QLatin1StringView ttl)
{
    return !mark.isEmpty() && (ttl.isEmpty() || mark.value("ttl"_L1).toString() == ttl);
}

// Whether something is to be written to a cache for that long; an empty ttl stands for any.
bool marks(const ChatRequest &request, QLatin1StringView ttl)
{
    const auto marked = [ttl](const auto &holder) { return has(holder.cacheControl, ttl); };
    return std::any_of(request.tools.begin(), request.tools.end(), marked)
        || has(request.extraBody.value("cache_control"_L1).toObject(), ttl)
        || std::any_of(request.messages.begin(), request.messages.end(), [&](const Message &message) {
               return std::any_of(message.content.begin(), message.content.end(), marked);
           });
}

using Bucket = qint64 Usage::*;

bool holds(const ChatRequest &request, ContentPart::Kind kind)
{
    return std::any_of(request.messages.begin(), request.messages.end(), [kind](const Message &message) {
        return std::any_of(message.content.begin(), message.content.end(),
            [kind](const ContentPart &part) { return part.kind == kind; });
    });
}

// The buckets that a token of the input may fall into.
QList<Bucket> inputBuckets(const ChatRequest &request, const Price &price)
{
    QList<Bucket> out {&Usage::inputFresh};
    // Some write to their caches without being asked, and take something for it.
    if (price.cacheWrite5m || marks(request, {}))
        out += &Usage::inputCacheWrite5m;
    if (marks(request, "1h"_L1))
        out += &Usage::inputCacheWrite1h;
    if (holds(request, ContentPart::Kind::Audio))
        out += &Usage::inputAudio;
    if (price.inputImage && holds(request, ContentPart::Kind::Image))
        out += &Usage::inputImage;
    return out;
}

QList<Bucket> outputBuckets(const ChatRequest &request, const Price &price)
{
    QList<Bucket> out {&Usage::outputText, &Usage::outputReasoning};
    if (request.modalities.contains("audio"_L1) || !request.audio.isEmpty())
        out += &Usage::outputAudio;
    if (price.outputImage || request.modalities.contains("image"_L1))
        out += &Usage::outputImage;
    return out;
}

// The dearest way in which so many tokens can be billed.
std::optional<Money> dearest(const Usage &base, qint64 input, qint64 output, const ChatRequest &request,
    const ModelInfo &model, const CallTerms &terms)
{
    std::optional<Money> most;
    for (const Bucket in : inputBuckets(request, *model.price)) {
        for (const Bucket out : outputBuckets(request, *model.price)) {
            Usage usage = base;
            usage.*in = input;
            usage.*out = output;
            const Cost cost = computedCost(usage, model, terms);
            if (!cost.isKnown())
                return std::nullopt;
            most = std::max(most.value_or(Money()), *cost.amount());
        }
    }
    return most;
}

// Each picture that has a price of its own.
Money picturesOf(const ChatRequest &request, const Price &price)
{
    qint64 pictures = 0;
    for (const Message &message : request.messages)
        pictures += std::count_if(message.content.begin(), message.content.end(),
            [](const ContentPart &part) { return part.kind == ContentPart::Kind::Image; });
    MoneySum sum;
    if (price.inputImageEach)
        sum.add(pictures, *price.inputImageEach);
    return sum.total();
}

QString searchSize(const ChatRequest &request, const QString &otherwise)
{
    const QJsonObject options = request.webSearchOptions.value_or(QJsonObject());
    return options.value("search_context_size"_L1).toString(otherwise);
}

std::optional<Money> worstOf(
    qint64 input, qint64 output, bool searches, const ChatRequest &request, const ModelInfo &model)
{
    if (model.free && !searches)
        return Money();
    if (!model.price)
        return std::nullopt;
    Usage base;
    base.source = Usage::Source::Estimated;
    base.webSearches = searches ? 1 : 0;
    CallTerms terms {.serviceTier = {}, .searchContextSize = searchSize(request, u"high"_s)};
    std::optional<Money> most = dearest(base, input, output, request, model, terms);
    if (most && !isStandardTier(request.serviceTier)) {
        terms.serviceTier = request.serviceTier;
        const std::optional<Money> other = dearest(base, input, output, request, model, terms);
        most = other ? std::optional(std::max(*most, *other)) : std::nullopt;
    }
    return most ? std::optional(*most + picturesOf(request, *model.price)) : std::nullopt;
}

} // namespace

std::optional<qint64> mostInputTokens(const ChatRequest &request, const ModelInfo &model, const Quirks &quirks)
{
    const std::optional<qint64> window = model.contextTokens > 0 ? std::optional(model.contextTokens) : std::nullopt;
    if (brings(request, keepers))
        return window;
    qint64 tokens = added(request);
    for (const Message &message : request.messages) {
        const std::optional<qint64> own = tokensOf(message, model, quirks);
        if (!own)
            return window; // a longer input is refused
        tokens += *own;
    }
    return window ? std::min(*window, tokens) : tokens;
}

std::optional<qint64> longestAnswer(const ChatRequest &request, const ModelInfo &model, const Quirks &quirks)
{
    const bool taken = !quirks.unsupported.contains("max_tokens"_L1);
    const qint64 asked = taken && request.maxTokens ? std::max<qint64>(*request.maxTokens, leastLimit) : 0;
    const qint64 possible = smaller(model.maxOutputTokens, model.contextTokens);
    const bool thinks = !model.capabilitiesKnown || model.can(ModelInfo::Capability::Reasoning);
    // xAI's limit is on the words alone, not on thoughts and calls (chat.proto, max_tokens).
    const bool moreBeside = quirks.reasoningOutsideCompletion && (thinks || !request.tools.isEmpty());
    const qint64 one = moreBeside ? possible : smaller(asked, possible);
    if (one <= 0)
        return std::nullopt;
    return one * std::max(1, request.n.value_or(1));
}

std::optional<Money> usualCost(const ChatRequest &request, qint64 output, const ModelInfo &model, const Quirks &quirks)
{
    Usage usage;
    usage.source = Usage::Source::Estimated;
    usage.inputFresh = estimatedInputTokens(request);
    usage.outputText = output;
    usage.webSearches = searching(request, model, quirks) == Searching::Once ? 1 : 0;
    return computedCost(usage, model, {.serviceTier = {}, .searchContextSize = searchSize(request, u"medium"_s)})
        .amount();
}

WorstCase worstCase(const ChatRequest &request, const ModelInfo &model, const Quirks &quirks)
{
    const Searching search = searching(request, model, quirks);
    const std::optional<qint64> input = mostInputTokens(request, model, quirks);
    const std::optional<qint64> output = longestAnswer(request, model, quirks);
    const bool bounded = search != Searching::Unbounded && input && output;
    if (!bounded)
        return {.cost = model.free && search == Searching::No ? std::optional(Money()) : std::nullopt, .tokens = 0};
    if (quirks.filesCostExtra && holds(request, ContentPart::Kind::File))
        return {.cost = std::nullopt, .tokens = *input + *output};
    return {worstOf(*input, *output, search == Searching::Once, request, model), *input + *output};
}

WorstCase worstCase(const EmbeddingRequest &request, const ModelInfo &model)
{
    qint64 tokens = 0;
    for (const QString &text : request.input) {
        const qint64 own = inputMargin * estimateTokens(text) + addedToMessage;
        tokens += model.contextTokens > 0 ? std::min(own, model.contextTokens) : own;
    }
    Usage usage {.source = Usage::Source::Estimated};
    usage.inputFresh = tokens;
    return {model.free ? Money() : computedCost(usage, model).amount(), tokens};
}

} // namespace lineup
