// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetCharge.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool fitsModel(const QString &model, const BudgetSubject &subject)
{
    if (model.startsWith("chain/"_L1))
        return subject.requestedModel == model;
    return subject.service + u'/' + subject.model == model;
}

bool isNotBilled(const Cost &cost)
{
    return !cost.isKnown() && cost.reason() == Cost::Reason::NotBilled;
}

BudgetCharge dollars(const Cost &cost, const WorstClaim &worst)
{
    if (cost.isKnown())
        return {.spent = cost.amount()->nano()};
    if (isNotBilled(cost))
        return {};
    return {.uncertain = worst.cost.value_or(Money()).nano(), .unpriced = 1};
}

BudgetCharge tokens(const Cost &cost, const Usage &usage, const WorstClaim &worst)
{
    if (usage.isKnown())
        return {.spent = usage.inputTotal() + usage.outputTotal()};
    return isNotBilled(cost) ? BudgetCharge() : BudgetCharge {.uncertain = worst.tokens, .unpriced = 1};
}

} // namespace

BudgetSubject subjectOf(const SpendClaim &claim)
{
    return {claim.user, claim.source, claim.labels, claim.requestedModel, claim.service, claim.model};
}

BudgetSubject subjectOf(const CallRecord &call, const AttemptRecord *attempt)
{
    return {call.user, call.source, callLabels(call.metadata), call.requestedModel,
        attempt ? attempt->service : QString(), attempt ? attempt->model : QString()};
}

bool fits(const BudgetScope &scope, const BudgetSubject &subject)
{
    const auto fitsWord = [](const QString &wanted, const QString &word) { return wanted.isEmpty() || wanted == word; };
    return fitsWord(scope.user, subject.user) && fitsWord(scope.source, subject.source)
        && fitsWord(scope.service, subject.service) && fitsWord(scope.project, subject.labels.project)
        && (scope.tag.isEmpty() || subject.labels.tags.contains(scope.tag))
        && (scope.model.isEmpty() || fitsModel(scope.model, subject));
}

BudgetCharge &BudgetCharge::operator+=(const BudgetCharge &other)
{
    spent += other.spent;
    uncertain += other.uncertain;
    unpriced += other.unpriced;
    return *this;
}

BudgetCharge chargeOf(Budget::Meter meter, const Cost &cost, const Usage &usage, const WorstClaim &worst)
{
    switch (meter) {
    case Budget::Meter::Dollars:
        return dollars(cost, worst);
    case Budget::Meter::Tokens:
        return tokens(cost, usage, worst);
    case Budget::Meter::Requests:
        return {.spent = 1};
    }
    return {};
}

BudgetCharge chargeOf(Budget::Meter meter, const CallRecord &call)
{
    return meter == Budget::Meter::Requests ? BudgetCharge() : chargeOf(meter, call.cost, call.usage, {});
}

std::optional<qint64> amountOf(Budget::Meter meter, const SpendClaim &claim)
{
    switch (meter) {
    case Budget::Meter::Dollars:
        if (claim.free)
            return 0;
        return claim.worstCost ? std::optional(std::max<qint64>(0, claim.worstCost->nano())) : std::nullopt;
    case Budget::Meter::Tokens:
        return claim.worstTokens > 0 ? std::optional(claim.worstTokens) : std::nullopt;
    case Budget::Meter::Requests:
        return 1;
    }
    return {};
}

qint64 amountLeft(Budget::Meter meter, const Cost &cost, qint64 tokens, const WorstClaim &worst)
{
    switch (meter) {
    case Budget::Meter::Dollars:
        if (cost.isKnown())
            return cost.amount()->nano();
        return isNotBilled(cost) ? 0 : worst.cost.value_or(Money()).nano();
    case Budget::Meter::Tokens:
        if (tokens > 0)
            return tokens;
        return isNotBilled(cost) ? 0 : worst.tokens;
    case Budget::Meter::Requests:
        return 1;
    }
    return 0;
}

} // namespace lineup
