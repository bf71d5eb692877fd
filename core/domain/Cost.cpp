// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/Cost.h"

using namespace Qt::StringLiterals;

namespace lineup {

Cost Cost::known(Money amount, Provenance provenance)
{
    Cost cost;
    cost.m_amount = amount;
    cost.m_provenance = provenance;
    cost.m_reason = Reason::None;
    return cost;
}

Cost Cost::unknown(Reason reason)
{
    Cost cost;
    cost.m_reason = reason;
    return cost;
}

QString costProvenanceName(Cost::Provenance provenance)
{
    switch (provenance) {
    case Cost::Provenance::Computed:
        return u"computed"_s;
    case Cost::Provenance::Provider:
        return u"provider"_s;
    case Cost::Provenance::Estimated:
        return u"estimated"_s;
    case Cost::Provenance::Free:
        return u"free"_s;
    }
    return {};
}

QString costReasonName(Cost::Reason reason)
{
    switch (reason) {
    case Cost::Reason::None:
        return {};
    case Cost::Reason::NoPrice:
        return u"no_price"_s;
    case Cost::Reason::NoUsage:
        return u"no_usage"_s;
    case Cost::Reason::Running:
        return u"running"_s;
    case Cost::Reason::NotBilled:
        return u"not_billed"_s;
    case Cost::Reason::MaybeBilled:
        return u"maybe_billed"_s;
    }
    return {};
}

} // namespace lineup
