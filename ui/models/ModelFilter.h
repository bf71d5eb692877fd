// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractProxyModel>
#include <QStringList>

namespace lineup::ui {

class ModelTreeModel;

// The models that hold every word of a text somewhere: name, service, or what they can do. A service is shown when
// one of its models is. Each change of the text is one reset: with thousands of rows a view lays itself out once for
// it, where it would follow every run of rows that comes or goes. Main thread; the source outlives it.
class ModelFilter : public QAbstractProxyModel
{
    Q_OBJECT
public:
    using QAbstractProxyModel::QAbstractProxyModel;
    void setTree(ModelTreeModel *tree);
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    // The first model from the top; invalid when nothing is left.
    [[nodiscard]] QModelIndex firstModel() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &index) const override;

private:
    struct Kept
    {
        int service = 0; // row in the source
        QList<int> models; // rows in the source, ascending
    };
    void sift();

    ModelTreeModel *m_tree = nullptr;
    QString m_text;
    QStringList m_words; // case-folded
    QList<Kept> m_kept; // ascending
};

} // namespace lineup::ui
