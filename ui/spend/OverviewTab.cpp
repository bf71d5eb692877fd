// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/OverviewTab.h"

#include "ui/spend/CardGrid.h"
#include "ui/spend/MetricCard.h"
#include "ui/spend/SpendText.h"
#include "ui/spend/TopList.h"
#include "ui/spend/charts/BarChart.h"
#include "ui/spend/charts/ChartPane.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ColumnScroll.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/ToolChip.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int cardWidth = 148;
constexpr int listWidth = 240;
constexpr int pieces = 7;
constexpr int historyDays = 92; // that say since when there are calls
constexpr qsizetype mostNamed = 3; // anomalies

const QList<SpendMetric> &cardMetrics()
{
    static const QList<SpendMetric> ofCards {
        SpendMetric::Cost, SpendMetric::Calls, SpendMetric::Tokens, SpendMetric::CacheSaved, SpendMetric::Failed};
    return ofCards;
}

QList<DaySum> daySums(const SpendTable &byDay)
{
    QList<DaySum> days;
    for (const SpendRow &row : byDay.rows)
        days += DaySum {QDate::fromString(row.keys.value(0), Qt::ISODate), row.sums.cost};
    return days;
}

bool hasNames(const SpendTable &table)
{
    return std::ranges::any_of(table.rows, [](const SpendRow &row) { return !row.keys.value(0).isEmpty(); });
}

} // namespace

OverviewTab::OverviewTab(SpendView &view, Reports &reports, QWidget *parent)
    : TabView(view, reports, parent), m_scroll(new ColumnScroll(this))
{
    auto *content = new QWidget(m_scroll);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, Spacing::hair, Spacing::small);
    layout->setSpacing(Spacing::medium);
    buildCards(*layout);
    m_standsOut = new Banner(Meaning::Warning, {}, content);
    m_standsOut->setObjectName(u"anomalies"_s);
    m_standsOut->hide();
    layout->addWidget(m_standsOut);
    buildChart(*layout);
    buildLists(*layout);
    m_scroll->setWidget(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(m_scroll);
    connect(&inquiry(), &Inquiry::done, this, &OverviewTab::show);
}

void OverviewTab::buildCards(QBoxLayout &layout)
{
    auto *grid = new CardGrid(cardWidth, this);
    const auto add = [&](const QString &title, const QString &name) {
        auto *card = new MetricCard(title, grid);
        card->setObjectName(name);
        grid->add(card);
        return card;
    };
    m_cards.insert(SpendMetric::Cost, add(tr("Spent"), u"card-cost"_s));
    m_cards.insert(SpendMetric::Calls, add(tr("Calls"), u"card-calls"_s));
    m_cards.insert(SpendMetric::Tokens, add(tr("Tokens"), u"card-tokens"_s));
    m_cards.insert(SpendMetric::CacheSaved, add(tr("Saved by caches"), u"card-saved"_s));
    m_cards.insert(SpendMetric::Failed, add(tr("Failed calls"), u"card-failed"_s));
    m_forecast = add(tr("This month, likely"), u"card-forecast"_s);
    layout.addWidget(grid);
}

void OverviewTab::buildChart(QBoxLayout &layout)
{
    m_chart = new ChartPane(this);
    m_chart->setObjectName(u"overviewChart"_s);
    const auto chip = [this](const QString &text, SpendGroup group) {
        auto *made = new ToolChip(text, m_chart);
        made->setCheckable(true);
        made->setAccessibleName(tr("Pieces %1", "by model").arg(SpendText::by(group)));
        connect(made, &QAbstractButton::clicked, this, [this, made, group] {
            made->setChecked(true);
            SpendState state = view().state();
            state.overviewBy = group;
            view().change(state, tr("Take apart"));
        });
        m_chart->head().insertWidget(m_chart->head().count() - 2, made);
        return made;
    };
    m_byModel = chip(tr("Model"), SpendGroup::Model);
    m_byService = chip(tr("Service"), SpendGroup::Service);
    connect(m_chart, &ChartPane::barChosen, this, [this](const QString &key) { view().drill(m_grain, key); });
    connect(m_chart, &ChartPane::pieceChosen, this,
        [this](const QString &key) { view().drill(view().state().overviewBy, key); });
    connect(m_chart, &ChartPane::tableWanted, this, [this](bool table) {
        SpendState state = view().state();
        state.table = table;
        view().change(state, table ? tr("Show table") : tr("Show chart"));
    });
    connect(m_chart, &ChartPane::statusMessage, this, &TabView::statusMessage);
    connect(m_chart, &ChartPane::failed, this, &TabView::problem);
    layout.addWidget(m_chart, 1);
}

