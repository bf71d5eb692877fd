// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/PopupFrame.h"

class QLabel;
class QPushButton;
class QTreeView;

namespace lineup::ui {

class ModelFilter;
class ModelTreeModel;
class SearchField;

// The pop-up in which a pane gets its model: type to filter, arrows to move, Enter to choose. Any model string can
// be typed, listed or not. Deletes itself when it closes; model outlives it.
class ModelPicker : public PopupFrame
{
    Q_OBJECT
public:
    ModelPicker(ModelTreeModel *model, const QString &current, QWidget *parent);
    void openBelow(const QWidget *anchor);

Q_SIGNALS:
    void chosen(const QString &modelString);

private:
    void buildTree();
    void moveInTree(int key);
    void onText(const QString &text);
    void onCurrent();
    void chooseCurrent();
    void choose(const QString &modelString);
    void select(const QModelIndex &index);
    [[nodiscard]] QString typed() const;
    [[nodiscard]] QString currentModel() const;

    ModelTreeModel *m_model;
    ModelFilter *m_filter;
    SearchField *m_line;
    QPushButton *m_asTyped;
    QTreeView *m_tree;
    QLabel *m_hint;
};

} // namespace lineup::ui
