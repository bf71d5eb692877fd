// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/SpendState.h"

namespace lineup::ui {

// Bars in pieces, ready to be drawn or written down. A value.
struct ChartData
{
    struct Bar
    {
        QString key; // of the group; empty for Other when isOther
        QString label; // for the axis
        QString title; // written out
        bool partial = false; // today, this week, this month: it is not over
        bool isOther = false;
    };
    struct Series
    {
        QString key; // of the subgroup
        QString label;
        int color = 0; // as in seriesColor
        bool isOther = false;
        QList<qint64> values; // one a bar
    };
    SpendMetric metric = SpendMetric::Cost;
    SpendGroup group = SpendGroup::Day;
    SpendGroup subgroup = SpendGroup::None;
    QString title;
    QList<Bar> bars;
    QList<Series> series; // the largest first, Other last
    // Another figure for each bar, drawn as a line across it: the time before, a bill, … Empty: there is none.
    QList<qint64> before;
    QString beforeLabel; // for people
    QString beforeName; // for programs: a column's name
    bool columns = false; // before is as much the chart's matter as the bars: it is drawn as pale columns behind them
    bool difference = false; // the table has a column with before − total
    QList<qint64>
        totals; // of each bar; not the sum of its pieces where a call is counted in several (tags) or of means
    qint64 total = 0; // of everything
    bool sideways = false; // bars lie: their labels are names
    bool cumulative = false; // each bar holds all before it

    [[nodiscard]] bool isEmpty() const { return bars.isEmpty(); }
    [[nodiscard]] qint64 largest() const; // of the bars and of before; at least 0
    [[nodiscard]] qint64 smallest() const; // at most 0: a cache may have cost more than it saved
};

struct ChartQuestion
{
    ExploreSettings settings;
    SpendSpan span;
    QDate today;
};

// Answers of the ledger to be drawn: by the group alone, for the totals; where bars have pieces, by the subgroup alone,
// and by both. The last may leave out what has no name of its own (namedPieces), but for tags, of which a call may have
// several.
struct ChartAnswers
{
    SpendTable byGroup;
    SpendTable byPiece;
    SpendTable parts;
};
// With bars for days without calls. Never more than `top` pieces and Other; bars that are no days as well.
[[nodiscard]] ChartData chartOf(const ChartAnswers &answers, const ChartQuestion &question);
// The pieces that are not Other, the largest first.
[[nodiscard]] QStringList namedPieces(const SpendTable &byPiece, const ExploreSettings &settings);
// A time before, laid under the bars one by one: its query by the same group over the span before.
void addBefore(ChartData &chart, const SpendTable &before, const SpendSpan &span);

// The key of the bar that a day belongs to.
[[nodiscard]] QString keyOfDay(SpendGroup group, QDate day);
[[nodiscard]] qint64 valueOf(const SpendSums &sums, SpendMetric metric);
// Days up to a quarter of a year, weeks up to two years, then months.
[[nodiscard]] SpendGroup grainFor(const SpendSpan &span);
// The keys of all days, weeks or months of a span, the earliest first.
[[nodiscard]] QStringList keysOf(SpendGroup group, const SpendSpan &span);

} // namespace lineup::ui
