// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/StepsTable.h"

#include "core/routing/Chain.h"
#include "ui/chains/StepPopups.h"
#include "ui/compare/ModelDirectory.h"
#include "ui/compare/ModelPicker.h"
#include "ui/theme/Spacing.h"

#include <QHeaderView>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int widthForAll = 900; // below, what the chain can be judged without is hidden
constexpr int widthForSome = 640;
constexpr int leastName = 120;

} // namespace

StepsTable::StepsTable(ChainStepsModel &model, ModelDirectory &directory, QWidget *parent)
    : QTableView(parent), m_model(model), m_directory(directory)
{
    setObjectName(u"steps"_s);
    setAccessibleName(tr("Steps"));
    setModel(&model);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(InternalMove);
    setDragDropOverwriteMode(false);
    setDropIndicatorShown(true);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle); // models of a kind differ at their ends
    setFrameShape(QFrame::NoFrame);
    setIconSize({Spacing::icon, Spacing::icon});
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + Spacing::medium);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ChainStepsModel::Model, QHeaderView::Stretch);
    header->setMinimumSectionSize(Spacing::huge);
    connect(this, &QTableView::activated, this, &StepsTable::open);
    connect(this, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == ChainStepsModel::Status)
            openStatus(index.row());
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) { Q_EMIT stepSelected(current.row()); });
}

void StepsTable::selectStep(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    const int column = currentIndex().isValid() ? currentIndex().column() : int(ChainStepsModel::Model);
    setCurrentIndex(m_model.index(row, column));
}

void StepsTable::pickModel(
    const QString &current, const QWidget *anchor, const std::function<void(const QString &)> &chosen)
{
    auto *picker = new ModelPicker(m_directory.tree(), current, this);
    connect(picker, &ModelPicker::chosen, this, chosen);
    picker->openBelow(anchor);
}

void StepsTable::addStep()
{
    const int at = currentIndex().isValid() ? currentStep() + 1 : m_model.rowCount();
    pickModel({}, this, [this, at](const QString &model) {
        RouteStep step;
        step.targets = {{.model = model}};
        m_model.insert(at, step);
    });
}

void StepsTable::removeStep()
{
    m_model.remove(currentStep());
}

void StepsTable::moveStep(int by)
{
    m_model.move(currentStep(), currentStep() + by);
}

void StepsTable::openModels()
{
    if (currentIndex().isValid())
        openGroup(currentIndex().siblingAtColumn(ChainStepsModel::Model));
}

void StepsTable::open(const QModelIndex &index)
{
    const auto popup = [&](StepPopup *made, const QString &text) {
        connect(made, &StepPopup::changed, this,
            [this, row = index.row(), text](const RouteStep &step) { m_model.replace(row, step, text); });
        const QRect cell = visualRect(index);
        made->openAt({viewport()->mapToGlobal(cell.topLeft()), cell.size()});
    };
    const QString inner = m_model.innerChain(index.row());
    if (!inner.isEmpty() && ChainStepsModel::isRule(index.column()))
        return Q_EMIT chainWanted(inner); // its steps have rules, this one has none
    switch (index.column()) {
    case ChainStepsModel::TryOn:
        return popup(new ClassesPopup(m_model.steps().at(index.row()), this), tr("Change what leads on"));
    case ChainStepsModel::Timeouts:
        return popup(new TimeoutsPopup(m_model.steps().at(index.row()), this), tr("Change timeouts"));
    case ChainStepsModel::Larger:
        return pickLarger(index.row());
    case ChainStepsModel::Status:
        return; // the click has done it; a key goes there directly
    case ChainStepsModel::Retries:
    case ChainStepsModel::MaxCost:
        if (state() != EditingState)
            edit(index);
        return;
    default:
        if (m_model.steps().at(index.row()).targets.size() > 1)
            return openGroup(index.siblingAtColumn(ChainStepsModel::Model));
        return pickTarget(index.row(), false);
    }
}

