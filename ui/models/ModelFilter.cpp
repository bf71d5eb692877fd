// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ModelFilter.h"

#include "ui/models/ModelTreeModel.h"

#include <algorithm>

namespace lineup::ui {

ModelFilter::ModelFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setDynamicSortFilter(false);
}

void ModelFilter::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool ModelFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    // A service comes in with its models.
    if (!parent.isValid())
        return m_words.isEmpty();
    const QString text = sourceModel()->index(row, 0, parent).data(ModelTreeModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
        [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

QModelIndex ModelFilter::firstModel() const
{
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex service = index(row, 0);
        if (rowCount(service) > 0)
            return index(0, 0, service);
    }
    return {};
}

} // namespace lineup::ui
