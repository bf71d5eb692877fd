// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/ChainBook.h"

#include <QUndoStack>

namespace lineup::ui {

// The changes that a person makes to the book of chains, each saved at once, each undoable. What the book refuses is
// told with failed() and leaves no trace. GUI thread; the book outlives it.
class ChainEdits : public QObject
{
    Q_OBJECT
public:
    explicit ChainEdits(ChainBook &book, QObject *parent = nullptr);

    [[nodiscard]] QUndoStack &stack() { return m_stack; }
    // current: the row of the step that the edit is about; -1: none. All are true when it was done.
    bool add(const Chain &chain, const QString &text);
    bool change(const Chain &before, const Chain &after, const QString &text, int current = -1);
    bool remove(const Chain &chain);
    [[nodiscard]] QString freeName(const QString &wish) const; // "reliable", "reliable-2", …

Q_SIGNALS:
    void done(const QString &chain, int current); // the chain to show now; empty: whichever
    void failed(const lineup::Error &error);

private:
    class Command;
    [[nodiscard]] Result<bool> turn(const std::optional<Chain> &from, const std::optional<Chain> &to);
    bool push(const std::optional<Chain> &from, const std::optional<Chain> &to, const QString &text, int current);
    void replay(const std::optional<Chain> &from, const std::optional<Chain> &to, int current);

    ChainBook &m_book;
    QUndoStack m_stack;
};

} // namespace lineup::ui
