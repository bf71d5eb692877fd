// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "core/routing/Simulator.h"

namespace lineup::cli {

// `lineup chain list|show NAME|test NAME`. test runs scenarios in virtual time; nothing is sent. It ends with
// ScenarioChanged when a saved one goes another way now. A broken chains.json is an error for every one of them.
class ChainCommand final : public Command
{
    Q_OBJECT
public:
    struct Task
    {
        enum class Action { List, Show, Test };
        Action action = Action::List;
        QString chain;
        QString scenario; // Test: only this one; empty: all
        std::optional<Preset> preset; // Test: this instead of those that are saved
        bool json = false;
    };
    // BadRequest, in words, for what cannot be meant.
    [[nodiscard]] static Result<Task> readTask(
        const QStringList &words, const QString &scenario, const QString &preset, bool json);

    ChainCommand(Services &services, Task task) : Command(services), m_task(std::move(task)) { }
    void start() override;

private:
    void list();
    void show(const Chain &chain);
    void showRules(const RouteStep &step) const;
    [[nodiscard]] QStringList stepsInside(const RouteStep &step) const;
    void test(const Chain &chain);
    void testPreset(const Chain &chain);
    void print(const ScenarioChange &change) const;

    Task m_task;
};

} // namespace lineup::cli
