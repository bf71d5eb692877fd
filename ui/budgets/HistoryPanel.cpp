// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/HistoryPanel.h"

#include "core/base/Async.h"
#include "ui/budgets/HistoryChart.h"
#include "ui/models/BudgetHistoryModel.h"
#include "ui/models/BudgetText.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ToolChip.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int pause = 150; // ms after the last change

QTableView *tableOf(BudgetHistoryModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setObjectName(u"historyTable"_s);
    table->setAccessibleName(HistoryPanel::tr("Past periods"));
    table->setModel(model);
    table->setFont(tabularFont(table->font()));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + Spacing::hair);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(BudgetHistoryModel::Period, QHeaderView::Stretch);
    return table;
}

} // namespace

HistoryPanel::HistoryPanel(Budgets &budgets, QWidget *parent)
    : QWidget(parent), m_budgets(budgets), m_model(new BudgetHistoryModel(this)), m_chart(new HistoryChart(this)),
      m_stack(new QStackedWidget(this)), m_asTable(new ToolChip(tr("As a table"), this)), m_sentence(new QLabel(this)),
      m_bar(new QLabel(this))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    build();
    connect(&m_soon, &QTimer::timeout, this, &HistoryPanel::ask);
    connect(m_asTable, &ToolChip::toggled, this, [this](bool on) {
        m_asTable->setChanged(on);
        m_stack->setCurrentIndex(on ? 1 : 0);
    });
    connect(m_chart, &HistoryChart::limitDragged, this, &HistoryPanel::limitDragged);
    connect(m_chart, &HistoryChart::limitChosen, this, &HistoryPanel::limitChosen);
    connect(m_chart, &HistoryChart::currentChanged, this, [this](const QString &text) {
        m_bar->setText(
            text.isEmpty() ? tr("Drag the line, or press Up and Down in the drawing, to try another limit.") : text);
    });
}

void HistoryPanel::build()
{
    m_chart->setObjectName(u"historyChart"_s);
    m_asTable->setObjectName(u"asTable"_s);
    m_asTable->setCheckable(true);
    m_asTable->setAccessibleName(tr("Show the history as a table"));
    m_sentence->setObjectName(u"previewSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_bar->setFont(themeFont(TextSize::Caption));
    m_bar->setForegroundRole(QPalette::PlaceholderText);
    m_bar->setTextFormat(Qt::PlainText);
    m_bar->setWordWrap(true);
    m_bar->setText(tr("Drag the line, or press Up and Down in the drawing, to try another limit."));
    m_stack->addWidget(m_chart);
    m_stack->addWidget(tableOf(m_model, m_stack));
    m_stack->setFixedHeight(m_chart->sizeHint().height());
    auto *head = new QHBoxLayout;
    head->setSpacing(Spacing::small);
    head->addWidget(m_sentence, 1);
    head->addWidget(m_asTable, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::small);
    layout->addLayout(head);
    layout->addWidget(m_stack);
    layout->addWidget(m_bar);
}

int HistoryPanel::periodsOf(BudgetPeriod::Kind kind)
{
    switch (kind) {
    case BudgetPeriod::Kind::Hour:
        return 48;
    case BudgetPeriod::Kind::Day:
    case BudgetPeriod::Kind::Rolling:
        return 30;
    case BudgetPeriod::Kind::Week:
        return 26;
    case BudgetPeriod::Kind::Month:
        return 12;
    case BudgetPeriod::Kind::Total:
        break;
    }
    return 1;
}

void HistoryPanel::setBudget(const Budget &budget)
{
    const bool another = budget.id != m_budget.id || budget.meter != m_budget.meter || budget.period != m_budget.period;
    m_budget = budget;
    m_chart->setLimit(budget.limit);
    if (another) { // what is drawn is of something else
        m_chart->setHistory(budget, {});
        m_model->setHistory(budget, {});
        m_sentence->setText(tr("The history is being counted …"));
    }
    m_soon.start();
}

void HistoryPanel::refresh()
{
    if (!m_budget.id.isEmpty())
        m_soon.start();
}

void HistoryPanel::ask()
{
    const int question = ++m_question;
    whenDone(m_budgets.preview(m_budget, periodsOf(m_budget.period.kind)), this,
        [this, question, asked = m_budget](const Result<QList<BudgetHistoryPeriod>> &result) {
            if (question == m_question)
                showResult(asked, result);
        });
}

void HistoryPanel::showResult(const Budget &budget, const Result<QList<BudgetHistoryPeriod>> &result)
{
    if (!result) {
        m_sentence->setText(tr("The history cannot be read: %1").arg(result.error().detail));
        return;
    }
    m_chart->setHistory(budget, *result);
    m_model->setHistory(budget, *result);
    m_sentence->setText(BudgetText::preview(budget, *result));
}

} // namespace lineup::ui
