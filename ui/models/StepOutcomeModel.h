// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/StepOutcome.h"

#include <QAbstractTableModel>

namespace lineup::ui {

// What each step does on each class of error: a row a step, a column a class. Read-only. GUI thread.
class StepOutcomeModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setPlan(const RoutePlan &plan);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString toolTip(ErrorClass value, const StepOutcome &outcome) const;

    RoutePlan m_plan;
};

} // namespace lineup::ui
