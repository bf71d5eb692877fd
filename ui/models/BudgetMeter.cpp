// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BudgetMeter.h"

#include "ui/models/BudgetText.h"

namespace lineup::ui {

std::optional<Meaning> budgetMeaning(const BudgetStatus &status)
{
    if (!status.budget.enabled || !BudgetText::isWarning(status))
        return {};
    return BudgetText::isSpent(status) ? Meaning::Error : Meaning::Warning;
}

MeterValues budgetMeter(const BudgetStatus &status)
{
    const std::optional<BudgetAction> warn = status.budget.action(BudgetAction::Kind::Warn);
    return {.used = double(status.used),
        .reserved = double(status.reserved),
        .uncertain = double(status.uncertain),
        .limit = double(status.limit()),
        .mark = warn ? std::optional(double(status.limit()) * warn->percent / 100) : std::nullopt,
        .meaning = budgetMeaning(status),
        .quiet = !status.budget.enabled};
}

} // namespace lineup::ui
