// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/ExploreTab.h"

#include "core/spend/reports/OverviewQueries.h"
#include "ui/spend/SpendText.h"
#include "ui/spend/charts/BarChart.h"
#include "ui/spend/charts/ChartPane.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/ToolChip.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr SpendMetric exploreMetrics[] {SpendMetric::Cost, SpendMetric::Calls, SpendMetric::Tokens, SpendMetric::Input,
    SpendMetric::Output, SpendMetric::Cached, SpendMetric::CacheSaved, SpendMetric::Failed, SpendMetric::Unpriced,
    SpendMetric::FirstToken, SpendMetric::Duration};
constexpr SpendGroup times[] {SpendGroup::Day, SpendGroup::Week, SpendGroup::Month};

// A control with its word before it; they stay together when the row is broken.
QWidget *labelled(const QString &text, QWidget *control, QWidget *parent)
{
    auto *both = new QWidget(parent);
    auto *label = new QLabel(text, both);
    label->setBuddy(control);
    auto *layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, Spacing::small, 0);
    layout->setSpacing(Spacing::hair);
    layout->addWidget(label);
    layout->addWidget(control);
    return both;
}

} // namespace

ExploreTab::ExploreTab(SpendView &view, Reports &reports, QWidget *parent)
    : TabView(view, reports, parent), m_metric(new QComboBox(this)), m_group(new QComboBox(this)),
      m_subgroup(new QComboBox(this)), m_top(new QSpinBox(this)), m_cumulative(new ToolChip(tr("Cumulative"), this)),
      m_chart(new ChartPane(this))
{
    buildControls();
    auto *controls = new QWidget(this);
    auto *row = new FlowLayout(controls, Spacing::small);
    row->setContentsMargins({});
    row->addWidget(labelled(tr("Figure"), m_metric, controls));
    row->addWidget(labelled(tr("by"), m_group, controls));
    row->addWidget(labelled(tr("in pieces by"), m_subgroup, controls));
    row->addWidget(labelled(tr("the largest"), m_top, controls));
    row->addWidget(m_cumulative);
    m_chart->setObjectName(u"exploreChart"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, Spacing::small);
    layout->setSpacing(Spacing::medium);
    layout->addWidget(controls);
    layout->addWidget(m_chart, 1);
    connect(&inquiry(), &Inquiry::done, this, &ExploreTab::show);
    connect(m_chart, &ChartPane::barChosen, this,
        [this](const QString &key) { this->view().drill(this->view().state().place.explore.group, key); });
    connect(m_chart, &ChartPane::pieceChosen, this,
        [this](const QString &key) { this->view().drill(this->view().state().place.explore.subgroup, key); });
    connect(m_chart, &ChartPane::tableWanted, this, [this](bool table) {
        SpendState state = this->view().state();
        state.table = table;
        this->view().change(state, table ? tr("Show table") : tr("Show chart"));
    });
    connect(m_chart, &ChartPane::statusMessage, this, &TabView::statusMessage);
    connect(m_chart, &ChartPane::failed, this, &TabView::problem);
}

void ExploreTab::buildControls()
{
    for (const SpendMetric metric : exploreMetrics)
        m_metric->addItem(SpendText::metric(metric), int(metric));
    for (const SpendGroup group : times)
        m_group->addItem(SpendText::group(group), int(group));
    m_group->insertSeparator(m_group->count());
    m_subgroup->addItem(SpendText::group(SpendGroup::None), int(SpendGroup::None));
    for (const SpendGroup group : wordGroups()) {
        m_group->addItem(SpendText::group(group), int(group));
        m_subgroup->addItem(SpendText::group(group), int(group));
    }
    m_metric->setAccessibleName(tr("Figure"));
    m_metric->setObjectName(u"metric"_s);
    m_group->setAccessibleName(tr("Bars"));
    m_group->setObjectName(u"group"_s);
    m_subgroup->setAccessibleName(tr("Pieces of each bar"));
    m_subgroup->setObjectName(u"subgroup"_s);
    m_top->setRange(1, 50);
    m_top->setAccessibleName(tr("How many are named; the rest is Other"));
    m_top->setToolTip(m_top->accessibleName());
    m_top->findChild<QLineEdit *>()->setAccessibleName(m_top->accessibleName());
    m_top->setObjectName(u"top"_s);
    m_cumulative->setCheckable(true);
    m_cumulative->setObjectName(u"cumulative"_s);
    m_cumulative->setToolTip(tr("Each bar holds all before it."));
    const auto read = [this] {
        ExploreSettings settings = view().state().place.explore;
        settings.metric = SpendMetric(m_metric->currentData().toInt());
        settings.group = SpendGroup(m_group->currentData().toInt());
        settings.subgroup = SpendGroup(m_subgroup->currentData().toInt());
        if (settings.subgroup == settings.group)
            settings.subgroup = SpendGroup::None;
        settings.top = m_top->value();
        settings.cumulative = m_cumulative->isChecked();
        change(settings);
    };
    for (QComboBox *box : {m_metric, m_group, m_subgroup})
        connect(box, &QComboBox::activated, this, read);
    connect(m_top, &QSpinBox::valueChanged, this, read);
    connect(m_cumulative, &QAbstractButton::clicked, this, read);
}

