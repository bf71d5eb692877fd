// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"

#include <QAbstractTableModel>

namespace lineup::ui {

// A route's attempts, waits and left-out targets in order: the table twin of the timeline. GUI thread.
class RouteEventModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Step, Model, What, At, Took, CostColumn, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setRoute(const QList<RouteEvent> &events, const QList<AttemptRecord> &attempts);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<RouteEvent> m_events;
    QList<AttemptRecord> m_attempts;
};

} // namespace lineup::ui
