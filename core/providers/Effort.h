// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// A request asks for thought by a word (reasoning_effort) or by a number of tokens (thinking.budget_tokens), and a
// model takes the one or the other. What it takes is data of the catalogue. Pure functions.

// The words that the target takes, from less to more: the model's, and of these the service's. Empty: nobody knows.
[[nodiscard]] QStringList knownEfforts(const Target &target);
// The catalogue knows that the model thinks and takes no word for it.
[[nodiscard]] bool takesNoEffort(const Target &target);
// Of the known words the one that comes nearest; the less effort of two that are equally near, because it costs less.
// For "none" the least of all, where thinks says that the model thinks in any case; else only "none" itself. Empty:
// there is none to be sent. A word that is none of ours is given back, as is any where nothing is known.
[[nodiscard]] QString nearestEffort(const QString &wanted, const QStringList &known, bool thinks);
// The budget for a word, where a model takes no word. Doubling steps from the least that Claude takes.
[[nodiscard]] int budgetForEffort(const QString &effort);
// The word for a budget; LiteLLM's bounds, which people know.
[[nodiscard]] QString effortForBudget(int budget);
// The budget, if it is more than none, inside of what the model takes.
[[nodiscard]] int budgetWithin(const Target &target, int budget);

} // namespace lineup
