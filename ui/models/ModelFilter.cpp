// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ModelFilter.h"

#include "ui/models/ModelTreeModel.h"

#include <algorithm>

namespace lineup::ui {

void ModelFilter::setTree(ModelTreeModel *tree)
{
    beginResetModel();
    m_tree = tree;
    m_kept.clear();
    setSourceModel(tree);
    connect(tree, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(tree, &QAbstractItemModel::modelReset, this, [this] {
        sift();
        endResetModel();
    });
    sift();
    endResetModel();
}

void ModelFilter::setText(const QString &text)
{
    if (text == m_text)
        return;
    beginResetModel();
    m_text = text;
    m_words = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    sift();
    endResetModel();
}

void ModelFilter::sift()
{
    m_kept.clear();
    const int services = m_tree != nullptr ? m_tree->rowCount() : 0;
    for (int service = 0; service < services; ++service) {
        Kept kept {.service = service, .models = {}};
        const QStringList &texts = m_tree->searchTexts(service);
        for (int model = 0; model < texts.size(); ++model) {
            const QString &text = texts.at(model);
            if (std::all_of(
                    m_words.begin(), m_words.end(), [&text](const QString &word) { return text.contains(word); }))
                kept.models += model;
        }
        if (!kept.models.isEmpty() || m_words.isEmpty())
            m_kept += std::move(kept);
    }
}

QModelIndex ModelFilter::firstModel() const
{
    for (int row = 0; row < m_kept.size(); ++row) {
        if (!m_kept.at(row).models.isEmpty())
            return createIndex(0, 0, quintptr(row));
    }
    return {};
}

QModelIndex ModelFilter::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) : ModelTreeModel::topLevel);
}

QModelIndex ModelFilter::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == ModelTreeModel::topLevel)
        return {};
    return createIndex(int(child.internalId()), 0, ModelTreeModel::topLevel);
}

int ModelFilter::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_kept.size());
    if (parent.internalId() != ModelTreeModel::topLevel || parent.column() != 0)
        return 0;
    return int(m_kept.at(parent.row()).models.size());
}

int ModelFilter::columnCount(const QModelIndex &) const
{
    return ModelTreeModel::ColumnCount;
}

QModelIndex ModelFilter::mapToSource(const QModelIndex &index) const
{
    if (!index.isValid() || m_tree == nullptr)
        return {};
    if (index.internalId() == ModelTreeModel::topLevel)
        return m_tree->index(m_kept.at(index.row()).service, index.column());
    const Kept &kept = m_kept.at(qsizetype(index.internalId()));
    return m_tree->index(kept.models.at(index.row()), index.column(), m_tree->index(kept.service, 0));
}

QModelIndex ModelFilter::mapFromSource(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const QModelIndex service = index.parent().isValid() ? index.parent() : index;
    const auto kept = std::lower_bound(
        m_kept.begin(), m_kept.end(), service.row(), [](const Kept &one, int row) { return one.service < row; });
    if (kept == m_kept.end() || kept->service != service.row())
        return {};
    const int row = int(kept - m_kept.begin());
    if (!index.parent().isValid())
        return createIndex(row, index.column(), ModelTreeModel::topLevel);
    const auto model = std::lower_bound(kept->models.begin(), kept->models.end(), index.row());
    if (model == kept->models.end() || *model != index.row())
        return {};
    return createIndex(int(model - kept->models.begin()), index.column(), quintptr(row));
}

} // namespace lineup::ui
