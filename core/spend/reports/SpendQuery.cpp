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

constexpr std::array groupNames {
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

// Where a filter keeps the words of a group; null: it has none, or none that are texts.
QStringList SpendFilter::*listOf(SpendGroup group)
{
    switch (group) {
    case SpendGroup::Service:
        return &SpendFilter::services;
    case SpendGroup::Model:
        return &SpendFilter::models;
    case SpendGroup::Chain:
        return &SpendFilter::chains;
    case SpendGroup::User:
        return &SpendFilter::users;
    case SpendGroup::Project:
        return &SpendFilter::projects;
    case SpendGroup::Tag:
        return &SpendFilter::tags;
    case SpendGroup::Source:
        return &SpendFilter::sources;
    default:
        return nullptr;
    }
}

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

const QList<SpendGroup> &wordGroups()
{
    static const QList<SpendGroup> list {SpendGroup::Service, SpendGroup::Model, SpendGroup::Chain, SpendGroup::User,
        SpendGroup::Project, SpendGroup::Tag, SpendGroup::Source, SpendGroup::Status};
    return list;
}

QStringList filterWords(const SpendFilter &filter, SpendGroup group)
{
    if (group == SpendGroup::Status) {
        QStringList words;
        for (const CallStatus status : filter.statuses)
            words += callStatusName(status);
        return words;
    }
    QStringList SpendFilter::*list = listOf(group);
    return list ? filter.*list : QStringList();
}

void setFilterWords(SpendFilter &filter, SpendGroup group, const QStringList &words)
{
    if (group == SpendGroup::Status) {
        filter.statuses.clear();
        for (const QString &word : words) {
            if (const std::optional<CallStatus> status = callStatusFromName(word))
                filter.statuses += *status;
        }
    } else if (QStringList SpendFilter::*list = listOf(group)) {
        filter.*list = words;
    }
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
    return wordFor(groupNames, group);
}

std::optional<SpendGroup> spendGroupFromName(QStringView name)
{
    return valueFor(groupNames, name);
}

} // namespace lineup
