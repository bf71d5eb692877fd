// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/PriceDoubt.h"

namespace lineup {

namespace {

constexpr qint64 manyTimes = 10;

bool isZero(const std::optional<UnitPrice> &price)
{
    return price && price->atto() == 0;
}

bool areFarApart(const std::optional<UnitPrice> &a, const std::optional<UnitPrice> &b)
{
    if (!a || !b || isZero(a) || isZero(b))
        return false;
    return a->atto() / manyTimes >= b->atto() || b->atto() / manyTimes >= a->atto();
}

} // namespace

PriceDoubt doubtOf(const ModelInfo &before, const ModelInfo &after)
{
    if (!after.price)
        return PriceDoubt::None;
    const Price now = *after.price;
    const Price known = before.price.value_or(Price());
    if (now.input == known.input && now.output == known.output)
        return PriceDoubt::None;
    if (!after.free && (isZero(now.input) || isZero(now.output)))
        return PriceDoubt::Nothing;
    if (areFarApart(now.input, known.input) || areFarApart(now.output, known.output))
        return PriceDoubt::FarFromBefore;
    const bool cheaper = now.input && now.output && *now.output < *now.input;
    return cheaper ? PriceDoubt::OutputCheaper : PriceDoubt::None;
}

} // namespace lineup
