// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/ChainEdits.h"

#include <QRegularExpression>
#include <QUndoCommand>

using namespace Qt::StringLiterals;

namespace lineup::ui {

class ChainEdits::Command final : public QUndoCommand
{
public:
    Command(ChainEdits &edits, std::optional<Chain> from, std::optional<Chain> to, const QString &text, int current)
        : QUndoCommand(text), m_edits(edits), m_from(std::move(from)), m_to(std::move(to)), m_current(current)
    {
    }
    void redo() override
    {
        if (std::exchange(m_first, false))
            return; // it is done already: it is pushed only when the book has taken it
        m_edits.replay(m_from, m_to, m_current);
    }
    void undo() override { m_edits.replay(m_to, m_from, m_current); }

private:
    ChainEdits &m_edits;
    std::optional<Chain> m_from;
    std::optional<Chain> m_to;
    int m_current;
    bool m_first = true;
};

ChainEdits::ChainEdits(ChainBook &book, QObject *parent) : QObject(parent), m_book(book) { }

Result<bool> ChainEdits::turn(const std::optional<Chain> &from, const std::optional<Chain> &to)
{
    if (!to)
        return from ? m_book.remove(from->name) : Result<bool>(true);
    if (from && from->name != to->name) {
        const Result<bool> renamed = m_book.rename(from->name, to->name);
        if (!renamed)
            return renamed;
    }
    return m_book.save(*to);
}

bool ChainEdits::push(
    const std::optional<Chain> &from, const std::optional<Chain> &to, const QString &text, int current)
{
    const Result<bool> turned = turn(from, to);
    if (!turned) {
        Q_EMIT failed(turned.error());
        return false;
    }
    m_stack.push(new Command(*this, from, to, text, current));
    Q_EMIT done(to ? to->name : QString(), current);
    return true;
}

void ChainEdits::replay(const std::optional<Chain> &from, const std::optional<Chain> &to, int current)
{
    const Result<bool> turned = turn(from, to);
    if (!turned)
        Q_EMIT failed(turned.error());
    Q_EMIT done(to ? to->name : QString(), current);
}

bool ChainEdits::add(const Chain &chain, const QString &text)
{
    return push(std::nullopt, chain, text, 0);
}

bool ChainEdits::change(const Chain &before, const Chain &after, const QString &text, int current)
{
    return before == after || push(before, after, text, current);
}

bool ChainEdits::remove(const Chain &chain)
{
    return push(chain, std::nullopt, tr("Delete chain"), -1);
}

QString ChainEdits::freeName(const QString &wish) const
{
    if (!m_book.find(wish))
        return wish;
    static const QRegularExpression numbered(u"-\\d{1,4}$"_s); // the copy of a copy is no "name-2-2"
    const QString base = QString(wish).remove(numbered);
    for (int number = 2;; ++number) {
        const QString end = u"-"_s + QString::number(number);
        const QString name = base.left(longestChainName - end.size()) + end;
        if (!m_book.find(name))
            return name;
    }
}

} // namespace lineup::ui
