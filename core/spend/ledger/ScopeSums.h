// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/SpendQuery.h"
#include "core/store/Connection.h"

namespace lineup {

// Which rows of sums a scope is counted in (spend_scope_sums): its own, that over all, and one for each of its words
// (spend_words): its service, its model, each of its tags, … So a question by one of them reads as many rows as it has
// words, however many combinations there are. For use inside a job of the Database.
namespace ScopeSums {

static constexpr qint64 all = 0; // the row over all scopes; that of a word is below 0: minus its id

// What a row s of spend_scopes is counted under: for "tag" together with a row t of spend_scope_tags. '': it has none.
[[nodiscard]] QString wordOf(SpendGroup group);

// Enters the rows of a new scope, whose tags are there already.
[[nodiscard]] std::optional<Error> add(Connection &connection, qint64 scopeId);

// Every scope is entered as it should be, and nothing else is.
[[nodiscard]] Result<bool> isWhole(Connection &connection);
// Enters all anew; words keep their numbers. Sums have to be counted again after that.
[[nodiscard]] std::optional<Error> rebuild(Connection &connection);

} // namespace ScopeSums

} // namespace lineup
