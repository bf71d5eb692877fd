// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/PaneArea.h"
#include "ui/compare/PaneView.h"

namespace lineup::ui {

// Keeps one view for each session of a PaneSet, in its order, and knows which one the person works in.
// Set and directory outlive it.
class PaneBoard : public QWidget
{
    Q_OBJECT
public:
    PaneBoard(PaneSet &set, ModelDirectory &directory, QWidget *parent = nullptr);
    ~PaneBoard() override;

    [[nodiscard]] PaneArea *area() const { return m_area; }
    [[nodiscard]] const QList<PaneView *> &views() const { return m_views; }
    [[nodiscard]] PaneView *view(int index) const { return m_views.value(index); }
    [[nodiscard]] int current() const { return m_area->current(); }
    [[nodiscard]] PaneView *currentView() const { return view(current()); }
    void setCurrent(int index); // without moving the cursor
    void goTo(int index); // with it
    void setMenuActions(const QList<QAction *> &actions); // of every pane's menu; null: a separator
    void refreshMetrics();
    void markBest();

Q_SIGNALS:
    void viewAdded(lineup::ui::PaneView *view);
    void currentChanged(int index);

private:
    void onAdded(int index);
    void onRemoved(int index);
    void onMoved(int from, int to);
    void onFocus(QWidget *now);
    void relabel();

    PaneSet &m_set;
    ModelDirectory &m_directory;
    PaneArea *m_area;
    QList<PaneView *> m_views;
    QList<QAction *> m_menuActions;
};

} // namespace lineup::ui
