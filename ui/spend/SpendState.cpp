// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/SpendState.h"

#include "core/base/WordTable.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr std::array ranges {
    std::pair {SpendRange::Today, "today"_L1},
    std::pair {SpendRange::Days7, "7d"_L1},
    std::pair {SpendRange::Days30, "30d"_L1},
    std::pair {SpendRange::Month, "month"_L1},
    std::pair {SpendRange::LastMonth, "last-month"_L1},
    std::pair {SpendRange::Year, "year"_L1},
    std::pair {SpendRange::Custom, "custom"_L1},
};

constexpr std::array tabs {
    std::pair {SpendTab::Overview, "overview"_L1},
    std::pair {SpendTab::Explore, "explore"_L1},
    std::pair {SpendTab::Calls, "calls"_L1},
    std::pair {SpendTab::WhatIf, "what-if"_L1},
    std::pair {SpendTab::Reconcile, "reconcile"_L1},
};

constexpr std::array metricNames {
    std::pair {SpendMetric::Cost, "cost"_L1},
    std::pair {SpendMetric::Calls, "calls"_L1},
    std::pair {SpendMetric::Tokens, "tokens"_L1},
    std::pair {SpendMetric::Input, "input"_L1},
    std::pair {SpendMetric::Output, "output"_L1},
    std::pair {SpendMetric::Cached, "cached"_L1},
    std::pair {SpendMetric::CacheSaved, "cache-saved"_L1},
    std::pair {SpendMetric::Failed, "failed"_L1},
    std::pair {SpendMetric::Unpriced, "unpriced"_L1},
    std::pair {SpendMetric::FirstToken, "first-token"_L1},
    std::pair {SpendMetric::Duration, "duration"_L1},
};

QDate firstOf(QDate day)
{
    return {day.year(), day.month(), 1};
}

// What a group is taken apart by when one of it has been chosen.
SpendGroup finer(SpendGroup group)
{
    return group == SpendGroup::Month ? SpendGroup::Day
        : group == SpendGroup::Week   ? SpendGroup::Day
                                      : SpendGroup::Model;
}

QDate dateIn(const QJsonObject &json, QLatin1StringView name)
{
    return QDate::fromString(json.value(name).toString(), Qt::ISODate);
}

} // namespace

SpendSpan spanOf(const SpendPlace &place, QDate today)
{
    switch (place.range) {
    case SpendRange::Today:
        return {today, today};
    case SpendRange::Days7:
        return {today.addDays(-6), today};
    case SpendRange::Days30:
        return {today.addDays(-29), today};
    case SpendRange::Month:
        return {firstOf(today), today};
    case SpendRange::LastMonth:
        return {firstOf(today).addMonths(-1), firstOf(today).addDays(-1)};
    case SpendRange::Year:
        return {today.addYears(-1).addDays(1), today};
    case SpendRange::Custom:
        if (place.custom.from.isValid() && place.custom.to.isValid())
            return place.custom;
        break;
    }
    return {today.addDays(-29), today};
}

SpendSpan spanBefore(const SpendPlace &place, QDate today)
{
    const SpendSpan span = spanOf(place, today);
    switch (place.range) {
    case SpendRange::Month:
        return {span.from.addMonths(-1), today.addMonths(-1)};
    case SpendRange::LastMonth:
        return {span.from.addMonths(-1), span.from.addDays(-1)};
    case SpendRange::Year:
        return {span.from.addYears(-1), span.from.addDays(-1)};
    default:
        return {span.from.addDays(-span.days()), span.from.addDays(-1)};
    }
}

SpendFilter filterOf(const SpendPlace &place, const SpendSpan &span)
{
    SpendFilter filter = place.words;
    filter.from = span.from;
    filter.to = span.to;
    return filter;
}

bool isTime(SpendGroup group)
{
    return group == SpendGroup::Day || group == SpendGroup::Week || group == SpendGroup::Month;
}

SpendSpan spanOfKey(SpendGroup group, const QString &key, const SpendSpan &span)
{
    const QDate first = QDate::fromString(key, Qt::ISODate);
    QDate last = first;
    if (group == SpendGroup::Week)
        last = first.addDays(6);
    else if (group == SpendGroup::Month)
        last = first.addMonths(1).addDays(-1);
    return {qMax(first, span.from), qMin(last, span.to)};
}

bool isMean(SpendMetric metric)
{
    return metric == SpendMetric::FirstToken || metric == SpendMetric::Duration;
}

