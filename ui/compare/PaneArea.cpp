// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PaneArea.h"

#include "ui/compare/LetterBadge.h"
#include "ui/compare/PaneView.h"
#include "ui/theme/Spacing.h"

#include <QEvent>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabBar>
#include <QVBoxLayout>

namespace lineup::ui {

PaneArea::PaneArea(QWidget *parent)
    : QWidget(parent), m_tabs(new QTabBar(this)), m_scroll(new QScrollArea(this)), m_root(new QSplitter(Qt::Vertical))
{
    m_tabs->setAccessibleName(tr("Panes"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->hide();
    m_root->setChildrenCollapsible(false);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(m_root);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_tabs);
    layout->addWidget(m_scroll, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &PaneArea::currentRequested);
}

QSplitter *PaneArea::makeRow()
{
    auto *row = new QSplitter(Qt::Horizontal, m_root);
    row->setChildrenCollapsible(false);
    connect(row, &QSplitter::splitterMoved, this, &PaneArea::sizesChanged);
    return row;
}

int PaneArea::rowCount() const
{
    return m_layout == Layout::Grid && m_panes.size() > 2 ? 2 : 1;
}

void PaneArea::setPanes(const QList<PaneView *> &panes)
{
    const bool more = panes.size() != m_panes.size();
    m_panes = panes;
    m_current = qBound(0, m_current, qMax(0, int(m_panes.size()) - 1));
    arrange();
    if (more)
        equalize();
}

void PaneArea::setLayoutKind(Layout layout)
{
    if (layout == m_layout)
        return;
    m_layout = layout;
    arrange();
    equalize();
}

void PaneArea::arrange()
{
    const int rows = rowCount();
    while (m_rows.size() < rows)
        m_rows += makeRow();
    const int perRow = qMax(1, (int(m_panes.size()) + rows - 1) / rows);
    for (int i = 0; i < m_panes.size(); ++i)
        m_rows[i / perRow]->insertWidget(i % perRow, m_panes[i]);
    while (m_rows.size() > rows)
        delete m_rows.takeLast(); // its panes have moved
    for (QSplitter *row : std::as_const(m_rows)) {
        for (int i = 0; i < row->count(); ++i)
            row->handle(i)->installEventFilter(this);
    }
    const QSignalBlocker blocker(m_tabs);
    while (m_tabs->count() > m_panes.size())
        m_tabs->removeTab(m_tabs->count() - 1);
    while (m_tabs->count() < m_panes.size())
        m_tabs->addTab(tr("Pane %1").arg(LetterBadge::letter(m_tabs->count())));
    showPanes();
}

void PaneArea::showPanes()
{
    const bool single = m_maximized || m_layout == Layout::Tabs;
    m_tabs->setVisible(m_layout == Layout::Tabs && !m_maximized && m_panes.size() > 1);
    for (int i = 0; i < m_panes.size(); ++i) {
        m_panes[i]->setHighlighted(i == m_current && m_panes.size() > 1);
        m_panes[i]->setVisible(!single || i == m_current);
    }
    const int perRow = qMax(1, (int(m_panes.size()) + rowCount() - 1) / rowCount());
    for (int row = 0; row < m_rows.size(); ++row)
        m_rows[row]->setVisible(!single || row == m_current / perRow);
    const int columns = single ? 1 : perRow;
    m_root->setMinimumWidth(columns * PaneView::minimumPaneWidth + (columns - 1) * m_root->handleWidth());
}

void PaneArea::setCurrent(int index)
{
    if (index < 0 || index >= m_panes.size())
        return;
    m_current = index;
    const QSignalBlocker blocker(m_tabs);
    m_tabs->setCurrentIndex(index);
    showPanes();
    m_scroll->ensureWidgetVisible(m_panes[index], 0, 0);
}

void PaneArea::setMaximized(bool maximized)
{
    if (maximized == m_maximized)
        return;
    m_maximized = maximized;
    showPanes();
}

void PaneArea::equalize()
{
    for (QSplitter *row : std::as_const(m_rows))
        row->setSizes(QList<int>(row->count(), 1000));
    m_root->setSizes(QList<int>(m_root->count(), 1000));
    Q_EMIT sizesChanged();
}

QList<int> PaneArea::sizes() const
{
    return m_rows.isEmpty() ? QList<int> {} : m_rows.first()->sizes();
}

void PaneArea::setSizes(const QList<int> &sizes)
{
    if (!m_rows.isEmpty() && sizes.size() == m_rows.first()->count())
        m_rows.first()->setSizes(sizes);
}

bool PaneArea::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonDblClick && qobject_cast<QSplitterHandle *>(watched) != nullptr) {
        equalize();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lineup::ui
