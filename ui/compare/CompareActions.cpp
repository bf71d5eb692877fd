// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/CompareActions.h"

#include "ui/compare/LetterBadge.h"
#include "ui/compare/PaneSet.h"
#include "ui/theme/Icons.h"

#include <QActionGroup>
#include <QUndoStack>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

template<typename... Combinations>
QList<QKeySequence> keys(Combinations... combinations)
{
    return {QKeySequence(combinations)...};
}

} // namespace

CompareActions::CompareActions(QUndoStack &undoStack, QWidget *page) : QObject(page), m_page(page)
{
    newComparison = make("file", tr("New comparison"), QKeySequence::keyBindings(QKeySequence::New), u"add"_s);
    attach = make("file", tr("Attach images…"), {}, u"paperclip"_s);
    makeEdit(undoStack);
    makeView();
    makeRun();
    escape = new QAction(this);
    escape->setText(tr("Stop, or leave the maximised pane"));
    escape->setShortcut(Qt::Key_Escape);
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_page->addAction(escape);
}

QAction *CompareActions::make(
    const char *menu, const QString &text, const QList<QKeySequence> &keys, const QString &iconName)
{
    auto *action = new QAction(text, this);
    action->setProperty("menu", QString::fromLatin1(menu));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    m_page->addAction(action);
    m_all += action;
    return action;
}

void CompareActions::makeEdit(QUndoStack &undoStack)
{
    undo = undoStack.createUndoAction(this, tr("Undo in panes:"));
    redo = undoStack.createRedoAction(this, tr("Redo in panes:"));
    undo->setShortcuts(QKeySequence::Undo);
    redo->setShortcuts(QKeySequence::Redo);
    for (QAction *action : {undo, redo}) {
        action->setProperty("menu", u"edit"_s);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_page->addAction(action);
        m_all += action;
    }
    copy = make("edit", tr("Copy answer"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_C), u"copy"_s);
    clear = make("edit", tr("Clear conversation"), {}, u"trash"_s);
}

void CompareActions::makeView()
{
    addPane = make("view", tr("Add pane"), keys(Qt::CTRL | Qt::Key_T), u"add"_s);
    closePane = make("view", tr("Close pane"), keys(Qt::CTRL | Qt::Key_W), u"close"_s);
    reopenPane = make("view", tr("Reopen closed pane"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_T), u"restore"_s);
    chooseModel = make("view", tr("Choose model…"), keys(Qt::CTRL | Qt::Key_L));
    setPrice = make("view", tr("Set a price for the model…"));
    maximize = make("view", tr("Maximise pane (F11 in it)"), {}, u"maximize"_s);
    maximize->setCheckable(true);
    moveLeft = make("view", tr("Move pane left"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_Left), u"chevron-left"_s);
    moveRight = make("view", tr("Move pane right"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_Right), u"chevron-right"_s);
    previousPane = make("view", tr("Previous pane"), keys(Qt::CTRL | Qt::Key_PageUp));
    nextPane = make("view", tr("Next pane"), keys(Qt::CTRL | Qt::Key_PageDown));
    auto *layouts = new QActionGroup(this);
    columns = make("view", tr("Panes in columns"), {}, u"columns"_s);
    grid = make("view", tr("Panes in two rows"));
    tabs = make("view", tr("Panes as tabs"));
    for (QAction *action : {columns, grid, tabs}) {
        action->setCheckable(true);
        layouts->addAction(action);
    }
    columns->setChecked(true);
    systemPrompt = make("view", tr("System prompt"));
    systemPrompt->setCheckable(true);
    for (int i = 0; i < PaneSet::maxPanes; ++i)
        panes += make("view", tr("Go to pane %1").arg(LetterBadge::letter(i)), keys(Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
}

void CompareActions::makeRun()
{
    send = make("run", tr("Send to all panes"), keys(Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter), u"send"_s);
    sendPane = make("run", tr("Send to this pane only"),
        keys(Qt::CTRL | Qt::SHIFT | Qt::Key_Return, Qt::CTRL | Qt::SHIFT | Qt::Key_Enter));
    stopPane = make("run", tr("Stop this pane"), {}, u"stop"_s);
    stopAll = make("run", tr("Stop all panes"));
    retry = make("run", tr("Ask again in this pane"), keys(Qt::CTRL | Qt::Key_R), u"retry"_s);
    retryFailed = make("run", tr("Retry all failed panes"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    demo = make("run", tr("Run the demo comparison"), {}, u"play"_s);
}

} // namespace lineup::ui
