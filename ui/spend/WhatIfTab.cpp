// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/WhatIfTab.h"

#include "ui/compare/ModelButton.h"
#include "ui/compare/ModelPicker.h"
#include "ui/spend/CardGrid.h"
#include "ui/spend/MetricCard.h"
#include "ui/spend/SpendText.h"
#include "ui/spend/charts/BarChart.h"
#include "ui/spend/charts/ChartPane.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/CallText.h"
#include "ui/widgets/ColumnScroll.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Format.h"

#include <QLabel>
#include <QMap>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr int choiceWidth = 200;
constexpr int modelWidth = 300;
} // namespace

WhatIfTab::WhatIfTab(SpendView &view, Reports &reports, ModelDirectory &directory, QWidget *parent)
    : TabView(view, reports, parent), m_directory(directory), m_model(new ModelButton(this)), m_note(new QLabel(this)),
      m_chart(new ChartPane(this)), m_stack(new QStackedLayout)
{
    m_model->setObjectName(u"whatIfModel"_s);
    m_model->setFixedWidth(modelWidth);
    m_note->setWordWrap(true);
    m_note->setObjectName(u"whatIfNote"_s);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_chart->setObjectName(u"whatIfChart"_s);
    auto *question = new QLabel(tr("What if these calls had gone to"), this);
    question->setBuddy(m_model);
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing::small);
    row->addWidget(question);
    row->addWidget(m_model);
    row->addStretch();
    auto *scroll = new ColumnScroll(this);
    auto *answer = new QWidget(scroll);
    auto *inside = new QVBoxLayout(answer);
    inside->setContentsMargins({});
    inside->setSpacing(Spacing::medium);
    buildCards(*inside);
    inside->addWidget(m_note);
    inside->addWidget(m_chart, 1);
    auto *empty = new EmptyState(
        u"dice"_s, tr("Choose a model, and see what the calls of this time would have cost at its prices."), this);
    connect(empty->addButton(tr("Choose a model")), &QPushButton::clicked, this, &WhatIfTab::pick);
    m_stack->addWidget(empty);
    scroll->setWidget(answer);
    m_stack->addWidget(scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Spacing::hair, 0, Spacing::small);
    layout->setSpacing(Spacing::medium);
    layout->addLayout(row);
    layout->addLayout(m_stack, 1);
    connect(m_model, &QAbstractButton::clicked, this, &WhatIfTab::pick);
    connect(&inquiry(), &Inquiry::done, this, &WhatIfTab::show);
    connect(m_chart, &ChartPane::barChosen, this, [this](const QString &key) { this->view().drill(m_grain, key); });
    connect(m_chart, &ChartPane::tableWanted, this, [this](bool table) {
        SpendState state = this->view().state();
        state.table = table;
        this->view().change(state, table ? tr("Show table") : tr("Show chart"));
    });
    connect(m_chart, &ChartPane::statusMessage, this, &TabView::statusMessage);
    connect(m_chart, &ChartPane::failed, this, &TabView::problem);
}

void WhatIfTab::buildCards(QLayout &layout)
{
    auto *grid = new CardGrid(choiceWidth, this);
    m_paid = new MetricCard(tr("Was paid"), grid);
    m_other = new MetricCard(tr("Would have cost"), grid);
    m_saved = new MetricCard(tr("Difference"), grid);
    m_paid->setObjectName(u"whatIfPaid"_s);
    m_other->setObjectName(u"whatIfOther"_s);
    m_saved->setObjectName(u"whatIfSaved"_s);
    for (MetricCard *card : {m_paid, m_other, m_saved}) {
        card->hideCourse();
        grid->add(card);
    }
    layout.addWidget(grid);
}

void WhatIfTab::focusMain()
{
    m_model->setFocus();
}

std::optional<ModelInfo> WhatIfTab::chosenModel() const
{
    const PaneModel model = m_directory.describe(view().state().whatIfModel);
    return model.chain ? model.firstAsked : model.info;
}

void WhatIfTab::pick()
{
    auto *picker = new ModelPicker(m_directory.tree(), view().state().whatIfModel, this);
    connect(picker, &ModelPicker::chosen, this, [this](const QString &model) {
        SpendState state = view().state();
        state.whatIfModel = model;
        view().change(state, tr("Choose a model"));
    });
    picker->openBelow(m_model);
}