void OverviewTab::buildLists(QBoxLayout &layout)
{
    auto *grid = new CardGrid(listWidth, this);
    for (int i = 0; i < 3; ++i) {
        auto *list = new TopList(grid);
        list->setObjectName(u"topList%1"_s.arg(i));
        connect(list, &TopList::chosen, &view(), &SpendView::drill);
        grid->add(list);
        m_lists += list;
    }
    layout.addWidget(grid);
}

void OverviewTab::focusMain()
{
    m_chart->chart().setFocus();
}

void OverviewTab::load()
{
    const QDate today = view().today();
    const SpendPlace &place = view().state().place;
    const SpendGroup by = view().state().overviewBy;
    m_grain = grainFor(view().span());
    m_answers.clear();
    m_parts = {};
    m_anomalies.clear();
    inquiry().begin();
    const QMap<Answer, SpendQuery> queries = overviewQueries({.now = view().filter(),
        .before = filterOf(place, view().spanBefore()),
        .recent = filterOf(place, {today.addDays(-historyDays), today}),
        .grain = m_grain,
        .by = by});
    for (auto query = queries.cbegin(); query != queries.cend(); ++query) {
        const Answer answer = query.key();
        inquiry().ask(reports().query(*query), [this, answer, by](const SpendTable &table) {
            m_answers.insert(answer, table);
            if (answer == (by == SpendGroup::Model ? Answer::Models : Answer::Services))
                askForParts(table);
            else if (answer == Answer::Days)
                askForAnomalies(table);
        });
    }
}

// Only what has a piece of its own in the chart.
void OverviewTab::askForParts(const SpendTable &byPiece)
{
    const QStringList named = namedPieces(byPiece, chartQuestion().settings);
    if (named.isEmpty())
        return;
    const SpendQuery whole {.filter = view().filter(), .groups = {m_grain, view().state().overviewBy}};
    inquiry().ask(reports().query(partsQuery(whole, named)), [this](const SpendTable &table) { m_parts = table; });
}

// What they went to is asked for those that are named.
void OverviewTab::askForAnomalies(const SpendTable &byDay)
{
    m_anomalies = findAnomalies(daySums(byDay));
    for (qsizetype i = 0; i < qMin(mostNamed, m_anomalies.size()); ++i) {
        const QDate day = m_anomalies.at(i).day;
        inquiry().ask(
            reports().query({.filter = filterOf(view().state().place, {day, day}), .groups = {SpendGroup::Model}}),
            [this, i](const SpendTable &byModel) { m_anomalies[i].mostly = mostOf(byModel); });
    }
}

void OverviewTab::show()
{
    showCards();
    showForecast();
    showChart();
    showAnomalies();
    showLists();
}

QString OverviewTab::changeOf(SpendMetric metric) const
{
    return SpendText::change(
        valueOf(m_answers.value(Answer::Bars).total, metric), valueOf(m_answers.value(Answer::Before).total, metric));
}

void OverviewTab::showCards()
{
    const SpendTable days = m_answers.value(Answer::Bars);
    QHash<QString, SpendSums> sums;
    for (const SpendRow &row : days.rows)
        sums.insert(row.keys.value(0), row.sums);
    const QString before = SpendText::span(view().spanBefore());
    for (const SpendMetric metric : cardMetrics()) {
        QList<qint64> course;
        for (const QString &key : keysOf(m_grain, view().span()))
            course += valueOf(sums.value(key), metric);
        MetricCard *card = m_cards.value(metric);
        const qint64 value = valueOf(days.total, metric);
        card->setFigure(SpendText::value(metric, value),
            tr("%1; the time before, %2: %3")
                .arg(SpendText::exact(metric, value), before,
                    SpendText::exact(metric, valueOf(m_answers.value(Answer::Before).total, metric))),
            changeOf(metric));
        card->setCourse(course);
    }
}

