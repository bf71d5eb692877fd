// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budget.h"
#include "ui/widgets/MeterBar.h"

namespace lineup::ui {

// What a budget's bar and its signs say: an error where nothing is left, a warning from its threshold on; nothing
// while it is switched off. Pure functions.
[[nodiscard]] std::optional<Meaning> budgetMeaning(const BudgetStatus &status);
[[nodiscard]] MeterValues budgetMeter(const BudgetStatus &status);

} // namespace lineup::ui
