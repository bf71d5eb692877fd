// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/SpendQuery.h"

#include <QJsonObject>

namespace lineup::ui {

enum class SpendRange { Today, Days7, Days30, Month, LastMonth, Year, Custom };
enum class SpendTab { Overview, Explore, Calls, WhatIf, Reconcile };
enum class SpendMetric {
    Cost,
    Calls,
    Tokens,
    Input,
    Output,
    Cached,
    CacheSaved,
    Failed,
    Unpriced,
    FirstToken,
    Duration
};

// Days, both inclusive.
struct SpendSpan
{
    QDate from;
    QDate to;
    [[nodiscard]] qint64 days() const { return from.daysTo(to) + 1; }
    bool operator==(const SpendSpan &) const = default;
};

struct ExploreSettings
{
    SpendMetric metric = SpendMetric::Cost;
    SpendGroup group = SpendGroup::Day;
    SpendGroup subgroup = SpendGroup::Model; // None: bars in one piece
    int top = 7; // the rest is "Other"
    bool cumulative = false;
    bool operator==(const ExploreSettings &) const = default;
};

// Which calls are looked at, and how they are taken apart.
struct SpendPlace
{
    SpendRange range = SpendRange::Days30;
    SpendSpan custom; // for Custom
    SpendFilter words; // its days are never set here
    ExploreSettings explore;
    bool operator==(const SpendPlace &) const = default;
};

// A step down by a click: what was clicked, and where from.
struct SpendCrumb
{
    SpendGroup group = SpendGroup::None;
    QString key;
    SpendPlace before;
    bool operator==(const SpendCrumb &) const = default;
};

// Everything that a person has chosen on the page; one step of undo. A value.
struct SpendState
{
    SpendPlace place;
    bool compare = false; // with the time before
    bool table = false; // figures in the place of charts
    SpendTab tab = SpendTab::Overview;
    SpendGroup overviewBy = SpendGroup::Model;
    QString whatIfModel; // a model string
    QList<SpendCrumb> trail; // not kept for the next start
    bool operator==(const SpendState &) const = default;
};

[[nodiscard]] SpendSpan spanOf(const SpendPlace &place, QDate today);
// As long as that one, right before it; whole months before whole months. Of "Month" the same days of the month before.
[[nodiscard]] SpendSpan spanBefore(const SpendPlace &place, QDate today);
[[nodiscard]] SpendFilter filterOf(const SpendPlace &place, const SpendSpan &span);

[[nodiscard]] bool isTime(SpendGroup group); // day, week, month
// The span that a day's, week's or month's key stands for, within `span`.
[[nodiscard]] SpendSpan spanOfKey(SpendGroup group, const QString &key, const SpendSpan &span);
// A time to first token and a duration are means over calls: they do not add up.
[[nodiscard]] bool isMean(SpendMetric metric);

// The same place, one step down at a bar. Time: its days, taken apart finer. Else: that word, taken apart by day.
[[nodiscard]] SpendState drilled(const SpendState &state, SpendGroup group, const QString &key, QDate today);
// One step up; the same where there is none.
[[nodiscard]] SpendState up(const SpendState &state);

[[nodiscard]] QJsonObject toJson(const SpendState &state);
[[nodiscard]] SpendState spendStateFromJson(const QJsonObject &json); // what is missing or unknown: as at the start
[[nodiscard]] QString spendMetricName(SpendMetric metric); // stable

} // namespace lineup::ui
