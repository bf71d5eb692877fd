// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/SpendQuery.h"

#include <QMap>

namespace lineup {

// What an overview of a span is asked for: all of it is in the answers to these questions and, once those are there, of
// partsQuery() and of a question by model for each day that stands out. Kept apart from whoever shows it, so that what
// is measured is what is asked.
struct OverviewPlan
{
    SpendFilter now; // the span, and the words of the filter
    SpendFilter before; // the same before it
    SpendFilter recent; // the days that a forecast rests on
    SpendGroup grain = SpendGroup::Day; // of the bars
    SpendGroup by = SpendGroup::Model; // of their pieces: Model or Service
};

enum class OverviewAnswer {
    Bars, // by the grain
    Before, // the same before
    Recent, // by day
    Days, // by day, for those that stand out
    Models,
    Services,
    Projects,
    Tags,
    Users
};

[[nodiscard]] QMap<OverviewAnswer, SpendQuery> overviewQueries(const OverviewPlan &plan);

// A question by two groups, of the second only these words: what is not asked for is the difference to a question by
// the first group alone. Many words a day make an answer of tens of thousands of rows of which a few are shown. Not for
// tags: a call may be at several, so that there is no such difference.
[[nodiscard]] SpendQuery partsQuery(const SpendQuery &whole, const QStringList &words);

} // namespace lineup
