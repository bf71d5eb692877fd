// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ServiceListModel.h"

#include <QWidget>

class QSortFilterProxyModel;
class QStackedWidget;
class QTreeView;

namespace lineup::ui {

class SearchField;

// The services as a list that is filtered as one types; columns that have no room give way. GUI thread; the model
// outlives it.
class ServiceList : public QWidget
{
    Q_OBJECT
public:
    explicit ServiceList(ServiceListModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QString selectedService() const; // id; empty: none
    void select(const QString &service); // clears the search
    void selectFirst();
    [[nodiscard]] SearchField &search() { return *m_search; }
    [[nodiscard]] QTreeView &tree() { return *m_tree; }

Q_SIGNALS:
    void selected();
    // Something was pasted into the search. taken becomes true where it was a key, which must not stand there.
    void pasted(const QString &text, bool *taken);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTree();
    void fitColumns();

    ServiceListModel &m_model;
    QSortFilterProxyModel *m_proxy;
    SearchField *m_search;
    QTreeView *m_tree;
    QStackedWidget *m_stack;
    QString m_before; // selected before the model was made anew
};

} // namespace lineup::ui
