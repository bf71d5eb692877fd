// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"

#include <QAbstractTableModel>

namespace lineup::ui {

// Calls of the ledger as a table, the newest first as given. GUI thread.
class RecentCallsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Model, Outcome, Input, Output, CostColumn, FirstToken, Duration, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] const QList<CallRecord> &calls() const { return m_calls; }
    void setCalls(const QList<CallRecord> &calls);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<CallRecord> m_calls;
};

} // namespace lineup::ui
