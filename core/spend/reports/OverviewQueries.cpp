// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/OverviewQueries.h"

namespace lineup {

QMap<OverviewAnswer, SpendQuery> overviewQueries(const OverviewPlan &plan)
{
    using Answer = OverviewAnswer;
    QMap<Answer, SpendQuery> queries {{Answer::Bars, {.filter = plan.now, .groups = {plan.grain}}},
        {Answer::Before, {.filter = plan.before, .groups = {plan.grain}}},
        {Answer::Recent, {.filter = plan.recent, .groups = {SpendGroup::Day}}},
        {Answer::Days, {.filter = plan.now, .groups = {SpendGroup::Day}}}};
    for (const auto &[answer, group] : {std::pair {Answer::Models, SpendGroup::Model},
             {Answer::Services, SpendGroup::Service}, {Answer::Projects, SpendGroup::Project},
             {Answer::Tags, SpendGroup::Tag}, {Answer::Users, SpendGroup::User}})
        queries.insert(answer, {.filter = plan.now, .groups = {group}});
    return queries;
}

SpendQuery partsQuery(const SpendQuery &whole, const QStringList &words)
{
    SpendQuery query = whole;
    setFilterWords(query.filter, whole.groups.last(), words);
    return query;
}

} // namespace lineup
