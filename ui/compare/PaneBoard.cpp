// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PaneBoard.h"

#include "ui/compare/MetricsStrip.h"

#include <QApplication>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace lineup::ui {

PaneBoard::PaneBoard(PaneSet &set, ModelDirectory &directory, QWidget *parent)
    : QWidget(parent), m_set(set), m_directory(directory), m_area(new PaneArea(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_area);
    connect(&m_set, &PaneSet::added, this, &PaneBoard::onAdded);
    connect(&m_set, &PaneSet::removed, this, &PaneBoard::onRemoved);
    connect(&m_set, &PaneSet::moved, this, &PaneBoard::onMoved);
    connect(m_area, &PaneArea::currentRequested, this, &PaneBoard::goTo);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { onFocus(now); });
}

PaneBoard::~PaneBoard()
{
    // Views that go move the focus: nobody is to follow it any more.
    QObject::disconnect(qApp, nullptr, this, nullptr);
}

void PaneBoard::onAdded(int index)
{
    auto *view = new PaneView(*m_set.at(index), m_directory, this);
    if (!m_menuActions.isEmpty()) {
        auto *menu = new QMenu(view);
        // The menu's actions are about the current pane: opening it makes this one current.
        connect(menu, &QMenu::aboutToShow, this, [this, view] { setCurrent(int(m_views.indexOf(view))); });
        for (QAction *action : std::as_const(m_menuActions)) {
            if (action != nullptr)
                menu->addAction(action);
            else
                menu->addSeparator();
        }
        view->setMenu(menu);
    }
    m_views.insert(index, view);
    relabel();
    Q_EMIT viewAdded(view);
    setCurrent(index);
}

void PaneBoard::onRemoved(int index)
{
    PaneView *view = m_views.takeAt(index);
    const int next = qMin(current() > index ? current() - 1 : current(), int(m_views.size()) - 1);
    // Forgotten first: a view that goes moves the focus to another one. It must not outlive its session.
    relabel();
    const bool hadFocus = view->isAncestorOf(QApplication::focusWidget());
    delete view;
    // Without a focus on the page no shortcut would reach it, not even the one that reopens the pane.
    if (next >= 0 && hadFocus)
        goTo(next);
    else if (next >= 0)
        setCurrent(next);
}

void PaneBoard::onMoved(int from, int to)
{
    m_views.move(from, to);
    relabel();
    setCurrent(to);
}

void PaneBoard::relabel()
{
    for (int i = 0; i < m_views.size(); ++i)
        m_views[i]->setIndex(i);
    m_area->setPanes(m_views);
    markBest();
}

void PaneBoard::setCurrent(int index)
{
    if (index < 0 || index >= m_views.size())
        return;
    m_area->setCurrent(index);
    Q_EMIT currentChanged(index);
}

void PaneBoard::goTo(int index)
{
    setCurrent(index);
    if (PaneView *pane = view(index))
        pane->focusPane();
}

void PaneBoard::onFocus(QWidget *now)
{
    for (int i = 0; now != nullptr && i < m_views.size(); ++i) {
        if (m_views[i]->isAncestorOf(now) && i != current())
            setCurrent(i);
    }
}

void PaneBoard::setMenuActions(const QList<QAction *> &actions)
{
    m_menuActions = actions;
}

void PaneBoard::refreshMetrics()
{
    for (PaneView *view : std::as_const(m_views)) {
        if (view->session().isRunning() && view->isVisible())
            view->refreshMetrics();
    }
}

void PaneBoard::markBest()
{
    QList<std::optional<PaneMetrics>> figures;
    for (const PaneView *view : std::as_const(m_views)) {
        const PaneAnswer *answer = view->session().conversation().lastAnswer();
        const bool counts = answer != nullptr && answer->end == PaneAnswer::End::Complete;
        figures += counts ? std::optional(metricsOf(*answer)) : std::nullopt;
    }
    const BestFigures best = bestFigures(figures);
    for (int i = 0; i < m_views.size(); ++i) {
        m_views[i]->metrics()->setBest(MetricsText::FirstToken, best.firstToken[i]);
        m_views[i]->metrics()->setBest(MetricsText::Speed, best.speed[i]);
        m_views[i]->metrics()->setBest(MetricsText::CostCell, best.cost[i]);
    }
}

} // namespace lineup::ui
