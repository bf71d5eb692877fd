// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/WindowMain.h"

#include "app/QuitWhenShown.h"
#include "app/UiServices.h"
#include "app/cli/CommandLine.h"
#include "app/cli/ExitCode.h"

#include <QApplication>

#include <algorithm>
#include <optional>
#include <string_view>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool wantsPicture(int argc, char **argv)
{
    return std::any_of(
        argv, argv + argc, [](const char *word) { return std::string_view(word).starts_with("--screenshot"); });
}

// Qt ends the program when it finds no display; a sentence that says what to do is better.
bool hasDisplay()
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

} // namespace

int runWindowMain(int argc, char **argv)
{
    if (wantsPicture(argc, argv) && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!hasDisplay()) {
        cli::Terminal().err(
            u"lineup: there is no display here, so no window. In a terminal: lineup ask -m MODEL PROMPT; "
            "see lineup help.\n"_s);
        return cli::Usage;
    }
    QApplication app(argc, argv);
    const cli::Invocation invocation = cli::readCommandLine(QCoreApplication::arguments());
    if (invocation.kind == cli::Invocation::Kind::Finished)
        return invocation.exitCode;
    std::optional<QuitWhenShown> quit; // for counting what start-up costs
    if (qEnvironmentVariableIntValue("LINEUP_QUIT_WHEN_SHOWN") == 1)
        quit.emplace(app);
    Services services;
    const ui::WindowOptions options {.screenshotFile = invocation.screenshot.file,
        .screenshotSize = invocation.screenshot.size,
        .screenshotColors = invocation.screenshot.theme,
        .screenshotPage = invocation.screenshot.page,
        .arguments = QCoreApplication::arguments().mid(1)};
    return ui::runWindow(app, uiContextOf(services), options);
}

} // namespace lineup
