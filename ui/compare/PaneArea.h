// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QScrollArea;
class QSplitter;
class QTabBar;

namespace lineup::ui {

class PaneView;

// Lays panes out: in columns, in two rows, or one at a time under tabs; or one pane alone. Never owns the order:
// it is told the panes in order.
class PaneArea : public QWidget
{
    Q_OBJECT
public:
    enum class Layout { Columns, Grid, Tabs };
    Q_ENUM(Layout)

    explicit PaneArea(QWidget *parent = nullptr);
    void setPanes(const QList<PaneView *> &panes); // in order; shares the room evenly when their number changes
    void setLayoutKind(Layout layout);
    [[nodiscard]] Layout layoutKind() const { return m_layout; }
    void setCurrent(int index); // highlighted, brought into view
    [[nodiscard]] int current() const { return m_current; }
    void setMaximized(bool maximized); // the current pane alone
    [[nodiscard]] bool isMaximized() const { return m_maximized; }
    void equalize();
    [[nodiscard]] QList<int> sizes() const; // of the columns
    void setSizes(const QList<int> &sizes);

Q_SIGNALS:
    void currentRequested(int index); // by a tab
    void sizesChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrange();
    void showPanes();
    QSplitter *makeRow();
    [[nodiscard]] int rowCount() const;

    QTabBar *m_tabs;
    QScrollArea *m_scroll;
    QSplitter *m_root;
    QList<QSplitter *> m_rows;
    QList<PaneView *> m_panes;
    Layout m_layout = Layout::Columns;
    int m_current = 0;
    bool m_maximized = false;
};

} // namespace lineup::ui
