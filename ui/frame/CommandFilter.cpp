// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/CommandFilter.h"

#include <limits>

namespace lineup::ui {

namespace {

bool lettersInOrder(QStringView text, QStringView typed)
{
    qsizetype from = 0;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        from = text.indexOf(letter, from, Qt::CaseInsensitive);
        if (from < 0)
            return false;
        ++from;
    }
    return true;
}

} // namespace

std::optional<int> matchRank(QStringView text, QStringView typed)
{
    const QStringView wanted = typed.trimmed();
    if (text.startsWith(wanted, Qt::CaseInsensitive))
        return 0;
    for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(wanted, at + 1, Qt::CaseInsensitive)) {
        if (!text.at(at - 1).isLetterOrNumber())
            return 1;
    }
    if (text.contains(wanted, Qt::CaseInsensitive))
        return 2;
    return lettersInOrder(text, wanted) ? std::optional(3) : std::nullopt;
}

CommandFilter::CommandFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    sort(0);
}

void CommandFilter::setTyped(const QString &typed)
{
    m_typed = typed;
    invalidate();
}

bool CommandFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    return matchRank(sourceModel()->index(row, 0, parent).data().toString(), m_typed).has_value();
}

bool CommandFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto rank = [this](const QModelIndex &index) {
        return matchRank(index.data().toString(), m_typed).value_or(std::numeric_limits<int>::max());
    };
    // Equal ones stay in the order of the menus.
    return rank(left) != rank(right) ? rank(left) < rank(right) : left.row() < right.row();
}

} // namespace lineup::ui
