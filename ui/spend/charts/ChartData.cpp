// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/charts/ChartData.h"

#include "ui/spend/SpendText.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr qint64 mostDays = 93;
constexpr qint64 mostWeekDays = 731;

QString otherLabel(qsizetype count)
{
    return QCoreApplication::translate("ChartData", "Other (%n)", "how many", int(count));
}

QDate firstOfGroup(SpendGroup group, QDate day)
{
    if (group == SpendGroup::Week)
        return day.addDays(1 - day.dayOfWeek());
    return group == SpendGroup::Month ? QDate(day.year(), day.month(), 1) : day;
}

QDate next(SpendGroup group, QDate day)
{
    return group == SpendGroup::Week ? day.addDays(7) : group == SpendGroup::Month ? day.addMonths(1) : day.addDays(1);
}

QHash<QString, SpendSums> sumsByKey(const SpendTable &table)
{
    QHash<QString, SpendSums> sums;
    for (const SpendRow &row : table.rows)
        sums[row.keys.value(0)] += row.sums;
    return sums;
}

// Keys by their sum, the largest first; equal ones by name.
QStringList ranked(const QHash<QString, SpendSums> &sums, SpendMetric metric)
{
    QStringList keys = sums.keys();
    std::sort(keys.begin(), keys.end(), [&](const QString &one, const QString &other) {
        const qint64 a = valueOf(sums.value(one), metric);
        const qint64 b = valueOf(sums.value(other), metric);
        return a != b ? a > b : one < other;
    });
    return keys;
}

// Which bar each key of the group goes to.
QHash<QString, qsizetype> makeBars(ChartData &chart, const SpendTable &byGroup, const ChartQuestion &question)
{
    QHash<QString, qsizetype> places;
    const SpendGroup group = question.settings.group;
    if (isTime(group)) {
        const QString now = firstOfGroup(group, question.today).toString(Qt::ISODate);
        for (const QString &key : keysOf(group, question.span)) {
            places.insert(key, chart.bars.size());
            chart.bars += ChartData::Bar {.key = key,
                .label = SpendText::shortKey(group, key),
                .title = SpendText::key(group, key),
                .partial = key == now && question.span.to >= question.today};
        }
        return places;
    }
    chart.sideways = true;
    const QStringList keys = ranked(sumsByKey(byGroup), question.settings.metric);
    const bool rest = keys.size() > question.settings.top + 1;
    const qsizetype named = rest ? question.settings.top : keys.size();
    for (qsizetype i = 0; i < keys.size(); ++i) {
        places.insert(keys.at(i), qMin(i, named));
        if (i < named)
            chart.bars += ChartData::Bar {.key = keys.at(i),
                .label = SpendText::shortKey(group, keys.at(i)),
                .title = SpendText::key(group, keys.at(i))};
    }
    if (rest) {
        const QString label = otherLabel(keys.size() - named);
        chart.bars += ChartData::Bar {.key = {}, .label = label, .title = label, .isOther = true};
    }
    return places;
}

// Which series each named key of the subgroup goes to; one for the others behind them where there are any.
QHash<QString, qsizetype> makeSeries(ChartData &chart, const SpendTable &byPiece, const ChartQuestion &question)
{
    const QStringList named = namedPieces(byPiece, question.settings);
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < named.size(); ++i) {
        places.insert(named.at(i), i);
        chart.series += ChartData::Series {
            .key = named.at(i), .label = SpendText::key(chart.subgroup, named.at(i)), .color = int(i)};
    }
    const qsizetype others = sumsByKey(byPiece).size() - named.size();
    if (others > 0)
        chart.series
            += ChartData::Series {.key = {}, .label = otherLabel(others), .color = int(named.size()), .isOther = true};
    return places;
}

// Bars and series are there; what they hold is not.
void fillSeries(ChartData &chart, const SpendTable &parts, const QHash<QString, qsizetype> &bars,
    const QHash<QString, qsizetype> &places)
{
    for (ChartData::Series &series : chart.series)
        series.values.resize(chart.bars.size());
    const bool hasOther = !chart.series.isEmpty() && chart.series.last().isOther;
    const bool overlap = chart.subgroup == SpendGroup::Tag;
    if (hasOther && !overlap)
        chart.series.last().values = chart.totals;
    for (const SpendRow &row : parts.rows) {
        const auto bar = bars.constFind(row.keys.value(0));
        const auto place = places.constFind(row.keys.value(1));
        if (bar == bars.cend())
            continue;
        const qint64 value = valueOf(row.sums, chart.metric);
        if (place != places.cend())
            chart.series[*place].values[*bar] += value;
        if (hasOther && overlap && place == places.cend())
            chart.series.last().values[*bar] += value;
        if (hasOther && !overlap && place != places.cend())
            chart.series.last().values[*bar] -= value;
    }
}

void accumulate(QList<qint64> &values)
{
    std::partial_sum(values.cbegin(), values.cend(), values.begin());
}

} // namespace

