// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"

#include <QAbstractItemModel>

namespace lineup::ui {

// A service with its models, as the picker shows it. A value.
struct ModelGroup
{
    struct Entry
    {
        ModelInfo info;
        QString modelString; // what a request names it by
        bool operator==(const Entry &) const = default;
    };
    QString service; // id
    QString label;
    bool local = false;
    bool demo = false;
    bool needsKey = false; // it takes a key and has none
    bool chains = false; // the person's own chains, of no service
    QList<Entry> models;

    // Chains, demo, local, services with a key, services without one.
    [[nodiscard]] int rank() const;
    bool operator==(const ModelGroup &) const = default;
};

// Services at the top level, their models below: what a pane may be set to. Main thread; reads the groups it was
// given and nothing else.
class ModelTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    // The internal id of a service's index; a model's index has its service's row. Of a filtered tree as well.
    static constexpr quintptr topLevel = ~quintptr(0);

    enum Column { NameColumn, ContextColumn, InputColumn, OutputColumn, BadgesColumn, ColumnCount };
    enum Role {
        ModelStringRole = Qt::UserRole, // empty for a service
        ServiceRole, // id
        BadgesRole, // QStringList, translated
        NeedsKeyRole,
    };
    using QAbstractItemModel::QAbstractItemModel;

    // Sorted by rank, then label. Resets the model.
    void setGroups(QList<ModelGroup> groups);
    [[nodiscard]] const QList<ModelGroup> &groups() const { return m_groups; }
    // Where a model string is; invalid when it is not listed.
    [[nodiscard]] QModelIndex find(const QString &modelString) const;
    // Everything that a filter looks at in each model of a service, case-folded; made when first asked for.
    [[nodiscard]] const QStringList &searchTexts(int service) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    [[nodiscard]] QVariant groupData(const ModelGroup &group, int column, int role) const;
    [[nodiscard]] QVariant modelData(
        const ModelGroup &group, const ModelGroup::Entry &entry, int column, int role) const;
    [[nodiscard]] QString modelText(const ModelGroup::Entry &entry, int column) const;
    [[nodiscard]] QString modelHint(const ModelGroup &group, const ModelGroup::Entry &entry, int column) const;

    QList<ModelGroup> m_groups;
    mutable QList<QStringList> m_searchTexts; // by service; empty until a filter asks
};

} // namespace lineup::ui
