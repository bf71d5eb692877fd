// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/CallRecord.h"

#include "core/base/Money.h"

#include <algorithm>

namespace lineup {

Usage totalUsage(const QList<AttemptRecord> &attempts)
{
    Usage sum;
    for (const AttemptRecord &attempt : attempts) {
        if (attempt.usage.isKnown())
            sum += attempt.usage;
    }
    return sum;
}

Cost totalCost(const QList<AttemptRecord> &attempts)
{
    const auto notBilled = [](const AttemptRecord &attempt) {
        return !attempt.cost.isKnown() && attempt.cost.reason() == Cost::Reason::NotBilled;
    };
    if (std::all_of(attempts.begin(), attempts.end(), notBilled))
        return Cost::unknown(Cost::Reason::NotBilled);
    Money sum;
    std::optional<Cost::Provenance> provenance;
    for (const AttemptRecord &attempt : attempts) {
        if (notBilled(attempt))
            continue;
        if (!attempt.cost.isKnown())
            return attempt.cost;
        sum += *attempt.cost.amount();
        // The least certain part says how sure the sum is; nothing that was billed makes a free part less free.
        const Cost::Provenance own = attempt.cost.provenance();
        const bool estimated = own == Cost::Provenance::Estimated || provenance == Cost::Provenance::Estimated;
        if (estimated)
            provenance = Cost::Provenance::Estimated;
        else if (!provenance || own != Cost::Provenance::Free)
            provenance = own;
    }
    return Cost::known(sum, provenance.value_or(Cost::Provenance::Computed));
}

} // namespace lineup