void StepsTable::openGroup(const QModelIndex &index)
{
    auto *popup = new GroupPopup(m_model.steps().at(index.row()), this);
    connect(popup, &StepPopup::changed, this,
        [this, row = index.row()](const RouteStep &step) { m_model.replace(row, step, tr("Change models of step")); });
    connect(popup, &GroupPopup::addRequested, this, [this, row = index.row()] { pickTarget(row, true); });
    connect(popup, &GroupPopup::replaceRequested, this, [this, row = index.row()] { pickTarget(row, false); });
    const QRect cell = visualRect(index);
    popup->openAt({viewport()->mapToGlobal(cell.topLeft()), cell.size()});
}

void StepsTable::pickTarget(int row, bool further)
{
    const RouteStep step = m_model.steps().at(row);
    pickModel(step.targets.value(0).model, this, [this, row, further](const QString &model) {
        RouteStep changed = m_model.steps().value(row);
        const bool there = std::any_of(changed.targets.begin(), changed.targets.end(),
            [&](const RouteTarget &target) { return target.model == model; });
        if (there)
            return;
        if (further || changed.targets.isEmpty())
            changed.targets += RouteTarget {.model = model};
        else
            changed.targets.first().model = model;
        if (changed.targets.size() == 1 && model.startsWith(chainPrefix)) // which has rules of its own
            changed = RouteStep {.targets = changed.targets, .more = changed.more};
        m_model.replace(row, changed, further ? tr("Add model to step") : tr("Change model"));
    });
}

void StepsTable::pickLarger(int row)
{
    const RouteStep step = m_model.steps().at(row);
    pickModel(step.largerContext, this, [this, row](const QString &model) {
        RouteStep changed = m_model.steps().value(row);
        changed.largerContext = model;
        m_model.replace(row, changed, tr("Change model with larger context"));
    });
}

void StepsTable::openStatus(int row)
{
    const TargetState known = m_model.state(row);
    if (known.kind == TargetState::Kind::NoKey)
        Q_EMIT keyWanted(known.service);
    else if (known.kind == TargetState::Kind::OverBudget)
        Q_EMIT budgetWanted(known.budget);
    else if (known.kind == TargetState::Kind::Degraded || known.kind == TargetState::Kind::Broken)
        Q_EMIT chainWanted(m_model.innerChain(row));
    else if (known.kind == TargetState::Kind::Unknown)
        openModels();
}

void StepsTable::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex at = currentIndex();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space
        || event->key() == Qt::Key_F2;
    if (enter && at.isValid() && state() != EditingState) {
        if (at.column() == ChainStepsModel::Status)
            openStatus(at.row());
        else
            open(at);
        return event->accept();
    }
    // Del in this column takes the model away, as it takes the step away elsewhere.
    if (event->key() == Qt::Key_Delete && at.column() == ChainStepsModel::Larger
        && !m_model.steps().at(at.row()).largerContext.isEmpty()) {
        RouteStep step = m_model.steps().at(at.row());
        step.largerContext.clear();
        m_model.replace(at.row(), step, tr("Remove model with larger context"));
        return event->accept();
    }
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    switch (event->key()) {
    case Qt::Key_Insert:
        addStep();
        return event->accept();
    case Qt::Key_Delete:
        removeStep();
        return event->accept();
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!alt)
            break;
        moveStep(event->key() == Qt::Key_Up ? -1 : 1);
        return event->accept();
    default:
        break;
    }
    QTableView::keyPressEvent(event);
}

void StepsTable::fitColumns()
{
    const bool all = width() >= widthForAll;
    const bool some = width() >= widthForSome;
    setColumnHidden(ChainStepsModel::InputPrice, !all);
    setColumnHidden(ChainStepsModel::OutputPrice, !all);
    setColumnHidden(ChainStepsModel::Larger, !some);
    horizontalHeader()->setMinimumSectionSize(Spacing::huge);
}

void StepsTable::resizeEvent(QResizeEvent *event)
{
    fitColumns();
    QTableView::resizeEvent(event);
    // A stretched column has no least width of its own.
    const bool narrow = columnWidth(ChainStepsModel::Model) < leastName;
    setHorizontalScrollBarPolicy(narrow ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

} // namespace lineup::ui
