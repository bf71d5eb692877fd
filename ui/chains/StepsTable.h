// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ChainStepsModel.h"

#include <QTableView>

#include <functional>

namespace lineup::ui {

class ModelDirectory;

// The steps of a chain, edited in place: Enter or a double click opens what a cell is set with, Ins adds a step, Del
// removes one, Alt+Up and Alt+Down move it, as dragging does. GUI thread; model and directory outlive it.
class StepsTable : public QTableView
{
    Q_OBJECT
public:
    StepsTable(ChainStepsModel &model, ModelDirectory &directory, QWidget *parent = nullptr);

    void selectStep(int row);
    [[nodiscard]] int currentStep() const { return currentIndex().row(); }
    // Opens the picker; then the answer goes to chosen.
    void pickModel(const QString &current, const QWidget *anchor, const std::function<void(const QString &)> &chosen);

    void addStep();
    void removeStep();
    void moveStep(int by);
    void openModels(); // the picker, or the group of the current step

Q_SIGNALS:
    void stepSelected(int row);
    void budgetWanted(const QString &id); // it is spent, and the person wants to see to it
    void keyWanted(const QString &service); // a key is missing, and the person wants to see to it
    void chainWanted(const QString &name); // a step names it, and the person wants to see to it

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void open(const QModelIndex &index);
    void openStatus(int row);
    void openGroup(const QModelIndex &index);
    void pickTarget(int row, bool further);
    void pickLarger(int row);
    void fitColumns();

    ChainStepsModel &m_model;
    ModelDirectory &m_directory;
};

} // namespace lineup::ui
