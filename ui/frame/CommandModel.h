// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QAction>
#include <QPointer>
#include <QSortFilterProxyModel>

namespace lineup::ui {

// The commands that can be given now: one row an action. Display is its text without mnemonic. GUI thread.
class CommandModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { ShortcutRole = Qt::UserRole, ActionRole };
    using QAbstractListModel::QAbstractListModel;

    // Separators, menus and what is disabled or hidden is left out.
    void setActions(const QList<QAction *> &actions);
    [[nodiscard]] QAction *action(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<QPointer<QAction>> m_actions;
};

// "Full screen" of "F&ull screen".
[[nodiscard]] QString plainActionText(const QAction &action);

} // namespace lineup::ui
