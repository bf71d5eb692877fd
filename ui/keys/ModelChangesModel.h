// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/CatalogueImport.h"

#include <QAbstractTableModel>

namespace lineup::ui {

// What an import would change, a row a model, as given. Prices are for a million tokens. GUI thread.
class ModelChangesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Change, Service, Model, Input, Output, Doubt, Others, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setChanges(const QList<ModelChange> &changes);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ModelChange> m_changes;
};

} // namespace lineup::ui
