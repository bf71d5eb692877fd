// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/StepOutcomeModel.h"

#include "ui/models/ChainText.h"

namespace lineup::ui {

void StepOutcomeModel::setPlan(const RoutePlan &plan)
{
    beginResetModel();
    m_plan = plan;
    endResetModel();
}

int StepOutcomeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_plan.steps.size());
}

int StepOutcomeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(allErrorClasses().size());
}

QVariant StepOutcomeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ErrorClass value = allErrorClasses().at(index.column());
    const StepOutcome outcome = outcomeOf(m_plan, index.row(), value);
    switch (role) {
    case Qt::DisplayRole:
        return ChainText::outcome(outcome);
    case Qt::ToolTipRole:
        if (outcome.retries > 0 && !m_plan.retryUncertain)
            return tr("It is retried only where the provider has surely not begun to work on it.");
        return ChainText::errorClassHint(value);
    case Qt::AccessibleTextRole:
        return tr("Step %1, %2: %3", "number, error, what happens")
            .arg(index.row() + 1)
            .arg(ChainText::errorClass(value), ChainText::outcome(outcome));
    default:
        return {};
    }
}

QVariant StepOutcomeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Vertical ? QVariant(section + 1)
                                       : QVariant(ChainText::errorClass(allErrorClasses().at(section)));
}

} // namespace lineup::ui
