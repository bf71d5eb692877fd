// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BudgetHistoryModel.h"

#include "ui/models/BudgetText.h"
#include "ui/widgets/Format.h"

#include <algorithm>

namespace lineup::ui {

void BudgetHistoryModel::setHistory(const Budget &budget, const QList<BudgetHistoryPeriod> &parts)
{
    beginResetModel();
    m_budget = budget;
    m_parts = parts;
    std::reverse(m_parts.begin(), m_parts.end());
    endResetModel();
}

int BudgetHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_parts.size());
}

int BudgetHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BudgetHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BudgetHistoryPeriod &part = m_parts.at(index.row());
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment((column == Period ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole && column == Used)
        return BudgetText::exactAmount(m_budget.meter, part.used);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Period:
        return BudgetText::periodName(m_budget.period, part);
    case Used:
        return BudgetText::amount(m_budget.meter, part.used);
    case Share:
        return m_budget.limit > 0 ? Format::percent(double(part.used) / double(m_budget.limit)) : QString();
    case Calls:
        return QLocale().toString(part.calls);
    case WouldBlock:
        return QLocale().toString(part.wouldBlock);
    default:
        return {};
    }
}

QVariant BudgetHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Period:
        return tr("Period");
    case Used:
        return tr("Used");
    case Share:
        return tr("Of the limit");
    case Calls:
        return tr("Calls");
    case WouldBlock:
        return tr("Would be refused");
    default:
        return {};
    }
}

} // namespace lineup::ui
