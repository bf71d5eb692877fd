// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QListView;
class QMenu;

namespace lineup::ui {

class ChainListModel;

// The chains with their health, and the buttons that act on them. GUI thread; the model outlives it.
class ChainList : public QWidget
{
    Q_OBJECT
public:
    ChainList(ChainListModel &model, QMenu *addMenu, const QList<QAction *> &actions, QWidget *parent = nullptr);

    [[nodiscard]] QString selected() const; // name; empty: none
    void select(const QString &name); // the first where there is no such chain
    [[nodiscard]] QListView &view() { return *m_view; }

Q_SIGNALS:
    void selectionChanged();

private:
    ChainListModel &m_model;
    QListView *m_view;
};

} // namespace lineup::ui
