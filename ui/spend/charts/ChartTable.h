// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/charts/ChartData.h"

#include <QAbstractTableModel>

namespace lineup::ui {

// A chart as a table: a row a bar, a column a piece, and the totals. Figures as people read them; Qt::UserRole has what
// sorting goes by. GUI thread.
class ChartTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setData(const ChartData &data);
    using QAbstractTableModel::setData;
    [[nodiscard]] const ChartData &chart() const { return m_chart; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] qint64 value(int row, int column) const;
    [[nodiscard]] int pieces() const; // columns between the name and the total

    ChartData m_chart;
};

// The whole chart for a spreadsheet, with a line of totals at the end. Keys and plain numbers: the same in each
// language.
[[nodiscard]] QString chartTsv(const ChartData &chart);
[[nodiscard]] QString chartCsv(const ChartData &chart);

} // namespace lineup::ui
