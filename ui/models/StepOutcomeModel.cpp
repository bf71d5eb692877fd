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
        return ChainText::shortOutcome(outcome);
    case Qt::ToolTipRole:
        return toolTip(value, outcome);
    case Qt::AccessibleTextRole:
        return tr("Step %1, %2: %3", "number, error, what happens")
            .arg(index.row() + 1)
            .arg(ChainText::errorClass(value), ChainText::outcome(outcome));
    default:
        return {};
    }
}

// The whole of what a narrow cell says in short.
QString StepOutcomeModel::toolTip(ErrorClass value, const StepOutcome &outcome) const
{
    const QString what
        = tr("%1: %2", "error, what happens").arg(ChainText::errorClass(value), ChainText::outcome(outcome));
    const QString more = outcome.retries > 0 && !m_plan.retryUncertain
        ? tr("It is retried only where the provider has surely not begun to work on it.")
        : ChainText::errorClassHint(value);
    return more.isEmpty() ? what : QString(what + u'\n' + more);
}

QVariant StepOutcomeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    const ErrorClass value = allErrorClasses().at(section);
    switch (role) {
    case Qt::DisplayRole:
        return ChainText::errorClassHead(value);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return ChainText::errorClass(value);
    default:
        return {};
    }
}

} // namespace lineup::ui
