// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Services.h"
#include "app/cli/CommandLine.h"
#include "app/cli/JsonLog.h"
#ifdef LINEUP_WITH_UI
#include "app/WindowMain.h"
#endif

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

void setIdentity()
{
    QCoreApplication::setApplicationName(u"lineup"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LINEUP_VERSION));
    QCoreApplication::setOrganizationDomain(u"lineup.org"_s);
}

int runTerminal(int argc, char **argv)
{
    const lineup::cli::JsonLog log;
    QCoreApplication app(argc, argv);
    const lineup::cli::Invocation invocation = lineup::cli::readCommandLine(QCoreApplication::arguments());
    if (invocation.kind == lineup::cli::Invocation::Kind::Finished)
        return invocation.exitCode;
    if (!invocation.makeCommand) {
        lineup::cli::Terminal().err(u"This build of lineup has no window; see lineup help.\n"_s);
        return 2;
    }
    lineup::Services services(u"cli"_s);
    const std::unique_ptr<lineup::cli::Command> command = invocation.makeCommand(services);
    return lineup::cli::runCommand(*command, services.ledger(), services.budgets());
}

} // namespace

int main(int argc, char **argv)
{
    setIdentity();
#ifdef LINEUP_WITH_UI
    if (!lineup::cli::needsNoDisplay(argc, argv))
        return lineup::runWindowMain(argc, argv);
#endif
    return runTerminal(argc, argv);
}
