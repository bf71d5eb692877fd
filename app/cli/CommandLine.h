// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

#include <QSize>

#include <functional>
#include <memory>

namespace lineup::cli {

// A picture of the window instead of the window.
struct Screenshot
{
    QString file; // empty: none
    QString theme; // "light", "dark"; empty: as the system
    QString page; // empty: the first
    QSize size {1280, 800}; // logical pixels
};

// What the arguments ask for.
struct Invocation
{
    enum class Kind { Window, Command, Finished };
    Kind kind = Kind::Window;
    int exitCode = 0; // Finished: help, version or a mistake has been printed
    Screenshot screenshot; // Window
    std::function<std::unique_ptr<Command>(Services &)> makeCommand; // Command
};

// True when the arguments name a subcommand, or something that is none, so that no display is needed. Cheap: looks at
// the words only.
[[nodiscard]] bool needsNoDisplay(int argc, char **argv);

// Reads the arguments of a made QCoreApplication. Prints what is wrong with them.
[[nodiscard]] Invocation readCommandLine(const QStringList &arguments);

// Runs it to its end in the application's event loop; SIGINT, SIGTERM and SIGHUP interrupt it. What it has called is
// in the ledger when this returns, or a warning on standard error says why it is not.
[[nodiscard]] int runCommand(Command &command, Ledger &ledger, Budgets &budgets);

} // namespace lineup::cli
