// SPDX-License-Identifier: GPL-3.0-or-later
// The race for budgets: bench_budgets N has N reservations made by 64 threads in 8 processes that are killed now and
// then, and prints how much went wrong, then what was done. What went wrong is said on standard error.
#include "tests/support/BudgetRace.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace lineup::test;

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "share"_L1)
        return runRaceShare(RaceShare::fromArguments(arguments.mid(2)));
    const int reservations = arguments.value(1, u"1000000"_s).toInt();
    BudgetRace race({.program = QCoreApplication::applicationFilePath(),
        .words = {u"share"_s},
        .processes = 8,
        .threads = 8,
        .inFlight = 16,
        .reservations = reservations,
        .kills = 40});
    const BudgetRace::Outcome outcome = race.run();
    for (const QString &fault : outcome.faults)
        std::fprintf(stderr, "%s\n", qPrintable(fault));
    std::printf("%lld %lld admitted, %lld refused, %d processes killed, %lld calls interrupted, %.1f s\n",
        static_cast<long long>(outcome.faults.size()), outcome.admitted, outcome.refused, outcome.killed,
        outcome.interrupted, double(outcome.milliseconds) / 1000.0);
    return outcome.faults.isEmpty() ? 0 : 1;
}
