// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QListView;

namespace lineup::ui {

class CommandFilter;
class CommandModel;
class SearchField;

// Every command, found by typing a part of its name; arrows choose, Enter does it, Esc leaves. GUI thread.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    explicit CommandPalette(const QList<QAction *> &actions, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void filter(const QString &typed);
    void move(int key);

    SearchField *m_field;
    QListView *m_list;
    CommandModel *m_model;
    CommandFilter *m_filter;
};

} // namespace lineup::ui
