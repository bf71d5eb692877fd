// SPDX-License-Identifier: GPL-3.0-or-later
// One of the processes of tst_budget_race.
#include "tests/support/BudgetRaceChild.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    return lineup::test::runRaceShare(lineup::test::RaceShare::fromArguments(QCoreApplication::arguments().mid(1)));
}