SpendState drilled(const SpendState &state, SpendGroup group, const QString &key, QDate today)
{
    SpendState out = state;
    out.trail += SpendCrumb {.group = group, .key = key, .before = state.place};
    SpendPlace &place = out.place;
    if (isTime(group)) {
        place.custom = spanOfKey(group, key, spanOf(state.place, today));
        place.range = SpendRange::Custom;
        place.explore.group = finer(group);
        if (place.explore.subgroup == place.explore.group)
            place.explore.subgroup = SpendGroup::None;
        return out;
    }
    setFilterWords(place.words, group, {key});
    if (place.explore.group == group)
        place.explore.group = SpendGroup::Day;
    if (place.explore.subgroup == group)
        place.explore.subgroup = group == SpendGroup::Model ? SpendGroup::None : SpendGroup::Model;
    return out;
}

SpendState up(const SpendState &state)
{
    SpendState out = state;
    if (!out.trail.isEmpty())
        out.place = out.trail.takeLast().before;
    return out;
}

QString spendMetricName(SpendMetric metric)
{
    return wordFor(metricNames, metric);
}

QJsonObject toJson(const SpendState &state)
{
    QJsonObject words;
    for (const SpendGroup group : wordGroups()) {
        if (const QStringList list = filterWords(state.place.words, group); !list.isEmpty())
            words.insert(spendGroupName(group), QJsonArray::fromStringList(list));
    }
    const ExploreSettings &explore = state.place.explore;
    QJsonObject json {{u"range"_s, wordFor(ranges, state.place.range)}, {u"tab"_s, wordFor(tabs, state.tab)},
        {u"filter"_s, words}, {u"compare"_s, state.compare}, {u"table"_s, state.table},
        {u"overview_by"_s, spendGroupName(state.overviewBy)}, {u"what_if"_s, state.whatIfModel},
        {u"explore"_s,
            QJsonObject {{u"metric"_s, wordFor(metricNames, explore.metric)},
                {u"group"_s, spendGroupName(explore.group)}, {u"subgroup"_s, spendGroupName(explore.subgroup)},
                {u"top"_s, explore.top}, {u"cumulative"_s, explore.cumulative}}}};
    if (state.place.range == SpendRange::Custom) {
        json.insert("from"_L1, state.place.custom.from.toString(Qt::ISODate));
        json.insert("to"_L1, state.place.custom.to.toString(Qt::ISODate));
    }
    return json;
}

SpendState spendStateFromJson(const QJsonObject &json)
{
    const SpendState fresh;
    SpendState state;
    const auto word = [](const QJsonObject &from, QLatin1StringView name) { return from.value(name).toString(); };
    state.place.range = valueFor(ranges, word(json, "range"_L1)).value_or(fresh.place.range);
    state.place.custom = {dateIn(json, "from"_L1), dateIn(json, "to"_L1)};
    const SpendSpan &custom = state.place.custom;
    if (state.place.range == SpendRange::Custom
        && (!custom.from.isValid() || !custom.to.isValid() || custom.from > custom.to))
        state.place.range = fresh.place.range;
    if (state.place.range != SpendRange::Custom)
        state.place.custom = {};
    state.tab = valueFor(tabs, word(json, "tab"_L1)).value_or(fresh.tab);
    state.compare = json.value("compare"_L1).toBool();
    state.table = json.value("table"_L1).toBool();
    const auto by = spendGroupFromName(word(json, "overview_by"_L1)).value_or(fresh.overviewBy);
    state.overviewBy = by == SpendGroup::Service ? by : fresh.overviewBy;
    state.whatIfModel = word(json, "what_if"_L1);
    const QJsonObject words = json.value("filter"_L1).toObject();
    for (const SpendGroup group : wordGroups()) {
        QStringList list;
        for (const QJsonValue &each : words.value(spendGroupName(group)).toArray())
            list += each.toString();
        setFilterWords(state.place.words, group, list);
    }
    const QJsonObject explore = json.value("explore"_L1).toObject();
    ExploreSettings &settings = state.place.explore;
    settings.metric = valueFor(metricNames, word(explore, "metric"_L1)).value_or(settings.metric);
    settings.group = spendGroupFromName(word(explore, "group"_L1)).value_or(settings.group);
    if (settings.group == SpendGroup::None)
        settings.group = SpendGroup::Day;
    settings.subgroup = spendGroupFromName(word(explore, "subgroup"_L1)).value_or(settings.subgroup);
    if (settings.subgroup == settings.group || isTime(settings.subgroup))
        settings.subgroup = SpendGroup::None;
    settings.top = qBound(1, explore.value("top"_L1).toInt(settings.top), 50);
    settings.cumulative = explore.value("cumulative"_L1).toBool();
    return state;
}

} // namespace lineup::ui
