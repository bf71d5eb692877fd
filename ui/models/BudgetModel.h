// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/budgets/Budget.h"

#include <QAbstractItemModel>

#include <functional>

namespace lineup::ui {

// The budgets with how they stand. Under a budget are those that count a part of what it counts: they apply together.
// GUI thread; the clock outlives it.
class BudgetModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Scope, Period, Used, Projected, Action, Resets, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole,
        StatusRole, // BudgetStatus
        DetailRole, // a second line for a delegate
        MeaningRole // Meaning as int; invalid: none
    };
    using ServiceLabel = std::function<QString(const QString &service)>;

    BudgetModel(const Clock &clock, ServiceLabel label, QObject *parent = nullptr);

    // Resets only where budgets or their order have changed; else says what is different.
    void setStatuses(const QList<BudgetStatus> &statuses);
    void refresh(); // time has passed
    [[nodiscard]] QList<BudgetStatus> statuses() const;
    [[nodiscard]] const BudgetStatus *status(const QModelIndex &index) const; // null: none; until the next change
    [[nodiscard]] const BudgetStatus *find(const QString &id) const;
    [[nodiscard]] QModelIndex indexOf(const QString &id) const;
    [[nodiscard]] QString serviceLabel(const QString &service) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node
    {
        BudgetStatus status;
        int parent = -1;
        QList<int> children;
    };
    [[nodiscard]] static QList<Node> treeOf(const QList<BudgetStatus> &statuses);
    [[nodiscard]] const QList<int> &childrenOf(const QModelIndex &parent) const;
    [[nodiscard]] QString text(const BudgetStatus &status, int column) const;
    [[nodiscard]] QString detail(const BudgetStatus &status, int column) const;
    [[nodiscard]] QString toolTip(const BudgetStatus &status, int column) const;

    const Clock &m_clock;
    ServiceLabel m_label;
    QList<Node> m_nodes; // in the person's order
    QList<int> m_top;
};

// Whether whatever the inner scope counts, the outer counts too, and more. Pure.
[[nodiscard]] bool isNarrower(const BudgetScope &inner, const BudgetScope &outer);

} // namespace lineup::ui
