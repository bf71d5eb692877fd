// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

class QCommandLineParser;
class QCommandLineOption;

namespace lineup::cli {

// `lineup models price MODEL [--input N --output N …|--clear]`: the price of a model, or one of the person's own for
// it, which goes before every other from then on. Prices in dollars for a million tokens.
class PriceCommand final : public Command
{
    Q_OBJECT
public:
    enum class Action { Show, Set, Clear };
    struct Task
    {
        Action action = Action::Show;
        QString model; // a model string
        Price price; // Set
        bool json = false;
    };
    [[nodiscard]] static QList<QCommandLineOption> options();
    // The words behind "models price". BadRequest, in words, for what cannot be meant.
    [[nodiscard]] static Result<Task> readTask(const QStringList &words, const QCommandLineParser &parser, bool json);

    PriceCommand(Services &services, Task task) : Command(services), m_task(std::move(task)) { }
    void start() override;

private:
    void show(const ModelInfo &model);

    Task m_task;
};

} // namespace lineup::cli
