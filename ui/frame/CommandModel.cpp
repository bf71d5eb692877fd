// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/CommandModel.h"

#include <QIcon>
#include <QMenu>

namespace lineup::ui {

QString plainActionText(const QAction &action)
{
    QString text = action.text();
    // "&&" is a real ampersand; a single one marks the mnemonic.
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == u'&')
            text.remove(i, 1);
    }
    return text;
}

void CommandModel::setActions(const QList<QAction *> &actions)
{
    beginResetModel();
    m_actions.clear();
    for (QAction *action : actions) {
        const bool given = !action->isSeparator() && !action->menu() && !action->text().isEmpty();
        if (given && action->isEnabled() && action->isVisible() && !m_actions.contains(action))
            m_actions.append(action);
    }
    endResetModel();
}

QAction *CommandModel::action(int row) const
{
    return m_actions.value(row);
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_actions.size());
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    const QAction *action = index.isValid() ? m_actions.value(index.row()).data() : nullptr;
    if (!action)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return plainActionText(*action);
    case Qt::DecorationRole:
        return action->icon();
    case ShortcutRole:
        return action->shortcut().toString(QKeySequence::NativeText);
    case Qt::AccessibleTextRole: {
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        return keys.isEmpty() ? plainActionText(*action)
                              : tr("%1, %2", "command, its keys").arg(plainActionText(*action), keys);
    }
    default:
        return {};
    }
}

} // namespace lineup::ui
