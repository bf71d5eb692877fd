// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/ChainEditor.h"

#include "ui/chains/ChainOptions.h"
#include "ui/chains/OutcomeTable.h"
#include "ui/chains/RouteView.h"
#include "ui/chains/StepsTable.h"
#include "ui/models/StepOutcomeModel.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/StatusDot.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int leastDescription = 160;
constexpr int mostLines = 8; // of a table before it scrolls by itself

int tableHeight(const QTableView &table, int rows)
{
    const int lines = qBound(1, rows, mostLines);
    const bool scrolls = table.horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
    return table.horizontalHeader()->sizeHint().height() + lines * table.verticalHeader()->defaultSectionSize()
        + (scrolls ? table.horizontalScrollBar()->sizeHint().height() : 0) + 2 * table.frameWidth();
}

} // namespace

ChainEditor::ChainEditor(ModelDirectory &directory, const TargetLookup &lookup, QWidget *parent)
    : QWidget(parent),
      m_model(new ChainStepsModel(
          [this, lookup](const QString &target) { return lookup(m_chain.modelString(), target); }, this)),
      m_outcomes(new StepOutcomeModel(this)), m_name(new ElidedLabel({}, this, Qt::ElideMiddle)),
      m_health(new StatusDot(this)), m_description(new QLineEdit(this)), m_route(new RouteView(this)),
      m_steps(new StepsTable(*m_model, directory, this)), m_matrix(new OutcomeTable(*m_outcomes, this)),
      m_options(new ChainOptions(this))
{
    m_route->setObjectName(u"route"_s);
    auto *title = new QLabel(tr("What happens on an error"), this);
    title->setBuddy(m_matrix);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::small, 0, Spacing::small, Spacing::small);
    layout->setSpacing(Spacing::small);
    layout->addWidget(buildHead());
    layout->addWidget(m_route);
    layout->addWidget(buildStepButtons());
    layout->addWidget(m_steps);
    layout->addWidget(m_options);
    layout->addWidget(title);
    layout->addWidget(m_matrix);
    layout->addStretch(1);

    connect(m_model, &ChainStepsModel::edited, this,
        [this](const QList<RouteStep> &steps, const QString &text, int current) {
            Chain changed = m_chain;
            changed.steps = steps;
            Q_EMIT edited(changed, text, current);
        });
    connect(m_options, &ChainOptions::edited, this,
        [this](const Chain &changed, const QString &text) { Q_EMIT edited(changed, text, m_steps->currentStep()); });
    connect(m_steps, &StepsTable::stepSelected, this, &ChainEditor::showOnRoute);
    connect(m_route, &RouteView::chosen, this, [this](int step) {
        m_steps->selectStep(m_model->rowOfStep(step));
        showOnRoute(m_steps->currentStep()); // all of a chain's steps are one
    });
    connect(m_steps, &StepsTable::chainWanted, this, &ChainEditor::chainWanted);
    connect(m_steps, &StepsTable::keyWanted, this, &ChainEditor::keyWanted);
    connect(m_steps, &StepsTable::budgetWanted, this, &ChainEditor::budgetWanted);
}

QWidget *ChainEditor::buildHead()
{
    auto *head = new QWidget(this);
    m_name->setFont(themeFont(TextSize::Title));
    m_description->setObjectName(u"description"_s);
    m_description->setAccessibleName(tr("Description"));
    m_description->setMinimumWidth(leastDescription);
    m_description->setPlaceholderText(tr("What the chain is for"));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins({});
    row->setSpacing(Spacing::medium);
    row->addWidget(m_name);
    row->addWidget(m_health);
    row->addWidget(m_description, 1);
    connect(m_description, &QLineEdit::editingFinished, this, [this] {
        Chain changed = m_chain;
        changed.description = m_description->text().trimmed();
        if (changed != m_chain)
            Q_EMIT edited(changed, tr("Change description"), m_steps->currentStep());
    });
    return head;
}

QWidget *ChainEditor::buildStepButtons()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(Spacing::hair);
    const auto add
        = [&](const QString &name, const QString &text, const QString &iconName, const QString &hint, auto slot) {
              auto *button = new QToolButton(bar);
              button->setObjectName(name);
              button->setText(text);
              button->setIcon(icon(iconName));
              button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
              button->setToolTip(hint);
              button->setAccessibleName(hint);
              button->setAutoRaise(true);
              button->setFocusPolicy(Qt::StrongFocus);
              connect(button, &QToolButton::clicked, this, slot);
              row->addWidget(button);
          };
    add(u"addStep"_s, tr("Add step"), u"add"_s, tr("Add a step (Ins)"), [this] { m_steps->addStep(); });
    add(u"editModels"_s, tr("Models"), u"edit"_s, tr("Models of the step and their weights"),
        [this] { m_steps->openModels(); });
    add(u"stepUp"_s, tr("Up"), u"chevron-up"_s, tr("Move the step up (Alt+Up)"), [this] { m_steps->moveStep(-1); });
    add(u"stepDown"_s, tr("Down"), u"chevron-down"_s, tr("Move the step down (Alt+Down)"),
        [this] { m_steps->moveStep(1); });
    add(u"removeStep"_s, tr("Remove"), u"trash"_s, tr("Remove the step (Del); the last one stays"),
        [this] { m_steps->removeStep(); });
    row->addStretch(1);
    return bar;
}

void ChainEditor::showOnRoute(int row)
{
    m_route->setCurrent(row < 0 ? -1 : m_model->firstStep(row), row < 0 ? 1 : m_model->stepCount(row));
}

// For each box of the drawn route, the chain that its step belongs to where it is not this one.
QStringList ChainEditor::origins() const
{
    QStringList out;
    for (int row = 0; row < m_model->rowCount(); ++row)
        out += QStringList(m_model->stepCount(row), m_model->innerChain(row));
    return out;
}

void ChainEditor::setChain(const Chain &chain, const RoutePlan &plan)
{
    const int before = m_steps->currentStep();
    m_chain = chain;
    m_name->setFullText(chain.name);
    if (m_description->text() != chain.description) {
        m_description->setText(chain.description);
        m_description->setCursorPosition(0); // a long one shows how it begins
    }
    m_model->setSteps(chain.steps);
    m_route->setSteps(plan.steps, origins());
    m_outcomes->setPlan(plan);
    m_options->setChain(chain);
    m_steps->selectStep(qBound(0, before, int(chain.steps.size()) - 1));
    showOnRoute(m_steps->currentStep());
    fitTables();
}

void ChainEditor::fitTables()
{
    m_steps->setFixedHeight(tableHeight(*m_steps, int(m_chain.steps.size())));
    m_matrix->setFixedHeight(tableHeight(*m_matrix, m_outcomes->rowCount()));
}

void ChainEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTables(); // a narrow table has a scroll bar
}

void ChainEditor::setHealth(std::optional<Meaning> meaning, const QString &word)
{
    m_health->setStatus(meaning, word);
}

void ChainEditor::setBeginning(int step)
{
    m_route->setBeginning(step);
}

void ChainEditor::refresh()
{
    m_model->refresh();
}

} // namespace lineup::ui
