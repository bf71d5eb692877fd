// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/Budget.h"

#include <algorithm>

namespace lineup {

bool Budget::blocks() const
{
    return action(BudgetAction::Kind::Block).has_value();
}

std::optional<BudgetAction> Budget::action(BudgetAction::Kind kind) const
{
    const auto found = std::find_if(
        actions.begin(), actions.end(), [kind](const BudgetAction &action) { return action.kind == kind; });
    return found == actions.end() ? std::nullopt : std::optional(*found);
}

} // namespace lineup
