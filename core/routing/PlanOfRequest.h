// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/Chain.h"

namespace lineup {

class ChainBook;

// The way of a request, with the chains that it names put in: as its model; among its fallbacks, where the chain's
// steps stand in the fallback's place with their own rules (how long waits are is for the whole call, as the model that
// was asked for says); as somewhere to go with a prompt that does not fit or that a filter has refused. A chain's entry
// in the map of context window fallbacks is one for each of its models that has none of its own. A fault where a chain
// is not there, stands twice on the way, or context window fallbacks go in a circle. chains: null: there are none.
// Pure.
[[nodiscard]] RoutePlan planOf(const ChatRequest &request, const ChainBook *chains);
// The way of a request along this chain, which need not be one of the book's, with the chains that it names put in.
[[nodiscard]] RoutePlan planOf(const Chain &chain, const ChatRequest &request, const ChainBook *chains);

} // namespace lineup
