// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace lineup::ui {

// A table of figures: whole rows are chosen, Ctrl+C copies them (or all, when none is) as TSV with its head. GUI
// thread.
class CopyTable : public QTableView
{
    Q_OBJECT
public:
    explicit CopyTable(QWidget *parent = nullptr);

public Q_SLOTS:
    void copy();

Q_SIGNALS:
    void copied();

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace lineup::ui
