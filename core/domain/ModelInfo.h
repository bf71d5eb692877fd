// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <QDate>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace lineup {

// How soon a call is worked on, where a provider sells that: the price depends on it.
// Fast: Anthropic's fast mode. Us: inference in the United States alone, which Anthropic bills as another tier would
// be.
enum class ServiceTier { Standard, Batch, Flex, Priority, Fast, Us };

// What a model takes for its work: USD for one unit. An empty optional means that the price is not known, which is
// not the same as free. Sources and dates: resources/catalogue/models.json.
struct Price
{
    // A price for whole calls whose input is longer than aboveInputTokens (how Gemini and xAI bill long prompts).
    struct Tier
    {
        qint64 aboveInputTokens = 0;
        std::optional<UnitPrice> input;
        std::optional<UnitPrice> output;
        std::optional<UnitPrice> cacheRead;
        std::optional<UnitPrice> cacheWrite5m;
        std::optional<UnitPrice> cacheWrite1h;
        std::optional<UnitPrice> inputAudio;
        bool operator==(const Tier &) const = default;
    };
    // The prices of another service tier. What it leaves out is its own plain price where the standard tier has no
    // price of its own for that either, else not known.
    struct Level
    {
        ServiceTier serviceTier = ServiceTier::Standard;
        Tier plain; // aboveInputTokens is 0
        QList<Tier> tiers; // ascending
        bool operator==(const Level &) const = default;
    };
    std::optional<UnitPrice> input;
    std::optional<UnitPrice> output;
    std::optional<UnitPrice> reasoning; // empty: as output
    std::optional<UnitPrice> cacheRead; // empty: as input
    std::optional<UnitPrice> cacheWrite5m; // empty: as input
    std::optional<UnitPrice> cacheWrite1h; // empty: not known where writes have a price of their own, else as input
    std::optional<UnitPrice> inputAudio; // empty: as input
    std::optional<UnitPrice> outputAudio; // empty: as output
    std::optional<UnitPrice> inputImage; // one token of an image that is billed apart
    std::optional<UnitPrice> outputImage; // one token
    std::optional<UnitPrice> inputImageEach; // one image, whatever its size; not counted in Usage
    std::optional<UnitPrice> outputImageEach;
    std::optional<UnitPrice> request; // on top, for each call
    std::optional<UnitPrice> webSearch; // one search, whatever its context size
    std::optional<UnitPrice> webSearchLow; // where it depends on search_context_size
    std::optional<UnitPrice> webSearchMedium;
    std::optional<UnitPrice> webSearchHigh;
    QList<Tier> tiers; // ascending
    QList<Level> levels; // at most one for each ServiceTier, none for Standard
    QDate asOf;
    bool operator==(const Price &) const = default;
};

// How much a model thinks before it answers, as far as the catalogue knows it.
struct Thinking
{
    qint64 leastBudget = 0; // tokens of a budget that is more than none; 0: not known
    qint64 mostBudget = 0;
    bool canBeOff = true; // false: it thinks whatever it is told
    // Words of reasoning_effort that it takes, from less to more; none at all: it takes no effort. Empty: not known.
    std::optional<QStringList> efforts;
    bool operator==(const Thinking &) const = default;
};

struct ModelInfo
{
    enum class Capability : quint32 {
        Tools = 1 << 0,
        ParallelTools = 1 << 1,
        Vision = 1 << 2,
        AudioIn = 1 << 3,
        Pdf = 1 << 4,
        Reasoning = 1 << 5,
        JsonMode = 1 << 6,
        JsonSchema = 1 << 7,
        PromptCaching = 1 << 8,
        SystemPrompt = 1 << 9,
        WebSearch = 1 << 10,
        NoTemperature = 1 << 11, // takes only its default temperature and top_p
        AdaptiveThinking = 1 << 12, // takes an effort, not a thinking budget
        OneSampler = 1 << 13, // takes a temperature or a top_p, and refuses both at once
    };
    Q_DECLARE_FLAGS(Capabilities, Capability)
    enum class Mode { Chat, Embedding };

    QString id; // as the provider names it: "gemini-2.0-flash"
    QString service; // id of the service: "gemini"
    QString label; // for people; empty: the id
    QString base; // of a listed deployment with a name of its own: the model that runs there; empty: none is told
    QString api; // id of the dialect that the model is spoken to in; empty: the service's own
    qint64 contextTokens = 0; // 0: not known
    qint64 maxOutputTokens = 0; // 0: not known
    Mode mode = Mode::Chat;
    QDate deprecatedOn; // when the provider takes it away; invalid: nothing is known
    Capabilities capabilities;
    bool capabilitiesKnown = true; // false for a model that only a listing named
    bool listingOnly = false; // the service listed it, the catalogue has no row for it
    bool free = false; // costs nothing (local, demo)
    bool demo = false; // invented answers; never counted
    bool ownPrice = false; // the price is the person's own, not the catalogue's
    Thinking thinking;
    std::optional<Price> price; // empty: not known (or free)

    [[nodiscard]] bool can(Capability capability) const { return capabilities.testFlag(capability); }
    bool operator==(const ModelInfo &) const = default;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(ModelInfo::Capabilities)

} // namespace lineup

Q_DECLARE_METATYPE(lineup::ModelInfo)