qint64 valueOf(const SpendSums &sums, SpendMetric metric)
{
    switch (metric) {
    case SpendMetric::Cost:
        return sums.cost.nano();
    case SpendMetric::Calls:
        return sums.calls;
    case SpendMetric::Tokens:
        return sums.input() + sums.output();
    case SpendMetric::Input:
        return sums.input();
    case SpendMetric::Output:
        return sums.output();
    case SpendMetric::Cached:
        return sums.inputCacheRead;
    case SpendMetric::CacheSaved:
        return sums.cacheSaved.nano();
    case SpendMetric::Failed:
        return sums.failed;
    case SpendMetric::Unpriced:
        return sums.unpriced;
    case SpendMetric::FirstToken:
        return sums.timedCalls > 0 ? sums.firstTokenUs / sums.timedCalls : 0;
    case SpendMetric::Duration:
        break;
    }
    return sums.calls > 0 ? sums.totalUs / sums.calls : 0;
}

QString keyOfDay(SpendGroup group, QDate day)
{
    return firstOfGroup(group, day).toString(Qt::ISODate);
}

SpendGroup grainFor(const SpendSpan &span)
{
    return span.days() <= mostDays    ? SpendGroup::Day
        : span.days() <= mostWeekDays ? SpendGroup::Week
                                      : SpendGroup::Month;
}

QStringList keysOf(SpendGroup group, const SpendSpan &span)
{
    QStringList keys;
    for (QDate day = firstOfGroup(group, span.from); day <= span.to; day = next(group, day))
        keys += day.toString(Qt::ISODate);
    return keys;
}

qint64 ChartData::largest() const
{
    qint64 most = 0;
    for (const QList<qint64> &values : {totals, before}) {
        for (const qint64 value : values)
            most = qMax(most, value);
    }
    // Pieces of a call with several tags add up to more than the call; those below zero are stacked downwards.
    for (qsizetype bar = 0; bar < bars.size(); ++bar) {
        qint64 sum = 0;
        for (const Series &each : series)
            sum += qMax<qint64>(each.values.value(bar), 0);
        most = qMax(most, sum);
    }
    return most;
}

qint64 ChartData::smallest() const
{
    qint64 least = 0;
    for (const qint64 value : before)
        least = qMin(least, value);
    for (qsizetype bar = 0; bar < bars.size(); ++bar) {
        qint64 sum = 0;
        for (const Series &each : series)
            sum += qMin<qint64>(each.values.value(bar), 0);
        least = qMin(least, sum);
    }
    return least;
}

QStringList namedPieces(const SpendTable &byPiece, const ExploreSettings &settings)
{
    QStringList keys = ranked(sumsByKey(byPiece), settings.metric);
    return keys.size() > settings.top + 1 ? keys.mid(0, settings.top) : keys;
}

ChartData chartOf(const ChartAnswers &answers, const ChartQuestion &question)
{
    const ExploreSettings &settings = question.settings;
    ChartData chart;
    chart.metric = settings.metric;
    chart.group = settings.group;
    chart.subgroup = isMean(settings.metric) ? SpendGroup::None : settings.subgroup;
    chart.total = valueOf(answers.byGroup.total, settings.metric);
    const QHash<QString, qsizetype> bars = makeBars(chart, answers.byGroup, question);
    QList<SpendSums> sums(chart.bars.size());
    for (const SpendRow &row : answers.byGroup.rows) {
        if (const auto place = bars.constFind(row.keys.value(0)); place != bars.cend())
            sums[*place] += row.sums;
    }
    for (const SpendSums &each : std::as_const(sums))
        chart.totals += valueOf(each, settings.metric);
    if (chart.subgroup == SpendGroup::None)
        chart.series += ChartData::Series {.label = SpendText::metric(settings.metric), .values = chart.totals};
    else
        fillSeries(chart, answers.parts, bars, makeSeries(chart, answers.byPiece, question));
    chart.cumulative = settings.cumulative && isTime(settings.group) && !isMean(settings.metric);
    if (chart.cumulative) {
        accumulate(chart.totals);
        for (ChartData::Series &series : chart.series)
            accumulate(series.values);
    }
    return chart;
}

void addBefore(ChartData &chart, const SpendTable &before, const SpendSpan &span)
{
    chart.beforeLabel = QCoreApplication::translate("ChartData", "The time before");
    chart.beforeName = spendMetricName(chart.metric) + u"_before"_s;
    QHash<QString, qint64> values;
    for (const SpendRow &row : before.rows)
        values.insert(row.keys.value(0), valueOf(row.sums, chart.metric));
    const QStringList keys = isTime(chart.group) ? keysOf(chart.group, span) : QStringList();
    for (qsizetype bar = 0; bar < chart.bars.size(); ++bar)
        chart.before += values.value(isTime(chart.group) ? keys.value(bar) : chart.bars.at(bar).key);
    if (chart.cumulative)
        accumulate(chart.before);
}

} // namespace lineup::ui