void ExploreTab::change(const ExploreSettings &settings)
{
    SpendState state = view().state();
    state.place.explore = settings;
    view().change(state, tr("Change what is explored"));
}

void ExploreTab::showControls()
{
    const ExploreSettings &settings = view().state().place.explore;
    const auto select = [](QComboBox *box, int value) { box->setCurrentIndex(box->findData(value)); };
    select(m_metric, int(settings.metric));
    select(m_group, int(settings.group));
    select(m_subgroup, int(settings.subgroup));
    const QSignalBlocker quiet(m_top);
    m_top->setValue(settings.top);
    m_cumulative->setChecked(settings.cumulative);
    m_cumulative->setEnabled(isTime(settings.group) && !isMean(settings.metric));
    m_subgroup->setEnabled(!isMean(settings.metric)); // a mean has no pieces
}

void ExploreTab::focusMain()
{
    if (view().state().table)
        m_chart->table().setFocus();
    else
        m_chart->chart().setFocus();
}

void ExploreTab::load()
{
    showControls();
    const SpendState &state = view().state();
    const ExploreSettings &settings = state.place.explore;
    const SpendFilter filter = view().filter();
    m_answers = {};
    m_before = {};
    inquiry().begin();
    inquiry().ask(reports().query({.filter = filter, .groups = {settings.group}}),
        [this](const SpendTable &table) { m_answers.byGroup = table; });
    if (settings.subgroup != SpendGroup::None && !isMean(settings.metric))
        inquiry().ask(
            reports().query({.filter = filter, .groups = {settings.subgroup}}), [this](const SpendTable &table) {
                m_answers.byPiece = table;
                askForParts();
            });
    if (state.compare)
        inquiry().ask(
            reports().query({.filter = filterOf(state.place, view().spanBefore()), .groups = {settings.group}}),
            [this](const SpendTable &table) { m_before = table; });
}

// Only what has a piece of its own in the chart. A call may have several tags, so that the others are no difference.
void ExploreTab::askForParts()
{
    const ExploreSettings &settings = view().state().place.explore;
    const SpendQuery whole {.filter = view().filter(), .groups = {settings.group, settings.subgroup}};
    const QStringList named = namedPieces(m_answers.byPiece, settings);
    if (named.isEmpty())
        return;
    inquiry().ask(reports().query(settings.subgroup == SpendGroup::Tag ? whole : partsQuery(whole, named)),
        [this](const SpendTable &table) { m_answers.parts = table; });
}

void ExploreTab::show()
{
    const SpendState &state = view().state();
    const ExploreSettings &settings = state.place.explore;
    ChartData chart = m_answers.byGroup.rows.isEmpty()
        ? ChartData()
        : chartOf(m_answers, {.settings = settings, .span = view().span(), .today = view().today()});
    chart.title = tr("%1 %2", "figure, by what: Cost per day")
                      .arg(SpendText::metric(settings.metric), SpendText::by(settings.group));
    view().giveColors(chart.subgroup, chart.series);
    if (state.compare && !chart.isEmpty())
        addBefore(chart, m_before, view().spanBefore());
    m_chart->setData(chart, subtitle());
    m_chart->showTable(state.table);
}

} // namespace lineup::ui
