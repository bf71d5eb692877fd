// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/Rail.h"

#include "ui/frame/Page.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QActionGroup>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr int leastWidth = 72;
} // namespace

Rail::Rail(QWidget *parent) : QToolBar(parent), m_group(new QActionGroup(this))
{
    setObjectName(u"rail"_s);
    setWindowTitle(tr("Pages"));
    setAccessibleName(tr("Pages"));
    setOrientation(Qt::Vertical);
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    setIconSize({Spacing::iconLarge, Spacing::iconLarge});
    setContentsMargins(Spacing::hair, Spacing::small, Spacing::hair, Spacing::small);
    m_group->setExclusive(true);
}

void Rail::addPage(const Page &page)
{
    auto *action = new QAction(icon(page.iconName()), page.title(), m_group);
    const auto number = m_group->actions().size();
    action->setCheckable(true);
    action->setData(page.pageId());
    action->setObjectName(u"page-"_s + page.pageId());
    action->setProperty("menu", u"window"_s);
    if (number <= 9)
        action->setShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + int(number))));
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(tr("%1 (%2)", "page, its shortcut").arg(page.title(), keys));
    action->setWhatsThis(tr("Shows the page %1.").arg(page.title()));
    connect(action, &QAction::triggered, this, [this, id = page.pageId()] { Q_EMIT chosen(id); });
    addAction(action);
    if (auto *button = qobject_cast<QToolButton *>(widgetForAction(action))) {
        button->setMinimumWidth(leastWidth);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(page.title());
    }
}

void Rail::setCurrent(const QString &pageId)
{
    for (QAction *action : m_group->actions()) {
        if (action->data().toString() == pageId)
            action->setChecked(true);
    }
}

QList<QAction *> Rail::pageActions() const
{
    return m_group->actions();
}

} // namespace lineup::ui
