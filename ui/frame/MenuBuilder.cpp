// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/MenuBuilder.h"

#include "ui/frame/ActionCatalogue.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace lineup::ui {

namespace {

struct MenuRow
{
    const char *id;
    const char *title;
};

constexpr MenuRow menus[] {
    {"file", QT_TRANSLATE_NOOP("MenuBuilder", "&File")},
    {"edit", QT_TRANSLATE_NOOP("MenuBuilder", "&Edit")},
    {"view", QT_TRANSLATE_NOOP("MenuBuilder", "&View")},
    {"run", QT_TRANSLATE_NOOP("MenuBuilder", "&Run")},
    {"window", QT_TRANSLATE_NOOP("MenuBuilder", "&Window")},
    {"help", QT_TRANSLATE_NOOP("MenuBuilder", "&Help")},
};

QList<QAction *> ofMenu(const QList<QAction *> &actions, const QString &menu)
{
    QList<QAction *> result;
    for (QAction *action : actions) {
        if (action->property("menu").toString() == menu)
            result.append(action);
    }
    return result;
}

} // namespace

void rebuildMenuBar(QMenuBar &bar, const ActionCatalogue &catalogue, const QList<QAction *> &railActions,
    const QList<QAction *> &pageActions)
{
    // Later, because it may be one of these menus that has just changed the page.
    for (QMenu *old : bar.findChildren<QMenu *>(Qt::FindDirectChildrenOnly))
        old->deleteLater();
    bar.clear();
    for (const MenuRow &row : menus) {
        const QString id = QString::fromLatin1(row.id);
        auto *menu = new QMenu(QCoreApplication::translate("MenuBuilder", row.title), &bar);
        menu->setToolTipsVisible(true);
        menu->addActions(ofMenu(pageActions, id));
        menu->addActions(ofMenu(railActions, id));
        for (QAction *action : catalogue.inMenu(id)) {
            if (!menu->isEmpty() && action->property("separatorBefore").toBool())
                menu->addSeparator();
            menu->addAction(action);
        }
        if (menu->isEmpty())
            delete menu;
        else
            bar.addMenu(menu);
    }
}

} // namespace lineup::ui
