// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/SpendQuery.h"

#include "core/base/WordTable.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array statuses {
    std::pair {CallStatus::Answered, "answered"_L1},
    std::pair {CallStatus::Failed, "failed"_L1},
    std::pair {CallStatus::Cancelled, "cancelled"_L1},
    std::pair {CallStatus::Interrupted, "interrupted"_L1},
};

constexpr std::array groups {
    std::pair {SpendGroup::None, "none"_L1},
    std::pair {SpendGroup::Day, "day"_L1},
    std::pair {SpendGroup::Week, "week"_L1},
    std::pair {SpendGroup::Month, "month"_L1},
    std::pair {SpendGroup::Service, "service"_L1},
    std::pair {SpendGroup::Model, "model"_L1},
    std::pair {SpendGroup::Chain, "chain"_L1},
    std::pair {SpendGroup::User, "user"_L1},
    std::pair {SpendGroup::Project, "project"_L1},
    std::pair {SpendGroup::Tag, "tag"_L1},
    std::pair {SpendGroup::Source, "source"_L1},
    std::pair {SpendGroup::Status, "status"_L1},
};

} // namespace

SpendSums &SpendSums::operator+=(const SpendSums &other)
{
    cost += other.cost;
    estimated += other.estimated;
    cacheSaved += other.cacheSaved;
    for (const auto member : {&SpendSums::calls, &SpendSums::failed, &SpendSums::cancelled, &SpendSums::attempts,
             &SpendSums::unpriced, &SpendSums::inputFresh, &SpendSums::inputCacheRead, &SpendSums::inputCacheWrite,
             &SpendSums::inputOther, &SpendSums::outputText, &SpendSums::outputReasoning, &SpendSums::outputOther,
             &SpendSums::webSearches, &SpendSums::firstTokenUs, &SpendSums::timedCalls, &SpendSums::totalUs})
        this->*member += other.*member;
    return *this;
}

QString callStatusName(CallStatus status)
{
    return wordFor(statuses, status);
}

std::optional<CallStatus> callStatusFromName(QStringView name)
{
    return valueFor(statuses, name);
}

QString spendGroupName(SpendGroup group)
{
    return wordFor(groups, group);
}

std::optional<SpendGroup> spendGroupFromName(QStringView name)
{
    return valueFor(groups, name);
}

} // namespace lineup
