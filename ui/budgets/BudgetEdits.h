// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budgets.h"

#include <QUndoStack>

namespace lineup::ui {

// The changes that a person makes to budgets, each saved at once, each undoable. What cannot be saved is told with
// failed() and leaves no step. GUI thread; the budgets outlive it.
class BudgetEdits : public QObject
{
    Q_OBJECT
public:
    explicit BudgetEdits(Budgets &budgets, QObject *parent = nullptr);

    [[nodiscard]] QUndoStack &stack() { return m_stack; }
    [[nodiscard]] bool isSaving() const { return m_saving > 0; }
    void add(const Budget &budget, const QString &text);
    // Changes of one kind that follow each other at once, as steps of a spin box do, are one step back.
    void change(const Budget &before, const Budget &after, const QString &text);
    void remove(const Budget &budget);

Q_SIGNALS:
    void done(const QString &id); // the budget to show now; empty: whichever
    void failed(const lineup::Error &error);

private:
    class Command;
    using Change = std::pair<std::optional<Budget>, std::optional<Budget>>; // from, to
    void carryOut(const Change &change, const QString &undoText); // empty: it is a step already

    Budgets &m_budgets;
    QUndoStack m_stack;
    int m_saving = 0;
};

} // namespace lineup::ui
