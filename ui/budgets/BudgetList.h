// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QMenu;
class QTreeView;

namespace lineup::ui {

class BudgetModel;

// The tree of budgets and the buttons that act on them. Columns that have no room are left out: what they say is in
// the tooltip and in the editor. GUI thread; the model outlives it.
class BudgetList : public QWidget
{
    Q_OBJECT
public:
    BudgetList(BudgetModel &model, QMenu *addMenu, const QList<QAction *> &actions, QWidget *parent = nullptr);

    [[nodiscard]] QString selected() const; // id; empty: none
    void select(const QString &id); // the first where there is no such budget
    [[nodiscard]] QTreeView &view() { return *m_view; }

Q_SIGNALS:
    void selectionChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildView(const QList<QAction *> &actions);
    void fitColumns();
    [[nodiscard]] int widestUse(const QModelIndex &parent) const; // pixels that the longest amount and state take

    BudgetModel &m_model;
    QTreeView *m_view;
    QTimer m_fitSoon;
    QString m_selected; // outlives a reset of the model
};

} // namespace lineup::ui
