// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/Chain.h"

#include <functional>

namespace lineup {

// A step may name another chain ("chain/NAME") instead of a model. That chain's steps stand in its place then, with
// their own rules; the step that names it has none of its own. Pure.

// By the name without "chain/"; null: there is none.
using ChainLookup = std::function<const Chain *(QStringView name)>;

// The model string of the chain that the step names; empty: it asks models.
[[nodiscard]] QString namedChain(const RouteStep &step);

struct UnfoldedSteps
{
    QList<RouteStep> steps; // a chain that is not there stays named, as a model that is gone does
    std::optional<Error> fault; // BadRequest: chains that name each other in a circle, or far too many steps
};
[[nodiscard]] UnfoldedSteps unfold(const Chain &chain, const ChainLookup &find);

// What is wrong with chains that name each other, with the way: "chain/a → chain/b → chain/a"; empty: nothing.
[[nodiscard]] std::optional<Error> faultAmong(const QList<Chain> &chains);

} // namespace lineup
