// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/Cost.h"

#include "core/base/WordTable.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array provenances {
    std::pair {Cost::Provenance::Computed, "computed"_L1},
    std::pair {Cost::Provenance::Provider, "provider"_L1},
    std::pair {Cost::Provenance::Estimated, "estimated"_L1},
    std::pair {Cost::Provenance::Free, "free"_L1},
};

constexpr std::array reasons {
    std::pair {Cost::Reason::NoPrice, "no_price"_L1},
    std::pair {Cost::Reason::NoUsage, "no_usage"_L1},
    std::pair {Cost::Reason::Running, "running"_L1},
    std::pair {Cost::Reason::NotBilled, "not_billed"_L1},
    std::pair {Cost::Reason::MaybeBilled, "maybe_billed"_L1},
};

} // namespace

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

bool differNotably(Money computed, Money provider)
{
    constexpr qint64 rounding = 20'000; // nano-dollars
    const qint64 apart = qAbs(computed.nano() - provider.nano());
    return apart > rounding && apart > std::max(computed.nano(), provider.nano()) / 100;
}

QString costProvenanceName(Cost::Provenance provenance)
{
    return wordFor(provenances, provenance);
}

QString costReasonName(Cost::Reason reason)
{
    return wordFor(reasons, reason);
}

} // namespace lineup
