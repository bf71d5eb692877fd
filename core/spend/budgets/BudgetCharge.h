// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/spend/SpendGate.h"
#include "core/spend/budgets/Budget.h"

namespace lineup {

// What budgets tell attempts apart by. A value.
struct BudgetSubject
{
    QString user;
    QString source;
    CallLabels labels;
    QString requestedModel;
    QString service;
    QString model;
};

[[nodiscard]] BudgetSubject subjectOf(const SpendClaim &claim);
[[nodiscard]] BudgetSubject subjectOf(const CallRecord &call, const AttemptRecord *attempt); // nullptr: it made none
[[nodiscard]] bool fits(const BudgetScope &scope, const BudgetSubject &subject);

// What was reserved for an attempt, whatever the meter.
struct WorstClaim
{
    std::optional<Money> cost;
    qint64 tokens = 0; // 0: not bounded
};

// What a finished attempt counts in a budget.
struct BudgetCharge
{
    qint64 spent = 0;
    qint64 uncertain = 0;
    qint64 unpriced = 0;
    BudgetCharge &operator+=(const BudgetCharge &other);
    bool operator==(const BudgetCharge &) const = default;
};

[[nodiscard]] BudgetCharge chargeOf(Budget::Meter meter, const Cost &cost, const Usage &usage, const WorstClaim &worst);
// What a call that made no attempt counts: what it says it cost, but no request.
[[nodiscard]] BudgetCharge chargeOf(Budget::Meter meter, const CallRecord &call);

// What is reserved: nothing where nothing bounds it, which a budget may refuse.
[[nodiscard]] std::optional<qint64> amountOf(Budget::Meter meter, const SpendClaim &claim);
// What stays reserved of it once the attempt is over.
[[nodiscard]] qint64 amountLeft(Budget::Meter meter, const Cost &cost, qint64 tokens, const WorstClaim &worst);

} // namespace lineup
