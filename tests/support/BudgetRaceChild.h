// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace lineup::test {

// How a process takes part in a race for budgets.
struct RaceShare
{
    QString file; // of the ledger
    QString log; // what it was answered, a line each; never lost when the process is killed
    int threads = 8;
    int inFlight = 4; // claims of a thread at once
    int reservations = 1000; // to be had before it ends
    int seed = 1;

    [[nodiscard]] QStringList arguments() const;
    [[nodiscard]] static RaceShare fromArguments(const QStringList &arguments);
};

constexpr int raceProjects = 6; // "p0", …: a budget each, beside one over all of them
constexpr qint64 raceUnit = 1'000'000; // nano-dollars; a claim's worst case is 1 to 10 of them

// Claims, sends nothing, and gives back or records; in all threads at once, until it has had its reservations or is
// killed. Lines of the log: "A claim call project nano" admitted, "X claim" about to be given back, "R" refused,
// "E text" the database failed. Needs a QCoreApplication. Gives an exit code.
[[nodiscard]] int runRaceShare(const RaceShare &share);

} // namespace lineup::test