void OverviewTab::showForecast()
{
    const QList<DaySum> days = daySums(m_answers.value(Answer::Recent));
    const QDate today = view().today();
    const std::optional<MonthForecast> found = forecastMonth(days, today);
    if (!found) {
        m_forecast->setFigure(
            tr("–"), tr("There are not seven days of calls yet to judge by."), tr("too early to tell"));
        m_forecast->setCourse({});
        return;
    }
    m_forecast->setFigure(tr("≈ %1").arg(Format::money(found->likely)),
        tr("Spent this month so far: %1. The rest is reckoned from the same weekdays of the last 28 days; two months "
           "of "
           "three end within the band.")
            .arg(Format::exactMoney(found->toDate)),
        tr("%1 to %2", "a band of money").arg(Format::money(found->low), Format::money(found->high)));
    QList<qint64> course;
    qint64 sum = 0;
    for (QDate day(today.year(), today.month(), 1); day <= today; day = day.addDays(1)) {
        for (const DaySum &each : std::as_const(days))
            sum += each.day == day ? each.cost.nano() : 0;
        course += sum;
    }
    m_forecast->setCourse(course);
}

ChartQuestion OverviewTab::chartQuestion() const
{
    return {.settings
        = {.metric = SpendMetric::Cost, .group = m_grain, .subgroup = view().state().overviewBy, .top = pieces},
        .span = view().span(),
        .today = view().today()};
}

void OverviewTab::showChart()
{
    const SpendState &state = view().state();
    const SpendTable bars = m_answers.value(Answer::Bars);
    const Answer pieces = state.overviewBy == SpendGroup::Model ? Answer::Models : Answer::Services;
    ChartData chart = bars.rows.isEmpty()
        ? ChartData()
        : chartOf({.byGroup = bars, .byPiece = m_answers.value(pieces), .parts = m_parts}, chartQuestion());
    chart.title
        = tr("%1 %2", "figure, by what: Cost per day").arg(SpendText::metric(chart.metric), SpendText::by(m_grain));
    view().giveColors(chart.subgroup, chart.series);
    if (state.compare && !chart.isEmpty())
        addBefore(chart, m_answers.value(Answer::Before), view().spanBefore());
    m_byModel->setChecked(state.overviewBy == SpendGroup::Model);
    m_byService->setChecked(state.overviewBy == SpendGroup::Service);
    m_chart->setData(chart, subtitle());
    m_chart->showTable(state.table);
}

void OverviewTab::showAnomalies()
{
    const QList<Anomaly> &found = m_anomalies;
    QStringList lines;
    for (const Anomaly &each : found.mid(0, mostNamed)) {
        const QString day = SpendText::date(each.day);
        const QString cost = Format::money(each.cost);
        const QString usual = Format::money(each.usual);
        lines += each.mostly.isEmpty() ? tr("%1 cost %2; usual is %3.").arg(day, cost, usual)
                                       : tr("%1 cost %2, mostly %4; usual is %3.").arg(day, cost, usual, each.mostly);
    }
    if (found.size() > mostNamed)
        lines += tr("%n more days stand out.", nullptr, int(found.size() - mostNamed));
    m_standsOut->setText(lines.join(u'\n'));
    m_standsOut->clearButtons();
    m_standsOut->setVisible(!found.isEmpty());
    if (found.isEmpty())
        return;
    const QString day = found.first().day.toString(Qt::ISODate);
    QPushButton *look = m_standsOut->addButton(tr("Look closer"));
    look->setAccessibleName(tr("Look closer at %1").arg(SpendText::date(found.first().day)));
    connect(look, &QPushButton::clicked, this, [this, day] {
        SpendState state = drilled(view().state(), SpendGroup::Day, day, view().today());
        state.tab = SpendTab::Explore;
        view().change(state, tr("Look closer"));
    });
}

void OverviewTab::showLists()
{
    m_lists.at(0)->setTable(SpendGroup::Model, m_answers.value(Answer::Models));
    m_lists.at(1)->setTable(SpendGroup::Service, m_answers.value(Answer::Services));
    const SpendTable projects = m_answers.value(Answer::Projects);
    const SpendTable tags = m_answers.value(Answer::Tags);
    if (!hasNames(projects) && hasNames(tags))
        m_lists.at(2)->setTable(SpendGroup::Tag, tags);
    else if (!hasNames(projects) && hasNames(m_answers.value(Answer::Users)))
        m_lists.at(2)->setTable(SpendGroup::User, m_answers.value(Answer::Users));
    else
        m_lists.at(2)->setTable(SpendGroup::Project, projects);
}

} // namespace lineup::ui