void WhatIfTab::load()
{
    const QString chosen = view().state().whatIfModel;
    m_model->setModel(m_directory.describe(chosen), false);
    m_model->setAccessibleName(chosen.isEmpty() ? tr("Choose a model") : tr("Model to compare with: %1").arg(chosen));
    m_stack->setCurrentIndex(chosen.isEmpty() ? 0 : 1);
    m_answer = {};
    m_grain = grainFor(view().span());
    inquiry().begin();
    if (chosen.isEmpty())
        return;
    const std::optional<ModelInfo> model = chosenModel();
    if (!model) {
        m_answer.reason = Cost::Reason::NoPrice;
        show();
        return;
    }
    inquiry().ask(reports().whatIf(view().filter(), *model), [this](const WhatIf &answer) { m_answer = answer; });
}

QString WhatIfTab::leftOut() const
{
    if (m_answer.reason != Cost::Reason::None)
        return CallText::costReason(m_answer.reason);
    QStringList lines {
        tr("%Ln calls and retries are compared, each with the tokens that it used, those from caches at the "
           "other model's price for them.",
            nullptr, int(m_answer.compared))};
    if (m_answer.unknown > 0)
        lines += tr(
            "%Ln are left out of both sums: what they used or cost is not known.", nullptr, int(m_answer.unknown));
    if (m_answer.tooLong > 0)
        lines += tr("%Ln are left out of both sums: they are too long for that model.", nullptr, int(m_answer.tooLong));
    lines += tr("Another model may need more or fewer tokens for the same answer.");
    return lines.join(u' ');
}

void WhatIfTab::show()
{
    m_chart->showTable(view().state().table);
    if (view().state().whatIfModel.isEmpty() || inquiry().isBusy())
        return;
    showFigures();
    showChart();
}

void WhatIfTab::showFigures()
{
    m_note->setText(leftOut());
    if (m_answer.reason != Cost::Reason::None || m_answer.compared == 0) {
        for (MetricCard *card : {m_paid, m_other, m_saved})
            card->setFigure(tr("–"), {}, tr("nothing to compare"));
        return;
    }
    const Money saved = m_answer.actual - m_answer.alternative;
    const Money size = Money::fromNano(qAbs(saved.nano()));
    m_paid->setFigure(Format::money(m_answer.actual), Format::exactMoney(m_answer.actual), tr("for what is compared"));
    m_other->setFigure(
        Format::money(m_answer.alternative), Format::exactMoney(m_answer.alternative), tr("at the prices of today"));
    const QString share = m_answer.actual.nano() > 0
        ? Format::percent(double(size.nano()) / double(m_answer.actual.nano()))
        : QString();
    m_saved->setFigure(Format::money(size), Format::exactMoney(size),
        saved == Money()       ? tr("no difference")
            : saved.nano() > 0 ? tr("%1 cheaper").arg(share)
            : share.isEmpty()  ? tr("dearer")
                               : tr("%1 dearer").arg(share));
}

SpendTable WhatIfTab::byGrain(const QList<SpendRow> &days) const
{
    SpendTable out;
    QMap<QString, SpendSums> bars;
    for (const SpendRow &row : days) {
        bars[keyOfDay(m_grain, QDate::fromString(row.keys.value(0), Qt::ISODate))] += row.sums;
        out.total += row.sums;
    }
    for (auto bar = bars.cbegin(); bar != bars.cend(); ++bar)
        out.rows += SpendRow {.keys = {bar.key()}, .sums = bar.value()};
    return out;
}

void WhatIfTab::showChart()
{
    const SpendTable other = byGrain(m_answer.days);
    ChartData chart;
    if (m_answer.compared > 0) {
        chart = chartOf({.byGroup = other, .byPiece = {}, .parts = {}},
            {.settings = {.group = m_grain, .subgroup = SpendGroup::None},
                .span = view().span(),
                .today = view().today()});
        addBefore(chart, byGrain(m_answer.paid), view().span());
        chart.series.first().label = tr("Would have cost");
        chart.beforeLabel = tr("Was paid");
        chart.beforeName = u"paid"_s;
        chart.difference = true;
        chart.columns = true;
    }
    chart.title = tr("Would have cost, %1", "per day").arg(SpendText::by(m_grain));
    m_chart->setEmptyText(tr("There is nothing to compare."));
    m_chart->setData(chart, subtitle());
    m_chart->showTable(view().state().table);
}

} // namespace lineup::ui
