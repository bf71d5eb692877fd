// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budgets.h"

#include <QAbstractTableModel>

namespace lineup::ui {

// The past periods of a budget, the latest first: the table twin of the chart. GUI thread.
class BudgetHistoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Period, Used, Share, Calls, WouldBlock, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setHistory(const Budget &budget, const QList<BudgetHistoryPeriod> &parts); // parts: the oldest first

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Budget m_budget;
    QList<BudgetHistoryPeriod> m_parts; // the latest first
};

} // namespace lineup::ui
