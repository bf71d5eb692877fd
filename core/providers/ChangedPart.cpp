// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ChangedPart.h"

#include "core/domain/PriceFields.h"

namespace lineup {

namespace {

void addPrices(QList<ChangedPart> &parts, const Price &before, const Price &after)
{
    for (const PriceField &field : priceFields) {
        const bool shown = field.member == &Price::input || field.member == &Price::output;
        const std::optional<UnitPrice> &old = before.*field.member;
        const std::optional<UnitPrice> &now = after.*field.member;
        if (shown || old == now)
            continue;
        parts += {.word = field.word,
            .kind = field.perMillion ? ChangedPart::Kind::PerMillion : ChangedPart::Kind::PerOne,
            .priceBefore = old,
            .priceAfter = now};
    }
    if (before.tiers != after.tiers)
        parts += {.word = QLatin1StringView("tiers")};
    if (before.levels != after.levels)
        parts += {.word = QLatin1StringView("levels")};
}

void addLimit(QList<ChangedPart> &parts, QLatin1StringView word, qint64 before, qint64 after)
{
    if (before != after) {
        parts += {.word = word, .kind = ChangedPart::Kind::Tokens, .tokensBefore = before, .tokensAfter = after};
    }
}

} // namespace

QList<ChangedPart> changedParts(const ModelChange &change)
{
    QList<ChangedPart> parts;
    if (change.kind == ModelChange::Kind::Added)
        return parts;
    const ModelInfo &before = change.before;
    const ModelInfo &after = change.after;
    addPrices(parts, before.price.value_or(Price()), after.price.value_or(Price()));
    addLimit(parts, QLatin1StringView("context"), before.contextTokens, after.contextTokens);
    addLimit(parts, QLatin1StringView("max_output"), before.maxOutputTokens, after.maxOutputTokens);
    if (before.capabilities != after.capabilities || before.thinking != after.thinking)
        parts += {.word = QLatin1StringView("capabilities")};
    if (before.deprecatedOn != after.deprecatedOn)
        parts += {.word = QLatin1StringView("deprecated")};
    return parts;
}

} // namespace lineup
