// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QHash>
#include <QObject>

namespace lineup::ui {

// The window's own commands, from one table: what they are called, their keys, their menu and icon. Pages add theirs
// (Page::pageActions). GUI thread; owns the actions.
class ActionCatalogue : public QObject
{
    Q_OBJECT
public:
    enum class Id {
        UpdateModels,
        Quit,
        Undo,
        Redo,
        Cut,
        Copy,
        Paste,
        SelectAll,
        Settings,
        Palette,
        Inspector,
        ZoomIn,
        ZoomOut,
        ZoomReset,
        FullScreen,
        NextRegion,
        PreviousRegion,
        Minimise,
        Shortcuts,
        WhatsThis,
        CopyDiagnostics,
        About
    };
    Q_ENUM(Id)

    explicit ActionCatalogue(QObject *parent = nullptr);

    [[nodiscard]] QAction *action(Id id) const { return m_actions.value(id); }
    // In the table's order; menu: "file", "edit", "view", "run", "window", "help".
    [[nodiscard]] QList<QAction *> inMenu(QStringView menu) const;
    [[nodiscard]] QList<QAction *> all() const { return m_order; }

    // Leaves to a page the keys that its actions ask for: two takers for one key would both get nothing. A command
    // that has no key left, because the page has its own of that kind (Undo), is hidden until another page is shown.
    void giveWayTo(const QList<QAction *> &pageActions);

private:
    QHash<Id, QAction *> m_actions;
    QList<QAction *> m_order;
    QHash<QAction *, QList<QKeySequence>> m_keys; // as the table has them
};

} // namespace lineup::ui
