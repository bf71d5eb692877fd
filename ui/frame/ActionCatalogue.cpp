// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/ActionCatalogue.h"

#include "ui/theme/Icons.h"

#include <QCoreApplication>
#include <QKeySequence>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

using Id = ActionCatalogue::Id;

struct Row
{
    Id id;
    const char *menu;
    const char *text;
    const char *icon; // empty: none
    QKeySequence::StandardKey standard;
    const char *keys; // portable text, used when the standard key is empty; further ones go after it, ";" between
    QAction::MenuRole role = QAction::NoRole;
    bool separatorBefore = false;
};

constexpr auto none = QKeySequence::UnknownKey;

constexpr Row rows[] {
    {Id::UpdateModels, "file", QT_TRANSLATE_NOOP("ActionCatalogue", "&Update models and prices…"), "", none, "",
        QAction::NoRole, true},
    {Id::Quit, "file", QT_TRANSLATE_NOOP("ActionCatalogue", "&Quit"), "", QKeySequence::Quit, "Ctrl+Q",
        QAction::QuitRole, true},
    {Id::Undo, "edit", QT_TRANSLATE_NOOP("ActionCatalogue", "&Undo"), "", QKeySequence::Undo, ""},
    {Id::Redo, "edit", QT_TRANSLATE_NOOP("ActionCatalogue", "&Redo"), "", QKeySequence::Redo, ""},
    {Id::Cut, "edit", QT_TRANSLATE_NOOP("ActionCatalogue", "Cu&t"), "", QKeySequence::Cut, "", QAction::NoRole, true},
    {Id::Copy, "edit", QT_TRANSLATE_NOOP("ActionCatalogue", "&Copy"), "copy", QKeySequence::Copy, ""},
    {Id::Paste, "edit", QT_TRANSLATE_NOOP("ActionCatalogue", "&Paste"), "", QKeySequence::Paste, ""},
    {Id::SelectAll, "edit", QT_TRANSLATE_NOOP("ActionCatalogue", "Select &all"), "", QKeySequence::SelectAll, ""},
    {Id::Settings, "edit", QT_TRANSLATE_NOOP("ActionCatalogue", "&Settings…"), "settings", QKeySequence::Preferences,
        "Ctrl+,", QAction::PreferencesRole, true},
    {Id::Palette, "view", QT_TRANSLATE_NOOP("ActionCatalogue", "&Find a command…"), "commands", none, "Ctrl+Shift+P"},
    {Id::Inspector, "view", QT_TRANSLATE_NOOP("ActionCatalogue", "&Inspector"), "info", none, "F4"},
    {Id::ZoomIn, "view", QT_TRANSLATE_NOOP("ActionCatalogue", "&Larger text"), "", QKeySequence::ZoomIn,
        "Ctrl+=", QAction::NoRole, true},
    {Id::ZoomOut, "view", QT_TRANSLATE_NOOP("ActionCatalogue", "S&maller text"), "", QKeySequence::ZoomOut, ""},
    {Id::ZoomReset, "view", QT_TRANSLATE_NOOP("ActionCatalogue", "&Normal text size"), "", none, "Ctrl+0"},
    {Id::FullScreen, "view", QT_TRANSLATE_NOOP("ActionCatalogue", "F&ull screen"), "maximize", QKeySequence::FullScreen,
        "F11;Ctrl+F11", QAction::NoRole, true},
    {Id::NextRegion, "window", QT_TRANSLATE_NOOP("ActionCatalogue", "&Next region"), "", none, "F6", QAction::NoRole,
        true},
    {Id::PreviousRegion, "window", QT_TRANSLATE_NOOP("ActionCatalogue", "&Previous region"), "", none, "Shift+F6"},
    {Id::Minimise, "window", QT_TRANSLATE_NOOP("ActionCatalogue", "&Minimise"), "", none, "Ctrl+M", QAction::NoRole,
        true},
    {Id::Shortcuts, "help", QT_TRANSLATE_NOOP("ActionCatalogue", "&Keyboard shortcuts"), "keyboard",
        QKeySequence::HelpContents, "F1"},
    {Id::WhatsThis, "help", QT_TRANSLATE_NOOP("ActionCatalogue", "&What's this?"), "help", QKeySequence::WhatsThis,
        "Shift+F1"},
    {Id::CopyDiagnostics, "help", QT_TRANSLATE_NOOP("ActionCatalogue", "Copy &diagnostic info"), "", none, "",
        QAction::NoRole, true},
    {Id::About, "help", QT_TRANSLATE_NOOP("ActionCatalogue", "&About Lineup"), "info", none, "", QAction::AboutRole},
};

QList<QKeySequence> keysOf(const Row &row)
{
    QList<QKeySequence> keys;
    if (row.standard != none)
        keys = QKeySequence::keyBindings(row.standard);
    for (const QString &text : QString::fromLatin1(row.keys).split(u';', Qt::SkipEmptyParts)) {
        const QKeySequence own(text, QKeySequence::PortableText);
        if (!keys.contains(own))
            keys.append(own);
    }
    return keys;
}

} // namespace

ActionCatalogue::ActionCatalogue(QObject *parent) : QObject(parent)
{
    for (const Row &row : rows) {
        auto *action = new QAction(QCoreApplication::translate("ActionCatalogue", row.text), this);
        action->setObjectName(QString::fromLatin1(QMetaEnum::fromType<Id>().valueToKey(int(row.id))));
        action->setShortcuts(keysOf(row));
        action->setMenuRole(row.role);
        action->setProperty("menu", QString::fromLatin1(row.menu));
        action->setProperty("separatorBefore", row.separatorBefore);
        if (*row.icon != '\0')
            action->setIcon(icon(QString::fromLatin1(row.icon)));
        m_keys.insert(action, action->shortcuts());
        m_actions.insert(row.id, action);
        m_order.append(action);
    }
    action(Id::FullScreen)->setCheckable(true);
    action(Id::Inspector)->setCheckable(true);
}

QList<QAction *> ActionCatalogue::inMenu(QStringView menu) const
{
    QList<QAction *> actions;
    for (QAction *action : m_order) {
        if (action->property("menu").toString() == menu)
            actions.append(action);
    }
    return actions;
}

void ActionCatalogue::giveWayTo(const QList<QAction *> &pageActions)
{
    QSet<QString> taken;
    for (const QAction *action : pageActions) {
        for (const QKeySequence &keys : action->shortcuts())
            taken.insert(keys.toString());
    }
    for (QAction *action : m_order) {
        QList<QKeySequence> left = m_keys.value(action);
        const bool had = !left.isEmpty();
        left.removeIf([&](const QKeySequence &keys) { return taken.contains(keys.toString()); });
        if (left != action->shortcuts())
            action->setShortcuts(left);
        action->setVisible(!had || !left.isEmpty());
    }
}

} // namespace lineup::ui
