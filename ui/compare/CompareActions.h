// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>

class QActionGroup;
class QUndoStack;

namespace lineup::ui {

// Every action of the Compare screen with its words, shortcuts and menu; what they do is the page's business.
// Shortcuts work while the focus is inside of the page.
class CompareActions : public QObject
{
    Q_OBJECT
public:
    CompareActions(QUndoStack &undo, QWidget *page);

    QAction *newComparison, *attach;
    QAction *undo, *redo, *copy, *clear;
    QAction *addPane, *closePane, *reopenPane, *previousPane, *nextPane, *moveLeft, *moveRight, *maximize, *chooseModel,
        *setPrice;
    QAction *columns, *grid, *tabs, *systemPrompt;
    QAction *send, *sendPane, *stopPane, *stopAll, *retry, *retryFailed, *demo;
    QAction *escape; // not in a menu
    QList<QAction *> panes; // go to pane n

    [[nodiscard]] const QList<QAction *> &all() const { return m_all; } // those for menus

private:
    QAction *make(
        const char *menu, const QString &text, const QList<QKeySequence> &keys = {}, const QString &icon = {});
    void makeEdit(QUndoStack &undo);
    void makeView();
    void makeRun();
    QWidget *m_page;
    QList<QAction *> m_all;
};

} // namespace lineup::ui
