// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/BudgetOptions.h"
#include "app/cli/Command.h"

namespace lineup::cli {

// `lineup budget list|status|show|create|set|remove|allow`. A budget is named by its name or its id. status ends with
// Quota when a budget that blocks has nothing left.
class BudgetCommand final : public Command
{
    Q_OBJECT
public:
    struct Task
    {
        enum class Action { List, Status, Show, Create, Set, Remove, Allow };
        Action action = Action::List;
        QString budget; // name or id; Create: the name, empty: one is made
        QString amount; // Allow
        QString until; // Allow: "midnight", "reset", or an ISO date and time
        BudgetOptions options; // Create, Set
        bool json = false;
    };
    // The words behind "budget". BadRequest, in words, for what cannot be meant.
    [[nodiscard]] static Result<Task> readTask(
        const QStringList &words, const BudgetOptions &options, const QString &until, bool json);

    BudgetCommand(Services &services, Task task) : Command(services), m_task(std::move(task)) { }
    void start() override;

private:
    void create();
    void withAll(const QList<BudgetStatus> &all);
    void list(const QList<BudgetStatus> &all);
    void status(const QList<BudgetStatus> &all);
    void show(const BudgetStatus &status);
    void set(const BudgetStatus &status);
    void remove(const BudgetStatus &status);
    void allow(const BudgetStatus &status);
    void save(const Budget &budget);

    Task m_task;
};

} // namespace lineup::cli
