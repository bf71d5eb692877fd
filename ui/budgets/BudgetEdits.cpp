// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/BudgetEdits.h"

#include "core/base/Async.h"

#include <QElapsedTimer>
#include <QUndoCommand>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr qint64 atOnce = 1500; // ms between two changes that are one step back
} // namespace

class BudgetEdits::Command final : public QUndoCommand
{
public:
    Command(BudgetEdits &edits, Change change, const QString &text)
        : QUndoCommand(text), m_edits(edits), m_change(std::move(change))
    {
        m_age.start();
    }
    void redo() override
    {
        if (!std::exchange(m_first, false)) // it is pushed when it has been saved
            m_edits.carryOut(m_change, {});
    }
    void undo() override { m_edits.carryOut({m_change.second, m_change.first}, {}); }
    [[nodiscard]] int id() const override { return m_change.first && m_change.second ? 1 : -1; }
    bool mergeWith(const QUndoCommand *command) override
    {
        const auto *next = static_cast<const Command *>(command);
        const bool same = next->text() == text() && next->m_change.second->id == m_change.second->id;
        if (!same || m_age.elapsed() > atOnce)
            return false;
        m_change.second = next->m_change.second;
        m_age.restart();
        setObsolete(m_change.first == m_change.second);
        return true;
    }

private:
    BudgetEdits &m_edits;
    Change m_change;
    QElapsedTimer m_age;
    bool m_first = true;
};

BudgetEdits::BudgetEdits(Budgets &budgets, QObject *parent) : QObject(parent), m_budgets(budgets) { }

void BudgetEdits::carryOut(const Change &change, const QString &undoText)
{
    ++m_saving;
    const auto over = [this](const std::optional<Error> &error, const QString &id) {
        --m_saving;
        if (error)
            Q_EMIT failed(*error);
        else
            Q_EMIT done(id);
    };
    if (!change.second) {
        whenDone(m_budgets.remove(change.first->id), this, [=, this](const Result<bool> &result) {
            if (result && !undoText.isEmpty())
                m_stack.push(new Command(*this, change, undoText));
            over(result ? std::nullopt : std::optional(result.error()), {});
        });
        return;
    }
    whenDone(m_budgets.save(*change.second), this, [=, this](const Result<QString> &result) {
        Change made = change;
        if (result)
            made.second->id = *result;
        if (result && !undoText.isEmpty())
            m_stack.push(new Command(*this, made, undoText));
        over(result ? std::nullopt : std::optional(result.error()), made.second->id);
    });
}

void BudgetEdits::add(const Budget &budget, const QString &text)
{
    carryOut({std::nullopt, budget}, text);
}

void BudgetEdits::change(const Budget &before, const Budget &after, const QString &text)
{
    if (before != after)
        carryOut({before, after}, text);
}

void BudgetEdits::remove(const Budget &budget)
{
    carryOut({budget, std::nullopt}, tr("Delete budget"));
}

} // namespace lineup::ui
